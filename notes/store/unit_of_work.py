"""Transactions: a writing one commits whole or not at all, a reading one cannot write.

The only place that commits. Plain SQLAlchemy, without Flask, so that the scribe, the shell
commands and the pages share it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError as DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from notes.store.failures import Failure, failure_of
from notes.store.unchanged import READING

__all__ = [
    "Database",
    "DatabaseError",
    "Failure",
    "Session",
    "TransactionLost",
    "address",
    "failure_of",
    "private_file",
    "sqlite_engine",
    "sqlite_file",
]

BUSY_TIMEOUT_MS = 5_000
PRIVATE = 0o600


class TransactionLost(Exception):
    """SQLite undid this transaction after an earlier error in it; nothing of it was stored."""


class Database:
    """The stored data behind a URL: `sqlite:///file` or `postgresql://…`.

    Made once per process and closed at its end. On SQLite a writing transaction takes the write
    lock when it begins, so that it never fails half-way for want of it. May be used from several
    threads; every transaction stays in the one that began it.
    """

    def __init__(self, url: str) -> None:
        """Make the connections' settings; nothing is opened before the first transaction."""
        self.url = url
        kind = address(url)
        if kind.get_backend_name() == "sqlite":
            self._writer = sqlite_engine(kind)
            self._reader = sqlite_engine(kind, read_only=True)
        else:
            self._writer = create_engine(kind, pool_size=1, max_overflow=-1, pool_pre_ping=True, hide_parameters=True)
            read_only = {"options": "-c default_transaction_read_only=on"}
            self._reader = create_engine(
                kind, max_overflow=-1, pool_pre_ping=True, hide_parameters=True, connect_args=read_only
            )

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are committed at the end, and undone by any exception."""
        with Session(self._writer, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one consistent state and cannot change it. Keep it short."""
        with Session(self._reader, expire_on_commit=False, info={READING: True}) as session:
            yield session

    def scrub(self) -> None:
        """Take what was deleted out of SQLite's files, too: its journal still holds older pages.

        Elsewhere, and while somebody reads for long, the database does that in its own time.
        """
        if self._writer.dialect.name != "sqlite":
            return
        connection = self._writer.raw_connection()  # not in a transaction: it could not be done there
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def close(self) -> None:
        """Close every connection that is not in use. Closing twice does nothing."""
        self._reader.dispose()
        self._writer.dispose()


def address(url: str | URL) -> URL:
    """Return a database URL with the driver that Oogst uses."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def sqlite_file(url: str | URL) -> Path | None:
    """Return the file of a SQLite database; None for another database or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


def private_file(path: Path) -> None:
    """Make sure that a file exists and that only its owner may read it.

    SQLite gives the files beside a database (-wal, -shm) the database's own mode.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=PRIVATE)
    if path.stat().st_mode & 0o077:
        path.chmod(PRIVATE)


def sqlite_engine(url: URL, *, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """Return an engine for a SQLite file, with the pragmas that durability and erasing need.

    One connection is kept; another thread that wants one meanwhile gets its own, and SQLite's
    lock decides between them. The pool never waits, because a native thread that waits for a
    lock of gevent's waits for a greenlet that may be waiting for the thread.
    """
    engine = create_engine(
        url,
        pool_size=5 if read_only else 1,
        max_overflow=-1,
        hide_parameters=True,  # an error's words go to the log, and people's text does not
        connect_args={"check_same_thread": False},
    )
    file = sqlite_file(url)

    def before(*_arguments: object) -> None:
        if file is not None:
            private_file(file)

    def settings(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver must not begin transactions by itself: it begins none for reading.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.execute("PRAGMA secure_delete=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    def demand_transaction(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        # After a full disk or an I/O error SQLite gives the transaction up by itself; a statement
        # after that would be committed alone, and the driver's commit would say nothing.
        held = getattr(connection.connection.dbapi_connection, "in_transaction", True)
        if not held and not statement.startswith("BEGIN"):
            raise TransactionLost

    def demand_commit(connection: Connection) -> None:
        demand_transaction(connection, None, "COMMIT")

    event.listen(engine, "do_connect", before)
    event.listen(engine, "connect", settings)
    event.listen(engine, "begin", begin)
    event.listen(engine, "before_cursor_execute", demand_transaction)
    event.listen(engine, "commit", demand_commit)
    return engine
