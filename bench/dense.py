"""Everybody types in one room: the most typists with cursors at p99 ≤ 250 ms and everything delivered.

Run alone: python -m bench.dense oogst 100 200 400 (prints those steps, writes nothing).
"""

import sys
from collections.abc import Sequence

from bench.report import Report
from bench.search import TRIES, Search
from bench.steps import Row, one_room, row, step
from bench.systems.running import System

SCENARIO = "dense"
P99_MS = 250.0
LADDER = (8, 16, 32, 48, 64, 80, 96, 128, 192, 256, 320, 384, 512, 640, 800, 1000, 1200, 1500)
FIRST = {"oogst": 1000, "hocuspocus": 256, "y-websocket": 80, "pycrdt-websocket": 32}


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Search with all systems in turn until each has missed a level twice above one that it holds."""
    searches = [Search(system, LADDER, FIRST[system.name], P99_MS) for system in systems]
    while any(search.level for search in searches):
        for search in searches:
            if search.level is not None:
                done = step(search.system, one_room(search.level))
                report.progress(f"{search.system.name:18} {search.level:5d} typists: {done.said()}")
                search.note(done)
    report.remark(f"*held* counts typists at p99 ≤ {P99_MS:.0f} ms; a level is lost when it is missed {TRIES} times")
    return [row(SCENARIO, search.system, search.best, search.held or 0) for search in searches]


if __name__ == "__main__":
    from bench.systems.known import known

    wanted = known()[sys.argv[1]]
    for count in sys.argv[2:]:
        print(f"{count:>5} typists: {step(wanted, one_room(int(count))).said()}", flush=True)
