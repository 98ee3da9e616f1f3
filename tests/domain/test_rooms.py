"""Tries to make a room go where it may not."""

import pytest

from notes.domain.rooms import MOVES, RoomState, WrongMoveError, move


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
