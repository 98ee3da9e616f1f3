"""Tries to make a room go where it may not."""

from datetime import UTC, datetime, timedelta

import pytest

from notes.domain.programme import ItemKind, ProgrammeItem
from notes.domain.rooms import MOVES, RoomState, WrongMoveError, move, present_state, room_opens

START = datetime(2021, 11, 22, 18, 15, tzinfo=UTC)
ROUND = ProgrammeItem(
    id=1, slug="ronde-1", title="Ronde I", kind=ItemKind.ROUND, starts_at=START, ends_at=START + timedelta(hours=1)
)


@pytest.mark.parametrize("state", list(RoomState))
@pytest.mark.parametrize("to", list(RoomState))
def test_a_move_is_legal_or_an_error_that_names_both(state: RoomState, to: RoomState) -> None:
    if to is state or to in MOVES[state]:
        assert move(state, to) is to
        return
    with pytest.raises(WrongMoveError) as refused:
        move(state, to)
    assert (refused.value.state, refused.value.to) == (state, to)


def test_the_moves_that_are_not_legal_are_these_two_only() -> None:
    wrong = {(state, to) for state in RoomState for to in RoomState if to is not state and to not in MOVES[state]}
    assert wrong == {(RoomState.CLOSED, RoomState.FROZEN), (RoomState.FROZEN, RoomState.CLOSED)}


def test_a_room_opens_at_its_time_and_never_closes_by_itself() -> None:
    assert not room_opens((ROUND,), START - timedelta(seconds=1))
    assert room_opens((ROUND,), START)
    assert room_opens((ROUND,), START + timedelta(days=1000))


def test_a_topic_without_programme_items_does_not_open_by_itself() -> None:
    assert not room_opens((), START)


def test_a_room_that_a_person_closed_stays_closed() -> None:
    late = START + timedelta(minutes=5)
    assert present_state(RoomState.CLOSED, moved_by_hand=True, items=(ROUND,), now=late) is RoomState.CLOSED
    assert present_state(RoomState.CLOSED, moved_by_hand=False, items=(ROUND,), now=late) is RoomState.OPEN
    assert present_state(RoomState.FROZEN, moved_by_hand=False, items=(ROUND,), now=late) is RoomState.FROZEN
