"""One measured step: a fresh server, one run of the generator, and what both used."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.generator import GeneratorFailed, Outcome, Plan, run
from bench.machine import memory_mb
from bench.systems.running import Running, System

Row = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """What one step found; `memory_mb` is the most that the server had."""

    people: int
    outcome: Outcome | None  # None: it did not come to a result
    memory_mb: float
    failure: str = ""

    def holds(self, p99_ms: float) -> bool:
        """Whether everybody joined and everything arrived in time."""
        return self.outcome is not None and self.outcome.joined == self.people and self.outcome.holds(p99_ms)

    def said(self) -> str:
        """Return the step in a line."""
        if self.outcome is None:
            return f"no result: {self.failure}"
        found = self.outcome.found
        times = " ".join(f"p{share} {_ms(found[f'p{share}_ms'])}" for share in (50, 95, 99))
        problems = f"  {found['problems']}" if found["problems"] else ""
        return (
            f"{times}  delivered {found['delivered']:.2%}  server {self.outcome.server_cores:.2f} cores"
            f" {self.memory_mb:.0f} MB  {found['frames_per_client_s']:.0f} frames/s"
            f" {found['kb_per_client_s']:.0f} kB/s  generator {found['generator']['cores']:.2f}"
            f"{' BOUND' if self.outcome.generator_bound else ''}{problems}"
        )


def step(system: System, plan_of: Callable[[Running], Plan]) -> Step:
    """Start a server, run the plan that `plan_of` makes for it, end the server."""
    memory = [0.0]
    with tempfile.TemporaryDirectory() as folder, system.running(Path(folder) / "store") as server:
        plan = plan_of(server)

        def watch() -> None:
            memory[0] = memory_mb(server.pid, peak=True)

        try:
            outcome = run(plan, server.pid, watch)
        except GeneratorFailed as failure:
            return Step(plan.typists + plan.receivers, None, memory[0], str(failure))
    return Step(plan.typists + plan.receivers, outcome, memory[0])


def one_room(people: int, **more: Any) -> Callable[[Running], Plan]:  # noqa: ANN401 -- the fields of Plan
    """Return how to plan a run of typists in one room."""

    def plan_of(server: Running) -> Plan:
        plan = Plan(server.protocol, server.address, server.rooms(1), people, cookies=server.cookies(people))
        return replace(plan, **more)

    return plan_of


def row(scenario: str, system: System, measured: Step | None, clients_held: int | None, **facts: object) -> Row:
    """Return a row of bench/results.json; null where nothing was measured."""
    outcome = measured.outcome if measured else None
    found = outcome.found if outcome else {}
    delivered = found.get("delivered")  # not rounded: what is not quite everything must not become everything
    numbers = ("p50_ms", "p95_ms", "p99_ms", "frames_per_client_s", "kb_per_client_s")
    found = {name: _rounded(found.get(name)) for name in numbers}
    return {
        "scenario": scenario,
        "system": system.name,
        "version": system.version(),
        "clients_held": clients_held,
        "p50_ms": found["p50_ms"],
        "p95_ms": found["p95_ms"],
        "p99_ms": found["p99_ms"],
        "delivered": delivered,
        "server_cores": round(outcome.server_cores, 2) if outcome else None,
        "rss_mb": round(measured.memory_mb) if measured and measured.memory_mb else None,
        "frames_per_client_s": found["frames_per_client_s"],
        "kb_per_client_s": found["kb_per_client_s"],
        "lost_after_kill": None,
        "generator_bound": outcome.generator_bound if outcome else None,
    } | facts


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} ms"
