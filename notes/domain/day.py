"""The day as it goes: what is on, what is past its time and still goes on, and what moves along when that moves.

Promise: nothing here closes anything; an item that nobody ended makes way for the next one, and no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from notes.domain.programme import ItemKind, ProgrammeItem, Topic, begins_at, is_on, time_is_up_at

# Past its time an item that nobody ended goes on counting so long, unless the next one begins before.
_GOES_ON_FOR = timedelta(hours=1)
# The end of a round that nobody ended is kept as a moment of its notes then, or when its room's next round begins.
QUIET_END_AFTER = timedelta(minutes=30)
MESSAGE_STANDS_FOR = timedelta(hours=2)
LONGEST_EXTENSION_MINUTES = 240
AUTO_END_CHOICES = (None, 5, 10, 15, 30)  # minutes after its time; None: a round does not end by itself


class Phase(StrEnum):
    """Where an item is in the day: `OVERTIME` is past its time, and nobody ended it."""

    COMING = "coming"
    ON = "on"
    OVERTIME = "overtime"
    OVER = "over"


class ActKind(StrEnum):
    """What is done at the desk and can be undone."""

    START = "start"
    END = "end"
    EXTEND = "extend"
    DELAY = "delay"
    ENDED_BY_ITSELF = "ended_by_itself"
    ROOM = "room"
    SWITCHES = "switches"
    LOCK = "lock"
    UNLOCK = "unlock"
    AUTO_END = "auto_end"
    MESSAGE = "message"
    WITHDRAW = "withdraw"


def phase(item: ProgrammeItem, items: Iterable[ProgrammeItem], now: datetime) -> Phase:
    """Return where an item is in the day; `items` is the whole programme."""
    if item.ended_at is not None:
        return Phase.OVER
    if begins_at(item) > now:
        return Phase.COMING
    if is_on(item, now):
        return Phase.ON
    return Phase.OVERTIME if now < _makes_way_at(item, items) else Phase.OVER


def goes_on(item: ProgrammeItem, items: Iterable[ProgrammeItem], now: datetime) -> bool:
    """Return whether people are still in an item: on, or past its time and not ended."""
    return phase(item, items, now) in (Phase.ON, Phase.OVERTIME)


def _makes_way_at(item: ProgrammeItem, items: Iterable[ProgrammeItem]) -> datetime:
    up = time_is_up_at(item)
    if item.kind is ItemKind.BREAK:
        return up
    # An open room runs beside the rest: nothing takes its place, and it takes nobody's.
    after = (each for each in items if each.kind is not ItemKind.OPEN and each.starts_at >= item.ends_at)
    nexts = [begins_at(each) for each in after if item.kind is not ItemKind.OPEN and each.id != item.id]
    return min([up + _GOES_ON_FOR, *(max(up, begin) for begin in nexts)])


def current(topic: Topic, items: Sequence[ProgrammeItem], now: datetime) -> ProgrammeItem | None:
    """Return the item that a topic is in now; of several the last to begin, a round before what runs beside it."""
    where = {meeting.item_id for meeting in topic.meetings}
    there = [item for item in items if item.id in where and goes_on(item, items, now)]
    return max(there, key=lambda item: (item.kind is ItemKind.ROUND, begins_at(item), item.position), default=None)


def met_in(topics: Iterable[Topic]) -> Mapping[int, frozenset[int]]:
    """Return the topics that meet in each programme item, by their ids."""
    found: dict[int, set[int]] = {}
    for topic in topics:
        for meeting in topic.meetings:
            found.setdefault(meeting.item_id, set()).add(topic.id)
    return {item: frozenset(topics) for item, topics in found.items()}


def pushed(
    item: ProgrammeItem,
    items: Iterable[ProgrammeItem],
    met: Mapping[int, frozenset[int]],
    now: datetime,
) -> tuple[ProgrammeItem, ...]:
    """Return the rounds that have to wait because an extended item holds some of their topics' rooms."""
    until = time_is_up_at(item)
    return tuple(
        each
        for each in items
        if each.kind is ItemKind.ROUND
        and each.ended_at is None
        and each.starts_at >= item.ends_at
        and now < begins_at(each) < until
        and met.get(each.id, frozenset()) & met.get(item.id, frozenset())
    )


def replaced(
    item: ProgrammeItem, items: Iterable[ProgrammeItem], met: Mapping[int, frozenset[int]], now: datetime
) -> tuple[ProgrammeItem, ...]:
    """Return the rounds before this one that nobody ended and whose rooms it takes over when it starts."""
    return tuple(
        each
        for each in items
        if each.kind is ItemKind.ROUND
        and each.id != item.id
        and each.ended_at is None
        and begins_at(each) <= now
        and each.ends_at <= item.starts_at
        and met.get(each.id, frozenset()) & met.get(item.id, frozenset())
    )
