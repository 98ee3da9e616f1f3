"""Lines that people put into notes with the form below them, so that they can take them back.

Promise: the same request is one line.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from notes.store.models import WrittenLineRow


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as it was written; `undone_at` is None while it was not taken back."""

    request: str
    notepad_id: int
    person_id: str | None
    text: str
    at: datetime
    undone_at: datetime | None


_FACTS = select(
    WrittenLineRow.request,
    WrittenLineRow.notepad_id,
    WrittenLineRow.person_id,
    WrittenLineRow.text,
    WrittenLineRow.at,
    WrittenLineRow.undone_at,
)


def by_request(session: Session, request: str) -> LineFacts | None:
    """Return the line that a form asked for with this request, or None."""
    row = session.execute(_FACTS.where(WrittenLineRow.request == request)).one_or_none()
    return LineFacts(*row) if row else None


def newest_of(session: Session, notepad_id: int, person_id: str, most: int) -> tuple[LineFacts, ...]:
    """Return the last lines that a person added to a notepad and did not take back, the newest first."""
    query = _FACTS.where(
        WrittenLineRow.notepad_id == notepad_id,
        WrittenLineRow.person_id == person_id,
        WrittenLineRow.undone_at.is_(None),
    )
    return tuple(LineFacts(*row) for row in session.execute(query.order_by(WrittenLineRow.id.desc()).limit(most)))


def add(
    session: Session, *, request: str, notepad_id: int, person_id: str | None, client_id: int, text: str, at: datetime
) -> None:
    """Record a line; the caller has looked: a known request violates a unique index."""
    values = {"request": request, "notepad_id": notepad_id, "person_id": person_id, "client_id": client_id}
    session.execute(insert(WrittenLineRow).values(text=text, at=at, **values))


def undo(session: Session, request: str, at: datetime) -> None:
    """Record that a line was taken back."""
    session.execute(update(WrittenLineRow).where(WrittenLineRow.request == request).values(undone_at=at))
