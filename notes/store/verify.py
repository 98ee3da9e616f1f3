"""Comparing what pages read with what the log says; the log is the truth."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from notes.domain.text import normalised
from notes.store import notepads
from notes.store.models import UpdateRow
from notes.store.notepads import Log


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of a notepad that does not agree with its log.

    `code`: unknown (no such notepad), gap (rows are missing), behind (the text is older than the
    log: a server that runs writes it within a second), text (it says something else).
    """

    notepad_id: int
    code: str
    detail: str


def verify(session: Session, notepad_id: int, text_of_log: Callable[[Log], str]) -> tuple[Difference, ...]:
    """Compare a notepad's number, rows and text with its log; empty when all agree.

    `text_of_log` replays a log and returns its text: that is the CRDT library's, and may be slow.
    """
    facts = notepads.notepad(session, notepad_id)
    if facts is None:
        return (Difference(notepad_id, "unknown", "there is no such notepad"),)
    rows, newest = _rows(session, notepad_id)
    if rows != facts.seq or newest != facts.seq:
        detail = f"{rows} rows up to {newest}, the notepad says {facts.seq}"
        return (Difference(notepad_id, "gap", detail),)
    stored = notepads.text(session, notepad_id)
    if stored is None or stored.seq < facts.seq:
        return (Difference(notepad_id, "behind", f"text of {stored.seq if stored else 0}, log of {facts.seq}"),)
    truth = normalised(text_of_log(notepads.log(session, notepad_id)))
    if stored.text != truth:
        return (Difference(notepad_id, "text", f"{len(stored.text)} characters stored, {len(truth)} in the log"),)
    return ()


def _rows(session: Session, notepad_id: int) -> tuple[int, int]:
    """Return how many rows a log has and the number of the newest."""
    query = select(func.count(), func.coalesce(func.max(UpdateRow.seq), 0)).where(UpdateRow.notepad_id == notepad_id)
    row = session.execute(query).one()
    return row[0], row[1]
