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
LADDER = (32, 64, 80, 96, 128, 192, 256, 320, 384, 512, 640, 800, 1000, 1200)
TRIES = 2  # a machine has its moments: a level is lost when it is missed twice


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Climb the ladder with all systems in turn until each has missed a level twice."""
    best: dict[str, Step] = {}
    climbing = list(systems)
    for people in LADDER:
        for system in tuple(climbing):
            for attempt in range(TRIES):
                done = step(system, one_room(people))
                report.progress(f"{system.name:18} {people:5d} typists: {done.said()}")
                if done.holds(P99_MS):
                    best[system.name] = done
                    break
                if attempt == TRIES - 1:
                    climbing.remove(system)
    return [_row(system, best.get(system.name)) for system in systems]


def _row(system: System, best: Step | None) -> Row:
    return row(SCENARIO, system, best, best.people if best else 0)


if __name__ == "__main__":
    from bench.systems.known import known

    wanted = known()[sys.argv[1]]
    for count in sys.argv[2:]:
        print(f"{count:>5} typists: {step(wanted, one_room(int(count))).said()}", flush=True)
