"""`flask report export`: the report of this moment as files, by the stored choices or others; it changes nothing."""

from dataclasses import replace
from pathlib import Path

import click
from flask.cli import AppGroup

from notes.commands.within import conference_named, database_of, settings_of_shell
from notes.domain.conference import IdeasPolicy, NamesPolicy
from notes.domain.report import build, to_data, to_markdown
from notes.domain.words import words_for
from notes.ground.settings import Settings
from notes.ground.system import SystemClock
from notes.publishing.formats import Format, export
from notes.publishing.pasts import Pasts
from notes.web import report_making
from notes.web.report_making import Stored

_ALL = "all"

reports = AppGroup("report", help="The report of a conference.")


@reports.command("export")
@click.argument("conference")
@click.option(
    "--format", "ending", type=click.Choice([_ALL, *map(str, Format)]), default=_ALL, help="One format, or all of them."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into."
)
@click.option(
    "--names", type=click.Choice(list(map(str, NamesPolicy))), default=None, help="Else as the organisers chose."
)
@click.option(
    "--ideas", type=click.Choice(list(map(str, IdeasPolicy))), default=None, help="Else as the organisers chose."
)
def export_report(conference: str, ending: str, out: Path, names: str | None, ideas: str | None) -> None:
    """Write the report of CONFERENCE (its short name, see `flask conference list`) into a folder."""
    settings = settings_of_shell()
    found = _found(settings, conference, names, ideas)
    with Pasts(settings.database_url) as pasts:
        harvest = report_making.placed(found, pasts)
    words = words_for(harvest.conference.report_language)
    report = build(harvest, words)
    markdown, data = to_markdown(report, words), to_data(report, words)
    out.mkdir(parents=True, exist_ok=True)
    for each in Format if ending == _ALL else (Format(ending),):
        file = out / f"{harvest.conference.slug}.{each}"
        file.write_bytes(export(markdown, data, each))
        click.echo(str(file))


def _found(settings: Settings, slug: str, names: str | None, ideas: str | None) -> Stored:
    with database_of(settings) as database, database.reading() as session:
        found = report_making.read(session, conference_named(session, slug).id, SystemClock().now())
    if found is None:
        raise click.ClickException(f"There is no conference {slug!r}.")
    chosen = found.harvest.conference
    chosen = replace(
        chosen,
        names_policy=NamesPolicy(names) if names else chosen.names_policy,
        ideas_policy=IdeasPolicy(ideas) if ideas else chosen.ideas_policy,
    )
    return replace(found, harvest=replace(found.harvest, conference=chosen))
