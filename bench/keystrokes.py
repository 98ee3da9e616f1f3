"""Typing itself: how long a keystroke takes to be painted while 50 others type in the same pad.

A facilitator types in a real Chromium, at moments of their own, beside the lines of the others, so that their letters
and cursors are redrawn in view. A key counts from its event's time stamp to the end of the frame that shows it. Where
the browser's event timing names the key (from 16 ms on, in steps of 8), its duration is taken instead. Once with
notes that are all but empty, once with notes of 190,000 characters. Run alone: python -m bench.keystrokes
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page

from bench.generator import Generator, Outcome, Plan
from bench.machine import SERVER_CORE, cpu_seconds, memory_mb, on_core
from bench.opening import Past, keep
from bench.report import Report
from bench.steps import Row, Step, row
from bench.systems.running import System
from notes.live.document import first_update
from notes.store.unit_of_work import Database
from tests.browsers import running_browser
from tests.integration.server import RunningServer

SCENARIO = "typing"
TOPIC = "fondsen"
OTHERS = 50
JOINS_PER_PERSON = 40
KEYS = 150
BETWEEN_KEYS_MS = (60, 200)
LARGE = 190_000  # characters: what is left of the notes' limit is for those who type
WORDS = "de ronde begint met een voorstel over samen kopen en delen zodat iedereen in de buurt mee kan doen "
_PIECE = """## Onderwerp {n}

Wat **{n} mensen** hier *samen* zeiden, met `code` en [een link](https://example.org/{n}) erin.

- Besluit: de werkgroep {n} begint in januari met een voorstel
    - met een tweede punt daaronder
- [ ] Actie: zaal {n} vegen @Fatima (uiterlijk 15-01-2027)
- [Samen kopen is goedkoper](idee:{n})

> “Zo doen we het {n} keer.”

| Naam | Bedrag |
|:-----|-------:|
| Fonds {n} | {n}00 |

"""
# Each key with its time to the end of the frame that shows it, and what the browser's event timing names itself.
_WATCH = """
window.keys = [];
window.named = [];
window.pressed = 0;
document.addEventListener("keydown", (event) => {
    const at = event.timeStamp;
    window.pressed += 1;
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keys.push([at, performance.now() - at]);
        port2.postMessage(null);
    });
}, true);
new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries())
        if (name === "keydown") window.named.push([startTime, duration]);
}).observe({ type: "event", durationThreshold: 16 });
"""

# When the frame of the last key was counted, too: it is none of those that are measured.
_SEEN = """async () => {
    while (window.keys.length < window.pressed) await new Promise((resolve) => setTimeout(resolve, 10));
}"""
_TEXT = """() => {
    const content = document.querySelector("#editor .cm-content");
    const view = content?.cmTile?.root?.view ?? content?.cmView?.rootView?.view ?? content?.cmView?.view;
    return view.state.doc.toString();
}"""


@dataclass(frozen=True)
class Typed:
    """What each key took, in ms: by event timing where it names the key, and to the end of the frame as such."""

    times: Sequence[float]
    frames: Sequence[float]
    named: int  # keys that the browser's event timing names: 16 ms and more

    def said(self) -> str:
        """Return it in a line."""
        shares = " ".join(f"p{part} {self.share(part / 100):.1f} ms" for part in (50, 95, 99))
        return (
            f"{shares}; {self.named} of {len(self.times)} keys are named by event timing (16 ms and more, in steps of"
            f" 8); to the end of the frame, not rounded, p50 {median(self.frames):.1f} ms"
        )

    def share(self, part: float) -> float:
        """Return the value below which this part of the keys lies."""
        return sorted(self.times)[ceil(part * len(self.times)) - 1]


def large_notes() -> str:
    """Return Markdown of every kind, as long as the notes may be with room for those who type."""
    text = "".join(_PIECE.format(n=number) for number in range(1, LARGE // len(_PIECE) + 2))
    return text[: text.rindex("## ", 0, LARGE)]


@contextmanager
def server_with(notes: str, folder: Path) -> Iterator[RunningServer]:
    """A server whose notepad holds these notes, on its core."""
    server = RunningServer(folder)
    if notes:
        database = Database(server.database_url)
        try:
            with database.writing() as session:
                keep(session, server.notepads[TOPIC], Past([(77, first_update(77, notes))], 0, b"", notes))
        finally:
            database.close()
    with on_core(SERVER_CORE):
        server.start()
    with server_ended(server):
        yield server


@contextmanager
def server_ended(server: RunningServer) -> Iterator[None]:
    """End a server that was started."""
    try:
        yield
    finally:
        server.stop()


def plan_for(server: RunningServer) -> Plan:
    """Return how the others type: longer than the facilitator does."""
    sessions = [server.session("facilitator", f"T{number}") for number in range(ceil(OTHERS / JOINS_PER_PERSON))]
    cookies = ["; ".join(f"{name}={value}" for name, value in one.cookies.items()) for one in sessions]
    seconds = KEYS * (sum(BETWEEN_KEYS_MS) / 2 + 60) / 1000
    return Plan("oogst", server.address, [server.notepads[TOPIC]], OTHERS, cookies, seconds=seconds)


def editor_of(page: Page, server: RunningServer) -> None:
    """Open the notepad and put the cursor on a line of its own, below the others'."""
    page.add_init_script(_WATCH)
    page.goto(server.access_address("facilitator", TOPIC))
    page.get_by_label("Je naam").fill("Fatima")
    page.get_by_role("button", name="Ga verder").click()
    editor = page.locator("#editor .cm-content")
    editor.wait_for(timeout=60_000)
    editor.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n- ")
    page.evaluate(_SEEN)


