"""Many rooms on one core: rooms of ten typists each, as many as stay at p99 ≤ 250 ms."""

from collections.abc import Callable, Sequence

from bench.generator import Plan
from bench.report import Report
from bench.steps import Row, Step, row, step
from bench.systems.running import Running, System

SCENARIO = "rooms"
P99_MS = 250.0
TYPISTS_PER_ROOM = 10
LADDER = (30, 60, 100)


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Add rooms to every system until one more step is too many."""
    best: dict[str, Step] = {}
    climbing = list(systems)
    for rooms in LADDER:
        for system in tuple(climbing):
            done = step(system, _rooms_of_ten(rooms))
            report.progress(f"{system.name:18} {rooms:5d} rooms of {TYPISTS_PER_ROOM}: {done.said()}")
            if done.holds(P99_MS):
                best[system.name] = done
            else:
                climbing.remove(system)
    report.remark(f"*held* counts typists, {TYPISTS_PER_ROOM} in each room, at p99 ≤ {P99_MS:.0f} ms")
    return [_row(system, best.get(system.name)) for system in systems]


def _row(system: System, best: Step | None) -> Row:
    return row(SCENARIO, system, best, best.people if best else 0)


def _rooms_of_ten(rooms: int) -> Callable[[Running], Plan]:
    def plan_of(server: Running) -> Plan:
        people = rooms * TYPISTS_PER_ROOM
        names = server.rooms(rooms)
        return Plan(server.protocol, server.address, names, people, cookies=server.cookies(people), probes=50)

    return plan_of
