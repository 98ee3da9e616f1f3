"""The shell's commands, each against a database of its own."""

import os
import tomllib
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from notes import cli
from notes.ground.settings import project_folder
from notes.ground.tokens import access_token
from notes.publishing.formats import Format
from notes.store import access_links, conferences, notepads
from notes.store.unit_of_work import Database

KEY = "k" * 40


class Shell:
    """A shell whose settings point to one folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'oogst.db'}"
        for name in [name for name in os.environ if name.startswith("OOGST_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("OOGST_DATABASE_URL", self.url)
        monkeypatch.setenv("OOGST_SECRET_FILE", str(folder / "server.key"))
        self._runner = FlaskCliRunner(cli.create_app())

    def run(self, *words: str, exit_code: int = 0) -> Result:
        """Run a command; fails the test when it ends otherwise than expected."""
        result = self._runner.invoke(args=words)
        assert result.exit_code == exit_code, result.output
        return result

    @property
    def key(self) -> bytes:
        """The server key as it is stored."""
        return (self.folder / "server.key").read_bytes()

    def links(self) -> tuple[access_links.AccessLink, ...]:
        """Every link of the one conference."""
        database = Database(self.url)
        try:
            with database.reading() as session:
                (conference,) = conferences.all_conferences(session)
                return access_links.of_conference(session, conference.id)
        finally:
            database.close()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path, monkeypatch)


def test_setup_makes_key_database_and_example_readable_by_the_owner_only(shell: Shell) -> None:
    shell.run("setup")
    for name in ("server.key", "oogst.db"):
        assert (shell.folder / name).stat().st_mode & 0o777 == 0o600, name
    assert len(shell.key) >= 32
    assert [(link.role, link.topic_id is None) for link in shell.links()[:2]] == [
        ("organiser", True),
        ("facilitator", True),
    ]


@pytest.mark.parametrize("words", [("conference", "list"), ("conference", "import", str(cli.EXAMPLE))])
def test_a_database_that_nobody_set_up_is_said_to_be_so(shell: Shell, words: tuple[str, ...]) -> None:
    (shell.folder / "server.key").write_text(KEY)
    said = shell.run(*words, exit_code=1).output
    assert "run `flask --app app setup` first" in said
    assert "Traceback" not in said


def test_setup_twice_changes_nothing(shell: Shell) -> None:
    shell.run("setup")
    key, links = shell.key, shell.links()
    shell.run("setup")
    assert (shell.key, shell.links()) == (key, links)


def test_setup_begins_with_the_day_that_make_demo_shows_and_makes_links_to_it(shell: Shell) -> None:
    shell.run("setup", "--first", str(cli.EXAMPLE.with_name("a-day.zip")))
    name = "cooperatieven-maken-de-stad"
    shell.run("report", "export", name, "--format", "md", "--out", str(shell.folder))
    written = (shell.folder / f"{name}.md").read_text(encoding="utf-8")
    assert "een stedelijk buurtfonds voorbereidt" in written
    assert "OEFENING" not in written
    assert {link.role for link in shell.links()} == {"organiser", "facilitator"}


def test_new_link_is_printed_whole_and_listed_without_its_secret(shell: Shell) -> None:
    shell.run("setup")
    printed = shell.run("access-link", "new", "--role", "facilitator", "--topic", "fondsen", "--label", "zaal 2").output
    (link,) = [each for each in shell.links() if each.label == "zaal 2"]
    secret = access_token(shell.key, link.id)
    assert printed == f"http://127.0.0.1:5000/toegang/{secret}\n"
    listed = shell.run("access-link", "list").output
    assert f"{link.id}\tfacilitator\tfondsen\tzaal 2\tnot used" in listed
    assert secret not in listed


def test_withdrawn_link_raises_the_revision_that_a_running_server_watches(shell: Shell) -> None:
    shell.run("setup")
    link = shell.links()[0]
    database = Database(shell.url)
    with database.reading() as session:
        before = conferences.revision(session, link.conference_id)
    assert link.role == "organiser"
    assert (
        "nobody can run this conference until you make another" in shell.run("access-link", "withdraw", link.id).output
    )
    with database.reading() as session:
        assert conferences.revision(session, link.conference_id) == before + 1
        found = access_links.link(session, link.id)
    database.close()
    assert found is not None
    assert found.withdrawn_at is not None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("access-link", "new", "--role", "facilitator", "--topic", "nope"), 1, "There is no such topic"),
        (("access-link", "new", "--role", "organiser", "--topic", "fondsen"), 2, "leave --topic out"),
        (("access-link", "new", "--role", "boss"), 2, "Invalid value"),
        (("access-link", "list", "--conference", "nope"), 1, "There is no conference"),
        (("access-link", "withdraw", "nope"), 1, "There is no link"),
    ],
)
def test_mistake_is_said_and_changes_nothing(shell: Shell, words: tuple[str, ...], code: int, said: str) -> None:
    shell.run("setup")
    before = shell.links()
    assert said in shell.run(*words, exit_code=code).output
    assert shell.links() == before


def test_conference_is_imported_beside_the_example(shell: Shell) -> None:
    shell.run("setup")
    file = shell.folder / "mine.toml"
    file.write_text('title = "Mijn dag"\n\n[[topics]]\ntitle = "Eén"\n')
    assert "Mijn dag: /c/mijn-dag, code " in shell.run("conference", "import", str(file)).output
    assert "--conference" in shell.run("access-link", "list", exit_code=1).output


@pytest.mark.parametrize("text", ["title = ", 'title = "x"\nunknown = 1\n', 'title = "no topics"\n', "\x00"])
def test_file_that_is_no_conference_is_refused(shell: Shell, text: str) -> None:
    shell.run("setup")
    file = shell.folder / "bad.toml"
    file.write_text(text)
    assert "cannot be read as a conference" in shell.run("conference", "import", str(file), exit_code=1).output


def test_a_conference_as_toml_can_be_imported_again(shell: Shell) -> None:
    shell.run("setup")
    written = shell.run("conference", "toml").output
    again = shell.folder / "again.toml"
    again.write_text(written.replace("code = ", "# code = "), encoding="utf-8")
    shell.run("conference", "import", str(again))
    slugs = [line.split("\t")[0] for line in shell.run("conference", "list").output.splitlines()]
    copies = [tomllib.loads(shell.run("conference", "toml", "--conference", slug).output) for slug in slugs]
    assert len(copies) == 2
    for copy in copies:
        del copy["code"], copy["slug"]
    assert copies[0] == copies[1]


def test_example_is_the_first_conference() -> None:
    example = tomllib.loads(cli.EXAMPLE.read_text(encoding="utf-8"))
    assert example["title"] == "Coöperatieven maken de stad"
    assert cli.EXAMPLE.is_relative_to(project_folder())


def test_backup_comes_back_with_its_key_and_new_epochs(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.run("setup")
    file = shell.folder / "evening.zip"
    shell.run("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    other = Shell(tmp_path_factory.mktemp("other"), monkeypatch)
    other.run("restore", str(file))
    assert other.key == shell.key
    assert [link.id for link in other.links()] == [link.id for link in shell.links()]
    assert _epochs(other.url).isdisjoint(_epochs(shell.url))


def test_restore_over_a_conference_needs_to_be_said(shell: Shell) -> None:
    shell.run("setup")
    file = shell.folder / "evening.zip"
    shell.run("backup", str(file))
    before = _epochs(shell.url)
    shell.run("restore", str(file), exit_code=1)
    assert _epochs(shell.url) == before


def test_verify_finds_nothing_wrong_with_an_untouched_database(shell: Shell) -> None:
    shell.run("setup")
    lines = shell.run("notepad", "verify").output.splitlines()
    assert lines
    assert all(line.endswith("good") for line in lines)


def _epochs(url: str) -> set[int]:
    database = Database(url)
    try:
        with database.reading() as session:
            return {
                facts.epoch
                for conference in conferences.all_conferences(session)
                for facts in notepads.notepads_of_conference(session, conference.id)
            }
    finally:
        database.close()


def test_conferences_are_listed_with_the_short_name_first(shell: Shell) -> None:
    shell.run("setup")
    (line,) = shell.run("conference", "list").output.splitlines()
    assert line.split("\t")[:3] == ["cooperatieven-maken-de-stad", "Coöperatieven maken de stad", "2021-11-22"]


def test_a_report_is_written_in_every_format_and_by_other_choices(shell: Shell) -> None:
    shell.run("setup")
    slug = "cooperatieven-maken-de-stad"
    out = shell.folder / "verslag"
    printed = shell.run("report", "export", slug, "--out", str(out)).output.splitlines()
    assert [Path(line).name for line in printed] == [f"{slug}.{each}" for each in Format]
    assert all((out / f"{slug}.{each}").stat().st_size for each in Format)
    assert (out / f"{slug}.pdf").read_bytes().startswith(b"%PDF-")
    shell.run("report", "export", slug, "--format", "md", "--names", "full", "--out", str(out))
    assert 'namen: "met namen van deelnemers"' in (out / f"{slug}.md").read_text(encoding="utf-8")
    refused = shell.run("report", "export", "nergens", "--out", str(out), exit_code=1).output
    assert "There is no conference 'nergens'" in refused


def test_an_archive_is_written_and_comes_back_beside_the_original(shell: Shell) -> None:
    shell.run("setup")
    slug, file = "cooperatieven-maken-de-stad", shell.folder / "archief.zip"
    assert "confidential" in shell.run("conference", "export", slug, "--out", str(file)).output
    assert file.stat().st_mode & 0o777 == 0o600
    shell.run("conference", "export", slug, "--out", str(file), exit_code=1)
    printed = shell.run("conference", "import", str(file)).output
    assert f"Coöperatieven maken de stad: /c/{slug}-2, code " in printed
    assert "/toegang/" in printed
    out = shell.folder / "verslag"
    for each in (slug, f"{slug}-2"):
        shell.run("report", "export", each, "--format", "md", "--out", str(out))
    texts = [(out / f"{each}.md").read_text(encoding="utf-8") for each in (slug, f"{slug}-2")]
    assert texts[0] == texts[1]
    file.write_bytes(file.read_bytes()[:-30])
    assert "cannot be" in shell.run("conference", "import", str(file), exit_code=1).output
