"""A participant's home: what is on now and next, and one big button per topic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, Response, jsonify, request, url_for
from flask_wtf.csrf import generate_csrf

from notes.domain.conference import Conference
from notes.domain.day import current
from notes.domain.ideas import Refused, display_name
from notes.domain.programme import (
    ItemKind,
    ProgrammeItem,
    Topic,
    begins_at,
    in_order,
    is_on,
    items_that_differ,
    time_is_up_at,
)
from notes.domain.rooms import RoomState
from notes.ground import limits
from notes.live.commands import CommandRefused, Rename
from notes.store import conferences, sign_ups
from notes.store.conferences import TopicFacts
from notes.web.colours import shade
from notes.web.day import day_part, day_programme
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.places import place
from notes.web.refusals import refusal_as_json
from notes.web.speech import _
from notes.web.times import clock_span, clock_time, day, headed_days, iso, lasts_days, moved_from, span_among
from notes.web.topic_forms import CodeDraft, code_in_address
from notes.web.visitor import ensure_person

pages = Blueprint("conference", __name__, url_prefix="/c/<conf>")


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic that meets in a programme item, with the number and colour of its button."""

    number: int
    colour: str
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A programme item as the page shows it."""

    title: str
    kind: str
    times: str
    starts: str
    ends: str
    starts_iso: str
    ends_iso: str
    moment: str  # is-past | is-now | is-next
    planned: str  # when it was planned, where it was begun on another day
    topics: tuple[TopicLine, ...] = ()  # only where they are not the same in every round


@dataclass(frozen=True, slots=True)
class DayLines:
    """A day of the programme; `heading` is "" where it has only one."""

    heading: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class TopicButton:
    """A topic as one of the big buttons."""

    slug: str
    title: str
    question: str
    colour: str
    number: int
    when: str  # only where topics do not all meet in the same rounds
    place: str
    state: str
    state_name: str
    early: bool  # not open yet, and takes ideas already


@pages.get("")
def start(conf: str) -> Response:
    """Show the conference to whoever may see it."""
    return conference_page(conf)


def conference_page(conf: str, *, code: CodeDraft | None = None, status: int = 200) -> Response:
    """Show a conference, with a code that was typed there and is not right."""
    now = parts().clock.now()
    with parts().database.reading() as db:
        here = place(db, conf)
        settings = sign_ups.settings(db, here.conference.id)
        facts_of = {facts.id: facts for facts in conferences.topic_facts(db, here.conference.id)}
        programme = day_programme(db, here.conference)
        day = day_part(db, here.conference, here.visitor, programme, now)
    items, topics = programme.items, programme.topics
    zone = here.conference.timezone
    facts = happening(items, here.conference, now) | {
        "when": when_of(items, zone),
        "lasts_days": lasts_days(items, zone),
        "takes_sign_ups": settings.open,
        "days": programme_days(items, topics, zone, now),
        "must_join": here.visitor.must_join,
        "paragraphs": [part.strip() for part in here.conference.description.split("\n\n") if part.strip()],
    }
    locked = here.conference.locked
    differ = bool(items_that_differ(items, topics))
    buttons = []
    for number, topic in enumerate(topics, 1):
        met = meeting_now(topic, items, now)
        when = _meets_when(topic, met[0], items, zone) if met and differ else ""
        buttons.append(_button(number, topic, facts_of[topic.id], when, met[1] if met else "", locked=locked))
    return show(
        "conference.html",
        conference=here.conference,
        visitor=here.visitor,
        facts=facts,
        day=day,
        topics=buttons,
        code=code or code_in_address(wrong=here.visitor.must_join),
        status=status,
        address=url_for("conference.start", conf=conf),
    )


@pages.post("/meedoen")
def become_somebody(conf: str) -> Response:
    """Make the person of a browser that gave the code, when its script is about to join a room."""
    with parts().database.reading() as db:
        here = place(db, conf)
    try:
        ensure_person(here.visitor)
    except CommandRefused as refused:
        return refusal_as_json(refused)
    answer: Response = jsonify(person=True, csrf=generate_csrf())
    return answer


@pages.post("/naam")
def rename(conf: str) -> Response:
    """Change one's own display name; answers as JSON with the name as it is stored."""
    with parts().database.reading() as db:
        here = place(db, conf)
    try:
        name = display_name(request.form.get("name", ""), limits.NAME_MAX_CHARACTERS)
        if isinstance(name, Refused):
            raise CommandRefused("name_too_long" if name.code == "too_long" else name.code, limit=name.limit)
        stored = parts().engine.submit(Rename(person_id=ensure_person(here.visitor), name=name))
    except CommandRefused as refused:
        return refusal_as_json(refused)
    answer: Response = jsonify(name=stored)
    return answer


