"""One server process per database: it holds a file beside it, in which its address stands.

Promise: the file is free as soon as the process has ended, however it ended.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_Announce = Callable[[str], None]


@contextmanager
def only_server(database: Path | None) -> Iterator[_Announce | None]:
    """Hold the database for this process; gives None when another server holds it.

    What it gives writes down at which address this server answers. Without a database file
    (`None`) there is nothing to hold.
    """
    if database is None:
        yield lambda _address: None
        return
    with _beside(database).open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield None
            return

        held.truncate(0)  # an earlier server's address

        def announce(address: str) -> None:
            held.write(f"{address}\n")
            held.flush()

        yield announce


def server_address(database: Path) -> str | None:
    """Return the address of the server that holds a database; None when none does.

    Empty for one that has not begun to listen.
    """
    path = _beside(database)
    if not path.exists():
        return None
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return file.read().strip()
    return None


def _beside(database: Path) -> Path:
    return database.with_name(f"{database.name}.server")
