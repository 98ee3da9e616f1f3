"""Whether a change would be stored now, found out by storing one that changes nothing.

Promise: however often it is asked, the store is asked at most once a second.
"""

from collections.abc import Callable

from notes.ground.ports import Clock
from notes.live.commands import Command, CommandRefused, Probe

ANSWER_WITHIN_SECONDS = 3.0
_KEPT_SECONDS = 1.0
_REASONS = {
    "cannot_save": f"nothing could be stored within {ANSWER_WITHIN_SECONDS:.0f} s",
    "failed": "the store failed; the log says how",
}


class Readiness:
    """Asks the engine, whose pump, thread and store must all work for a good answer."""

    def __init__(self, carry_out: Callable[[Command, float], object], clock: Clock) -> None:
        """`carry_out` does a command within so many seconds or raises `CommandRefused`."""
        self._carry_out = carry_out
        self._clock = clock
        self._asked_at = float("-inf")
        self._reason = ""

    def reason(self) -> str:
        """Return why this server is not ready; nothing when it is."""
        if self._clock.monotonic() - self._asked_at >= _KEPT_SECONDS:
            # Noted before: who asks meanwhile gets the last answer and does not ask once more.
            self._asked_at = self._clock.monotonic()
            self._reason = self._probe()
        return self._reason

    def _probe(self) -> str:
        try:
            self._carry_out(Probe(person_id=None), ANSWER_WITHIN_SECONDS)
        except CommandRefused as refusal:
            return _REASONS.get(refusal.code, refusal.code)
        return ""
