"""A conference's archive from the store and back: what comes back was replayed, compared and tried out before.

Promise: an archive is unpacked into a database of its own first; every log is replayed there through the strict
decoder, texts and moments are compared with it, the programme is read as a file of it would be, and the report is
made. What passes is stored as it stands; what does not changes nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import tomli_w
from sqlalchemy.exc import SQLAlchemyError

from notes.domain.plan import conference_from_toml
from notes.domain.plan_table import PlanError
from notes.domain.plan_writing import plan_data
from notes.domain.report import build, to_markdown
from notes.domain.report.schema import problems
from notes.domain.words import words_for
from notes.ground.ports import Ids
from notes.ground.settings import project_folder
from notes.live.document import DocumentFailed, Replay
from notes.live.verifying import verify
from notes.store import archive_file, archiving, conferences, harvest, history, notepads, versions
from notes.store.archive_file import ArchiveRefused
from notes.store.archiving import RowsDamaged
from notes.store.planning import plan_of
from notes.store.unit_of_work import Database, Session

_SCHEMA: Final = "docs/report.schema.json"
_MOMENTS: Final = frozenset({"start", "end", "picked", "restored"})


def pack(session: Session, conference_id: int, path: Path, made_at: datetime) -> None:
    """Write a conference's archive into a file that is there."""
    readable = {"programma.toml": f"# {archive_file.CONFIDENTIAL}\n{tomli_w.dumps(_plan(session, conference_id))}"}
    names = {topic.id: topic.slug for topic in conferences.topics(session, conference_id)}
    for facts in notepads.notepads_of_conference(session, conference_id):
        stored = notepads.text(session, facts.id)
        name = names[facts.topic_id] if facts.topic_id else f"_{facts.kind}"
        readable[f"{name}.md"] = f"> {archive_file.CONFIDENTIAL}\n\n{stored.text if stored else ''}"
    with path.open("wb") as file:
        archive_file.write(session, conference_id, file, made_at, readable)


def unpack(archive: Path, scratch: Path, now: datetime, ids: Ids) -> None:
    """Put an archive into a new database in the file `scratch` and try it out there. Raises `ArchiveRefused`."""
    archiving.new_database(scratch)
    database = Database(f"sqlite:///{scratch}")
    try:
        with archive_file.reading(archive) as opened, database.writing() as session:
            made = archiving.put(session, opened.rows, ids)
            session.flush()
            _demand_sound(session, made, now)
    except (RowsDamaged, SQLAlchemyError, ArithmeticError) as problem:
        raise ArchiveRefused("damaged", str(problem)[:500]) from problem
    finally:
        database.close()


def put_back(session: Session, scratch: Path, ids: Ids) -> int:
    """Store the one conference of a database that `unpack` made as a new one; return its id."""
    database = Database(f"sqlite:///{scratch}")
    try:
        with database.reading() as source:
            (found,) = conferences.all_conferences(source)
            return archiving.put(session, lambda table: archiving.rows_of(source, found.id, table), ids)
    finally:
        database.close()


def bring_in(session: Session, archive: Path, now: datetime, ids: Ids) -> int:
    """Store the conference of an archive as a new one; return its id. Raises `ArchiveRefused`."""
    with TemporaryDirectory(prefix="oogst-archive-") as folder:
        scratch = Path(folder) / "scratch.db"
        unpack(archive, scratch, now, ids)
        return put_back(session, scratch, ids)


def _plan(session: Session, conference_id: int) -> dict[str, Any]:
    """Return the values of the programme's file; without the join code, which is given once."""
    plan = plan_of(session, conference_id)
    if plan is None:
        raise ArchiveRefused("damaged", "no conference")
    return plan_data(replace(plan, code=""))


def _demand_sound(session: Session, conference_id: int, now: datetime) -> None:
    try:
        conference_from_toml(_plan(session, conference_id), stored=True)
        for facts in notepads.notepads_of_conference(session, conference_id):
            _demand_true(session, facts.id, now)
        for number in (each.number for each in versions.listed(session, conference_id)):
            version = versions.version(session, conference_id, number)
            _demand_form(version.data if version else {})
        found = harvest.harvest(session, conference_id, now)
        if found is None:
            raise ArchiveRefused("damaged", "no conference")
        to_markdown(build(found, words_for(found.conference.report_language)))
    except (PlanError, ValueError, LookupError, TypeError, DocumentFailed) as problem:
        raise ArchiveRefused("damaged", str(problem)[:500]) from problem


def _demand_true(session: Session, notepad_id: int, now: datetime) -> None:
    """Compare what was made from a log with its replay, and keep the document that comes of it."""
    replay = Replay()
    differences = verify(session, notepad_id, replay=replay)
    if differences:
        raise ArchiveRefused("damaged", str(differences[0]))
    for moment in history.moments(session, notepad_id):
        if moment.kind not in _MOMENTS or (moment.kind == "restored" and not moment.label.isdecimal()):
            raise ArchiveRefused("damaged", f"a moment of kind {moment.kind!r}")
    facts = notepads.notepad(session, notepad_id)
    if facts and facts.seq:
        notepads.save_snapshot(session, notepad_id, facts.seq, replay.state, now)


def _demand_form(data: Mapping[str, Any]) -> None:
    schema = json.loads((project_folder() / _SCHEMA).read_text(encoding="utf-8"))
    wrong = next(problems(data, schema), None)
    if wrong:
        raise ArchiveRefused("damaged", f"a version: {wrong}")
