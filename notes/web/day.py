"""What phones are told of the day: messages, "Waar zit je?" at the start of a round, and where one goes next.

Promise: nobody is asked what they said already, and reading stores nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from notes.access import Role
from notes.domain.conference import Conference
from notes.domain.day import MESSAGE_STANDS_FOR, goes_on, met_in
from notes.domain.programme import ItemKind, ProgrammeItem, Topic, begins_at, time_is_up_at
from notes.store import conferences, desk, whereabouts
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.store.whereabouts import Whereabouts
from notes.web.colours import shade
from notes.web.parts import parts
from notes.web.speech import _
from notes.web.times import clock_time
from notes.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Programme:
    """The conference's items, topics and messages that stand."""

    items: tuple[ProgrammeItem, ...]
    topics: tuple[Topic, ...]
    messages: tuple[desk.Message, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A big button: where somebody may be or go; `value` is what the form is sent."""

    value: str
    title: str
    number: int
    colour: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with big buttons; `back` takes an answer back ("" where there is none)."""

    question: str
    ways: tuple[Way, ...]
    back: str = ""


@dataclass(frozen=True, slots=True)
class DayPart:
    """What is told: `again` is when the next thing happens by the clock (0: never), `now` when this was made."""

    form: str  # the id of the page's form that has the token
    messages: tuple[tuple[int, str], ...]
    where: Asked | None
    going: Asked | None
    again: int
    now: int

    @property
    def says(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.messages or self.where or self.going)


def day_programme(db: Session, conference: Conference) -> Programme:
    """Return what the day is made of; four queries, or none while nothing changed."""

    def read() -> Programme:
        since = parts().clock.now() - MESSAGE_STANDS_FOR
        items, topics = conferences.programme(db, conference.id), conferences.topics(db, conference.id)
        return Programme(items, topics, desk.messages(db, conference.id, since))

    return unchanged(db, ("day", conference.id), read)


def day_part(
    db: Session,
    conference: Conference,
    visitor: Visitor,
    programme: Programme,
    now: datetime,
    *,
    topic: Topic | None = None,
    scanned_at: datetime | None = None,
) -> DayPart:
    """Return what somebody is told, on a topic's page or (without) on the conference's.

    Who scanned a room's code after a round began has said where they are.
    """
    asked = _asked_item(programme, visitor, now, scanned_at)
    coming = _coming(programme, visitor, now) if topic is None else None
    person_id = visitor.who.person_id
    said = whereabouts.of_person(db, person_id) if person_id and (asked or coming) else Whereabouts({}, {})
    stand = now - MESSAGE_STANDS_FOR
    return DayPart(
        form="support" if topic else "day-form",
        messages=tuple(
            (message.id, message.text)
            for message in programme.messages
            if message.sent_at > stand and message.topic_id in (None, topic.id if topic else None)
        ),
        where=_where(asked, programme.topics, topic)
        if asked and not conference.locked and asked.id not in said.here
        else None,
        going=_going(coming, programme.topics, said, conference) if coming else None,
        again=_again(programme.items, now),
        now=milliseconds(now),
    )


def left_words(item: ProgrammeItem, now: datetime) -> str:
    """Return how long an item still lasts, or for how long its time is up."""
    seconds = (time_is_up_at(item) - now).total_seconds()
    if seconds >= 60:
        return _("nog %(minutes)s min", minutes=math.floor(seconds / 60))
    if seconds > 0:
        return _("nog geen minuut")
    return _("De tijd is om · %(minutes)s min", minutes=math.floor(-seconds / 60))


def countdown_words() -> str:
    """Return the sentences of a countdown for frontend/face/time-left.ts, which fills them."""
    left, over = _("nog %(minutes)s min", minutes="{}"), _("De tijd is om · %(minutes)s min", minutes="{}")
    news = (
        _("%(round)s: nog vijf minuten.", round="{}"),
        _("%(round)s: nog één minuut.", round="{}"),
        _("%(round)s: de tijd is om.", round="{}"),
    )
    return "|".join((left, _("nog geen minuut"), over, _("De tijd is om"), *news))


def _takes_part(visitor: Visitor) -> bool:
    return visitor.who.person_id is not None and visitor.role() is Role.PARTICIPANT


def _asked_item(
    programme: Programme, visitor: Visitor, now: datetime, scanned_at: datetime | None
) -> ProgrammeItem | None:
    """Return the round that has begun since somebody came, if there is one to choose in."""
    came = max(filter(None, (visitor.since, scanned_at)), default=None)
    met = met_in(programme.topics)
    on = [item for item in programme.items if item.kind is ItemKind.ROUND and goes_on(item, programme.items, now)]
    last = max(on, key=begins_at, default=None)
    if last is None or not _takes_part(visitor) or came is None or came >= begins_at(last):
        return None
    return last if len(met.get(last.id, ())) > 1 else None


def _coming(programme: Programme, visitor: Visitor, now: datetime) -> ProgrammeItem | None:
    """Return the next round, for who may say where they go in it."""
    rounds = (item for item in programme.items if item.kind is ItemKind.ROUND and item.ended_at is None)
    coming = min((item for item in rounds if begins_at(item) > now), key=begins_at, default=None)
    may = visitor.acting.person_id is not None and visitor.role() is Role.PARTICIPANT
    return coming if coming and may and len(met_in(programme.topics).get(coming.id, ())) > 1 else None


def _where(item: ProgrammeItem, topics: Sequence[Topic], present: Topic | None) -> Asked:
    numbered = [(number, topic) for number, topic in enumerate(topics, 1) if _meets(topic, item)]
    first = [(number, topic) for number, topic in enumerate(topics, 1) if present and topic.id == present.id]
    others = [(number, topic) for number, topic in numbered if present is None or topic.id != present.id]
    ways = tuple(
        Way(
            f"{item.id} {topic.slug}",
            _("Ik blijf hier") if present and topic.id == present.id else topic.title,
            number,
            shade(topic),
            chosen=False,
        )
        for number, topic in (*first, *others)
    )
    return Asked(_("%(round)s is begonnen. Waar zit je?", round=item.title), ways)


def _going(item: ProgrammeItem, topics: Sequence[Topic], said: Whereabouts, conference: Conference) -> Asked:
    chosen = said.going.get(item.id)
    ways = tuple(
        Way(f"{item.id} {topic.slug}", topic.title, number, shade(topic), chosen=topic.id == chosen)
        for number, topic in enumerate(topics, 1)
        if _meets(topic, item)
    )
    time = clock_time(begins_at(item), conference.timezone)
    question = _("%(round)s begint om %(time)s. Waar ga je heen?", round=item.title, time=time)
    return Asked(question, ways, str(item.id) if chosen else "")


def _meets(topic: Topic, item: ProgrammeItem) -> bool:
    return any(meeting.item_id == item.id for meeting in topic.meetings)


def _again(items: Sequence[ProgrammeItem], now: datetime) -> int:
    moments = [moment for item in items for moment in (begins_at(item), time_is_up_at(item))]
    return min((milliseconds(moment) for moment in moments if moment > now), default=0)


def milliseconds(moment: datetime) -> int:
    """Return a moment as scripts count it."""
    return int(moment.timestamp() * 1000)
