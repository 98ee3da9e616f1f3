"""What kind of failure a database error is, so that the engine knows whether waiting helps."""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from sqlalchemy.exc import DBAPIError


class Failure(StrEnum):
    """Why a transaction failed.

    FULL and BUSY pass when somebody makes room or lets go; after IO nothing that this process
    holds of the database can be trusted; OTHER is an error of the program or of the input.
    """

    FULL = "full"
    BUSY = "busy"
    IO = "io"
    OTHER = "other"


_SQLITE: Final = {
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_BUSY: Failure.BUSY,
    sqlite3.SQLITE_LOCKED: Failure.BUSY,
    sqlite3.SQLITE_IOERR: Failure.IO,
    sqlite3.SQLITE_CORRUPT: Failure.IO,
    sqlite3.SQLITE_NOTADB: Failure.IO,
    sqlite3.SQLITE_CANTOPEN: Failure.IO,
    sqlite3.SQLITE_READONLY: Failure.IO,
}
# A full disk shows as these where SQLite enlarges the -shm file or a file that is mapped.
_SQLITE_NO_SPACE: Final = frozenset({sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP})

# SQLSTATE codes and classes of PostgreSQL; the longest match counts.
_POSTGRES: Final = {
    "53100": Failure.FULL,
    "58030": Failure.IO,
    "40": Failure.BUSY,  # serialisation failure, deadlock
    "53": Failure.BUSY,  # too many connections, out of memory
    "55": Failure.BUSY,  # lock not available
    "57": Failure.BUSY,  # shut down by an administrator, starting up
    "08": Failure.BUSY,  # connection lost
    "XX": Failure.IO,  # corrupted data or index
}


def failure_of(error: BaseException) -> Failure:
    """Return the kind of failure behind an exception, wrapped ones included."""
    for each in _causes(error):
        if isinstance(each, sqlite3.Error):
            return _of_sqlite(each)
        state = getattr(each, "sqlstate", None)
        if isinstance(state, str):
            return _POSTGRES.get(state) or _POSTGRES.get(state[:2], Failure.OTHER)
        if isinstance(each, DBAPIError) and each.connection_invalidated:
            return Failure.BUSY
    return Failure.OTHER


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what caused it, the driver's own error before its wrapper."""
    each: BaseException | None = error
    while each is not None:
        if isinstance(each, DBAPIError) and each.orig is not None:
            yield each.orig
        yield each
        each = each.__cause__


def _of_sqlite(error: sqlite3.Error) -> Failure:
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code in _SQLITE_NO_SPACE:
        return Failure.FULL
    return _SQLITE.get(code & 0xFF, Failure.OTHER)
