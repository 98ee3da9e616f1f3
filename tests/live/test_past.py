"""Tries to find a moment at which the browser's reading of a past differs from a replay, row by row."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from subprocess import PIPE, Popen
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from notes.ground import limits
from notes.ground.system import RandomIds
from notes.live import past
from notes.live.document import Replay, merged
from notes.store import conferences, notepads, people
from notes.store.migrating import migrate
from notes.store.notepads import LogRow
from notes.store.unit_of_work import Database, Session
from tests.live.yjs import ROOT, sessions
from tests.store.builders import START, plan

NAMES = ("Fatima", "Ahmed", "Anna")
WORDS = ("a", "de ", "\n", "- punt", "😀", "é", "漢字")


@dataclass
class Reader:
    """The front end's modules in a process of their own."""

    process: Popen[str]

    def reads(self, packed: bytes) -> dict[str, Any]:
        """Return what the front end makes of a packed past."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"packed": b64encode(packed).decode()}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def reader(node_command: str) -> Iterator[Reader]:
    """Give a front end that reads."""
    with Popen([node_command, "tests/yjs/runs.mjs"], cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:
        yield Reader(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give an empty store."""
    folder = tmp_path_factory.mktemp("past")
    url = f"sqlite:///{folder / 'oogst.db'}"
    migrate(url, backup_dir=folder)
    database = Database(url)
    yield database
    database.close()


@dataclass
class Pad:
    """A notepad that gets a log, row by row: each of some (client id, update)."""

    session: Session
    notepad_id: int
    persons: Sequence[str]
    now: datetime = START
    seq: int = 0
    texts: list[str] = field(default_factory=lambda: [""])
    replay: Replay = field(default_factory=Replay)
    name_of: dict[int, str] = field(default_factory=dict)

    def row(self, edits: Sequence[tuple[int, bytes]], pause_seconds: int) -> None:
        """Add a row, and remember the text that a replay gives."""
        self.seq += 1
        self.now += timedelta(seconds=pause_seconds)
        for client, _ in edits:
            if client not in self.name_of:
                at = len(self.name_of) % len(NAMES)
                self.name_of[client] = NAMES[at]
                notepads.claim_client(self.session, self.notepad_id, client, 1, self.persons[at], self.now)
        update = merged([update for _, update in edits])
        saved = tuple({client: self.seq for client, _ in edits}.items())
        notepads.append_updates(self.session, [LogRow(self.notepad_id, self.seq, update, saved)], self.now)
        self.replay.add(update)
        self.texts.append(self.replay.text)


def new_pad(session: Session) -> Pad:
    conference = conferences.create(session, plan(topics=1, slug=RandomIds().uuid()), START, RandomIds())
    notepad = next(one for one in notepads.notepads_of_conference(session, conference) if one.topic_id)
    persons = [RandomIds().token() for _ in NAMES]
    for person, name in zip(persons, NAMES, strict=True):
        people.new(session, person, conference, name, START)
    return Pad(session, notepad.id, persons)


def holds(pad: Pad, found: dict[str, Any]) -> None:
    """Compare what the front end read with the replay: every text, and what differs between moments."""
    assert found["texts"] == pad.texts
    for each in found["compared"]:
        text, pieces = each["text"], each["pieces"]
        assert without(text, pieces, "removed") == pad.texts[each["now"]]
        assert without(text, pieces, "added") == pad.texts[each["since"]]
        assert all(len(names) == 1 for _, _, kind, names in pieces if kind == "added")
        assert all(names and set(names) <= set(NAMES) for *_, names in pieces)


def without(text: str, pieces: Sequence[Sequence[Any]], kind: str) -> str:
    """Return a text without the pieces of one kind; places are UTF-16 units."""
    units = text.encode("utf-16-le")
    kept, at = b"", 0
    for start, end, of, _ in pieces:
        if of == kind:
            kept += units[2 * at : 2 * start]
            at = end
    return (kept + units[2 * at :]).decode("utf-16-le")


def test_every_moment_of_sessions_of_real_yjs_is_what_a_replay_gives(
    node_command: str, reader: Reader, database: Database
) -> None:
    chance = Random(5)
    for session in sessions(node_command, 500, 25):
        with database.writing() as stored:
            pad = new_pad(stored)
            edits = list(session.edits)
            while edits:
                row, edits = edits[:1], edits[1:]
                if edits and chance.random() < 0.4:
                    row, edits = row + edits[:1], edits[1:]
                pad.row(row, chance.choice((0, 0, 0, 1, 7, 3_600)))
            assert pad.texts[-1] == session.text
            holds(pad, reader.reads(past.Packings().packed(stored, pad.notepad_id)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),  # who
            st.floats(0, 1),  # where
            st.integers(0, 4),  # how much is taken away
            st.sampled_from(("", *WORDS)),
            st.booleans(),  # whether the others have seen it by now
            st.sampled_from((0, 1, 2, 60)),  # seconds before it
        ),
        max_size=30,
    )
)
def test_every_moment_of_any_session_is_what_a_replay_gives(
    reader: Reader, database: Database, steps: list[tuple[int, float, int, str, bool, int]]
) -> None:
    docs = [Doc[Text](client_id=client) for client in (11, 222_222_222, 4_000_000_000)]
    for doc in docs:
        doc.get("notes", type=Text)
    with database.writing() as stored:
        pad = new_pad(stored)
        waiting: list[tuple[int, bytes]] = []
        for who, where, removed, word, seen, pause in steps:
            doc = docs[who]
            update = edited(doc, where, removed, word)
            if update is not None:
                waiting.append((doc.client_id, update))
            if seen and waiting:
                pad.row(waiting, pause)
                for other in docs:
                    other.apply_update(merged([one for _, one in waiting]))
                waiting = []
        holds(pad, reader.reads(past.Packings().packed(stored, pad.notepad_id)))


