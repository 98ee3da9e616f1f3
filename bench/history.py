"""The history of a notepad of 100,000 changes, opened and moved through in Chromium. Run: python -m bench.history

Two such days: the first 100,000 keystrokes of a real paper by eight people (`OOGST_TRACE` names the file; never
committed), and 100,000 rows of 400 typists, two keys each. *p50* and *p95* are the slider's: from its event until the
text of that moment is painted, over 200 places, after each pad's opening. Opening is from navigation until the text
can be seen: "cold" when nobody had asked this server for a history before, and the topic's page was open (the way
there), "warm" after that.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from pycrdt import Doc, Text
from sqlalchemy import insert, update

from bench.log_size import crowd
from bench.opening import OWN_CORE, SERVER_CORE, on_core, signed_in, typed
from notes.ground.system import RandomIds, SystemClock
from notes.store import notepads, people
from notes.store.models import ClientRow, MomentRow, NotepadRow, UpdateRow
from notes.store.unit_of_work import Database, Session
from tests.browsers import running_browser
from tests.integration.server import RunningServer

ROWS = 100_000
PAPER, CROWD = "fondsen", "energienet"
ROUNDS = 3
PLACES = 200
OPEN_MAX_MS, SLIDER_MAX_MS = 2_000, 100
_DAY_SECONDS = 10 * 3600
_NAMES = ("Fatima", "Ahmed", "Anna", "Bob", "Chantal", "Dirk", "Esra", "Floor")

_WATCH = """window.opened = new Promise((resolve) => {
    const look = () => {
        const content = document.querySelector("#history:not([hidden]) .cm-content");
        const painted = (content?.textContent.length ?? 0) > 100;
        if (painted) requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""
# Every place is asked for as a hand does it: one event, then what it paints; the next one after that.
_SLIDE = """async (places) => {
    const slider = document.querySelector("#history-slider");
    const last = Number(slider.max);
    const took = [];
    for (const place of places) {
        slider.value = String(Math.round(place * last));
        const began = performance.now();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        took.push(performance.now() - began);
    }
    return took;
}"""


@dataclass(frozen=True, slots=True)
class PadRow:
    """A row of a log to be: whose, and what."""

    clients: tuple[int, ...]
    data: bytes


def pads() -> Iterator[tuple[str, list[PadRow]]]:
    """Yield both notepads by topic."""
    yield PAPER, [PadRow((client,), data) for client, data in typed()[:ROWS]]
    yield CROWD, [PadRow(clients, data) for clients, data in crowd(ROWS)]


def keep(session: Session, notepad_id: int, conference_id: int, rows: Sequence[PadRow]) -> None:
    """Give a notepad this past, spread over ten hours, with a named moment in each."""
    began = SystemClock().now() - timedelta(seconds=_DAY_SECONDS)
    ids = RandomIds()
    persons = [(ids.token(), name) for name in _NAMES]
    for person_id, name in persons:
        people.new(session, person_id, conference_id, name, began)
    numbers = dict.fromkeys(client for row in rows for client in row.clients)
    claim = {"notepad_id": notepad_id, "epoch": 1, "saved": 1, "claimed_at": began}
    session.execute(
        insert(ClientRow),
        [
            {**claim, "client_id": client, "person_id": persons[at % len(persons)][0]}
            for at, client in enumerate(numbers)
        ],
    )
    step = timedelta(seconds=_DAY_SECONDS / len(rows))
    session.execute(
        insert(UpdateRow),
        [
            {
                "notepad_id": notepad_id,
                "seq": seq,
                "data": row.data,
                "saved": tuple((client, seq) for client in row.clients),
                "at": began + seq * step,
            }
            for seq, row in enumerate(rows, 1)
        ],
    )
    session.execute(
        insert(MomentRow),
        [
            {"notepad_id": notepad_id, "seq": seq, "kind": "picked", "label": f"Uur {hour}", "text": "", "at": began}
            for hour in range(1, 10)
            for seq in (hour * len(rows) // 10,)
        ],
    )
    doc: Doc[Text] = Doc(client_id=1)
    text = doc.get("notes", type=Text)
    for row in rows:
        doc.apply_update(row.data)
    notepads.save_snapshot(session, notepad_id, len(rows), doc.get_update(), began)
    notepads.save_text(session, notepad_id, len(rows), str(text), began)
    session.execute(update(NotepadRow).where(NotepadRow.id == notepad_id).values(seq=len(rows)))


def _prepare(server: RunningServer) -> None:
    database = Database(server.database_url)
    try:
        with database.writing() as session:
            for topic, rows in pads():
                notepad = session.get_one(NotepadRow, server.notepads[topic])
                size = sum(len(row.data) for row in rows)
                print(f"  {topic}: {len(rows):,} rows, {size / 1e6:.1f} MB", file=sys.stderr, flush=True)
                keep(session, notepad.id, notepad.conference_id, rows)
    finally:
        database.close()


def _opened(context: BrowserContext, server: RunningServer, topic: str) -> tuple[Page, float]:
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{server.address}/c/{server.slug}/{topic}/geschiedenis", wait_until="commit")
    took: float = page.evaluate("() => window.opened")
    return page, took


def _measured(browser: Browser, server: RunningServer) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {}
    context = signed_in(browser, server)
    places = [(number * 0.618_034) % 1 for number in range(PLACES // 2)]  # all over it, far and near
    places += [number / (PLACES // 2) for number in range(PLACES // 2)]  # and slowly from end to end
    for number in range(ROUNDS):
        for topic in (PAPER, CROWD):
            server.stop()
            with on_core(SERVER_CORE):
                server.start()
            way = context.new_page()
            way.goto(f"{server.address}/c/{server.slug}/{topic}")
            way.locator("#editor .cm-content").wait_for()
            for state in ("cold", "warm"):
                page, took = _opened(context, server, topic)
                found.setdefault((state, topic), []).append(took)
                if state == "warm" and number == 0:
                    page.select_option("#history-since", "beginning")
                    found["slider", topic] = page.evaluate(_SLIDE, places)
                page.close()
            way.close()
        print(f"  round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
    context.close()
    return found


def measure(say: Callable[[str], None] = print) -> list[dict[str, Any]]:
    """Measure, say what was found, and return a row for the results."""
    with TemporaryDirectory() as folder:
        server = RunningServer(Path(folder))
        _prepare(server)
        with on_core(SERVER_CORE), server, on_core(OWN_CORE), running_browser() as browser:
            found = _measured(browser, server)
    for topic in (PAPER, CROWD):
        cold, warm = (found[state, topic] for state in ("cold", "warm"))
        moved = sorted(found["slider", topic])
        say(
            f"{topic}: open cold {median(cold):.0f} ms (most {max(cold):.0f}), warm {median(warm):.0f} ms"
            f" (most {max(warm):.0f}); slider median {median(moved):.0f} ms, p95 {_share(moved, 0.95):.0f} ms,"
            f" most {moved[-1]:.0f} ms"
        )
    opened = [took for (state, _topic), all_took in found.items() if state != "slider" for took in all_took]
    slid = sorted(took for (state, _topic), all_took in found.items() if state == "slider" for took in all_took)
    say(f"opening at most {max(opened):.0f} ms (may be {OPEN_MAX_MS})")
    say(f"slider at most {slid[-1]:.0f} ms (may be {SLIDER_MAX_MS})")
    return [
        {
            "scenario": "history",
            "system": "oogst",
            "version": None,
            "clients_held": 1,
            "p50_ms": round(median(slid), 1),
            "p95_ms": round(_share(slid, 0.95), 1),
            "p99_ms": round(_share(slid, 0.99), 1),
            "delivered": 1.0,
            "server_cores": None,
            "rss_mb": None,
            "frames_per_client_s": None,
            "kb_per_client_s": None,
            "lost_after_kill": None,
            "generator_bound": False,
            "open_cold_ms": round(max(median(found["cold", topic]) for topic in (PAPER, CROWD))),
            "open_warm_ms": round(max(median(found["warm", topic]) for topic in (PAPER, CROWD))),
            "open_most_ms": round(max(opened)),
            "slider_most_ms": round(slid[-1], 1),
        }
    ]


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


if __name__ == "__main__":
    measure()
