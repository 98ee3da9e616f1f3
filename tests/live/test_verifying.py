"""Everything that is made from a log is damaged in turn, and the replay names what was damaged and where."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from notes.live.document import first_update
from notes.live.verifying import Live, verify
from notes.store import notepads
from tests.live.house import House, house

MOMENT = "een twee"


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A notepad with four rows, a moment at the second, a snapshot and a text at the last; nobody is there any more."""
    with house(tmp_path) as made:
        anna = made.writer("a", "fondsen", made.facilitator(), 11)
        for words in ("een", " twee", "\ncoöp 🎉", " vier"):
            anna.type_and_save(words)
        with made.database.writing() as session:
            notepads.add_moment(session, notepad(made), 2, "picked", "eind", MOMENT, datetime.now(UTC))
        made.engine.stop()
        yield made


def notepad(stad: House) -> int:
    return stad.notepads["fondsen"]


def differences(stad: House, live: Live | None = None) -> list[str]:
    with stad.database.reading() as session:
        return [str(each) for each in verify(session, notepad(stad), live)]


def damage(stad: House, statement: str, **values: object) -> None:
    with stad.database.writing() as session:
        changed = session.execute(sql(statement), {"id": notepad(stad), **values})
        assert changed.rowcount == 1  # type: ignore[attr-defined]  # of a statement that changes rows


def row(session: Session, stad: House, seq: int) -> bytes:
    return dict(notepads.every_row(session, notepad(stad)))[seq]


def test_what_nobody_damaged_agrees_and_every_row_is_told(stad: House) -> None:
    told: list[int] = []
    with stad.database.reading() as session:
        assert verify(session, notepad(stad), None, told.append) == ()
        assert [seq for seq, _data in notepads.snapshots(session, notepad(stad))] == [4]
    assert sum(told) == 4


def test_a_text_that_says_something_else(stad: House) -> None:
    damage(stad, "UPDATE notepad_text SET text = replace(text, 'coöp', 'coup') WHERE notepad_id = :id")
    assert differences(stad) == [
        (
            "text at row 4: differs from character 11 on (line 2): it has 'up 🎉 vier', the log 'öp 🎉 vier'; "
            "20 characters, the log 20"
        )
    ]


def test_a_text_that_is_only_older_is_compared_at_its_own_row(stad: House) -> None:
    damage(stad, "UPDATE notepad_text SET text = 'een twee', seq = 2 WHERE notepad_id = :id")
    assert differences(stad) == []
    damage(stad, "UPDATE notepad_text SET text = 'een drie' WHERE notepad_id = :id")
    assert [each.split(":")[0] for each in differences(stad)] == ["text at row 2"]


def test_a_text_of_a_row_that_is_not_there(stad: House) -> None:
    damage(stad, "UPDATE notepad_text SET seq = 5 WHERE notepad_id = :id")
    assert differences(stad) == ["text at row 5: the log ends at row 4"]


def test_a_moment_that_says_something_else(stad: House) -> None:
    damage(stad, "UPDATE moment SET text = 'een drie' WHERE notepad_id = :id AND kind = 'picked'")
    (found,) = differences(stad)
    assert re.fullmatch(r"moment \d+ at row 2: differs from character 4 on .* it has 'drie', the log 'twee'; .*", found)


def test_a_snapshot_with_another_text(stad: House) -> None:
    damage(stad, "UPDATE notepad_snapshot SET data = :data WHERE notepad_id = :id", data=first_update(11, "EEN twee"))
    (found,) = differences(stad)
    assert found.startswith("snapshot at row 4: differs from character 0 on (line 1): it has 'EEN twee', the log 'een")


def test_a_snapshot_whose_text_agrees_and_whose_history_does_not(stad: House) -> None:
    whole = stad.stored_text("fondsen")
    damage(stad, "UPDATE notepad_snapshot SET data = :data WHERE notepad_id = :id", data=first_update(12, whole))
    assert differences(stad) == ["snapshot at row 4: of client 11 it holds 0 units, the log 21"]


def test_a_snapshot_that_cannot_be_read(stad: House) -> None:
    damage(stad, "UPDATE notepad_snapshot SET data = x'ffffff' WHERE notepad_id = :id")
    (found,) = differences(stad)
    assert found.startswith("snapshot at row 4: it cannot be read: ")


def test_a_row_that_says_something_else_differs_from_all_that_was_made_after_it(stad: House) -> None:
    with stad.database.reading() as session:
        data = row(session, stad, 3).replace("coöp".encode(), b"coup!")
    damage(stad, "UPDATE notepad_update SET data = :data WHERE notepad_id = :id AND seq = 3", data=data)
    assert [each.split(":")[0] for each in differences(stad)] == ["snapshot at row 4", "text at row 4"]


def test_a_row_that_cannot_be_read(stad: House) -> None:
    damage(stad, "UPDATE notepad_update SET data = x'ffffff' WHERE notepad_id = :id AND seq = 3")
    (found,) = differences(stad)
    assert found.startswith("log at row 3: the row cannot be applied: ")


def test_a_row_in_the_place_of_another(stad: House) -> None:
    with stad.database.reading() as session:
        data = row(session, stad, 4)
    damage(stad, "UPDATE notepad_update SET data = :data WHERE notepad_id = :id AND seq = 3", data=data)
    assert differences(stad) == ["log at row 3: the row cannot be applied: gap"]


def test_a_row_that_is_missing(stad: House) -> None:
    damage(stad, "DELETE FROM notepad_update WHERE notepad_id = :id AND seq = 2")
    assert differences(stad) == ["log at row 2: the row is missing; the next is 3"]


def test_rows_that_are_missing_at_the_end(stad: House) -> None:
    damage(stad, "DELETE FROM notepad_update WHERE notepad_id = :id AND seq = 4")
    assert differences(stad) == [
        "log at row 3: it ends here; the notepad says 4",
        "snapshot at row 4: the log ends at row 3",
        "text at row 4: the log ends at row 3",
    ]


def test_a_notepad_that_does_not_exist(stad: House) -> None:
    with stad.database.reading() as session:
        assert [str(each) for each in verify(session, 999)] == ["log at row 0: there is no such notepad"]


def test_a_document_in_memory_is_compared_with_the_row_it_is_of(tmp_path: Path) -> None:
    with house(tmp_path) as stad:
        anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
        anna.type_and_save("een twee")
        live = stad.engine.live(notepad(stad))
        assert live is not None
        anna.type_and_save(" drie")  # the log may be ahead of what the server said a moment ago
        assert differences(stad, live) == []
        damaged = Live(live.epoch, live.seq, "een tweet", live.fingerprint)
        assert differences(stad, damaged) == [
            (
                "live document at row 1: differs from character 8 on (line 1): it has 't', the log ''; "
                "9 characters, the log 8"
            )
        ]
        other = Live(live.epoch, live.seq, live.text, live.fingerprint + 1)
        assert differences(stad, other) == ["live document at row 1: the texts agree, the state vectors do not"]
        older = Live(live.epoch + 1, live.seq, live.text, live.fingerprint)
        (found,) = differences(stad, older)
        assert found.startswith("live document at row 1: it is of epoch ")


def test_a_document_that_is_not_in_memory_is_nothing_to_compare(tmp_path: Path) -> None:
    with house(tmp_path) as stad:
        assert stad.engine.live(999) is None
