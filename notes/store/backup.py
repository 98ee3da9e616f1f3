"""A backup is one file with everything: the database and the server key. And its way back.

Promise: a backup of a running server is one consistent state; putting one back never mixes with
what browsers still hold, because every notepad gets a new epoch.
"""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from notes.store.copying import CopyFailed, check_sqlite, copy_sqlite, to_disk
from notes.store.migrating import demand_known, free_name, migrate
from notes.store.models import NotepadRow
from notes.store.unit_of_work import Database, private_file, sqlite_file

DATABASE: Final = "oogst.db"
KEY: Final = "server.key"
ABOUT: Final = "about.json"
_FORMAT: Final = "oogst-backup-1"
_KEY_MAX_BYTES: Final = 4_096


class BackupRefused(Exception):
    """The backup could not be made or put back; nothing was changed. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `server_key` belongs in the key file: cookies and access links need it.

    `replaced` is the copy of the database that was there before, if there was one.
    """

    server_key: bytes
    notepads: int
    replaced: Path | None


def backup(url: str, destination: Path, *, server_key: bytes) -> None:
    """Write a backup of a database, also while a server uses it, readable by its owner only.

    Raises `BackupRefused`: for PostgreSQL, for a file that exists, and when the disk is full.
    """
    source = _file(url)
    if not source.exists():
        message = f"There is no database {source}."
        raise BackupRefused(message)
    if destination.exists():
        message = f"{destination} exists already; choose another name."
        raise BackupRefused(message)
    copy, part = destination.with_name(f"{destination.name}.db"), destination.with_name(f"{destination.name}.part")
    try:
        copy_sqlite(source, copy)
        private_file(part)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(ABOUT, json.dumps({"format": _FORMAT}))
            archive.write(copy, DATABASE)
            archive.writestr(KEY, server_key)
        to_disk(part)
        part.rename(destination)
    except (CopyFailed, OSError) as error:
        message = f"The backup could not be made: {error}."
        raise BackupRefused(message) from error
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def restore(
    source: Path, url: str, *, backup_dir: Path, new_epoch: Callable[[], int], overwrite: bool = False
) -> Restored:
    """Put a backup back where `url` says, brought to this program's schema, with new epochs.

    Raises `BackupRefused` for a file that is no backup, for a database that a server has open,
    and, unless `overwrite`, for one that holds a conference; with `overwrite` that database is
    kept in `backup_dir`. Raises `DatabaseTooNew` for a newer program's backup.
    """
    file = _file(url)
    if file.exists() and not overwrite and _holds_conference(file):
        message = (
            f"{file} holds conferences already; say that it may be replaced (--overwrite), or choose another database."
        )
        raise BackupRefused(message)
    arriving = file.with_name(f"{file.name}.arriving")
    try:
        server_key = _unpack(source, arriving)
        notepads = _made_ready(f"sqlite:///{arriving}", backup_dir, new_epoch)
        _into_one_file(arriving)
        replaced = _set_aside(file, backup_dir)
        to_disk(arriving)
        arriving.rename(file)
        to_disk(file.parent)
    finally:
        for name in (arriving.name, f"{arriving.name}-wal", f"{arriving.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)
    return Restored(server_key, notepads, replaced)


def new_epochs(session: Session, new_epoch: Callable[[], int]) -> int:
    """Give every notepad a new epoch, because an older state was put back; return how many."""
    ids = session.scalars(select(NotepadRow.id)).all()
    for notepad_id in ids:
        session.execute(update(NotepadRow).where(NotepadRow.id == notepad_id).values(epoch=new_epoch()))
    return len(ids)


def _file(url: str) -> Path:
    file = sqlite_file(url)
    if file is None:
        message = "This is for SQLite. PostgreSQL has pg_dump and pg_restore; after pg_restore give new epochs."
        raise BackupRefused(message)
    return file


def _unpack(source: Path, arriving: Path) -> bytes:
    """Write the database of a backup to `arriving` and return the server key."""
    try:
        with zipfile.ZipFile(source) as archive:
            about = json.loads(archive.read(ABOUT))
            key = archive.read(KEY)
            if about.get("format") != _FORMAT or not 0 < len(key) <= _KEY_MAX_BYTES:
                message = f"{source} is no backup that this version of Oogst can read."
                raise BackupRefused(message)
            private_file(arriving)
            with archive.open(DATABASE) as packed, arriving.open("wb") as unpacked:
                while piece := packed.read(1_000_000):
                    unpacked.write(piece)
        check_sqlite(arriving)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, CopyFailed) as error:
        message = f"{source} is no backup of Oogst, or is damaged: {error}."
        raise BackupRefused(message) from error
    return key


def _made_ready(url: str, backup_dir: Path, new_epoch: Callable[[], int]) -> int:
    demand_known(url)
    migrate(url, backup_dir=backup_dir)
    database = Database(url)
    try:
        with database.writing() as session:
            return new_epochs(session, new_epoch)
    finally:
        database.close()


def _holds_conference(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'conference'").fetchone()[0]
            return bool(tables and connection.execute("SELECT count(*) FROM conference").fetchone()[0])
    except sqlite3.Error as error:
        message = f"{file} is no database that could be looked into: {error}."
        raise BackupRefused(message) from error


def _set_aside(file: Path, backup_dir: Path) -> Path | None:
    """Copy the database that is there and make sure that nobody has it open."""
    if not file.exists() or not file.stat().st_size:
        return None
    replaced = None
    if _holds_conference(file):
        replaced = free_name(backup_dir)
        copy_sqlite(file, replaced)
    _into_one_file(file)
    return replaced


def _into_one_file(file: Path) -> None:
    """End write-ahead logging: what stands in -wal goes into the file, and -wal and -shm go.

    SQLite refuses this while any other connection is open, a running server's for instance.
    """
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        message = f"{file} is in use. Stop the server first, then put the backup back."
        raise BackupRefused(message) from error
