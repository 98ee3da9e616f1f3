"""The commands of the shell: `flask setup`, access links, backups, importing a conference.

Promise: each writes in one short transaction of its own and raises the revision of the
conference it changed, so that a running server notices.
"""

import json
import os
import secrets
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import click
import tomli_w
from flask import Flask
from flask.cli import AppGroup

from notes.commands.archives import export_conference, import_archive, is_archive
from notes.commands.reports import reports
from notes.commands.within import conference_named, database_of, settings_of_shell
from notes.domain.conference import Conference
from notes.domain.plan import conference_from_toml
from notes.domain.plan_table import PlanError
from notes.domain.plan_writing import plan_data
from notes.domain.programme import Topic
from notes.ground import languages
from notes.ground.running import server_address
from notes.ground.settings import SECRET_MIN_BYTES, Settings, SettingsError, project_folder, secret_file
from notes.ground.system import RandomIds, SystemClock
from notes.ground.tokens import access_address, operator_token
from notes.live.verifying import Live, verify
from notes.store import access_links, conferences, notepads
from notes.store.access_links import AccessLink
from notes.store.backup import BackupRefused, backup, restore
from notes.store.creating import CodeTaken
from notes.store.migrating import DatabaseTooNew, migrate
from notes.store.planning import plan_of
from notes.store.unit_of_work import Database, Session, private_file

EXAMPLE = Path(__file__).parent / "examples" / "cooperatieven-maken-de-stad.toml"
_SECRET_BYTES = 48
_ANSWER_WITHIN_SECONDS = 30
_DEFAULT_ADDRESS = "http://127.0.0.1:5000"

_links = AppGroup("access-link", help="Make, list and withdraw the secret links of organisers and facilitators.")
_conferences = AppGroup("conference", help="Conferences in this database.")
_notepads = AppGroup("notepad", help="The notepads' logs.")


def create_app() -> Flask:
    """Return an application that has the shell's commands and no pages."""
    app = Flask("oogst")
    for command in (setup, make_backup, restore_backup, _links, _conferences, _notepads, reports):
        app.cli.add_command(command)
    return app


# Setting up


@click.command("setup")
@click.option(
    "--first",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=EXAMPLE,
    help="What an empty database begins with: a conference's TOML file or archive.",
)
def setup(first: Path) -> None:
    """Make the server key, the database and, in an empty one, the example conference."""
    languages.compile_catalogues()
    _make_key()
    settings = settings_of_shell()
    _ready(settings)
    with database_of(settings) as database:
        with database.reading() as session:
            empty = not conferences.all_conferences(session)
        if empty:
            conference = _import(database, first)
            click.echo(f"The example conference is there: {conference.title}")


def ready_database(settings: Settings, *, say: Callable[[str], object] = lambda _line: None) -> None:
    """Bring the database to this program's schema; an older one is copied to var/backup first.

    Raises `SettingsError` for a database that a newer program made.
    """
    try:
        done = migrate(settings.database_url, backup_dir=project_folder() / "var" / "backup")
    except DatabaseTooNew as problem:
        raise SettingsError(str(problem)) from problem
    if done:
        say(str(done))


def _ready(settings: Settings) -> None:
    try:
        ready_database(settings, say=click.echo)
    except SettingsError as problem:
        raise click.ClickException(str(problem)) from problem


def _make_key() -> None:
    if os.environ.get("OOGST_SECRET_KEY"):
        return
    path = secret_file(os.environ)
    if path.exists() and path.stat().st_size:
        return
    private_file(path)
    path.write_text(secrets.token_urlsafe(_SECRET_BYTES))
    click.echo(f"The server key is in {path}: keep it with your backups.")


# Access links


@_links.command("new")
@click.option("--role", type=click.Choice(["organiser", "facilitator"]), required=True)
@click.option("--topic", default=None, help="A topic's slug; without it a facilitator gets all topics.")
@click.option("--label", default="", help="Whom or what the link is for.")
@click.option("--conference", "slug", default=None, help="A conference's slug; not needed when there is only one.")
def new_link(role: str, topic: str | None, label: str, slug: str | None) -> None:
    """Make another link and print it."""
    settings = settings_of_shell()
    with database_of(settings) as database, database.writing() as session:
        conference = conference_named(session, slug)
        chosen = _topic(session, conference, topic) if topic else None
        if chosen and role == "organiser":
            raise click.UsageError("An organiser's link is for the whole conference: leave --topic out.")
        link_id = _make_link(session, conference, role, chosen, label)
    click.echo(address_of(settings, link_id))


