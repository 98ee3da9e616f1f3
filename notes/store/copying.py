"""Copies of a SQLite database, made while others write to it: each is one consistent file."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from notes.store.unit_of_work import private_file


class CopyFailed(Exception):
    """The copy could not be made, or is damaged; the message says why."""


def copy_sqlite(source: Path, destination: Path) -> None:
    """Copy a database with everything that is committed now, by SQLite's own backup API.

    The copy is one file without -wal, readable by its owner only, on the disk when this returns.
    A file of that name is an error; a copy that fails leaves none.
    """
    if destination.exists():
        message = f"{destination} exists already"
        raise CopyFailed(message)
    part = destination.with_name(f"{destination.name}.part")
    try:
        private_file(part)
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(part)) as copy:
            original.execute("PRAGMA busy_timeout=5000")
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        check_sqlite(part)
        to_disk(part)
        part.rename(destination)
        to_disk(destination.parent)
    except sqlite3.Error as error:
        message = f"{source} could not be copied: {error}"
        raise CopyFailed(message) from error
    finally:
        part.unlink(missing_ok=True)


def check_sqlite(path: Path) -> None:
    """Raise `CopyFailed` unless the file is a SQLite database without damage."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        message = f"{path} is no database: {error}"
        raise CopyFailed(message) from error
    if answer != "ok":
        message = f"{path} is damaged: {answer}"
        raise CopyFailed(message)


def to_disk(path: Path) -> None:
    """Return when a file, or the entries of a folder, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
