"""What others had seen and what is gone after `kill -9`: the server is killed when an observer has the last edit."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.generator import Generator, Plan, run
from bench.report import Report
from bench.steps import Row, row
from bench.systems.running import System

SCENARIO = "durability"
TYPISTS = 5
RUNS_SECONDS = (5.0, 20.0)


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Kill every server at the end of a short and of a longer run, and count what a newcomer does not get."""
    rows = []
    for system in systems:
        most_lost = 0
        for seconds in RUNS_SECONDS:
            seen, lost = _killed(system, seconds)
            report.progress(f"{system.name:18} after {seconds:.0f} s of typing: {lost} of {seen} seen edits are gone")
            most_lost = max(most_lost, lost)
        rows.append(row(SCENARIO, system, None, None, lost_after_kill=most_lost))
    report.remark(f"{TYPISTS} typists; an edit is a keystroke that an observer had received; *lost* is the worse run")
    return rows


def _killed(system: System, seconds: float) -> tuple[int, int]:
    """Return how many edits an observer had seen, and how many of them are gone after the restart."""
    with tempfile.TemporaryDirectory() as folder, system.running(Path(folder) / "store") as server:
        rooms, cookies = server.rooms(1), server.cookies(TYPISTS)
        plan = Plan(server.protocol, server.address, rooms, TYPISTS, cookies, receivers=1, seconds=seconds, hold=True)
        with Generator(plan) as generator:
            seen = generator.heard("result")["result"]["seen"]
            server.kill()
        server.restart()
        newcomer = replace(
            plan,
            typists=0,
            already=seen,
            seconds=0.1,
            settle_s=0.0,
            drain_s=2.0,
            hold=False,
            first_receiver=plan.first_receiver - 1,
        )
        found: dict[str, Any] = run(newcomer, server.pid).found
    return sum(map(_edits, seen, range(TYPISTS))), sum(
        _edits(had, typist) - _edits(kept, typist)
        for typist, (had, kept) in enumerate(zip(seen, found["seen"], strict=True))
    )


def _edits(units: int, typist: int) -> int:
    """Return how many edits made this many units: the line that a typist begins with is one."""
    first = len(f"T{typist}:\n\n")
    return 0 if units == 0 else 1 + max(0, units - first)
