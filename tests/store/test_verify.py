"""A text that does not say what its log says is found."""

from sqlalchemy import delete, update

from notes.store import notepads
from notes.store.models import NotepadTextRow, UpdateRow
from notes.store.notepads import Log
from notes.store.unit_of_work import Database
from notes.store.verify import verify
from tests.store.builders import Made, after, type_text


def last_row(log: Log) -> str:
    """Stands in for the CRDT: the text is the newest row."""
    return log.rows[-1][1].decode() if log.rows else ""


def codes(database: Database, notepad_id: int) -> list[str]:
    with database.reading() as session:
        return [difference.code for difference in verify(session, notepad_id, last_row)]


def test_a_text_that_agrees_with_its_log_gives_nothing(database: Database, made: Made) -> None:
    with database.writing() as session:
        type_text(session, made.notepads[0], "Coo\u0308peratie")
    assert codes(database, made.notepads[0]) == []


def test_a_text_that_says_something_else_is_found(database: Database, made: Made) -> None:
    with database.writing() as session:
        type_text(session, made.notepads[0], "waar")
        session.execute(update(NotepadTextRow).values(text="niet waar"))
    assert codes(database, made.notepads[0]) == ["text"]


def test_a_missing_row_is_found(database: Database, made: Made) -> None:
    with database.writing() as session:
        for text in ("a", "b", "c"):
            type_text(session, made.notepads[0], text)
        session.execute(delete(UpdateRow).where(UpdateRow.seq == 2))
    assert codes(database, made.notepads[0]) == ["gap"]


def test_a_text_older_than_its_log_is_behind(database: Database, made: Made) -> None:
    with database.writing() as session:
        type_text(session, made.notepads[0], "a")
        notepads.append_update(session, made.notepads[0], 2, b"b", [], after(2))
    assert codes(database, made.notepads[0]) == ["behind"]


def test_a_notepad_that_does_not_exist_is_said_to_be_unknown(database: Database) -> None:
    assert codes(database, 999) == ["unknown"]
