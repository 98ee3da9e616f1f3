"""Opening a notepad with a long past, beside the same text pasted once. Run: python -m bench.opening

The past is a real paper of 259,778 keystrokes (`OOGST_TRACE` names the file; never committed), typed by real Yjs,
one row of the log per keystroke, with a newest snapshot as the scribe leaves one. Both notepads are opened in turn
in Chromium: from navigation until the text is painted and can be typed in. "cold": the server has just started and
has to load the document; "warm": it has it. The server's memory is that of several such notepads, divided.
"""

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import insert, update

from notes.live import rhythm
from notes.live.document import Document, first_update, merged
from notes.store import notepads
from notes.store.models import ClientRow, NotepadRow, UpdateRow
from notes.store.notepads import Log, NotepadFacts
from notes.store.unit_of_work import Database, Session
from tests.browsers import running_browser
from tests.integration.server import RunningServer
from tools.find_node import FOR_BUILDING, find_node

TRACE = Path(os.environ.get("OOGST_TRACE", "../shared/data/automerge-paper.json.gz"))
KEYS_PER_CLIENT = 3_000  # then the page was opened anew, with another client id
HISTORY, PASTE = "fondsen", "incubator"
SERVER_CORE, OWN_CORE = 0, max(os.sched_getaffinity(0))
ROUNDS = 7
COPIES = 8
SINCE_SNAPSHOT = rhythm.SNAPSHOT_EVERY_ROWS // 2
_MERGED_AT_ONCE = 2_000

# Notes the moment when the first lines of the editor were painted and can be typed in.
_WATCH = """window.opened = new Promise((resolve) => {
    const look = () => {
        const content = document.querySelector("#editor:not([hidden]) .cm-content[contenteditable=true]");
        const painted = content !== null && content.textContent.includes("documentclass");
        if (painted) requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""
_TEXT_LENGTH = """() => {
    const content = document.querySelector("#editor .cm-content");
    const view = content?.cmTile?.root?.view ?? content?.cmView?.rootView?.view ?? content?.cmView?.view;
    return view.state.doc.length;
}"""


@dataclass(frozen=True, slots=True)
class Past:
    """A notepad's log: client id and update of every row, and the snapshot that the scribe made last."""

    rows: Sequence[tuple[int, bytes]]
    snapshot_seq: int
    snapshot: bytes
    text: str


def typed() -> list[tuple[int, bytes]]:
    """Return the client id and the update of every keystroke of the paper."""
    command = [find_node(FOR_BUILDING).command("node"), "bench/opening_log.mjs", str(TRACE), str(KEYS_PER_CLIENT)]
    return list(_rows(subprocess.run(command, check=True, capture_output=True).stdout))


def recorded() -> Past:
    """Return the paper as a log."""
    rows = typed()
    seq = len(rows) - SINCE_SNAPSHOT
    parts = [
        merged([row for _, row in rows[start : min(start + _MERGED_AT_ONCE, seq)]])
        for start in range(0, seq, _MERGED_AT_ONCE)
    ]
    facts = NotepadFacts(0, 0, 0, "topic", 0, seq)
    snapshot = Document.load(facts, Log(merged(parts), seq, ()), {}).state
    rest = tuple(enumerate((data for _, data in rows[seq:]), seq + 1))
    whole = Document.load(facts, Log(snapshot, seq, rest), {})
    return Past(rows, seq, snapshot, whole.text)


