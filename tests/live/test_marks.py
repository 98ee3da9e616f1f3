"""Tries to lose a marked character among emoji, other people's typing and deletions, or to tell a wrong author."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from notes.ground.system import RandomIds
from notes.live.document import ROOT
from notes.live.marks import marks, offsets_of, origins, places
from notes.store import conferences, notepads, people
from notes.store.migrating import migrate
from notes.store.notepads import LogRow
from notes.store.unit_of_work import Database
from tests.store.builders import START, after, plan

FATIMA, AHMED = 11, 22
_PIECES = st.lists(st.sampled_from(["a", "é", "😀", "漢", "\n", "- Besluit: ", "👨‍👩‍👧"]), min_size=1, max_size=8)


def _typed(doc: "Doc[Text]", at: int, words: str) -> None:
    text = doc.get(ROOT, type=Text)
    text.insert(len(str(text)[:at].encode()), words)


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(_PIECES.map("".join), min_size=1, max_size=6), data=st.data())
def test_every_character_is_found_again_where_it_stands(parts: list[str], data: st.DataObject) -> None:
    doc: Doc[Text] = Doc(client_id=FATIMA)
    for part in parts:
        _typed(doc, data.draw(st.integers(0, len(str(doc.get(ROOT, type=Text))))), part)
    text = str(doc.get(ROOT, type=Text))
    state = doc.get_update()
    offsets = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), max_size=5)))
    found = marks(doc, offsets)
    again: Doc[Text] = Doc(client_id=AHMED)
    again.get(ROOT, type=Text)
    again.apply_update(state)
    _typed(again, 0, "Ervoor. ")
    stand = offsets_of(again, found)
    now = str(again.get(ROOT, type=Text))
    assert [now[at] if at is not None else None for at in stand] == [text[at] for at in offsets]


def test_what_was_deleted_is_gone_and_its_neighbours_are_not() -> None:
    doc: Doc[Text] = Doc(client_id=FATIMA)
    _typed(doc, 0, "één kip, vis")
    state = doc.get_update()
    one, two, three = marks(doc, [2, 4, 9])
    again: Doc[Text] = Doc(client_id=AHMED)
    text = again.get(ROOT, type=Text)
    again.apply_update(state)
    start = len("één ".encode())
    del text[start : start + len("kip, ")]
    assert (str(text), offsets_of(again, [one, two, three])) == ("één vis", [2, None, 4])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Give a store with a conference."""
    url = f"sqlite:///{tmp_path / 'oogst.db'}"
    migrate(url, backup_dir=tmp_path)
    database = Database(url)
    yield database
    database.close()


def test_the_record_says_who_typed_a_character_and_in_which_row(database: Database) -> None:
    doc: Doc[Text] = Doc(client_id=FATIMA)
    rows: list[bytes] = []

    def row(client: int, at: int, words: str) -> None:
        theirs: Doc[Text] = Doc(client_id=client)
        theirs.get(ROOT, type=Text)
        theirs.apply_update(doc.get_update())
        before = theirs.get_state()
        _typed(theirs, at, words)
        rows.append(theirs.get_update(before))
        doc.apply_update(rows[-1])

    row(FATIMA, 0, "- Besluit: fonds 😀\n")
    row(AHMED, 19, "- Actie: bellen\n")
    row(FATIMA, 35, "- Vraag: wie?\n")
    with database.writing() as session:
        made = conferences.create(session, plan(), START, RandomIds())
        pad = conferences.topic_facts(session, made)[0].notepad_id
        for number, (client, name) in enumerate([(FATIMA, "Fatima"), (AHMED, "Ahmed")]):
            person = f"person-{number}"
            people.new(session, person, made, name, START)
            notepads.claim_client(session, pad, client, 1, person, after(number), None)
        seeded = notepads.notepad(session, pad)
        assert seeded is not None
        for number, (client, update) in enumerate(zip((FATIMA, AHMED, FATIMA), rows, strict=True), seeded.seq + 1):
            notepads.append_updates(session, [LogRow(pad, number, update, ((client, number),))], after(number * 60))
    text = str(doc.get(ROOT, type=Text))
    offsets = [text.index(word) for word in ("fonds", "bellen", "wie")]
    with database.reading() as session:
        found = origins(session, pad, seeded.seq + 3, offsets)
        stand = places(session, pad, seeded.seq + 3, [each.mark for each in found])
    moments = [int(after((seeded.seq + number) * 60).timestamp()) for number in (1, 2, 3)]
    assert [(each.name, each.row, each.seconds) for each in found] == [
        ("Fatima", seeded.seq + 1, moments[0]),
        ("Ahmed", seeded.seq + 2, moments[1]),
        ("Fatima", seeded.seq + 3, moments[2]),
    ]
    assert stand == offsets