@_links.command("list")
@click.option("--conference", "slug", default=None, help="A conference's slug; not needed when there is only one.")
def list_links(slug: str | None) -> None:
    """Print every link: id, role, topic, label, when last used. Never a secret."""
    with database_of(settings_of_shell()) as database, database.reading() as session:
        conference = conference_named(session, slug)
        titles = {topic.id: topic.slug for topic in conferences.topics(session, conference.id)}
        for link in access_links.of_conference(session, conference.id):
            topic = titles.get(link.topic_id, "-") if link.topic_id else "-"
            click.echo("\t".join((link.id, link.role, topic, link.label or "-", _use_of(link))))


# An id may begin with a hyphen.
@_links.command("withdraw", context_settings={"ignore_unknown_options": True})
@click.argument("link_id")
def withdraw_link(link_id: str) -> None:
    """Stop a link at once, on open pages too."""
    with database_of(settings_of_shell()) as database, database.writing() as session:
        link = access_links.link(session, link_id)
        if link is None:
            raise click.ClickException(f"There is no link {link_id}; see `flask access-link list`.")
        last = access_links.is_only_organisers(session, link.id)
        access_links.withdraw(session, link.id, SystemClock().now())
        conferences.raise_revision(session, link.conference_id)
    click.echo("The link is withdrawn.")
    if last:
        click.echo(
            "It was the last organiser's link: nobody can run this conference until you make another "
            "with `flask access-link new --role organiser`.",
            err=True,
        )


def address_of(settings: Settings, link_id: str) -> str:
    """Return the whole secret address of a link."""
    return access_address(settings.public_address or _DEFAULT_ADDRESS, settings.secret_key, link_id)


def _use_of(link: AccessLink) -> str:
    if link.withdrawn_at is not None:
        return "withdrawn"
    return f"last used {link.last_used_at:%Y-%m-%d %H:%M} UTC" if link.last_used_at else "not used"


def _make_link(session: Session, conference: Conference, role: str, topic: Topic | None, label: str) -> str:
    link_id = RandomIds().token()
    topic_id = topic.id if topic else None
    access_links.make(session, link_id, conference.id, role, topic_id, label, SystemClock().now())
    return link_id


# Conferences


@_conferences.command("list")
def list_conferences() -> None:
    """Print every conference: short name, title, first day, join code."""
    with database_of(settings_of_shell()) as database, database.reading() as session:
        for conference in conferences.all_conferences(session):
            items = conferences.programme(session, conference.id)
            first = min((item.starts_at for item in items), default=None)
            day = f"{first.astimezone(ZoneInfo(conference.timezone)):%Y-%m-%d}" if first else "-"
            click.echo(f"{conference.slug}\t{conference.title}\t{day}\t{conference.code}")


_conferences.add_command(export_conference)


@_conferences.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_conference(file: Path) -> None:
    """Make a conference of a TOML file or of an archive, with a link for every role; print them."""
    settings = settings_of_shell()
    with database_of(settings) as database:
        conference = _import(database, file)
        click.echo(f"{conference.title}: /c/{conference.slug}, code {conference.code}")
        with database.reading() as session:
            for link in access_links.of_conference(session, conference.id):
                click.echo(f"{link.label}: {address_of(settings, link.id)}")


@_conferences.command("toml")
@click.option("--conference", "slug", default=None, help="A conference's slug; not needed when there is only one.")
def write_toml(slug: str | None) -> None:
    """Print a conference as the TOML file that `import` reads: programme, texts, topics; nothing that people wrote."""
    with database_of(settings_of_shell()) as database, database.reading() as session:
        plan = plan_of(session, conference_named(session, slug).id)
    if plan is not None:
        click.echo(tomli_w.dumps(plan_data(plan), multiline_strings=True), nl=False)


