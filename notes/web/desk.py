"""The organiser's desk: what is on and what comes, the rooms at a glance, what was done last; live with a script.

Promise: the page works without a script, and its live part says the same as the page of that moment.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import Blueprint, Response, abort, render_template, request

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.day import AUTO_END_CHOICES, MESSAGE_STANDS_FOR, Phase, current
from notes.domain.programme import ItemKind, ProgrammeItem, Topic, begins_at
from notes.ground import limits
from notes.ground.throttle import Act as Counts
from notes.ground.throttle import Counted
from notes.store import conferences, desk, whereabouts
from notes.store.desk import Act, Facts, Message
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.conference import state_name
from notes.web.desk_going import Going, going
from notes.web.desk_programme import card_days, cards
from notes.web.desk_rooms import RoomFacts, room_cards, stored_rooms
from notes.web.desk_words import act_words, when_and_who
from notes.web.guard import person_of, place_for
from notes.web.openings import openings
from notes.web.pages import show
from notes.web.parts import parts
from notes.web.screens import on_desk
from notes.web.speech import _
from notes.web.times import clock_time

pages = Blueprint("desk", __name__, url_prefix="/c/<conf>/regie")
_ACTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the desk is made of, from one look at the store."""

    items: tuple[ProgrammeItem, ...]
    topics: tuple[Topic, ...]
    rooms: tuple[RoomFacts, ...]
    acts: tuple[Act, ...]
    facts: Facts
    messages: tuple[Message, ...]
    going: tuple[tuple[int, dict[int, int]], ...]  # by item that is still to come: people by topic
    openings: dict[int, str]


@dataclass(frozen=True, slots=True)
class ActLine:
    """Something that was done, and whether it can be undone."""

    id: int
    words: str
    by: str
    undone: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message that stands."""

    id: int
    text: str
    to: str
    at: str


@pages.get("")
def page(conf: str) -> Response:
    """Show the desk to organisers."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        found = _read(db, here.conference)
        paired = on_desk(db, here.conference.id)
    view = _view(here.conference, found, parts().clock.now())
    return show(
        "desk.html",
        conference=here.conference,
        visitor=here.visitor,
        ways_to_stop=_ways_to_stop(),
        typed=request.args.get("bericht", "")[: limits.NEWS_MAX_CHARACTERS * 2],
        most=limits.NEWS_MAX_CHARACTERS,
        auto_end_choices=[(minutes, _auto_end_words(minutes)) for minutes in AUTO_END_CHOICES],
        desk=view,
        screens=paired,
    )


@pages.get("/nu")
def now(conf: str) -> Response:
    """Return the live parts of the desk for a page that shows them already; 304 while they are the same."""
    with parts().database.reading() as db:
        here = place_for(db, conf, What.RUN_CONFERENCE)
        if not parts().throttle.allow(Counted.person(person_of(here)), Counts.DAY_LOOK):
            abort(429)
        found = unchanged(db, ("desk", here.conference.id), lambda: _read(db, here.conference))
    view = _view(here.conference, found, parts().clock.now())
    html = render_template("desk_now.html", conference=here.conference, desk=view)
    mark = sha256(html.encode()).hexdigest()[:24]
    if request.if_none_match.contains(mark):
        return Response(status=304, headers={"ETag": f'"{mark}"'})
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.set_etag(mark)
    return answer


def _read(db: Session, conference: Conference) -> _Stored:
    now = parts().clock.now()
    items = conferences.programme(db, conference.id)
    coming = [item for item in items if item.kind is ItemKind.ROUND and begins_at(item) > now and not item.ended_at]
    return _Stored(
        items=items,
        topics=conferences.topics(db, conference.id),
        rooms=stored_rooms(db, conference.id),
        acts=desk.newest(db, conference.id, _ACTS_SHOWN),
        facts=desk.all_facts(db, conference.id),
        messages=desk.messages(db, conference.id, now - MESSAGE_STANDS_FOR),
        going=tuple((item.id, whereabouts.counts(db, item.id, "going")) for item in coming[:1]),
        openings=openings(db, conference, now),
    )


def _view(conference: Conference, found: _Stored, now: datetime) -> dict[str, object]:
    shown = cards(conference, found.items, found.topics, now)
    on = [card for card in shown if card.phase in (Phase.ON, Phase.OVERTIME)]
    on.sort(key=lambda card: card.kind == ItemKind.OPEN)  # what runs beside the rest comes last
    coming = [card for card in shown if card.phase is Phase.COMING]
    opened = {topic.id: _open_since(topic, found, now) for topic in found.topics}
    acts = [_act_line(act, found, conference) for act in found.acts]
    return {
        "clock": clock_time(now, conference.timezone),
        "on": on,
        "coming": coming[:2],
        "programme": card_days(shown, found.items, conference.timezone),
        "acts": acts,
        "seen": found.acts[0].id if found.acts else 0,
        "messages": [_message_line(each, found.topics, conference) for each in found.messages],
        "rooms": room_cards(found.rooms, conference, {k: v for k, v in opened.items() if v}, found.openings, now),
        "going": [_going(item_id, counts, found) for item_id, counts in found.going],
    }


def _open_since(topic: Topic, found: _Stored, now: datetime) -> datetime | None:
    item = current(topic, found.items, now)
    moved = next(facts.topic.room_moved_at for facts in found.rooms if facts.topic.id == topic.id)
    return max(filter(None, (begins_at(item) if item else None, moved)), default=None)


def _act_line(act: Act, found: _Stored, conference: Conference) -> ActLine:
    items = {item.id: item.title for item in found.items}
    topics = {topic.id: topic.title for topic in found.topics}
    room = act.after.get(f"room:{act.topic_id}", {}).get("state")
    title = items.get(act.item_id or 0) or topics.get(act.topic_id or 0, "")
    stands = {key for key in act.after if not key.startswith("room:") or len(act.after) == 1}
    return ActLine(
        id=act.id,
        words=act_words(act.kind, title, minutes=act.minutes, state=state_name(room).lower() if room else ""),
        by=when_and_who(act, conference),
        undone=_("teruggedraaid door %(name)s", name=act.undone_by or _("een organisator")) if act.undone_at else "",
        can_undo=act.undone_at is None and all(found.facts.get(key) == act.after[key] for key in stands),
    )


def _message_line(message: Message, topics: tuple[Topic, ...], conference: Conference) -> MessageLine:
    to = next((topic.title for topic in topics if topic.id == message.topic_id), _("iedereen"))
    return MessageLine(message.id, message.text, to, clock_time(message.sent_at, conference.timezone))


def _going(item_id: int, counts: dict[int, int], found: _Stored) -> Going:
    item = next(each for each in found.items if each.id == item_id)
    return going(item, found.topics, counts)


def _auto_end_words(minutes: int | None) -> str:
    if minutes is None:
        return _("Nee, een organisator rondt af")
    return _("Ja, %(minutes)s minuten na de tijd", minutes=minutes)


def _ways_to_stop() -> tuple[tuple[str, str], ...]:
    """Return what each way of stopping does: its name and its meaning."""
    return (
        (
            _("Ronde afronden"),
            _("deelnemers typen niet meer in de notities; begeleiders gaan door, ideeën komen erbij als nagekomen."),
        ),
        (
            _("Zaal sluiten"),
            _("de zaal is weer ‘nog niet open’. Deelnemers typen niet in de notities; begeleiders wel."),
        ),
        (_("Vastzetten"), _("niemand schrijft nog iets in de hele conferentie, ook begeleiders niet.")),
    )
