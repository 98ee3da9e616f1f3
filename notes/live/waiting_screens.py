"""Screens that are on now: those that wait for somebody who types their code, and when each was seen last.

Promise: a code leads to one screen, only while that screen shows it, and once. All of it lives in this process's
memory: after a restart a screen that waits shows another code, and a paired one goes on.
"""

from dataclasses import dataclass

from notes.ground import limits
from notes.ground.ports import Clock, Ids

_SHOWN_SECONDS = 30.0  # a screen asks every second; one that was away so long shows another code


@dataclass(slots=True)
class _Waiting:
    key: str
    code: str
    seen_at: float


class WaitingScreens:
    """Who waits under which code, and who was seen when."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        """Start with nobody."""
        self._clock = clock
        self._ids = ids
        self._waiting: dict[str, _Waiting] = {}  # by key, the longest unseen first
        self._seen: dict[str, float] = {}  # paired screens, by key

    def code(self, key: str) -> str:
        """Return the code that the screen with this key shows now: the same while it keeps asking."""
        now = self._clock.monotonic()
        self._forget_gone(now)
        waiting = self._waiting.pop(key, None) or _Waiting(key, self._free_code(), now)
        waiting.seen_at = now
        self._waiting[key] = waiting
        if len(self._waiting) > limits.SCREENS_WAITING_MAX:
            del self._waiting[next(iter(self._waiting))]
        return waiting.code

    def key(self, code: str) -> str | None:
        """Return the key of the screen that shows this code now, whatever its case and blanks; None for no screen."""
        self._forget_gone(self._clock.monotonic())
        plain = "".join(code.split()).replace("-", "").upper()
        return next((each.key for each in self._waiting.values() if each.code == plain), None)

    def paired(self, key: str) -> None:
        """Forget a screen's code: it was used. When the screen asked for it last, it was seen last."""
        waiting = self._waiting.pop(key, None)
        if waiting is not None:
            self._seen[key] = waiting.seen_at

    def see(self, key: str) -> None:
        """Note that a paired screen asked what to show."""
        self._seen[key] = self._clock.monotonic()

    def unseen_seconds(self, key: str) -> float | None:
        """Return how long ago a paired screen asked last; None where it did not since the server's start."""
        seen_at = self._seen.get(key)
        return None if seen_at is None else self._clock.monotonic() - seen_at

    def unpaired(self, key: str) -> None:
        """Forget a screen that is paired no more."""
        self._seen.pop(key, None)

    def _free_code(self) -> str:
        taken = {each.code for each in self._waiting.values()}
        return next(code for code in iter(self._ids.screen_code, "") if code not in taken)

    def _forget_gone(self, now: float) -> None:
        while self._waiting:
            key, waiting = next(iter(self._waiting.items()))
            if now - waiting.seen_at <= _SHOWN_SECONDS:
                return
            del self._waiting[key]
