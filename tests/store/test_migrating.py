"""An older database is copied, then brought up to date; a newer one is refused untouched."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import URL, create_engine, inspect, make_url, select, text

from notes.domain.sign_ups import SignUpForm
from notes.store import conferences, rounds, sign_up_lists, sign_ups
from notes.store.migrating import DatabaseTooNew, alembic_config, migrate
from notes.store.models import UpdateRow
from notes.store.schema import SCHEMA
from notes.store.sign_ups import SignUpSettings
from notes.store.unit_of_work import Database, address, sqlite_file
from tests.store.builders import make_conference


def set_revision(database: Database, revision: str) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_the_models_equal_the_migrations(database: Database) -> None:
    config = alembic_config()
    config.attributes["url"] = database.url
    command.check(config)


def test_an_empty_database_gets_its_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'oogst.db'}"
    done = migrate(url, backup_dir=tmp_path / "backup")
    assert (done.before, bool(done), done.backup, str(done)) == (None, True, None, "The database was created.")
    assert "notepad_update" in inspect(create_engine(url)).get_table_names()
    assert not (tmp_path / "backup").exists()


def test_a_database_of_today_is_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    done = migrate(sqlite_url, backup_dir=tmp_path / "backup")
    assert (bool(done), str(done)) == (False, "The database is up to date.")
    assert not (tmp_path / "backup").exists()


def test_an_older_database_is_copied_with_its_content_and_then_migrated(
    sqlite: Database, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_conference(sqlite)
    _add_a_migration(tmp_path, monkeypatch)
    done = migrate(sqlite_url, backup_dir=tmp_path / "backup")
    assert (done.before, done.after, bool(done)) == (SCHEMA, "9999", True)
    assert done.backup is not None
    assert done.backup.parent == tmp_path / "backup"
    assert done.backup.stat().st_mode & 0o777 == 0o600
    assert str(done.backup) in str(done)
    copy = Database(f"sqlite:///{done.backup}")
    for database, columns in ((copy, False), (sqlite, True)):
        with database.reading() as session:
            assert conferences.conference(session, made.id) is not None
            names = {column["name"] for column in inspect(session.connection()).get_columns("person")}
            assert ("added" in names) is columns
    copy.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    sqlite: Database, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_conference(sqlite)
    _add_a_migration(tmp_path, monkeypatch, "    raise RuntimeError('half-way')")
    with pytest.raises(RuntimeError, match="half-way"):
        migrate(sqlite_url, backup_dir=tmp_path / "backup")
    with sqlite.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == SCHEMA
        assert "added" not in {column["name"] for column in inspect(session.connection()).get_columns("person")}
        assert len(conferences.all_conferences(session)) == 1


def test_a_newer_database_is_refused_untouched(sqlite: Database, sqlite_url: str, tmp_path: Path) -> None:
    set_revision(sqlite, "9999")
    sqlite.close()
    file = sqlite_file(sqlite_url)
    assert file is not None
    before = file.read_bytes()
    with pytest.raises(DatabaseTooNew, match="newer version of Oogst"):
        migrate(sqlite_url, backup_dir=tmp_path / "backup")
    assert file.read_bytes() == before
    assert not (tmp_path / "backup").exists()


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    other = Database(url)
    with other.writing() as session:
        session.execute(text("CREATE TABLE theirs (id INTEGER)"))
    other.close()
    with pytest.raises(DatabaseTooNew, match="did not make"):
        migrate(url, backup_dir=tmp_path)


_MIGRATION = f'''"""Another column."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{SCHEMA}"
def upgrade():
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("added", sa.Text(), nullable=True))
'''


def test_outbox_numbers_of_older_rows_are_kept_as_bytes(older: Database, tmp_path: Path) -> None:
    made = make_older(older)
    migrate(older.url, backup_dir=tmp_path / "backup")
    with older.reading() as session:
        rows = session.execute(
            select(UpdateRow.seq, UpdateRow.data, UpdateRow.saved).where(UpdateRow.notepad_id == made).order_by("seq")
        ).all()
    assert [tuple(row) for row in rows] == [
        (1, b"een", ()),
        (2, b"twee", ((7, 130), (4_294_967_295, 1))),
    ]


# A conference with a round that is over and one to come, in which its topic meets, as the first version stored it.
_OLDER = (
    (
        "INSERT INTO conference (id, slug, code, title, language, timezone, subtitle, description, place, organisers, "
        "contact, licence, public, rehearsal, locked, names_policy, owners_policy, ideas_policy, revision, created_at) "
        "VALUES (1, 'stad', 'ABC', 'Stad', 'nl', 'Europe/Amsterdam', '', '', '', '', '', '', true, false, false, 'none', "
        "'typed', 'all', 0, '2021-11-22 17:00:00.000000')"
    ),
    (
        "INSERT INTO programme_item (id, conference_id, slug, title, kind, starts_at, ends_at, position, "
        "extended_minutes) VALUES "
        "(1, 1, 'i', 'Ronde I', 'round', '2021-11-22 18:15:00.000000', '2021-11-22 19:15:00.000000', 1, 0), "
        "(2, 1, 'ii', 'Ronde II', 'round', '2999-11-22 19:30:00.000000', '2999-11-22 20:30:00.000000', 2, 0), "
        "(3, 1, 'pl', 'Plenair', 'plenary', '2021-11-22 17:15:00.000000', '2021-11-22 18:15:00.000000', 3, 0)"
    ),
    (
        "INSERT INTO topic (id, conference_id, slug, title, question, position, colour, participants_write, ideas_open, "
        "early_ideas, approval, room_state) VALUES "
        "(1, 1, 'fondsen', 'Fondsen', '', 1, 1, false, true, true, false, 'open'), "
        "(2, 1, 'plenair', 'Plenair', '', 2, 2, false, true, true, false, 'open')"
    ),
    (
        "INSERT INTO meeting (topic_id, item_id, place, online_url, led_by) VALUES "
        "(1, 1, '', '', ''), (1, 2, '', '', ''), (2, 3, '', '', '')"
    ),
    (
        "INSERT INTO notepad (id, conference_id, topic_id, kind, template, epoch, seq, created_at) VALUES "
        "(1, 1, 1, 'topic', '## Inzichten', 5, 0, '2021-11-22 17:00:00.000000')"
    ),
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind, at the first schema."""
    url = f"sqlite:///{tmp_path / 'older.db'}"
    if request.param == "postgres":
        server = make_url(request.getfixturevalue("postgres_url"))
        url = server.set(database="older").render_as_string(hide_password=False)
        _run_alone(server, "DROP DATABASE IF EXISTS older")
        _run_alone(server, "CREATE DATABASE older")
    config = alembic_config()
    config.attributes["url"] = url
    command.upgrade(config, "0001")
    database = Database(url)
    yield database
    database.close()


def _run_alone(url: URL, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    engine = create_engine(address(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_what_has_begun_does_not_begin_again_after_an_upgrade(older: Database, tmp_path: Path) -> None:
    make_older(older)
    migrate(older.url, backup_dir=tmp_path / "backup")
    with older.reading() as session:
        conference = conferences.conference(session, 1)
        assert conference is not None
        assert (conference.round_template, rounds.begun(session, 1), rounds.begun(session, 2)) == ("", (1,), ())
        assert rounds.topics_to_begin(session, datetime(2021, 11, 22, 18, 30, tzinfo=UTC)) == ()


def test_a_sign_up_of_an_older_version_is_found_with_ordinary_keys(sqlite: Database, tmp_path: Path) -> None:
    made = make_conference(sqlite)
    with sqlite.writing() as session:
        sign_ups.set_settings(session, made.id, SignUpSettings(open=True))
        form = SignUpForm(name="Łukasz Øster")
        sign_ups.add(session, made.id, form, key="k", request="r", at=datetime(2026, 1, 1, tzinfo=UTC))
        session.execute(text("UPDATE sign_up SET search = 'łukasz øster'"))
        for column in ("gap_before", "gap_behind"):  # as in 0012
            session.execute(text(f"ALTER TABLE take_over DROP COLUMN {column}"))
    set_revision(sqlite, "0012")
    migrate(sqlite.url, backup_dir=tmp_path / "backup")
    with sqlite.reading() as session:
        assert sign_up_lists.page_of(session, made.id, words="lu os", start=0, most=9).found == 1


def make_older(database: Database) -> int:
    """Store a notepad with two rows as the first version did; return its id."""
    with database.writing() as session:
        for statement in _OLDER:
            session.execute(text(statement))
        notepad = 1
        for seq, data, saved in ((1, b"een", "[]"), (2, b"twee", "[[4294967295, 1], [7, 130]]")):
            session.execute(
                text(
                    "INSERT INTO notepad_update (notepad_id, seq, data, saved, at) "
                    "VALUES (:notepad, :seq, :data, :saved, '2021-11-22 20:00:00.000000')"
                ),
                {"notepad": notepad, "seq": seq, "data": data, "saved": saved},
            )
    return notepad


def _add_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str = "") -> None:
    """Let this program's schema be one migration newer, in a copy of its migrations."""
    import shutil

    from notes.store import migrating

    copy = tmp_path / "migrations"
    shutil.copytree(migrating.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9999_another.py").write_text(_MIGRATION + ending, encoding="utf-8")
    monkeypatch.setattr(migrating, "MIGRATIONS", copy)