def happening(items: Sequence[ProgrammeItem], conference: Conference, now: datetime) -> dict[str, object]:
    """Return what is on (`now`) and the two that come (`next`)."""
    ordered, zone = in_order(tuple(items)), conference.timezone
    shown = [replace(item_view(item, zone, now), times=span_among(item, ordered, zone)) for item in ordered]
    return {
        "now": [item for item in shown if item.moment == "is-now"],
        "next": [item for item in shown if item.moment == "is-next"][:2],
    }


def programme_days(items: Sequence[ProgrammeItem], topics: Sequence[Topic], zone: str, now: datetime) -> list[DayLines]:
    """Return the programme by day, as pages show it at `now`."""
    differ = items_that_differ(items, topics)

    def view(item: ProgrammeItem) -> ItemView:
        return replace(item_view(item, zone, now), topics=_topic_lines(item, topics) if item.id in differ else ())

    return [
        DayLines(heading, tuple(view(item) for item in its))
        for heading, its in headed_days(in_order(tuple(items)), zone)
    ]


def _topic_lines(item: ProgrammeItem, topics: Sequence[Topic]) -> tuple[TopicLine, ...]:
    return tuple(
        TopicLine(number, shade(topic), topic.title, meeting.place)
        for number, topic in enumerate(topics, 1)
        for meeting in topic.meetings
        if meeting.item_id == item.id
    )


def when_of(items: Sequence[ProgrammeItem], zone: str) -> str:
    """Return the day (or first and last day) of a programme in words; "" without items."""
    if not items:
        return ""
    starts = [item.starts_at for item in items]
    return days_between(min(starts), max(starts), zone)


def days_between(begins: datetime, ends: datetime, zone: str) -> str:
    """Return a day, or a first and a last one, in words."""
    first, last = day(begins, zone), day(ends, zone)
    return first if first == last else f"{first} – {last}"


def item_view(item: ProgrammeItem, zone: str, now: datetime) -> ItemView:
    """Return a programme item as pages show it at `now`."""
    moment = "is-now" if is_on(item, now) else "is-past" if time_is_up_at(item) <= now or item.ended_at else "is-next"
    return ItemView(
        title=item.title,
        kind=item.kind,
        times=clock_span(item, zone),
        starts=clock_time(begins_at(item), zone),
        ends=clock_time(time_is_up_at(item), zone),
        starts_iso=iso(begins_at(item), zone),
        ends_iso=iso(time_is_up_at(item), zone),
        moment=moment,
        planned=_("gepland: %(when)s", when=planned) if (planned := moved_from(item, zone)) else "",
    )


def shown_state(state: RoomState, *, locked: bool) -> RoomState:
    """Return the state that people see: a locked conference hides each room's own."""
    return RoomState.LOCKED if locked else state


def state_name(state: RoomState) -> str:
    """Return what the interface calls a room's state."""
    names = {
        RoomState.CLOSED: _("Nog niet open"),
        RoomState.OPEN: _("Open"),
        RoomState.FROZEN: _("Afgerond"),
        RoomState.LOCKED: _("Vastgezet"),
    }
    return names[state]


def meeting_now(topic: Topic, items: Sequence[ProgrammeItem], now: datetime) -> tuple[ProgrammeItem, str, str] | None:
    """Return where a topic meets now, or next, or met last: the item, the place and the online address."""
    by_id = {item.id: item for item in items}
    met = [(by_id[meeting.item_id], meeting) for meeting in topic.meetings if meeting.item_id in by_id]
    if not met:
        return None
    met.sort(key=lambda pair: (pair[0].starts_at, pair[0].kind is not ItemKind.ROUND))
    there = current(topic, items, now)
    on = [pair for pair in met if there is not None and pair[0].id == there.id]
    coming = [pair for pair in met if begins_at(pair[0]) > now and pair[0].ended_at is None]
    item, meeting = (on or coming or met[-1:])[0]
    return item, meeting.place, meeting.online_url


def _meets_when(topic: Topic, item: ProgrammeItem, items: Sequence[ProgrammeItem], zone: str) -> str:
    named = "" if item.title == topic.title else item.title
    return ", ".join(filter(None, (named, span_among(item, items, zone))))


def _button(number: int, topic: Topic, facts: TopicFacts, when: str, where: str, *, locked: bool) -> TopicButton:
    state = shown_state(facts.room_state, locked=locked)
    return TopicButton(
        slug=topic.slug,
        title=topic.title,
        question=topic.question,
        colour=shade(topic),
        number=number,
        when=when,
        place=where,
        state=state,
        state_name=state_name(state),
        early=state is RoomState.CLOSED and facts.early_ideas and facts.ideas_open,
    )
