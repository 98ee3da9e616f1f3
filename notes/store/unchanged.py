"""What many ask in the same second is read once, for as long as nobody commits anything.

Promise: an answer is never older than the transaction that asks. SQLite itself says whether another
connection has committed since (`PRAGMA data_version`); PostgreSQL does not, and is asked each time.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy.orm import Session

READING = "reading"  # in a session's info: its connection never writes
_KEPT = "unchanged"
_T = TypeVar("_T")


def unchanged(session: Session, key: Hashable, read: Callable[[], _T]) -> _T:
    """Return what `read` returned for `key`, read anew when anything was committed since.

    `read` returns frozen data about no person in particular, and queries `session` only. What it
    raises is raised, and read again the next time.
    """
    connection = session.connection()
    # A connection does not count its own commits, so one that writes keeps nothing.
    if not session.info.get(READING) or connection.dialect.name != "sqlite":
        return read()
    version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    kept_at, kept = connection.info.get(_KEPT, (None, {}))
    if kept_at != version:
        kept = {}
        connection.info[_KEPT] = version, kept
    if key not in kept:
        kept[key] = read()
    return cast("_T", kept[key])