def _rows(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        client, size = struct.unpack_from(">II", data, at)
        yield client, data[at + 8 : at + 8 + size]
        at += 8 + size


def keep(session: Session, notepad_id: int, past: Past) -> None:
    """Give a notepad this past, as if it had been typed there."""
    now = datetime.now(UTC)
    session.execute(
        insert(UpdateRow),
        [
            {"notepad_id": notepad_id, "seq": seq, "data": data, "saved": [[client, seq]], "at": now}
            for seq, (client, data) in enumerate(past.rows, 1)
        ],
    )
    facts = {"notepad_id": notepad_id, "epoch": 1, "person_id": None, "saved": 0, "claimed_at": now}
    session.execute(insert(ClientRow), [{**facts, "client_id": client} for client in {row[0] for row in past.rows}])
    if past.snapshot:
        notepads.save_snapshot(session, notepad_id, past.snapshot_seq, past.snapshot, now)
    notepads.save_text(session, notepad_id, len(past.rows), past.text, now)
    session.execute(update(NotepadRow).where(NotepadRow.id == notepad_id).values(seq=len(past.rows)))


@contextmanager
def prepared(folder: Path) -> Iterator[RunningServer]:
    """A server (not started) whose notepads have the history and the paste."""
    past = recorded()
    server = RunningServer(folder)
    database = Database(server.database_url)
    try:
        with database.writing() as session:
            keep(session, server.notepads[HISTORY], past)
            pasted = first_update(77, past.text)
            keep(session, server.notepads[PASTE], Past([(77, pasted)], 0, b"", past.text))
    finally:
        database.close()
    print(f"{len(past.rows):,} rows, {len(past.text):,} characters, snapshot {len(past.snapshot) / 1000:.0f} kB")
    with on_core(SERVER_CORE), server:
        yield server


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Start processes on one core for the length of a `with` block."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def opened_ms(context: BrowserContext, server: RunningServer, topic: str) -> float:
    """Return how long a page takes from navigation to text that can be typed in."""
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{server.address}/c/{server.slug}/{topic}", wait_until="commit")
    took: float = page.evaluate("() => window.opened")
    assert page.evaluate(_TEXT_LENGTH) > 100_000
    page.close()
    return took


def signed_in(browser: Browser, server: RunningServer) -> BrowserContext:
    """Return a facilitator's browser that has the site's scripts in its cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    page = context.new_page()
    page.goto(server.access_address("facilitator"))
    page.get_by_label("Je naam").fill("Fatima")
    page.get_by_role("button", name="Ga verder").click()
    page.goto(f"{server.address}/c/{server.slug}/{PASTE}")
    page.locator("#editor .cm-content").wait_for()
    page.close()
    return context


def times(browser: Browser, server: RunningServer) -> dict[tuple[str, str], list[float]]:
    """Open both notepads in turn, after a start of the server and again, and return the times in ms."""
    found: dict[tuple[str, str], list[float]] = {}
    context = signed_in(browser, server)
    for number in range(ROUNDS):
        server.stop()
        with on_core(SERVER_CORE):
            server.start()
        for state in ("cold", "warm"):
            for topic in (HISTORY, PASTE) if number % 2 else (PASTE, HISTORY):
                found.setdefault((state, topic), []).append(opened_ms(context, server, topic))
        print(f"  round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
    context.close()
    return found


def memory_mb(past_of: Path) -> float:
    """Return what one loaded document with this past takes, in a process of its own, as the scribe keeps it."""
    code = f"from bench.opening import loaded_mb; print(loaded_mb({str(past_of)!r}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def loaded_mb(database_file: str) -> float:
    """Load the notepad several times from its log; return the growth of the process per copy."""
    database = Database(f"sqlite:///{database_file}")
    with database.reading() as session:
        notepad_id = max(session.query(UpdateRow.notepad_id, UpdateRow.seq), key=lambda row: row[1])[0]

        def load() -> Document:
            facts = notepads.notepad(session, notepad_id)
            assert facts is not None
            log = notepads.log(session, notepad_id)
            document = Document.load(facts, log, notepads.clients(session, notepad_id))
            assert document.text
            assert document.state
            return document

        held = [load()]
        before = rss_mb("self")
        held += [load() for _ in range(COPIES)]
        grown = rss_mb("self") - before
    database.close()
    return grown / COPIES


def rss_mb(pid: int | str) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(say: Callable[[str], None] = print) -> list[dict[str, Any]]:
    """Measure, say what was found, and return one row for the results: the cold opening of the long past."""
    with (
        TemporaryDirectory() as folder,
        prepared(Path(folder)) as server,
        on_core(OWN_CORE),
        running_browser() as browser,
    ):
        found = times(browser, server)
        server_mb = rss_mb(server.pid)
        server.stop()
        document_mb = memory_mb(Path(folder) / "oogst.db")
    for state in ("cold", "warm"):
        history, paste = (median(found[state, topic]) for topic in (HISTORY, PASTE))
        say(f"{state}: history {history:5.0f} ms, paste {paste:5.0f} ms, ratio {history / paste:.2f}")
    say(f"memory: {document_mb:.1f} MB per document; the server {server_mb:.0f} MB with both")
    opened = sorted(found["cold", HISTORY])
    return [
        {
            "scenario": "opening",
            "system": "oogst",
            "version": None,
            "clients_held": 1,
            "p50_ms": round(median(opened)),
            "p95_ms": round(opened[-1]),
            "p99_ms": None,
            "delivered": 1.0,
            "server_cores": None,
            "rss_mb": round(document_mb, 1),
            "frames_per_client_s": None,
            "kb_per_client_s": None,
            "lost_after_kill": None,
            "generator_bound": False,
            "cold_ratio_to_paste": round(median(opened) / median(found["cold", PASTE]), 2),
            "warm_ratio_to_paste": round(median(found["warm", HISTORY]) / median(found["warm", PASTE]), 2),
        }
    ]


if __name__ == "__main__":
    measure()
