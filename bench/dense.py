"""Everybody types in one room: the most typists with cursors at p99 ≤ 250 ms and everything delivered.

Run alone: python -m bench.dense oogst 100 200 400 (prints those steps, writes nothing).
"""

import sys
from collections.abc import Sequence

from bench.report import Report
from bench.steps import Row, Step, one_room, row, step
from bench.systems.running import System

SCENARIO = "dense"
P99_MS = 250.0
LADDER = (8, 16, 32, 48, 64, 80, 96, 128, 192, 256, 320, 384, 512, 640, 800, 1000, 1200)
TRIES = 2  # a machine has its moments: a level is lost when it is missed twice
# Where the search begins; it goes up while it holds and down while it does not, so this decides nothing.
FIRST = {"oogst": 640, "hocuspocus": 256, "y-websocket": 80, "pycrdt-websocket": 32}


class _Search:
    """One system's search on the ladder: up from the first level while it holds, else down until one does."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.best: Step | None = None
        self.people: int | None = FIRST[system.name]
        self._missed = 0
        self._ceiling = max(LADDER) + 1

    def note(self, done: Step) -> None:
        """Take a step's outcome and choose the next level; None when the search is over."""
        if done.holds(P99_MS):
            self.best = done
        else:
            self._missed += 1
            if self._missed < TRIES:
                return
            self._ceiling = done.people
        self._missed = 0
        at = LADDER.index(done.people)
        if self.best is None:
            self.people = LADDER[at - 1] if at else None
        else:
            above = next((people for people in LADDER if people > self.best.people), None)
            self.people = above if above is not None and above < self._ceiling else None


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Search with all systems in turn until each has missed a level twice above one that it holds."""
    searches = [_Search(system) for system in systems]
    while any(search.people for search in searches):
        for search in searches:
            if search.people is not None:
                done = step(search.system, one_room(search.people))
                report.progress(f"{search.system.name:18} {search.people:5d} typists: {done.said()}")
                search.note(done)
    report.remark(f"*held* counts typists at p99 ≤ {P99_MS:.0f} ms; a level is lost when it is missed {TRIES} times")
    return [_row(search.system, search.best) for search in searches]


def _row(system: System, best: Step | None) -> Row:
    return row(SCENARIO, system, best, best.people if best else 0)


if __name__ == "__main__":
    from bench.systems.known import known

    wanted = known()[sys.argv[1]]
    for count in sys.argv[2:]:
        print(f"{count:>5} typists: {step(wanted, one_room(int(count))).said()}", flush=True)
