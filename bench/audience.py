"""Five type, thousands look on: ours as viewers (rendered blocks), the peers' as clients that only receive."""

from collections.abc import Sequence

from bench.report import Report
from bench.search import TRIES, Search
from bench.steps import Row, Step, one_room, row, step
from bench.systems.oogst import Oogst
from bench.systems.running import System

SCENARIO = "audience"
P99_MS = 600.0
TYPISTS = 5
LADDER = (100, 250, 500, 1000, 2000, 3500, 5000)
FIRST = {"oogst": 5000, "hocuspocus": 1000, "y-websocket": 1000, "pycrdt-websocket": 250}


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Search with all systems in turn for the most receivers that each holds; then ours with hidden pages."""
    searches = [Search(system, LADDER, FIRST[system.name], P99_MS) for system in systems]
    while any(search.level for search in searches):
        for search in searches:
            if search.level is not None:
                done = _step(search.system, search.level)
                each = _per_receiver(done, search.level)
                report.progress(f"{search.system.name:18} {search.level:5d} receivers: {done.said()}{each}")
                search.note(done)
    if any(isinstance(system, Oogst) for system in systems):
        for receivers in (0, max(LADDER)):
            hidden = _step(Oogst(), receivers, hidden=True)
            report.progress(f"{'oogst':18} {receivers:5d} viewers whose page is in the background: {hidden.said()}")
    report.remark(
        f"{TYPISTS} typists; *held* counts receivers at p99 ≤ {P99_MS:.0f} ms; lost when missed {TRIES} times"
    )
    report.remark("oogst sends viewers rendered blocks on a beat of 250 ms and more; the peers send them every update")
    report.remark("every measured step says the processor time per receiver; background pages are measured at the end")
    return [row(SCENARIO, search.system, search.best, search.held or 0) for search in searches]


def _step(system: System, receivers: int, *, hidden: bool = False) -> Step:
    plan = {"receivers": receivers, "receivers_write": not isinstance(system, Oogst), "hidden": hidden}
    return step(system, one_room(TYPISTS, **plan))


def _per_receiver(done: Step, receivers: int) -> str:
    return f"  {done.outcome.server_cores / receivers * 1e6:.0f} µs/s per receiver" if done.outcome else ""
