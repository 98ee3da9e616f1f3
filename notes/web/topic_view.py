"""What a visitor may do on a topic page, and the words that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from notes.access import CLOSED, IDEAS_CLOSED, Role, What, may
from notes.domain.conference import Conference, NamesPolicy
from notes.domain.day import current
from notes.domain.programme import ItemKind, ProgrammeItem, Topic, time_is_up_at
from notes.domain.rooms import Room, RoomState
from notes.ground.refusals import refusal_sentence
from notes.web.conference import meeting_now
from notes.web.day import countdown_words, left_words, milliseconds
from notes.web.speech import _
from notes.web.times import clock_time, span_among
from notes.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class View:
    """What the page offers."""

    role: Role
    staff: bool
    writes: bool
    participants_write: bool  # and then see what is marked as internal
    may_add: bool
    box_closed: bool  # may add as soon as the box is open again, or the room
    may_support: bool
    may_take_over: bool
    may_moderate: bool
    must_join: bool
    why_not: str
    idea_note: str  # what becomes of an idea that is sent now, where that is not as always
    approval: bool  # who leads reads an idea first
    privacy: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """When and where this topic meets, for the line above the title."""

    round: str = ""
    where: str = ""
    online_url: str = ""
    ends: int = 0  # when its time is up, in milliseconds; 0 while it is not on
    left: str = ""  # and how long that is
    words: str = ""  # the sentences of the countdown
    stops: str = ""  # when it ends by itself, where it does


def view_of(visitor: Visitor, room: Room, conference: Conference) -> View:
    """Return what `visitor` may do in a room; who gave the code counts as somebody already."""
    who = visitor.acting
    refusals = {what: may(who, what, room) for what in What}
    role = visitor.role(room.topic_id)
    staff = role in (Role.ORGANISER, Role.FACILITATOR)
    closed = refusals[What.ADD_IDEA]
    box_closed = not staff and (closed is CLOSED or (closed is None and not room.ideas_open))
    if box_closed and closed is None:
        # The box is gone; an idea that was typed before still arrives, as waiting.
        closed = IDEAS_CLOSED
    return View(
        role=role,
        staff=staff,
        writes=refusals[What.WRITE_NOTES] is None,
        participants_write=room.participants_write,
        may_add=closed is None,
        box_closed=box_closed,
        may_support=refusals[What.SUPPORT_IDEA] is None,
        may_take_over=refusals[What.TAKE_OVER] is None,
        may_moderate=refusals[What.MODERATE_IDEAS] is None,
        must_join=visitor.must_join,
        why_not=refusal_sentence(closed.code, {}, _) if closed else "",
        idea_note="" if staff else _idea_note(room.state),
        approval=room.approval,
        privacy=_privacy_line(conference.names_policy),
    )


def meeting_view(
    topic: Topic, items: Sequence[ProgrammeItem], now: datetime, conference: Conference, state: RoomState
) -> MeetingView:
    """Return the line about when and where; and how long is left, unless the room is in a state in which it is over."""
    met = meeting_now(topic, items, now)
    if met is None:
        return MeetingView()
    item, where, online_url = met
    zone = conference.timezone
    # A room may end before its round does: who reads "Afgerond" has no time left.
    on = current(topic, items, now) is not None and state not in (RoomState.FROZEN, RoomState.LOCKED)
    stops = ""
    if on and item.kind is ItemKind.ROUND and conference.auto_end_minutes is not None:
        at = time_is_up_at(item) + timedelta(minutes=conference.auto_end_minutes)
        stops = clock_time(at, zone) if at > now else ""
    named = item.title if item.kind in (ItemKind.ROUND, ItemKind.PLENARY, ItemKind.OPEN) else ""
    return MeetingView(
        named,
        " · ".join(filter(None, (span_among(item, items, zone), where))),
        online_url,
        ends=milliseconds(time_is_up_at(item)) if on else 0,
        left=left_words(item, now) if on else "",
        words=countdown_words() if on else "",
        stops=stops,
    )


def urls_of(conference: Conference, topic: Topic, visitor: Visitor) -> Mapping[str, str | None]:
    """Return the addresses that the page needs, with and without its script."""
    conf, slug = conference.slug, topic.slug
    makes_person = visitor.who.person_id is None and visitor.joined
    return {
        "topic": url_for("topic.page", conf=conf, topic=slug),
        "join": url_for("conference.become_somebody", conf=conf) if makes_person else None,
        "ideas": url_for("ideas.add", conf=conf, topic=slug),
        "line": url_for("ideas.line", conf=conf, topic=slug),
        "history": url_for("history.page", conf=conf, topic=slug),
    }


def _idea_note(state: RoomState) -> str:
    if state is RoomState.CLOSED:
        return _("De zaal is nu niet open. Alvast een idee? Het staat klaar zodra de zaal opengaat.")
    return _("Deze ronde is afgerond. Je idee komt erbij als ‘nagekomen’.") if state is RoomState.FROZEN else ""


def _privacy_line(policy: NamesPolicy) -> str:
    """Return what follows on who reads an idea here."""
    lines = {
        NamesPolicy.NONE: _("Het kan in het openbare verslag komen, zonder je naam."),
        NamesPolicy.FIRST: _("Het kan in het openbare verslag komen, met je voornaam."),
        NamesPolicy.FULL: _("Het kan in het openbare verslag komen, met je naam."),
    }
    return lines[policy]