def _import(database: Database, file: Path) -> Conference:
    if is_archive(file):
        made = import_archive(database, file)
        with database.writing() as session:
            return _with_links(session, made)
    try:
        plan = conference_from_toml(tomllib.loads(file.read_text(encoding="utf-8")))
        with database.writing() as session:
            return _with_links(session, conferences.create(session, plan, SystemClock().now(), RandomIds()))
    except (PlanError, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise click.ClickException(f"{file} cannot be read as a conference: {problem}") from problem
    except CodeTaken as problem:
        raise click.ClickException(f"The join code {problem} belongs to another conference.") from problem


def _with_links(session: Session, conference_id: int) -> Conference:
    conference = conferences.conference(session, conference_id)
    if conference is None:
        raise click.ClickException("The conference could not be read back.")
    _make_link(session, conference, "organiser", None, "organisator")
    _make_link(session, conference, "facilitator", None, "begeleider (alle onderwerpen)")
    for topic in conferences.topics(session, conference_id):
        _make_link(session, conference, "facilitator", topic, topic.title)
    return conference


def _topic(session: Session, conference: Conference, slug: str) -> Topic:
    topics = conferences.topics(session, conference.id)
    for topic in topics:
        if topic.slug == slug:
            return topic
    raise click.ClickException("There is no such topic; there are: " + ", ".join(topic.slug for topic in topics))


# Notepads


@_notepads.command("verify")
def verify_notepads() -> None:
    """Replay every log and compare it with all that was made from it; exit 1 when anything differs.

    Compared are snapshots, stored texts, moments, and the documents in the memory of the server
    that runs with this database, if one does.
    """
    settings = settings_of_shell()
    wrong = 0
    with database_of(settings) as database:
        with database.reading() as session:
            every = [
                (conference.slug, facts)
                for conference in conferences.all_conferences(session)
                for facts in notepads.notepads_of_conference(session, conference.id)
            ]
        live_of = _live_documents(settings)
        lines = []
        rows = sum(facts.seq for _slug, facts in every)
        with click.progressbar(length=rows, label="Replaying", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            for slug, facts in every:
                live = live_of(facts.id)  # before the transaction: then the log holds all of it
                with database.reading() as session:
                    found = verify(session, facts.id, live, bar.update)
                wrong += bool(found)
                said = "; ".join(str(each) for each in found) or ("good, live too" if live else "good")
                lines.append(f"{slug}\tnotepad {facts.id}\t{facts.seq} rows\t{said}")
    click.echo("\n".join(lines))
    if wrong:
        raise SystemExit(1)


def _live_documents(settings: Settings) -> Callable[[int], Live | None]:
    """Return what asks the running server for a document; it gives None when there is no server."""
    file = settings.sqlite_file
    address = server_address(file) if file else f"http://{settings.host}:{settings.port}"
    if address is None:
        return lambda _notepad_id: None
    if not address:
        raise click.ClickException("The server with this database is starting; try again in a moment.")
    token = operator_token(settings.secret_key)

    def live(notepad_id: int) -> Live | None:
        request = Request(  # noqa: S310 -- our own server's address, always http
            f"{address}/operator/notities/{notepad_id}", headers={"Authorization": f"Bearer {token}"}
        )
        try:
            with urlopen(request, timeout=_ANSWER_WITHIN_SECONDS) as answer:  # noqa: S310 -- as above
                found = json.load(answer)
        except OSError as problem:
            if file is None:  # another database than SQLite: nobody knows whether a server runs
                return None
            message = f"The server at {address} does not show its documents: {problem}. Has it the same key?"
            raise click.ClickException(message) from problem
        return None if found is None else Live(**found)

    return live


# Backups


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def make_backup(file: Path) -> None:
    """Write the database and the server key into FILE, also while a server runs."""
    settings = settings_of_shell()
    try:
        backup(settings.database_url, file, server_key=settings.secret_key)
    except BackupRefused as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{file} holds everything, the server key too: keep it where nobody else can read it.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace a database that holds conferences; a copy of it is kept.")
def restore_backup(file: Path, *, overwrite: bool) -> None:
    """Put a backup back: the database, with new epochs, and the server key. Stop the server first."""
    folder = project_folder() / "var" / "backup"
    try:
        back = restore(file, _database_url(), backup_dir=folder, new_epoch=RandomIds().epoch, overwrite=overwrite)
    except (BackupRefused, DatabaseTooNew) as problem:
        raise click.ClickException(str(problem)) from problem
    if back.replaced:
        click.echo(f"The database that was there is kept as {back.replaced}.")
    click.echo(f"{back.notepads} notepads are back.")
    _put_key_back(back.server_key)


def _put_key_back(key: bytes) -> None:
    if os.environ.get("OOGST_SECRET_KEY"):
        same = os.environ["OOGST_SECRET_KEY"].strip().encode() == key
        click.echo(
            "The server key is the same."
            if same
            else "OOGST_SECRET_KEY differs from the backup's: links made before do not work."
        )
        return
    path = secret_file(os.environ)
    private_file(path)
    path.write_bytes(key)
    click.echo(f"The server key is back in {path}.")


def _database_url() -> str:
    """Return the database's address; the key may be missing, since a backup brings it."""
    environment = {**os.environ, "OOGST_SECRET_KEY": "-" * SECRET_MIN_BYTES}
    return Settings.from_environment(environment).database_url
