"""A backup holds everything, and putting it back gives every notepad a new epoch."""

import zipfile
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from notes.store import notepads, people
from notes.store.backup import ABOUT, DATABASE, KEY, BackupRefused, Restored, backup, restore
from notes.store.migrating import DatabaseTooNew
from notes.store.unit_of_work import Database
from tests.store.builders import Made, after, make_conference, type_text

SECRET = b"the server key, which is thirty-two bytes"


@pytest.fixture
def stored(sqlite: Database) -> Made:
    """A conference with a text in its first notepad."""
    made = make_conference(sqlite)
    with sqlite.writing() as session:
        type_text(session, made.notepads[0], "bewaard")
    return made


def put_back(archive: Path, url: str, tmp_path: Path, *, overwrite: bool = False) -> Restored:
    numbers = count(1000)
    return restore(archive, url, backup_dir=tmp_path / "kept", new_epoch=lambda: next(numbers), overwrite=overwrite)


def test_a_backup_of_a_running_server_comes_back_with_its_key_and_new_epochs(
    sqlite: Database, sqlite_url: str, stored: Made, tmp_path: Path
) -> None:
    archive = tmp_path / "oogst.backup"
    with sqlite.writing() as running:
        # Half of a change must not be in it.
        people.new(running, "eve", stored.id, "", after(0))
        running.flush()
        backup(sqlite_url, archive, server_key=SECRET)
    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("oogst.backup")) == [archive.name]
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'oogst.db'}"
    back = put_back(archive, url, tmp_path)
    assert (back.server_key, back.notepads, back.replaced) == (SECRET, 4, None)
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["oogst.db"]
    copy = Database(url)
    with copy.reading() as session, sqlite.reading() as original:
        text_back = notepads.text(session, stored.notepads[0])
        assert text_back is not None
        assert text_back.text == "bewaard"
        assert notepads.log(session, stored.notepads[0]) == notepads.log(original, stored.notepads[0])
        assert people.person(session, "eve") is None
        new = [facts.epoch for facts in notepads.notepads_of_conference(session, stored.id)]
        old = [facts.epoch for facts in notepads.notepads_of_conference(original, stored.id)]
    copy.close()
    assert sorted(new) == [1000, 1001, 1002, 1003]
    assert not set(new) & set(old)


def test_a_database_with_a_conference_is_not_replaced_unless_told(
    sqlite: Database, sqlite_url: str, stored: Made, tmp_path: Path
) -> None:
    archive = tmp_path / "a.backup"
    backup(sqlite_url, archive, server_key=SECRET)
    with sqlite.writing() as session:
        people.new(session, "later", stored.id, "", after(0))
    sqlite.close()
    with pytest.raises(BackupRefused, match="holds conferences already"):
        put_back(archive, sqlite_url, tmp_path)
    back = put_back(archive, sqlite_url, tmp_path, overwrite=True)
    assert back.replaced is not None
    kept = Database(f"sqlite:///{back.replaced}")
    with kept.reading() as old, sqlite.reading() as new:
        assert people.person(old, "later") is not None
        assert people.person(new, "later") is None
    kept.close()


def test_a_database_that_a_server_has_open_is_not_replaced(
    sqlite: Database, sqlite_url: str, stored: Made, tmp_path: Path
) -> None:
    archive = tmp_path / "a.backup"
    backup(sqlite_url, archive, server_key=SECRET)
    with pytest.raises(BackupRefused, match="Stop the server first"):
        put_back(archive, sqlite_url, tmp_path, overwrite=True)
    with sqlite.writing() as session:
        type_text(session, stored.notepads[0], "gaat door")


def test_a_backup_is_never_written_over_a_file(sqlite_url: str, stored: Made, tmp_path: Path) -> None:
    archive = tmp_path / "a.backup"
    archive.write_text("mine", encoding="utf-8")
    with pytest.raises(BackupRefused, match="exists already"):
        backup(sqlite_url, archive, server_key=SECRET)
    assert archive.read_text(encoding="utf-8") == "mine"


def test_a_newer_programs_backup_is_refused(sqlite: Database, sqlite_url: str, stored: Made, tmp_path: Path) -> None:
    with sqlite.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    backup(sqlite_url, tmp_path / "a.backup", server_key=SECRET)
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'oogst.db'}"
    with pytest.raises(DatabaseTooNew):
        put_back(tmp_path / "a.backup", url, tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no zip", "zip of nothing", "zip of damage"])
def test_what_is_no_backup_is_refused_and_leaves_nothing(content: bytes | str, tmp_path: Path) -> None:
    archive = tmp_path / "a.backup"
    if isinstance(content, bytes):
        archive.write_bytes(content)
    else:
        with zipfile.ZipFile(archive, "w") as made:
            if content == "zip of damage":
                made.writestr(ABOUT, '{"format": "oogst-backup-1"}')
                made.writestr(KEY, SECRET)
                made.writestr(DATABASE, b"not a database" * 1000)
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'oogst.db'}"
    with pytest.raises(BackupRefused, match="no backup"):
        put_back(archive, url, tmp_path)
    assert not (tmp_path / "elsewhere").exists() or list((tmp_path / "elsewhere").iterdir()) == []


def test_there_is_no_backup_of_a_database_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="no database"):
        backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "a.backup", server_key=SECRET)
    assert list(tmp_path.iterdir()) == []


def test_for_postgresql_its_own_tools_are_named(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup("postgresql://localhost/oogst", tmp_path / "a.backup", server_key=SECRET)
