"""The command that changes nothing: its commit shows that the store takes changes."""

from notes.live.attempt import Attempt
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import Probe
from notes.store import notepads


@carry_out.register
def _(_command: Probe, attempt: Attempt) -> None:
    notepads.write_nothing_new(attempt.session)
