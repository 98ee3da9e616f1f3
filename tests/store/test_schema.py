"""The quick look at a database's schema says what the migrations themselves would say."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text

from notes.store.migrating import MIGRATIONS
from notes.store.schema import SCHEMA, is_current
from notes.store.unit_of_work import Database


def test_the_schema_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA


def test_a_migrated_database_is_current_and_one_of_another_version_is_not(sqlite_url: str) -> None:
    before = is_current(sqlite_url)
    database = Database(sqlite_url)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    assert (before, is_current(sqlite_url)) == (True, False)


def test_an_empty_and_a_broken_file_are_not_current(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database" * 100)
    found = [is_current(f"sqlite:///{tmp_path / name}") for name in ("empty.db", "broken.db")]
    assert found == [False, False]
