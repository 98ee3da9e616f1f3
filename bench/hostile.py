"""Damaged updates beside honest typing: how many a second a server survives, and what they cost in memory.

Survived means that five typists still get everything of each other within a second (p99), and that a newcomer
afterwards gets the whole text.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.generator import GeneratorFailed, Outcome, Plan, run
from bench.machine import memory_mb
from bench.report import Report
from bench.steps import Row, Step, row
from bench.systems.running import System

SCENARIO = "hostile"
TYPISTS = 5
P99_MS = 1000.0
LADDER = (100, 1000, 3000)
SECONDS = 6.0


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Attack every server harder until it does not survive."""
    rows = []
    for system in systems:
        best: Step | None = None
        for rate in LADDER:
            done, whole = _attacked(system, rate)
            report.progress(f"{system.name:18} {_attack(done)}: {done.said()}{'' if whole else '  TEXT NOT WHOLE'}")
            if not (whole and done.holds(P99_MS)):
                break
            best = done
        taken = _rate(best.outcome) if best and best.outcome else 0
        rows.append(row(SCENARIO, system, best, None, frames_per_client_s=taken, kb_per_client_s=None))
    report.remark("*frames* are the damaged updates a second that the server took from one attacker and survived")
    report.remark(
        "oogst reads nothing more of a client after a refusal until that joins again: the attacker does so each time,"
        " and what it sends meanwhile is passed over unread; the peers read everything and refuse nothing"
    )
    report.remark(f"times and *delivered* are those of {TYPISTS} honest typists meanwhile; *MB* is the peak")
    return rows


def _attacked(system: System, rate: int) -> tuple[Step, bool]:
    """Return the step, and whether a newcomer then gets the whole text."""
    with tempfile.TemporaryDirectory() as folder, system.running(Path(folder) / "store") as server:
        rooms, cookies = server.rooms(1), server.cookies(TYPISTS * 20)
        plan = Plan(server.protocol, server.address, rooms, TYPISTS, cookies, seconds=SECONDS, attacks_per_s=rate)
        try:
            outcome = run(replace(plan, receivers=1), server.pid)
            seen = outcome.found["seen"]
            newcomer = replace(plan, typists=0, receivers=1, already=seen, attacks_per_s=0, seconds=0.1, drain_s=2.0)
            after = run(replace(newcomer, first_receiver=plan.first_receiver - 10), server.pid).found
        except GeneratorFailed as failure:
            return Step(TYPISTS + 1, None, memory_mb(server.pid, peak=True), str(failure)), False
        memory = memory_mb(server.pid, peak=True)
    return Step(TYPISTS + 1, outcome, memory), after["joined"] == 1 and after["delivered"] == 1


def _rate(outcome: Outcome) -> int:
    return round(outcome.found["attacks"] / outcome.found["seconds"])


def _attack(done: Step) -> str:
    if done.outcome is None:
        return "attacked"
    found = done.outcome.found
    return f"{_rate(done.outcome)}/s damaged, told so {found['refused']} times, thrown out {found['thrown_out']} times"
