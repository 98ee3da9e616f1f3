"""The timeline of a conference and where its topics meet in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject with a guiding question, and where it meets."""

    id: int
    slug: str
    title: str
    question: str = ""
    position: int = 0
    colour: int = 1
    meetings: tuple[Meeting, ...] = ()


def time_is_up_at(item: ProgrammeItem) -> datetime:
    """Return when the countdown of an item reaches zero, extensions counted."""
    return item.ends_at + timedelta(minutes=item.extended_minutes)


def is_on(item: ProgrammeItem, now: datetime) -> bool:
    """Return whether an item is going on: begun, and neither ended nor past its time."""
    begun = (item.started_at or item.starts_at) <= now
    return begun and item.ended_at is None and now < time_is_up_at(item)


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
    coming = next((item for item in rounds if item.ended_at is None and item.starts_at > now), None)
    over = [item.ended_at or time_is_up_at(item) for item in rounds if item is not coming and item.starts_at <= now]
    if coming is None or (over and now - max(over) < coming.starts_at - now):
        return None
    return coming


def still_to_come(topic: Topic, items: tuple[ProgrammeItem, ...], now: datetime) -> tuple[ProgrammeItem, ...]:
    """Return the items in which a topic meets and that are not over, in order."""
    meets_in = {meeting.item_id for meeting in topic.meetings}
    left = (item for item in items if item.id in meets_in and item.ended_at is None and now < time_is_up_at(item))
    return in_order(tuple(left))


def in_order(items: tuple[ProgrammeItem, ...]) -> tuple[ProgrammeItem, ...]:
    """Return items as a programme lists them: by planned time, then as they were entered."""
    return tuple(sorted(items, key=lambda item: (item.starts_at, item.position, item.id)))
