"""`flask conference export` and the archives among the files that `flask conference import` takes."""

import zipfile
from pathlib import Path

import click

from notes.commands.within import conference_named, database_of, settings_of_shell
from notes.ground.system import RandomIds, SystemClock
from notes.live import archived
from notes.store.archive_file import ArchiveRefused
from notes.store.unit_of_work import Database, private_file

_WHY_NOT = {
    "no_archive": "it is no archive of Oogst",
    "too_big": "it is too big",
    "newer": "a newer Oogst made it",
    "damaged": "it is damaged",
}


@click.command("export")
@click.argument("conference")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write; it must be new."
)
def export_conference(conference: str, out: Path) -> None:
    """Write the archive of CONFERENCE (its short name): everything, hidden ideas and internal lines too."""
    settings = settings_of_shell()
    if out.exists():
        raise click.ClickException(f"{out} exists already; choose another name.")
    with database_of(settings) as database, database.reading() as session:
        found = conference_named(session, conference)
        private_file(out)
        archived.pack(session, found.id, out, SystemClock().now())
    click.echo(f"{out} is confidential: it holds hidden ideas, internal notes and names. Sign-ups are not in it.")


def is_archive(file: Path) -> bool:
    """Return whether a file is an archive, or pretends to be one."""
    return zipfile.is_zipfile(file)


def import_archive(database: Database, file: Path) -> int:
    """Make a new conference of an archive; return its id."""
    try:
        with database.writing() as session:
            return archived.bring_in(session, file, SystemClock().now(), RandomIds())
    except ArchiveRefused as refused:
        detail = f" ({refused.detail})" if refused.detail else ""
        raise click.ClickException(f"{file} cannot be put back: {_WHY_NOT[refused.code]}{detail}.") from refused
