"""Many rooms on one core: rooms of ten typists each, as many as stay at p99 ≤ 250 ms."""

from collections.abc import Callable, Sequence

from bench.generator import Plan
from bench.report import Report
from bench.search import TRIES, Search
from bench.steps import Row, row, step
from bench.systems.running import Running, System

SCENARIO = "rooms"
P99_MS = 250.0
TYPISTS_PER_ROOM = 10
LADDER = (5, 10, 20, 30, 50, 75, 100, 130, 160)
FIRST = {"oogst": 100, "hocuspocus": 30, "y-websocket": 50, "pycrdt-websocket": 20}


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Search with all systems in turn for the most rooms that each holds."""
    searches = [Search(system, LADDER, FIRST[system.name], P99_MS) for system in systems]
    while any(search.level for search in searches):
        for search in searches:
            if search.level is not None:
                done = step(search.system, _rooms_of_ten(search.level))
                report.progress(f"{search.system.name:18} {search.level:5d} rooms: {done.said()}")
                search.note(done)
    report.remark(
        f"*held* counts typists, {TYPISTS_PER_ROOM} in each room, at p99 ≤ {P99_MS:.0f} ms; a level is lost when it is"
        f" missed {TRIES} times"
    )
    return [row(SCENARIO, search.system, search.best, (search.held or 0) * TYPISTS_PER_ROOM) for search in searches]


def _rooms_of_ten(rooms: int) -> Callable[[Running], Plan]:
    def plan_of(server: Running) -> Plan:
        people = rooms * TYPISTS_PER_ROOM
        names = server.rooms(rooms)
        return Plan(server.protocol, server.address, names, people, cookies=server.cookies(people), probes=50)

    return plan_of
