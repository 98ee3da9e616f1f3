"""Programme items on the day: start, end, extend, delay, each with all its rooms at once, and undoing any of it.

Promise: the last press wins as a whole, and every answer says what others did meanwhile.
"""

import math
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from notes.access import What
from notes.domain.day import (
    LONGEST_EXTENSION_MINUTES,
    ActKind,
    current,
    goes_on,
    met_in,
    pushed,
    replaced,
)
from notes.domain.programme import (
    ItemKind,
    ProgrammeItem,
    Topic,
    begins_at,
    ends_without_extension,
    time_is_up_at,
)
from notes.domain.rooms import RoomState
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room, topic_and_notepad
from notes.live.carrying_out.recording import Recorded, recorded, rights_changed
from notes.live.carrying_out.registry import carry_out
from notes.live.carrying_out.rounds import unbegin
from notes.live.commands import CommandRefused
from notes.live.desk_commands import DelayItem, Done, EndItem, ExtendItem, StartItem, UndoAct, WithItem
from notes.store import conferences, desk, rounds

_TAKEN_UP_FOR_MINUTES = 10  # an item that is taken up again long after its time lasts so long from now


@dataclass(frozen=True, slots=True)
class _Spot:
    """A programme item among all of its conference's."""

    conference_id: int
    item: ProgrammeItem
    items: tuple[ProgrammeItem, ...]
    topics: tuple[Topic, ...]

    @property
    def rooms(self) -> frozenset[int]:
        """The topics that meet in it."""
        return met_in(self.topics).get(self.item.id, frozenset())

    def keys(self, more: Iterable[ProgrammeItem] = ()) -> list[str]:
        """What acts on it may change."""
        items = [f"item:{each.id}" for each in (self.item, *more)]
        return [*items, *(f"room:{topic_id}" for topic_id in sorted(self.rooms))]


@carry_out.register
def _(command: StartItem, attempt: Attempt) -> Done:
    spot = _spot(attempt, command)
    item, now, met = spot.item, attempt.now, met_in(spot.topics)
    before = replaced(item, spot.items, met, now) if item.kind is ItemKind.ROUND else ()
    with _recorded(attempt, ActKind.START, spot, command, before) as made:
        for each in before:
            desk.set_item(attempt.session, replace(each, ended_at=now))
            _keep_ends(attempt, each, spot.rooms & met[each.id], spot.rooms)
        desk.set_item(attempt.session, _begun(item, spot.items, now))
        _open_rooms(attempt, spot)
    return _done(attempt, spot, made, command)


@carry_out.register
def _(command: EndItem, attempt: Attempt) -> Done:
    spot = _spot(attempt, command)
    if begins_at(spot.item) > attempt.now:
        raise CommandRefused("not_begun")
    with _recorded(attempt, ActKind.END, spot, command) as made:
        if spot.item.ended_at is None:
            end(attempt, spot.item, spot.items, spot.topics)
    return _done(attempt, spot, made, command)


@carry_out.register
def _(command: ExtendItem, attempt: Attempt) -> Done:
    spot = _spot(attempt, command)
    _demand_minutes(command.minutes)
    longer = replace(spot.item, ended_at=None, extended_minutes=command.minutes)
    waiting = pushed(longer, spot.items, met_in(spot.topics), attempt.now)
    with _recorded(attempt, ActKind.EXTEND, spot, command, waiting, command.minutes) as made:
        desk.set_item(attempt.session, longer)
        for each in waiting:
            desk.set_item(attempt.session, replace(each, started_at=time_is_up_at(longer)))
        if spot.item.ended_at is not None:
            _open_rooms(attempt, spot)
    return _done(attempt, spot, made, command)


@carry_out.register
def _(command: DelayItem, attempt: Attempt) -> Done:
    spot = _spot(attempt, command)
    _demand_minutes(command.minutes)
    if begins_at(spot.item) <= attempt.now:
        raise CommandRefused("begun_already")
    later = spot.item.starts_at + timedelta(minutes=command.minutes) if command.minutes else None
    with _recorded(attempt, ActKind.DELAY, spot, command, minutes=command.minutes) as made:
        desk.set_item(attempt.session, replace(spot.item, started_at=later))
    return _done(attempt, spot, made, command)


