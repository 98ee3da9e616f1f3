"""What the shell's commands share: the settings, the database, and the conference that is meant."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from notes.domain.conference import Conference
from notes.ground.settings import Settings, SettingsError, secret_file
from notes.store import conferences
from notes.store.migrating import DatabaseTooNew, has_tables
from notes.store.unit_of_work import Database, Session


def settings_of_shell() -> Settings:
    """Return the settings by the environment; the key's file may be the usual one."""
    environment = dict(os.environ)
    if not environment.get("OOGST_SECRET_KEY"):
        environment["OOGST_SECRET_FILE"] = str(secret_file(environment))
    try:
        return Settings.from_environment(environment)
    except SettingsError as problem:
        raise click.ClickException(str(problem)) from problem


@contextmanager
def database_of(settings: Settings) -> Iterator[Database]:
    """Give the database for a `with` block; one that nobody set up yet is said to be so."""
    try:
        if not has_tables(settings.database_url):
            message = f"There is nothing in {settings.database_url} yet: run `flask --app app setup` first."
            raise click.ClickException(message)
    except DatabaseTooNew as problem:
        raise click.ClickException(str(problem)) from problem
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def conference_named(session: Session, slug: str | None) -> Conference:
    """Return the conference with this short name, or the only one; else say what there is to choose from."""
    if slug is not None:
        found = conferences.conference_by_slug(session, slug)
        if found is None:
            raise click.ClickException(f"There is no conference {slug!r}.")
        return found
    every = conferences.all_conferences(session)
    if len(every) != 1:
        raise click.ClickException("Say which: --conference " + " | ".join(each.slug for each in every))
    return every[0]
