"""Which function carries out which command."""

from functools import singledispatch

from notes.live.attempt import Attempt
from notes.live.commands import Command


@singledispatch
def carry_out(command: Command, attempt: Attempt) -> object:
    """Carry out a command and return its answer. Raises `CommandRefused`."""
    message = f"nobody carries out {type(command).__name__} for {attempt}"
    raise NotImplementedError(message)