def edited(doc: Doc[Text], where: float, removed: int, word: str) -> bytes | None:
    """Edit somewhere, at whole characters; None when nothing changed."""
    text = doc.get("notes", type=Text)
    whole = str(text)
    start = int(where * len(whole))
    first, last = (len(whole[:place].encode()) for place in (start, min(len(whole), start + removed)))
    if first == last and not word:
        return None
    before = doc.get_state()
    with doc.transaction():
        if last > first:
            del text[first:last]
        if word:
            text.insert(first, word)
    return doc.get_update(before)


def test_who_took_it_away_is_all_of_those_who_share_the_row_and_never_a_guess(
    reader: Reader, database: Database
) -> None:
    with database.writing() as stored:
        pad = new_pad(stored)
        fatima, ahmed = Doc[Text](client_id=5), Doc[Text](client_id=9)
        for doc in (fatima, ahmed):
            doc.get("notes", type=Text)
        typed = edited(fatima, 0, 0, "een twee drie")
        assert typed is not None
        ahmed.apply_update(typed)
        pad.row([(5, typed)], 0)
        gone, more = edited(fatima, 0, 4, ""), edited(ahmed, 1, 0, " vier")
        assert gone is not None
        assert more is not None
        for other, update in ((ahmed, gone), (fatima, more)):
            other.apply_update(update)
        pad.row([(5, gone), (9, more)], 5)
        alone = edited(ahmed, 0, 5, "")
        assert alone is not None
        pad.row([(9, alone)], 5)
        found = reader.reads(past.Packings().packed(stored, pad.notepad_id))
    assert found["compared"][1] == {
        "since": 1,
        "now": 2,
        "text": "een twee drie vier",
        "pieces": [[0, 4, "removed", ["Fatima", "Ahmed"]], [13, 18, "added", ["Ahmed"]]],
    }
    assert found["compared"][2]["pieces"] == [[0, 5, "removed", ["Ahmed"]]]


def test_a_past_that_is_read_on_says_what_one_read_anew_says_and_a_new_epoch_begins_anew(
    node_command: str, reader: Reader, database: Database
) -> None:
    (session,) = sessions(node_command, 900, 1)
    held = past.Packings()
    with database.writing() as stored:
        pad = new_pad(stored)
        for number, edit in enumerate(session.edits):
            pad.row([edit], number % 4)
            if number in (0, 1, 7):
                held.packed(stored, pad.notepad_id)
        once = held.packed(stored, pad.notepad_id)
        holds(pad, reader.reads(once))
        assert reader.reads(once) == reader.reads(past.Packings().packed(stored, pad.notepad_id))
        assert held.packed(stored, pad.notepad_id) == once  # nothing came since
        notepads.set_epoch(stored, pad.notepad_id, 2)
        assert reader.reads(held.packed(stored, pad.notepad_id)) == reader.reads(once)
        assert held.read(stored, pad.notepad_id).epoch == 2


def test_of_many_pasts_those_that_were_asked_for_last_are_held(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = past.Packings()
    with database.writing() as stored:
        pads = [new_pad(stored) for _ in range(3)]
        monkeypatch.setattr(limits, "HISTORIES_HELD_BYTES", 2 * held.read(stored, pads[0].notepad_id).size)
        first = held.read(stored, pads[0].notepad_id)
        for pad in pads[1:]:
            held.read(stored, pad.notepad_id)
            assert held.read(stored, pads[1].notepad_id) is held.read(stored, pads[1].notepad_id)
        assert held.read(stored, pads[0].notepad_id) is not first


def test_a_text_at_a_row_and_the_way_back_to_it(database: Database) -> None:
    with database.writing() as stored:
        pad = new_pad(stored)
        doc = Doc[Text](client_id=7)
        doc.get("notes", type=Text)
        for word in ("# Titel\n\n", "- een 😀\n", "- twee\n", "- drie\n"):
            update = edited(doc, 1, 0, word)
            assert update is not None
            pad.row([(7, update)], 1)
        update = edited(doc, 0.4, 12, "x")
        assert update is not None
        pad.row([(7, update)], 1)
        assert [past.text_at(stored, pad.notepad_id, seq) for seq in range(6)] == pad.texts
        for seq in range(6):
            back = past.bringing_back(stored, pad.notepad_id, seq, 1234)
            after = Replay()
            for _, data in notepads.every_row(stored, pad.notepad_id):
                after.add(data)
            if back.update is not None:
                after.add(back.update)
            assert (after.text, back.base) == (pad.texts[seq], 5)
            assert (back.update is None) == (seq == 5)
        with pytest.raises(past.PastFailed):
            past.text_at(stored, pad.notepad_id, 6)


def test_a_past_that_is_too_large_for_a_browser_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HISTORY_MAX_BYTES", 40)
    with database.writing() as stored:
        pad = new_pad(stored)
        doc = Doc[Text](client_id=7)
        doc.get("notes", type=Text)
        for _ in range(2):
            update = edited(doc, 1, 0, "twintig tekens erbij")
            assert update is not None
            pad.row([(7, update)], 1)
        with pytest.raises(past.PastFailed):
            past.Packings().packed(stored, pad.notepad_id)