@carry_out.register
def _(command: UndoAct, attempt: Attempt) -> None:
    act = desk.act(attempt.session, command.act_id)
    if act is None:
        raise CommandRefused("unknown")
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, act.conference_id))
    if act.undone_at is not None:
        return
    now = desk.facts(attempt.session, act.after)
    # A room that somebody moved since stays as they put it; of everything else the whole act is undone, or nothing.
    moved = {key for key in act.after if key.startswith("room:") and now.get(key) != act.after[key]}
    if moved == act.after.keys() or any(now.get(key) != act.after[key] for key in act.after.keys() - moved):
        raise CommandRefused("changed_since")
    desk.put_back(attempt.session, {key: value for key, value in act.before.items() if key not in moved})
    # A message that the act sent was not there before.
    new = act.after.keys() - act.before.keys()
    desk.put_back(attempt.session, {key: {"withdrawn": attempt.now.astimezone(UTC).isoformat()} for key in new})
    desk.undone(attempt.session, act.id, command.person_id, attempt.now)
    desk.raise_day(attempt.session, act.conference_id)
    rights_changed(attempt, act.conference_id)
    if act.kind is ActKind.START and act.item_id is not None:
        unbegin(attempt, act.item_id, act.at)


def end(attempt: Attempt, item: ProgrammeItem, items: Sequence[ProgrammeItem], topics: Sequence[Topic]) -> None:
    """End an item: the moment in each history, and its rooms freeze, but for those whose topic meets on elsewhere."""
    others = [each for each in items if each.id != item.id]
    desk.set_item(attempt.session, replace(item, ended_at=attempt.now))
    rooms = met_in(topics).get(item.id, frozenset())
    elsewhere = {topic.id for topic in topics if current(topic, others, attempt.now) is not None}
    _keep_ends(attempt, item, rooms, elsewhere)
    for topic in topics:
        if topic.id not in rooms - elsewhere:
            continue
        facts, notepad_id = topic_and_notepad(attempt.session, topic.id)
        if facts.room_state is RoomState.OPEN:
            conferences.move_room(attempt.session, topic.id, RoomState.FROZEN, attempt.now)
            attempt.rights.frozen(notepad_id, attempt.now)
            rights_changed(attempt, facts.conference_id)


def _demand_minutes(minutes: int) -> None:
    if not 0 <= minutes <= LONGEST_EXTENSION_MINUTES:
        raise CommandRefused("unknown")


def _spot(attempt: Attempt, command: WithItem) -> _Spot:
    conference_id = desk.conference_of_item(attempt.session, command.item_id)
    if conference_id is None:
        raise CommandRefused("unknown")
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    items = conferences.programme(attempt.session, conference_id)
    item = next(each for each in items if each.id == command.item_id)
    return _Spot(conference_id, item, items, conferences.topics(attempt.session, conference_id))


def _recorded(
    attempt: Attempt,
    kind: ActKind,
    spot: _Spot,
    command: WithItem,
    more: Iterable[ProgrammeItem] = (),
    minutes: int | None = None,
) -> AbstractContextManager[Recorded]:
    facts = {"item_id": spot.item.id, "minutes": minutes}
    return recorded(attempt, kind, spot.conference_id, command.person_id, spot.keys(more), **facts)


def _done(attempt: Attempt, spot: _Spot, made: Recorded, command: WithItem) -> Done:
    acts = desk.of_item(attempt.session, spot.item.id)
    others = (act for act in acts if act.id > command.seen and act.person_id != command.person_id)
    return Done(made.act_id, tuple(act for act in others if act.undone_at is None))


def _begun(item: ProgrammeItem, items: Sequence[ProgrammeItem], now: datetime) -> ProgrammeItem:
    """Return an item as it is once somebody starts it now; one whose time is over gets some."""
    coming = begins_at(item) > now
    begun = replace(item, started_at=now if coming else item.started_at, ended_at=None)
    if goes_on(begun, items, now) and not (coming and now >= time_is_up_at(item)):
        return begun
    lasts = item.ends_at - item.starts_at if coming else timedelta(minutes=_TAKEN_UP_FOR_MINUTES)
    longer = now + lasts - ends_without_extension(begun)
    return replace(begun, extended_minutes=math.ceil(longer / timedelta(minutes=1)))


def _open_rooms(attempt: Attempt, spot: _Spot) -> None:
    for topic_id in sorted(spot.rooms):
        topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        if topic.room_state is RoomState.OPEN:
            continue
        conferences.move_room(attempt.session, topic_id, RoomState.OPEN, attempt.now)
        # A round that begins here first has its moment with its template, within a second.
        if spot.item.kind is not ItemKind.ROUND or spot.item.id in rounds.begun(attempt.session, topic_id):
            attempt.keep_moment(notepad_id, "start", spot.item.id)
    rights_changed(attempt, spot.conference_id)


def _keep_ends(attempt: Attempt, item: ProgrammeItem, topic_ids: Iterable[int], elsewhere: Iterable[int] = ()) -> None:
    """Keep the end of an item in the histories; whose topic met on elsewhere has it from when that began."""
    for topic_id in sorted(topic_ids):
        _topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        if topic_id not in elsewhere or not rounds.has_end(attempt.session, notepad_id, item.id):
            attempt.keep_moment(notepad_id, "end", item.id)
