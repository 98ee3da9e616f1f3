"""A room's states: only the moves that are listed here can be made."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class RoomState(StrEnum):
    """Nog niet open, open, afgerond, vastgezet."""

    CLOSED = "closed"
    OPEN = "open"
    FROZEN = "frozen"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Room:
    """What the rules need to know of a room. `topic_id` is None for summary and closing."""

    conference_id: int
    topic_id: int | None
    state: RoomState
    participants_write: bool = False
    ideas_open: bool = True
    early_ideas: bool = True
    approval: bool = False
    locked: bool = False
    public: bool = True  # the conference may be read by who has not joined it


MOVES: Final = {
    RoomState.CLOSED: frozenset({RoomState.OPEN, RoomState.LOCKED}),
    RoomState.OPEN: frozenset({RoomState.CLOSED, RoomState.FROZEN, RoomState.LOCKED}),
    RoomState.FROZEN: frozenset({RoomState.OPEN, RoomState.LOCKED}),
    # Unlocking gives each room its former state back, so each of the three can follow.
    RoomState.LOCKED: frozenset({RoomState.CLOSED, RoomState.OPEN, RoomState.FROZEN}),
}


class WrongMoveError(ValueError):
    """A room cannot go from `state` to `to`."""

    def __init__(self, state: RoomState, to: RoomState) -> None:
        """Name both states."""
        super().__init__(f"a room cannot go from {state} to {to}")
        self.state = state
        self.to = to


def move(state: RoomState, to: RoomState) -> RoomState:
    """Return `to` when a room in `state` may go there, else raise `WrongMoveError`.

    Going where the room already is changes nothing and is no error: a button is tapped twice.
    """
    if to is not state and to not in MOVES[state]:
        raise WrongMoveError(state, to)
    return to
