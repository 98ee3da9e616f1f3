"""The start of a round: 300 people open a room in the same second that nobody had open; when have all the text?"""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.generator import Outcome, Plan, run
from bench.machine import memory_mb
from bench.report import Report
from bench.steps import Row, Step, row
from bench.systems.running import System

SCENARIO = "arrival"
PEOPLE = 300
WITHIN_SECONDS = 10.0
STORED_AFTER_SECONDS = 4.0  # Hocuspocus stores 2 s after the last change


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Let everybody in at once on every system."""
    rows = []
    for system in systems:
        outcome, memory = _arrival(system)
        found = outcome.found
        times = " ".join(f"p{share} {found[f'join_p{share}_ms']:.0f} ms" for share in (50, 95, 99))
        report.progress(
            f"{system.name:18} {found['joined']} of {PEOPLE} are in, {found['delivered']:.2%} of the text is there,"
            f" the last after {outcome.join_ms:.0f} ms ({times}) {found['problems'] or ''}"
        )
        measured = Step(PEOPLE, outcome, memory)
        facts = {f"p{share}_ms": round(found[f"join_p{share}_ms"], 1) for share in (50, 95, 99)}
        none = {"frames_per_client_s": None, "kb_per_client_s": None, "server_cores": None, "generator_bound": None}
        rows.append(row(SCENARIO, system, measured, found["joined"], **facts, **none))
    report.remark("times are from the first connection to a client's having the text; the room was in nobody's memory")
    return rows


def _arrival(system: System) -> tuple[Outcome, float]:
    with tempfile.TemporaryDirectory() as folder, system.running(Path(folder) / "store") as server:
        rooms, cookies = server.rooms(1), server.cookies(PEOPLE)
        writing = Plan(server.protocol, server.address, rooms, 5, cookies, per_second=20.0, receivers=1)
        typed = run(writing, server.pid).found["seen"]
        time.sleep(STORED_AFTER_SECONDS)
        server.kill()
        server.restart()
        arriving = replace(
            writing,
            typists=0,
            already=typed,
            receivers=PEOPLE,
            first_receiver=writing.first_receiver - PEOPLE,
            at_once=PEOPLE,
            join_s=WITHIN_SECONDS,
            drain_s=2.0,
            seconds=0.1,
        )
        outcome = run(arriving, server.pid)
        return outcome, memory_mb(server.pid, peak=True)
