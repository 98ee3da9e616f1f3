"""Which ideas were taken over into which notepad, and whether their link is still there.

Promise: an idea is present in one notepad at most; the same request is one act.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from notes.store.models import IdeaRow, TakeOverRow


@dataclass(frozen=True, slots=True)
class TakeOverFacts:
    """An act of taking over; `number` is the idea's, `present` whether its link is in the notes.

    `gap_before` and `gap_behind` are what was put in together with the idea's line.
    """

    id: int
    request: str
    idea_id: int
    number: int
    notepad_id: int
    person_id: str | None
    kind: str | None
    gap_before: str
    gap_behind: str
    present: bool
    at: datetime
    undone_at: datetime | None


def by_request(session: Session, request: str) -> TakeOverFacts | None:
    """Return the take-over that a browser asked for with this request, or None."""
    return next(iter(_all(session, _query().where(TakeOverRow.request == request))), None)


def of_notepad(session: Session, notepad_id: int) -> tuple[TakeOverFacts, ...]:
    """Return every take-over into a notepad, the newest first."""
    return _all(session, _query().where(TakeOverRow.notepad_id == notepad_id).order_by(TakeOverRow.id.desc()))


def names_of_notepad(session: Session, notepad_id: int) -> dict[int, str]:
    """Return the name ("" for none) that may be drawn beside each idea that the record says was
    taken over into this notepad, by the idea's number.

    Nothing for what was undone, and no name for an idea that participants may not see or that lost its name.
    """
    query = (
        select(IdeaRow.number, IdeaRow.name, and_(IdeaRow.state == "visible", IdeaRow.name_removed.is_(False)))
        .join(TakeOverRow, TakeOverRow.idea_id == IdeaRow.id)
        .where(TakeOverRow.notepad_id == notepad_id, recorded())
    )
    return {number: name if shown else "" for number, name, shown in session.execute(query)}


def recorded() -> ColumnElement[bool]:
    """Return the condition that the record counts: the link is there, or it was not undone."""
    return or_(TakeOverRow.present, TakeOverRow.undone_at.is_(None))


def add(
    session: Session,
    *,
    request: str,
    idea_id: int,
    notepad_id: int,
    person_id: str | None,
    kind: str | None,
    gap_before: str = "",
    gap_behind: str = "",
    at: datetime,
) -> int:
    """Record that an idea was taken over, present from now on; return the record's id.

    The caller has looked: a known request, or an idea that is present somewhere, violates a
    unique index (`IntegrityError`).
    """
    row = TakeOverRow(
        request=request,
        idea_id=idea_id,
        notepad_id=notepad_id,
        person_id=person_id,
        kind=kind,
        gap_before=gap_before,
        gap_behind=gap_behind,
        at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def set_present(session: Session, take_over_id: int, *, present: bool) -> bool:
    """Store whether the link of a take-over is in the notes; return whether that changed.

    An idea that is present through another take-over meanwhile does not become present twice.
    A change raises the idea's revision.
    """
    other = aliased(TakeOverRow)
    row = session.execute(
        select(
            TakeOverRow.idea_id,
            TakeOverRow.present,
            exists().where(other.idea_id == TakeOverRow.idea_id, other.id != TakeOverRow.id, other.present),
        ).where(TakeOverRow.id == take_over_id)
    ).one_or_none()
    if row is None:
        return False
    idea_id, was_present, elsewhere = row
    if was_present == present or (present and elsewhere):
        return False
    session.execute(update(TakeOverRow).where(TakeOverRow.id == take_over_id).values(present=present))
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(revision=IdeaRow.revision + 1))
    return True


def undo(session: Session, take_over_id: int, at: datetime) -> None:
    """Record that a take-over was undone within its ten seconds."""
    session.execute(update(TakeOverRow).where(TakeOverRow.id == take_over_id).values(present=False, undone_at=at))


_Query = Select[int, str, int, int, int, str | None, str | None, str, str, bool, datetime, datetime | None]


def _query() -> _Query:
    return select(
        TakeOverRow.id,
        TakeOverRow.request,
        TakeOverRow.idea_id,
        IdeaRow.number,
        TakeOverRow.notepad_id,
        TakeOverRow.person_id,
        TakeOverRow.kind,
        TakeOverRow.gap_before,
        TakeOverRow.gap_behind,
        TakeOverRow.present,
        TakeOverRow.at,
        TakeOverRow.undone_at,
    ).join(IdeaRow, IdeaRow.id == TakeOverRow.idea_id)


def _all(session: Session, query: _Query) -> tuple[TakeOverFacts, ...]:
    return tuple(TakeOverFacts(*row) for row in session.execute(query))
