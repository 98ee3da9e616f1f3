"""A room full of phones: 50 ideas and 500 times support in ten seconds, while two write the notes; ours only.

Times are from sending an act until the last of a thousand phones, each a person of its own, has it on its screen's
beat. Nobody's peer has ideas, so there is nobody beside it.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.generator import GeneratorFailed, Plan, run
from bench.machine import memory_mb
from bench.report import Report
from bench.steps import Row, Step, row
from bench.systems.oogst import Oogst
from bench.systems.running import System

SCENARIO = "ideas"
PHONES, IDEAS, SUPPORTS = 1000, 50, 500
SECONDS = 10.0
P99_MS = 500.0
RUNS = 3


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Measure a quiet room and, three times, one in which two facilitators type; the row is the middle one of these."""
    if not any(isinstance(system, Oogst) for system in systems):
        return []
    quiet = _step(0)
    report.progress(f"nobody types:  {_said(quiet)}")
    runs = [_step(2) for _ in range(RUNS)]
    for done in runs:
        report.progress(f"two people type: {_said(done)}")
    middle = sorted(runs, key=_p99)[RUNS // 2]
    report.remark(f"{PHONES} phones in one room, {IDEAS} ideas and {SUPPORTS} times support in {SECONDS:.0f} s")
    report.remark(
        "p50, p95 and p99 are over the acts: from sending one until the LAST phone has it; *delivered* counts every"
        f" act at every phone; the row is the middle of {RUNS} runs with two typists, *held* is {PHONES} when its p99"
        f" is ≤ {P99_MS:.0f} ms"
    )
    return [row(SCENARIO, Oogst(), middle, PHONES if middle.holds(P99_MS) else None)]


def _step(typists: int) -> Step:
    with tempfile.TemporaryDirectory() as folder, Oogst().running(Path(folder) / "store") as server:
        rooms = server.rooms(1)
        plan = Plan(
            server.protocol,
            server.address,
            rooms,
            typists,
            cookies=[*server.cookies(1) * typists, *server.phones(PHONES)],
            receivers=PHONES,
            receivers_write=False,
            seconds=SECONDS,
            topic=server.topic(0),
            ideas=IDEAS,
            supports=SUPPORTS,
        )
        memory = [0.0]

        def watch() -> None:
            memory[0] = memory_mb(server.pid, peak=True)

        try:
            outcome = run(plan, server.pid, watch)
        except GeneratorFailed as failure:
            return Step(PHONES + typists, None, memory[0], str(failure))
    return Step(PHONES + typists, outcome, memory[0])


def _said(done: Step) -> str:
    if done.outcome is None:
        return done.said()
    found = done.outcome.found
    one = " ".join(f"{value:.0f}" for value in found["one_phone_ms"])
    answers = " ".join(f"{value:.0f}" for value in found["answered_ms"])
    return "; ".join(
        (
            f"{found['acts']} acts, {done.outcome.joined} joined",
            f"{done.said()}, the slowest act {found['largest_ms']:.0f} ms",
            f"at one phone {one} ms and answered {answers} ms (p50 p95 p99 most) {found['refused_acts'] or ''}",
        )
    )


def _p99(done: Step) -> float:
    p99 = done.outcome.found["p99_ms"] if done.outcome else None
    return float("inf") if p99 is None else float(p99)
