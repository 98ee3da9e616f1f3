"""A busy room while the report is made: fifty typists, and meanwhile nothing, a PDF every second, or one after another.

The three are measured in turn, twice, in one run: what is asked is whether who types notices it. Each PDF is of the
report of that moment, with what was typed until then: none is answered from a memory.
"""

import itertools
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from bench.generator import run
from bench.keystrokes import OTHERS, plan_for, server_with
from bench.machine import memory_mb
from bench.report import Report
from bench.steps import Row, Step, row
from bench.systems.running import System
from tests.integration.server import RunningServer

SCENARIO = "exports"
SECONDS = 15.0
ORGANISERS = 40  # one may ask for so many reports a minute only
WAYS = {"no PDF": None, "a PDF every second": 1.0, "PDFs without a pause": 0.0}
TURNS = 2


@dataclass
class Makers:
    """Organisers who ask for PDFs, `pause_seconds` from one to the next; None: they ask for nothing."""

    server: RunningServer
    pause_seconds: float | None
    took: list[float] = field(default_factory=list)  # seconds of each PDF
    refused: int = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Make PDFs as long as the block lasts."""
        over = threading.Event()
        work = threading.Thread(target=self._make, args=(over,))
        if self.pause_seconds is not None:
            work.start()
        try:
            yield
        finally:
            over.set()
            if self.pause_seconds is not None:
                work.join()

    def said(self) -> str:
        """Return it in words."""
        if not self.took:
            return ""
        refused = f", {self.refused} refused" if self.refused else ""
        return f"  {len(self.took)} PDFs, {median(self.took):.2f} s each{refused}"

    def _make(self, over: threading.Event) -> None:
        organisers = [self.server.session("organiser", f"O{number}") for number in range(ORGANISERS)]
        address = f"{self.server.address}/c/{self.server.slug}/verslag.pdf"
        for organiser in itertools.cycle(organisers):
            if over.is_set():
                return
            began = time.monotonic()
            answer = organiser.get(address, timeout=60)
            if answer.ok and answer.content.startswith(b"%PDF"):
                self.took.append(time.monotonic() - began)
            else:
                self.refused += 1
            over.wait(self.pause_seconds)


def one_run(pause_seconds: float | None) -> tuple[Makers, Step]:
    """Let them type in a room of a fresh server; return what was made, and how they fared."""
    with tempfile.TemporaryDirectory() as folder, server_with("", Path(folder)) as server:
        makers = Makers(server, pause_seconds)
        with makers.at_work():
            outcome = run(replace(plan_for(server), seconds=SECONDS), server.pid)
        return makers, Step(OTHERS, outcome, memory_mb(server.pid, peak=True))


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Measure ours: the others make no report."""
    ours = next(system for system in systems if system.name == "oogst")
    found: dict[str, list[Step]] = {way: [] for way in WAYS}
    for _turn in range(TURNS):
        for way, pause_seconds in WAYS.items():
            makers, done = one_run(pause_seconds)
            report.progress(f"{way:20} {done.said()}{makers.said()}")
            found[way].append(done)
    report.remark(
        f"{OTHERS} typists in one room of the example conference; the rows are, in this order: {', '.join(WAYS)}. Of"
        f" {TURNS} turns each the one with the lower p99 counts"
    )
    best = {way: min(steps, key=_p99) for way, steps in found.items()}
    return [row(SCENARIO, ours, done, OTHERS) for done in best.values()]


def _p99(done: Step) -> float:
    return done.outcome.found["p99_ms"] if done.outcome else float("inf")
