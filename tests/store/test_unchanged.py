"""What is kept while nothing changes is never older than the transaction that asks."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Database, Session


class Counting:
    """Reads the number of ideas-to-be: rows of a table of its own, and counts how often it did."""

    def __init__(self) -> None:
        self.times = 0

    def rows(self, session: Session) -> int:
        self.times += 1
        return int(session.scalar(text("SELECT count(*) FROM leaf")) or 0)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    found = Database(sqlite_url)
    with found.writing() as session:
        session.execute(text("CREATE TABLE leaf (id INTEGER)"))
    yield found
    found.close()


def add(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO leaf VALUES (1)"))


def test_it_is_read_once_until_something_is_committed(database: Database) -> None:
    counting, seen = Counting(), []
    for change in (False, False, True, False):
        if change:
            add(database)
        with database.reading() as session:
            seen.append(unchanged(session, "leaves", lambda: counting.rows(session)))
    assert (seen, counting.times) == ([0, 0, 1, 1], 2)


def test_a_transaction_that_began_before_a_commit_keeps_its_own_past(database: Database) -> None:
    counting = Counting()
    with database.reading() as early:
        first = unchanged(early, "leaves", lambda: counting.rows(early))
        add(database)
        with database.reading() as late:
            newer = unchanged(late, "leaves", lambda: counting.rows(late))
        again = unchanged(early, "leaves", lambda: counting.rows(early))
    with database.reading() as after:
        last = unchanged(after, "leaves", lambda: counting.rows(after))
    assert (first, newer, again, last) == (0, 1, 0, 1)


def test_whoever_writes_reads_anew(database: Database) -> None:
    counting = Counting()
    with database.writing() as session:
        before = unchanged(session, "leaves", lambda: counting.rows(session))
        session.execute(text("INSERT INTO leaf VALUES (1)"))
        assert (before, unchanged(session, "leaves", lambda: counting.rows(session))) == (0, 1)


def test_what_failed_is_tried_again(database: Database) -> None:
    def fails() -> int:
        raise LookupError

    with database.reading() as session:
        with pytest.raises(LookupError):
            unchanged(session, "leaves", fails)
        assert unchanged(session, "leaves", lambda: 3) == 3
