"""Bringing a database to this program's schema, never without a copy of what was there.

Promise: an older SQLite database is copied before it is touched, a newer or unknown one is
refused untouched, and a migration that fails leaves the database as it was.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, inspect

from notes.store.copying import copy_sqlite
from notes.store.unit_of_work import address, sqlite_engine, sqlite_file

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseTooNew(Exception):
    """The database was made by a newer version of Oogst, or by something else; it was not touched."""


@dataclass(frozen=True, slots=True)
class MigrationOutcome:
    """What `migrate` did; true when it changed something. `backup` is the copy of an older database."""

    before: str | None
    after: str
    backup: Path | None = None

    def __bool__(self) -> bool:
        """Whether the schema changed."""
        return self.before != self.after

    def __str__(self) -> str:
        """One line for the terminal."""
        if self.before is None:
            return "The database was created."
        if not self:
            return "The database is up to date."
        copied = f" The old one is kept as {self.backup}." if self.backup else ""
        return f"The database was brought from {self.before} to {self.after}.{copied}"


def migrate(url: str, *, backup_dir: Path, target: str = "head") -> MigrationOutcome:
    """Create the tables of an empty database, or bring an older one up to date.

    An older SQLite file is first copied to `backup_dir/<moment>.db`. Raises `DatabaseTooNew`
    with a message for people. `target` is for tests of single migrations.
    """
    scripts = ScriptDirectory(str(MIGRATIONS))
    wanted = scripts.as_revision_number(target)
    engine = migration_engine(url)
    try:
        with engine.connect() as connection:
            before = _revision(connection, scripts)
        if before is not None and before == wanted:
            return MigrationOutcome(before, before)
        backup = _copy(url, backup_dir) if before is not None else None
        with engine.connect() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            after = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return MigrationOutcome(before, after or "", backup)


def demand_known(url: str) -> None:
    """Raise `DatabaseTooNew` unless this program knows the database's schema (or it is empty)."""
    engine = migration_engine(url)
    try:
        with engine.connect() as connection:
            _revision(connection, ScriptDirectory(str(MIGRATIONS)))
    finally:
        engine.dispose()


def has_tables(url: str) -> bool:
    """Return whether a database was ever set up. Raises `DatabaseTooNew` as `demand_known` does."""
    engine = migration_engine(url)
    try:
        with engine.connect() as connection:
            return _revision(connection, ScriptDirectory(str(MIGRATIONS))) is not None
    finally:
        engine.dispose()


def alembic_config() -> Config:
    """Return Alembic's configuration; the caller adds a connection or a url to its attributes."""
    return Config(str(MIGRATIONS / "alembic.ini"))


def migration_engine(url: str) -> Engine:
    """Return an engine for migrations.

    Without foreign keys on SQLite: a batch migration makes a table anew and drops the old one,
    and with them the rows that refer to it would go, too.
    """
    kind = address(url)
    if kind.get_backend_name() == "sqlite":
        return sqlite_engine(kind, foreign_keys=False)
    return create_engine(kind)


def _revision(connection: Connection, scripts: ScriptDirectory) -> str | None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
        message = "This database holds tables that Oogst did not make. Set OOGST_DATABASE_URL to another one."
        raise DatabaseTooNew(message)
    if current is not None and not _known(scripts, current):
        message = (
            f"This database was made by a newer version of Oogst (schema {current}). "
            "Start that version, or set OOGST_DATABASE_URL to another database; nothing was changed."
        )
        raise DatabaseTooNew(message)
    return current


def _known(scripts: ScriptDirectory, revision: str) -> bool:
    try:
        return scripts.get_revision(revision) is not None
    except CommandError:
        return False


def _copy(url: str, backup_dir: Path) -> Path | None:
    """Copy a SQLite file into `backup_dir`; PostgreSQL's backups are its administrator's."""
    file = sqlite_file(url)
    if file is None:
        return None
    destination = free_name(backup_dir)
    copy_sqlite(file, destination)
    return destination


def free_name(backup_dir: Path) -> Path:
    """Return a name for a copy made now that no file in `backup_dir` has."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    names = (backup_dir / f"{moment}{f'-{number}' if number else ''}.db" for number in count())
    return next(name for name in names if not name.exists())
