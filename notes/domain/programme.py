"""The timeline of a conference and where its topics meet in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2200
LONGEST_ITEM: Final = timedelta(hours=24)  # what lasts longer is a mistake in a date


class ItemKind(StrEnum):
    """What sort of programme item: `OPEN` is an open room that runs beside the rest."""

    PLENARY = "plenary"
    ROUND = "round"
    BREAK = "break"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A line of the timeline. Items may overlap; all moments are aware (UTC).

    `starts_at` and `ends_at` are what was planned, `started_at` and `ended_at` what an
    organiser did on the day.
    """

    id: int
    slug: str
    title: str
    kind: ItemKind
    starts_at: datetime
    ends_at: datetime
    position: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    extended_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A topic that meets in a programme item, with its own place and "o.l.v."."""

    item_id: int
    place: str = ""
    online_url: str = ""
    led_by: str = ""
    places: int | None = None  # how many people the venue room holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject with a guiding question, and where it meets."""

    id: int
    slug: str
    title: str
    question: str = ""
    position: int = 0
    colour: int = 1
    own_colour: str = ""
    meetings: tuple[Meeting, ...] = ()

    @property
    def shade(self) -> str:
        """The colour as styles name it: its number, or the own colour without its #."""
        return self.own_colour.removeprefix("#") or str(self.colour)


def ends_without_extension(item: ProgrammeItem) -> datetime:
    """Return when an item is to end, extensions left out.

    As planned; but one that began so early that it would be over before its plan (a rehearsal days
    ahead) lasts as long as planned: nobody wants to see a countdown of two weeks.
    """
    if item.started_at is not None:
        over = item.started_at + (item.ends_at - item.starts_at)
        if over <= item.starts_at:
            return over
    return item.ends_at


def time_is_up_at(item: ProgrammeItem) -> datetime:
    """Return when the countdown of an item reaches zero, extensions counted."""
    return ends_without_extension(item) + timedelta(minutes=item.extended_minutes)


def begins_at(item: ProgrammeItem) -> datetime:
    """Return when an item begins or began: as planned, unless an organiser said otherwise on the day."""
    return item.started_at or item.starts_at


def is_on(item: ProgrammeItem, now: datetime) -> bool:
    """Return whether an item is going on: begun, and neither ended nor past its time."""
    return begins_at(item) <= now and item.ended_at is None and now < time_is_up_at(item)


def rounds_of(topic: Topic, items: Iterable[ProgrammeItem]) -> tuple[ProgrammeItem, ...]:
    """Return the rounds that a topic meets in, by planned time."""
    where = {meeting.item_id for meeting in topic.meetings}
    return in_order(tuple(item for item in items if item.kind is ItemKind.ROUND and item.id in where))


def round_on(rounds: Sequence[ProgrammeItem], now: datetime) -> ProgrammeItem | None:
    """Return the round of `rounds` (in order) that goes on now; of two that overlap the later one."""
    return next((item for item in reversed(rounds) if is_on(item, now)), None)


def round_opened(rounds: Sequence[ProgrammeItem], now: datetime) -> ProgrammeItem | None:
    """Return the round of `rounds` (in order) that somebody begins who opens the room now.

    That is the one that is on, else the next one when it is nearer than the end of the one before:
    a room that is opened again just after a round goes on with that round.
    """
    on = round_on(rounds, now)
    if on is not None:
        return on
    coming = next((item for item in rounds if item.ended_at is None and begins_at(item) > now), None)
    over = [item.ended_at or time_is_up_at(item) for item in rounds if item is not coming and begins_at(item) <= now]
    if coming is None or (over and now - max(over) < begins_at(coming) - now):
        return None
    return coming


def items_that_differ(items: Iterable[ProgrammeItem], topics: Sequence[Topic]) -> frozenset[int]:
    """Return the items of which a programme has to say which topics meet there, and where.

    All rounds, unless the same topics meet at the same places in each; of the rest what leaves a choice:
    saying of each of two rounds that everything goes on in it tells nobody anything.
    """
    met: dict[int, set[tuple[int, str]]] = {}
    for topic in topics:
        for meeting in topic.meetings:
            met.setdefault(meeting.item_id, set()).add((topic.id, meeting.place))
    rounds = {item.id for item in items if item.kind is ItemKind.ROUND and item.id in met}
    same = all(met[each] == met[other] for each in rounds for other in rounds)
    return frozenset((set() if same else rounds) | {each for each in met if each not in rounds and len(met[each]) > 1})


def in_order(items: tuple[ProgrammeItem, ...]) -> tuple[ProgrammeItem, ...]:
    """Return items as a programme lists them: by planned time, then as they were entered."""
    return tuple(sorted(items, key=lambda item: (item.starts_at, item.position, item.id)))


def planned_at(item: ProgrammeItem) -> datetime:
    """Return when an item was planned to begin, whatever the day itself brought."""
    return item.starts_at


def by_day(
    items: Iterable[ProgrammeItem], zone: tzinfo, begins: Callable[[ProgrammeItem], datetime] = planned_at
) -> tuple[tuple[date, tuple[ProgrammeItem, ...]], ...]:
    """Return items in the order in which they were given, by the day on which each begins."""
    found: dict[date, list[ProgrammeItem]] = {}
    for item in items:
        found.setdefault(begins(item).astimezone(zone).date(), []).append(item)
    return tuple((day, tuple(found[day])) for day in sorted(found))
