"""Counts of what happened in this process, cheap enough for every tick.

Promise: counting never raises and never waits for anything slow.
"""

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Metrics:
    """Named counters and sums; names are snake_case with their unit at the end."""

    _counts: Counter[str] = field(default_factory=Counter)
    _sums: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter."""
        with self._lock:
            self._counts[name] += by

    def observe(self, name: str, value: float) -> None:
        """Add a measured value: its sum and how often it was measured are kept."""
        with self._lock:
            self._counts[f"{name}_count"] += 1
            self._sums[f"{name}_sum"] = self._sums.get(f"{name}_sum", 0.0) + value

    def of(self, name: str) -> float:
        """Return a counter or sum; 0 for what never happened."""
        with self._lock:
            return self._sums.get(name, float(self._counts.get(name, 0)))

    def text(self) -> str:
        """Return everything, one `name value` a line, sorted: what Prometheus reads."""
        with self._lock:
            lines = {
                **{name: str(value) for name, value in self._counts.items()},
                **{n: repr(v) for n, v in self._sums.items()},
            }
        return "".join(f"oogst_{name} {value}\n" for name, value in sorted(lines.items()))
