"""Tries to bring something back that differs, that opens a door, that is not whole, or that lies about itself."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, select

from notes.domain.report import build, to_data, to_markdown
from notes.domain.words import words_for
from notes.ground import limits
from notes.ground.system import RandomIds
from notes.live import archived
from notes.live.verifying import verify
from notes.store import access_links, archive_file, archiving, conferences, notepads, versions
from notes.store.archive_file import ArchiveRefused
from notes.store.harvest import harvest
from notes.store.models import Base, ConferenceRow, IdeaRow, PersonRow, SupportRow, UpdateRow
from notes.store.unit_of_work import Database
from tests.domain.full_conference import EVENING
from tests.live.full_stored import Stored, publish, store_full_conference
from tests.live.house import empty_database

NOW = EVENING + timedelta(hours=7)
Rewrite = Callable[[dict[str, bytes]], None]


class Evening(NamedTuple):
    """The evening's database and archive as files, made once: each test has copies."""

    stored: Stored
    database: bytes
    archive: bytes


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """The whole evening, with a published version and links."""
    folder = tmp_path_factory.mktemp("avond")
    (folder / "oogst.db").write_bytes(empty_database())
    database = Database(f"sqlite:///{folder / 'oogst.db'}")
    made = store_full_conference(database)
    markdown, data = report(database, made.id)
    with database.writing() as session:
        publish(session, made, markdown, data)
        access_links.make(session, "geheime-link", made.id, "organiser", None, "voor Ada", EVENING)
        access_links.use(session, "geheime-link", made.persons[0], EVENING)
    with database.reading() as session:
        archived.pack(session, made.id, folder / "archief.zip", NOW)
    database.close()
    return Evening(made, (folder / "oogst.db").read_bytes(), (folder / "archief.zip").read_bytes())


@pytest.fixture
def database(tmp_path: Path, evening: Evening) -> Iterator[Database]:
    """A database with the evening in it."""
    (tmp_path / "oogst.db").write_bytes(evening.database)
    made = Database(f"sqlite:///{tmp_path / 'oogst.db'}")
    yield made
    made.close()


@pytest.fixture
def stored(evening: Evening) -> Stored:
    """The evening as it was stored."""
    return evening.stored


@pytest.fixture
def archive(evening: Evening, tmp_path: Path) -> Path:
    """The archive of the evening."""
    path = tmp_path / "archief.zip"
    path.write_bytes(evening.archive)
    return path


def report(database: Database, conference_id: int) -> tuple[str, dict[str, object]]:
    """Return the report of a conference at a moment that is always the same."""
    with database.reading() as session:
        found = harvest(session, conference_id, NOW)
    assert found is not None
    words = words_for(found.conference.report_language)
    made = build(found, words)
    return to_markdown(made, words), to_data(made, words)


def bring_in(database: Database, path: Path) -> int:
    """Put an archive back; return the new conference."""
    with database.writing() as session:
        return archived.bring_in(session, path, NOW, RandomIds())


