"""A quiet room: what a keystroke takes to another person when two, or twenty, are typing."""

from collections.abc import Sequence

from bench.report import Report
from bench.steps import Row, one_room, row, step
from bench.systems.running import System

SCENARIO = "quiet"
PEOPLE = (2, 20)
SECONDS = 12.0


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Measure every system with few people."""
    rows = []
    for people in PEOPLE:
        for system in systems:
            done = step(system, one_room(people, seconds=SECONDS))
            report.progress(f"{system.name:18} {people:5d} typists: {done.said()}")
            rows.append(row(SCENARIO, system, done, people))
    return rows
