"""How long to wait before the next pass, so that load becomes a little latency and no queue.

The first change after a quiet time is flushed at once; then a pass gathers for `shortest`
seconds, and longer, up to `longest`, when the last passes' work would take more than half of it.
"""

from dataclasses import dataclass, field

_MEMORY = 0.5  # how much of the measured work of earlier passes is kept


@dataclass(slots=True)
class Pacing:
    """The rhythm of one kind of pass. Times are seconds of a monotonic clock."""

    shortest: float
    longest: float
    _work: float = 0.0
    _last_start: float = field(default=float("-inf"))

    @property
    def interval(self) -> float:
        """How far apart passes begin at the present load, in seconds."""
        return min(self.longest, max(self.shortest, 2 * self._work))

    def wait(self, now: float) -> float:
        """Return how many seconds to wait before the next pass may begin; 0.0 means at once."""
        return max(0.0, self._last_start + self.interval - now)

    def passed(self, start: float, end: float) -> None:
        """Note that a pass began and ended."""
        self._last_start = start
        work = end - start
        # One long pass is an accident of the machine and soon forgotten, several are load.
        self._work = _MEMORY * self._work + (1 - _MEMORY) * work
