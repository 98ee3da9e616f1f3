"""Five type, thousands look on: ours as viewers (rendered blocks), the peers' as clients that only receive."""

from collections.abc import Sequence

from bench.report import Report
from bench.steps import Row, Step, one_room, row, step
from bench.systems.oogst import Oogst
from bench.systems.running import System

SCENARIO = "audience"
P99_MS = 600.0
TYPISTS = 5
LADDER = (500, 1000, 2000, 5000)


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Add receivers to every system until one more step is too many; then ours with hidden pages."""
    best: dict[str, Step] = {}
    climbing = list(systems)
    for receivers in LADDER:
        for system in tuple(climbing):
            done = _step(system, receivers)
            report.progress(f"{system.name:18} {receivers:5d} receivers: {done.said()}{_per_receiver(done, receivers)}")
            if done.holds(P99_MS):
                best[system.name] = done
            else:
                climbing.remove(system)
    if any(isinstance(system, Oogst) for system in systems):
        for receivers in (0, max(LADDER)):
            hidden = _step(Oogst(), receivers, hidden=True)
            report.progress(f"{'oogst':18} {receivers:5d} viewers whose page is in the background: {hidden.said()}")
    report.remark(f"{TYPISTS} typists; *held* counts receivers at p99 ≤ {P99_MS:.0f} ms from keystroke to receiver")
    report.remark("oogst sends viewers rendered blocks on a beat of 250 ms and more; the peers send them every update")
    report.remark("every measured step says the processor time per receiver; background pages are measured at the end")
    return [_row(system, best.get(system.name)) for system in systems]


def _step(system: System, receivers: int, *, hidden: bool = False) -> Step:
    plan = {"receivers": receivers, "receivers_write": not isinstance(system, Oogst), "hidden": hidden}
    return step(system, one_room(TYPISTS, **plan))


def _row(system: System, best: Step | None) -> Row:
    return row(SCENARIO, system, best, best.people - TYPISTS if best else 0)


def _per_receiver(done: Step, receivers: int) -> str:
    return f"  {done.outcome.server_cores / receivers * 1e6:.0f} µs/s per receiver" if done.outcome else ""
