"""A writing transaction is whole or not at all; a reading one cannot write."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from notes.store import conferences, people, unit_of_work
from notes.store.failures import Failure, failure_of
from notes.store.unit_of_work import Database, TransactionLost, sqlite_file
from tests.store.builders import Made, after, make_conference


class Stop(Exception):
    """Something went wrong half-way."""


def test_an_exception_half_way_leaves_nothing(database: Database, made: Made) -> None:
    with pytest.raises(Stop):
        _fail_half_way(database, made)
    with database.reading() as session:
        assert people.person(session, "eve") is None
        assert people.count(session, made.id) == 2


def _fail_half_way(database: Database, made: Made) -> None:
    with database.writing() as session:
        people.new(session, "eve", made.id, "Eve", after(0))
        raise Stop


def test_a_reading_session_cannot_write(database: Database, made: Made) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        people.rename(session, "ann", "Mallory")
    with database.reading() as session:
        person = people.person(session, "ann")
    assert person is not None
    assert person.name == "Ann"


def test_a_writing_session_writes_after_the_reading_one_was_used(database: Database, made: Made) -> None:
    with database.reading() as session:
        assert people.count(session, made.id) == 2
    with database.writing() as session:
        people.rename(session, "ann", "Anna")
    with database.reading() as session:
        person = people.person(session, "ann")
    assert person is not None
    assert person.name == "Anna"


def test_a_reader_sees_one_state_while_somebody_writes(sqlite: Database) -> None:
    made = make_conference(sqlite)
    with sqlite.reading() as reader:
        assert people.count(reader, made.id) == 2
        with sqlite.writing() as writer:
            people.new(writer, "eve", made.id, "", after(0))
        assert people.count(reader, made.id) == 2
    with sqlite.reading() as reader:
        assert people.count(reader, made.id) == 3


def test_a_moment_without_a_zone_is_refused(database: Database, made: Made) -> None:
    naive = after(0).replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a time zone"), database.writing() as session:
        people.new(session, "eve", made.id, "", naive)


def test_a_row_without_its_conference_is_refused(database: Database) -> None:
    with pytest.raises(DBAPIError), database.writing() as session:
        people.new(session, "eve", 999, "", after(0))


def test_closing_twice_does_nothing(database: Database) -> None:
    database.close()
    database.close()


def test_sqlite_is_durable_private_and_forgets_what_is_deleted(sqlite: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1}
    with sqlite.writing() as session:
        assert {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


def test_database_files_are_their_owners_only(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'var' / 'oogst.db'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE one (id INTEGER)"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "var").iterdir()}
    database.close()
    assert modes == {"oogst.db": 0o600, "oogst.db-wal": 0o600, "oogst.db-shm": 0o600}


def test_a_database_file_that_others_could_read_is_closed_to_them(sqlite_url: str) -> None:
    file = sqlite_file(sqlite_url)
    assert file is not None
    file.chmod(0o644)
    database = Database(sqlite_url)
    with database.reading() as session:
        conferences.revisions(session)
    database.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_full_disk_is_known_as_such_and_passes(sqlite: Database) -> None:
    made = make_conference(sqlite)
    with sqlite.writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(OperationalError) as failed, sqlite.writing() as session:
        people.new(session, "eve", made.id, "x" * 1_000_000, after(0))
    assert failure_of(failed.value) is Failure.FULL
    with sqlite.writing() as session:
        session.execute(text("PRAGMA max_page_count=1000000"))
        people.new(session, "eve", made.id, "x" * 1_000_000, after(0))
        assert people.count(session, made.id) == 3


def test_what_follows_a_full_disk_in_the_same_transaction_is_not_stored(sqlite: Database) -> None:
    made = make_conference(sqlite)
    with pytest.raises(TransactionLost):
        _go_on_after_a_full_disk(sqlite, made)
    with sqlite.reading() as session:
        assert people.count(session, made.id) == 2


def _go_on_after_a_full_disk(database: Database, made: Made) -> None:
    with database.writing() as session:
        session.execute(text(f"PRAGMA max_page_count={session.scalar(text('PRAGMA page_count'))}"))
        with suppress(OperationalError):
            people.new(session, "eve", made.id, "x" * 1_000_000, after(0))
        people.new(session, "eve", made.id, "", after(0))


def test_a_lock_held_too_long_is_busy(sqlite: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_of_work, "BUSY_TIMEOUT_MS", 100)
    other = Database(sqlite_url)
    with sqlite.writing() as first:
        first.execute(text("PRAGMA user_version"))
        with pytest.raises(OperationalError) as failed, other.writing() as second:
            second.connection(execution_options={}).exec_driver_sql("SELECT 1")
    other.close()
    assert failure_of(failed.value) is Failure.BUSY


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, Failure.FULL),
        (sqlite3.SQLITE_IOERR_SHMSIZE, Failure.FULL),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Failure.BUSY),
        (sqlite3.SQLITE_IOERR_FSYNC, Failure.IO),
        (sqlite3.SQLITE_CORRUPT, Failure.IO),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, Failure.OTHER),
    ],
)
def test_sqlites_codes_are_told_apart(code: int, kind: Failure) -> None:
    error = sqlite3.OperationalError("from SQLite")
    error.sqlite_errorcode = code
    assert failure_of(OperationalError("INSERT", {}, error)) is kind


@pytest.mark.parametrize(
    ("state", "kind"),
    [("53100", Failure.FULL), ("40P01", Failure.BUSY), ("58030", Failure.IO), ("23505", Failure.OTHER)],
)
def test_postgresqls_states_are_told_apart(state: str, kind: Failure) -> None:
    error = Exception("from PostgreSQL")
    error.sqlstate = state  # type: ignore[attr-defined] # what psycopg's errors carry
    assert failure_of(OperationalError("INSERT", {}, error)) is kind


def test_an_error_of_the_program_is_no_failure_of_the_store() -> None:
    assert failure_of(ValueError("ours")) is Failure.OTHER


_UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import sys, gevent
from gevent.threadpool import ThreadPoolExecutor
from notes.store import people
from notes.store.unit_of_work import Database
from tests.store.builders import after, make_conference
database = Database(sys.argv[1])
made = make_conference(database)
scribe = ThreadPoolExecutor(1)
def write(number):
    with database.writing() as session:
        people.new(session, f"p{number}", made.id, "", after(0))
    with database.reading() as session:
        return people.count(session, made.id)
def read(_number):
    for _ in range(40):
        with database.reading() as session:
            people.count(session, made.id)
        gevent.sleep(0)
readers = [gevent.spawn(read, number) for number in range(10)]
counts = [future.result() for future in [scribe.submit(write, number) for number in range(100)]]
gevent.joinall(readers, timeout=20, raise_error=True)
assert counts == list(range(3, 103)) and all(reader.ready() for reader in readers), counts
scribe.shutdown(); database.close()
print("all read and written")
"""


def test_greenlets_read_while_a_native_thread_writes(sqlite_url: str) -> None:
    command = [sys.executable, "-c", _UNDER_GEVENT, sqlite_url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=40, check=False)
    assert (done.stdout.strip(), done.returncode) == ("all read and written", 0), done.stderr
