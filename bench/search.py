"""The search for the highest level of a ladder that a system holds."""

from collections.abc import Sequence

from bench.steps import Step
from bench.systems.running import System

TRIES = 2  # a machine has its moments: a level is lost when it is missed twice


class Search:
    """One system's search: up from the first level while it holds, else down until one does."""

    def __init__(self, system: System, ladder: Sequence[int], first: int, p99_ms: float) -> None:
        """Begin at `first`, a level of the ladder; where it begins decides nothing but the time it takes."""
        self.system = system
        self.level: int | None = first  # the next to be tried; None when the search is over
        self.held: int | None = None
        self.best: Step | None = None
        self._ladder = ladder
        self._p99_ms = p99_ms
        self._missed = 0
        self._ceiling = max(ladder) + 1

    def note(self, done: Step) -> None:
        """Take the outcome of the present level and choose the next."""
        level = self.level
        assert level is not None
        if done.holds(self._p99_ms):
            self.best, self.held = done, level
        else:
            self._missed += 1
            if self._missed < TRIES:
                return
            self._ceiling = level
        self._missed = 0
        if self.held is None:
            self.level = max((lower for lower in self._ladder if lower < level), default=None)
        else:
            self.level = min((higher for higher in self._ladder if self.held < higher < self._ceiling), default=None)