def typed(page: Page) -> Typed:
    """Type at the pace of a person; the moments have nothing to do with the screen's frames."""
    page.evaluate("() => { window.keys.length = 0; window.pressed = 0; window.named.length = 0; }")
    for letter in islice(cycle(WORDS), KEYS):
        page.keyboard.press("Space" if letter == " " else letter)
        page.wait_for_timeout(random.uniform(*BETWEEN_KEYS_MS))
    page.evaluate(_SEEN)
    keys: list[tuple[float, float]] = page.evaluate("() => window.keys")
    assert len(keys) == KEYS, f"{len(keys)} keys were seen"
    assert "".join(islice(cycle(WORDS), KEYS)) in page.evaluate(_TEXT), "what was typed does not stand there"
    named = {round(at, 1): took for at, took in page.evaluate("() => window.named")}
    times = [named.get(round(at, 1), took) for at, took in keys]
    frames = [took for _, took in keys]
    return Typed(times, frames, sum(round(at, 1) in named for at, _ in keys))


def run(notes: str) -> tuple[Typed, Step]:
    """Type beside the others; return what the keys took and how the others fared."""
    with (
        tempfile.TemporaryDirectory() as folder,
        server_with(notes, Path(folder)) as server,
        running_browser() as browser,
        Generator(plan_for(server)) as generator,
    ):
        joined = generator.heard("joined")
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
        editor_of(page, server)
        generator.heard("typing")
        before = cpu_seconds(server.pid)
        found = typed(page)
        generator.heard("typed")
        used, memory = cpu_seconds(server.pid) - before, memory_mb(server.pid, peak=True)
        result: dict[str, Any] = generator.heard("result")["result"]
    return found, Step(OTHERS, Outcome(result, joined["join_ms"], used / result["seconds"]), memory)


def measure(systems: Sequence[System], report: Report) -> list[Row]:
    """Measure ours: the others have no editor of their own."""
    rows = []
    ours = next(system for system in systems if system.name == "oogst")
    for notes in ("", large_notes()):
        found, others = run(notes)
        times = {f"p{part}_ms": round(found.share(part / 100), 1) for part in (50, 95, 99)}
        report.progress(f"{len(notes):7,d} characters: {found.said()}")
        report.progress(f"  the others meanwhile: {others.said()}")
        rows.append(row(SCENARIO, ours, others, OTHERS + 1, **times))
    report.remark(
        f"*p50*, *p95* and *p99* are of {KEYS} keystrokes of one facilitator, from the key to the end of the frame that"
        f" shows it, with {OTHERS} others typing; the first row has nearly empty notes, the second"
        f" {len(large_notes()):,d} characters. Where event timing names a key its duration counts, which the browser"
        f" rounds to 8 ms: 16 stands for 12 to 20. A key waits for the next of 60 frames a second besides."
    )
    return rows


def main() -> None:
    """Print one measurement of each, and write nothing."""
    for notes in ("", large_notes()):
        found, others = run(notes)
        print(f"{len(notes):7,d} characters: {found.said()}\n  the others meanwhile: {others.said()}", flush=True)


if __name__ == "__main__":
    main()
