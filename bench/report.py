"""Progress in the terminal, bench/results.json and bench/RESULTS.md: what was measured, and nothing else.

A run of one scenario replaces that scenario's rows and section only; a section says itself when and where
it was measured.
"""

import json
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.machine import apart, describe
from bench.steps import Row
from bench.systems.running import System

HERE = Path(__file__).parent
ROWS, PAGE = HERE / "results.json", HERE / "RESULTS.md"
ORDER = (
    "dense",
    "quiet",
    "rooms",
    "audience",
    "ideas",
    "opening",
    "history",
    "phone",
    "typing",
    "exports",
    "arrival",
    "durability",
    "hostile",
)
SEARCHED = ("dense", "rooms", "audience")
OURS = "oogst"
HEAD = ("system", "held", "ours is", "p50", "p95", "p99", "delivered", "cores", "MB", "frames", "kB", "lost", "bound")
HEADER = """# What was measured

Written by `make bench`; every figure is of a real run on the machine and at the moment that its section names.
A busy or small machine moves the absolute numbers: read the ratios. The server has one core, the load generator
another; all systems get the same generator and the same typing (5 edits a second per typist, each with a cursor
update). *Held* means p99 within the limit and every edit at every client. *Frames* and *kB* are what one client
receives per second. *Bound* means that the generator was the bottleneck, so the server may do better.
The rows are also in `results.json`.

Every peer runs in the persistent setting that its documentation recommends, named in each section. Etherpad is not
among them: npm has a version of 2021 only, and it speaks a protocol of its own, for which the one generator would
need a second kind of typist.
"""


class Report:
    """One scenario's part of the results, collected while it is measured."""

    def __init__(self, scenario: str, systems: Sequence[System]) -> None:
        """Begin."""
        self.scenario = scenario
        self._systems = systems
        self._lines: list[str] = []
        self._load = os.getloadavg()[0]
        self.remarks: list[str] = []

    def progress(self, line: str) -> None:
        """Show a measured step, and keep it for the page."""
        print(f"  {line}", flush=True)
        self._lines.append(line)

    def remark(self, sentence: str) -> None:
        """Note what a reader of the table must know."""
        self.remarks.append(sentence)

    def write(self, rows: Sequence[Row]) -> None:
        """Replace this scenario's rows and section, and print the table."""
        old = json.loads(ROWS.read_text("utf-8")) if ROWS.exists() else []
        kept = [one for one in old if one["scenario"] != self.scenario] + list(rows)
        kept.sort(key=lambda one: ORDER.index(one["scenario"]))
        ROWS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        sections = _sections(PAGE.read_text("utf-8")) if PAGE.exists() else {}
        sections[self.scenario] = self._section(rows)
        PAGE.write_text("\n".join([HEADER, *(sections[name] for name in ORDER if name in sections)]), encoding="utf-8")
        print("\n" + _table(rows) + "\n", flush=True)

    def _section(self, rows: Sequence[Row]) -> str:
        when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        where = describe() + ("" if apart() else "; server and generator were NOT kept apart")
        named = {one["system"] for one in rows}
        measured = [system for system in self._systems if system.name in named]
        settings = [f"- {system.name} {system.version()}: {system.settings()}" for system in measured]
        remarks = [f"- {remark}" for remark in self.remarks]
        steps = ["<details><summary>Every step</summary>\n", "```text", *self._lines, "```", "\n</details>"]
        where += f"; load average when it began {self._load:.1f}"
        if os.nice(0) < 0 or os.sched_getscheduler(0) != os.SCHED_OTHER:
            where += "; server and generator had priority over other work on the machine"
        parts = [f"## {self.scenario}", f"{when}, {where}.", _table(rows), "\n".join([*settings, *remarks])]
        return "\n\n".join([*parts, "\n".join(steps) if self._lines else ""]).rstrip() + "\n"


def _sections(page: str) -> dict[str, str]:
    found = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0].strip(): f"## {part}".rstrip() + "\n" for part in found}


def _table(rows: Sequence[Row]) -> str:
    # Elsewhere the number of people is given, not found: a ratio of it would say nothing.
    searched = [one for one in rows if one["scenario"] in SEARCHED and one["system"] == OURS]
    ours = max((one["clients_held"] or 0 for one in searched), default=0)
    body = [[_cell(value) for value in _values(one, ours)] for one in rows]
    return "\n".join([_line(HEAD), _line(["---"] * len(HEAD)), *map(_line, body)])


def _values(one: Row, ours: int) -> list[object]:
    held = one["clients_held"]
    ratio = f"{ours / held:.1f} ×" if held and ours and one["system"] != OURS else None
    delivered = None if one["delivered"] is None else f"{one['delivered']:.2%}"
    numbers = [one[name] for name in ("p50_ms", "p95_ms", "p99_ms")]
    traffic = [one["server_cores"], one["rss_mb"], one["frames_per_client_s"], one["kb_per_client_s"]]
    bound = {True: "yes", False: "no", None: None}[one["generator_bound"]]
    return [one["system"], held, ratio, *numbers, delivered, *traffic, one["lost_after_kill"], bound]


def _cell(value: object) -> str:
    return "–" if value is None else str(value)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