def counts(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def rewritten(path: Path, change: Rewrite) -> Path:
    """Return a copy of an archive whose files were changed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    other = path.with_name("anders.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return other


def lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.splitlines()]


def test_a_conference_that_comes_back_gives_the_same_report_in_every_text(
    database: Database, stored: Stored, archive: Path
) -> None:
    made = bring_in(database, archive)
    (before, data), (after, other) = report(database, stored.id), report(database, made)
    assert after == before
    about = data.pop("conference"), other.pop("conference")
    assert isinstance(about[0], dict)
    assert about[1] == {**about[0], "name": "stad-2"}
    assert other == data
    assert "weg met dit geheim" not in after
    with database.reading() as session:
        old, new = versions.version(session, stored.id, 1), versions.version(session, made, 1)
        assert old == new
        assert old is not None
        given = [tuple(versions.given(session, each).values()) for each in (stored.id, made)]
    assert given[0] == given[1] != ()


def test_every_log_comes_back_whole_and_opens_from_a_snapshot(
    database: Database, stored: Stored, archive: Path
) -> None:
    made = bring_in(database, archive)
    with database.reading() as session:
        pads = [notepads.notepads_of_conference(session, each) for each in (stored.id, made)]
        for old, new in zip(*pads, strict=True):
            assert list(notepads.every_row(session, old.id)) == list(notepads.every_row(session, new.id))
            assert verify(session, new.id) == ()
            assert (new.seq, new.kind, new.epoch != old.epoch) == (old.seq, old.kind, True)
            assert {claim.epoch for claim in notepads.clients(session, new.id).values()} == {new.epoch}
            assert [seq for seq, _ in notepads.snapshots(session, new.id)] == [new.seq]


def test_nothing_in_it_opens_a_door_and_every_part_says_confidential(stored: Stored, archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert b"VERTROUWELIJK" in opened.comment
        for name in opened.namelist():
            content = opened.read(name)
            assert b"VERTROUWELIJK" in content, name
            for secret in ("geheime-link", "voor Ada", *stored.persons, "Wie alleen keek"):
                assert secret.encode() not in content, (name, secret)
    text = archive.read_bytes()
    assert b"geheime-link" not in text


def test_the_same_conference_gives_the_same_archive(
    database: Database, stored: Stored, archive: Path, tmp_path: Path
) -> None:
    again = tmp_path / "nog-eens.zip"
    with database.reading() as session:
        archived.pack(session, stored.id, again, NOW)
    assert again.read_bytes() == archive.read_bytes()


def test_what_comes_back_stands_beside_the_original_with_names_of_its_own(
    database: Database, stored: Stored, archive: Path
) -> None:
    before = counts(database)
    made = bring_in(database, archive)
    after = counts(database)
    for name in archiving.ARCHIVED - {"person"}:
        assert after[name] == 2 * before[name], name
    assert after["access_link"] == before["access_link"]
    with database.reading() as session:
        rows = session.scalars(select(ConferenceRow).order_by(ConferenceRow.id)).all()
        assert [(row.slug, row.public) for row in rows] == [("stad", True), ("stad-2", False)]
        assert rows[0].code != rows[1].code
        assert session.scalar(select(func.count()).where(PersonRow.conference_id == made)) == 12
        query = select(IdeaRow.uuid).where(IdeaRow.conference_id == made)
        assert all(not uuid.startswith("idea-") for uuid in session.scalars(query))


def test_an_archive_comes_back_in_anempty_database_under_its_own_name(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "ander").mkdir()
    (tmp_path / "ander" / "oogst.db").write_bytes(empty_database())
    other = Database(f"sqlite:///{tmp_path / 'ander' / 'oogst.db'}")
    made = bring_in(other, archive)
    with other.reading() as session:
        found = conferences.conference(session, made)
    other.close()
    assert found is not None
    assert (found.slug, found.code, found.public) == ("stad", "ABCDEF", True)


def _later(files: dict[str, bytes]) -> None:
    about = json.loads(files[archive_file.ABOUT])
    files[archive_file.ABOUT] = json.dumps({**about, "version": 2}).encode()


def _of_something_else(files: dict[str, bytes]) -> None:
    files[archive_file.ABOUT] = b'{"archive": "iets anders", "version": 1}'


def _without_about(files: dict[str, bytes]) -> None:
    del files[archive_file.ABOUT]


def _without_a_table(files: dict[str, bytes]) -> None:
    del files["data/idea.jsonl"]


def _with_a_path(files: dict[str, bytes]) -> None:
    files["../../etc/passwd"] = b"x"


def _with_a_path_among_the_readable(files: dict[str, bytes]) -> None:
    files["leesbaar/../../x"] = b"x"


def _with_a_table_of_doors(files: dict[str, bytes]) -> None:
    about = json.loads(files[archive_file.ABOUT])
    about["rows"]["access_link"] = 0
    files[archive_file.ABOUT] = json.dumps(about).encode()
    files["data/access_link.jsonl"] = b'{"table":"access_link"}\n'


def _changed(table: str, **values: object) -> Rewrite:
    """Return what puts other values into the last row of a table."""

    def change(files: dict[str, bytes]) -> None:
        head, *rows = lines(files[f"data/{table}.jsonl"])
        rows[-1].update(values)
        files[f"data/{table}.jsonl"] = b"\n".join(json.dumps(row).encode() for row in (head, *rows)) + b"\n"

    return change


def _fewer(files: dict[str, bytes]) -> None:
    files["data/support.jsonl"] = b"\n".join(files["data/support.jsonl"].splitlines()[:-1]) + b"\n"


def _half(files: dict[str, bytes]) -> None:
    files["data/idea.jsonl"] = files["data/idea.jsonl"][:-20]


def _twice(files: dict[str, bytes]) -> None:
    head, *rows = files["data/topic.jsonl"].splitlines()
    files["data/topic.jsonl"] = b"\n".join([head, rows[0], *rows[:-1]]) + b"\n"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_later, "newer"),
        (_of_something_else, "no_archive"),
        (_without_about, "no_archive"),
        (_without_a_table, "damaged"),
        (_with_a_path, "damaged"),
        (_with_a_path_among_the_readable, "damaged"),
        (_with_a_table_of_doors, "damaged"),
        (_fewer, "damaged"),
        (_half, "damaged"),
        (_twice, "damaged"),
        (_changed("idea", text=7), "damaged"),
        (_changed("idea", text="nul\0"), "damaged"),
        (_changed("idea", state="gestolen"), "damaged"),
        (_changed("idea", topic_id=999), "damaged"),
        (_changed("idea", merged_into_id=999), "damaged"),
        (_changed("idea", number=2**80), "damaged"),
        (_changed("idea", secret="x"), "damaged"),
        (_changed("idea", created_at="gisteren"), "damaged"),
        (_changed("topic", slug="../x"), "damaged"),
        (_changed("meeting", online_url="javascript:alert(1)"), "damaged"),
        (_changed("conference", timezone="Mars/Olympus"), "damaged"),
        (_changed("conference", names_policy="all"), "damaged"),
        (_changed("conference", report_choices={"left_out": ["alles"]}), "damaged"),
        (_changed("notepad_update", data="AAAA"), "damaged"),
        (_changed("notepad_update", data="geen base64"), "damaged"),
        (_changed("notepad_update", seq=99), "damaged"),
        (_changed("notepad_update", saved=[[1, -2]]), "damaged"),
        (_changed("notepad_text", text="Dit heeft niemand getypt."), "damaged"),
        (_changed("moment", text="Dit heeft niemand getypt."), "damaged"),
        (_changed("moment", kind="restored", label="x"), "damaged"),
        (_changed("report_version", data={"schema": "<script>"}), "damaged"),
        (_changed("outcome_number", version_id=12), "damaged"),
    ],
)
def test_what_is_not_whole_or_was_changed_is_refused_and_changes_nothing(
    database: Database, archive: Path, change: Rewrite, code: str
) -> None:
    before = counts(database)
    with pytest.raises(ArchiveRefused) as refused:
        bring_in(database, rewritten(archive, change))
    assert refused.value.code == code
    assert counts(database) == before


@pytest.mark.parametrize("content", [b"", b"PK", b"hallo", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused(database: Database, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match="no_archive"):
        bring_in(database, path)


def test_an_archive_that_unpacks_without_end_is_refused_before_it_is_unpacked(
    database: Database, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_DATA_MAX_BYTES", 20_000)
    before = counts(database)
    with pytest.raises(ArchiveRefused, match="too_big"):
        bring_in(database, archive)
    assert counts(database) == before


def test_a_file_under_its_limit_of_bytes_or_files_only(
    database: Database, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_MAX_BYTES", 1_000)
    with pytest.raises(ArchiveRefused, match="too_big"):
        bring_in(database, archive)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "ARCHIVE_MAX_FILES", 3)
    with pytest.raises(ArchiveRefused, match="too_big"):
        bring_in(database, archive)


def test_one_name_twice_is_refused(database: Database, archive: Path) -> None:
    made = io.BytesIO(archive.read_bytes())
    with zipfile.ZipFile(made, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("data/idea.jsonl", b"x")
    path = archive.with_name("dubbel.zip")
    path.write_bytes(made.getvalue())
    with pytest.raises(ArchiveRefused, match="damaged"):
        bring_in(database, path)


def test_every_table_is_in_the_archive_or_left_out_on_purpose() -> None:
    assert {table.name for table in Base.metadata.sorted_tables} == archiving.ARCHIVED | archiving.LEFT_OUT
    assert frozenset() == archiving.ARCHIVED & archiving.LEFT_OUT


def test_support_and_history_keep_their_order_and_times(database: Database, stored: Stored, archive: Path) -> None:
    made = bring_in(database, archive)
    with database.reading() as session:

        def supports(conference_id: int) -> list[tuple[object, ...]]:
            query = select(IdeaRow.number, SupportRow.on, SupportRow.counter, SupportRow.at).join(
                SupportRow, SupportRow.idea_id == IdeaRow.id
            )
            rows = session.execute(query.where(IdeaRow.conference_id == conference_id).order_by(IdeaRow.number))
            return [tuple(row) for row in rows]

        assert supports(made) == supports(stored.id) != []
        assert session.scalar(select(func.count()).select_from(UpdateRow)) == 2 * 30
