"""A notepad's whole past as it is stored: every row of the log, and the moments that were kept.

Promise: nothing is left out and nothing is decoded; a hundred thousand rows are read in some tenths of a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import LargeBinary, extract, select, type_coerce
from sqlalchemy.orm import Session

from notes.store.models import MomentRow, UpdateRow

_ROWS_AT_ONCE = 2_000


class PastRow(NamedTuple):
    """A row of the log. A named tuple, and undecoded: there are many."""

    update: bytes
    saved: bytes  # whose it is: see `notes.store.outbox_numbers`
    seconds: int  # since 1970


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the history; `kind` and `label` as in the table, `at` is when it was kept."""

    seq: int
    kind: str
    label: str
    item_id: int | None
    at: datetime


def past_rows(session: Session, notepad_id: int) -> Iterator[PastRow]:
    """Yield a notepad's log from its first row on, a part of it in memory at a time."""
    row = UpdateRow.__table__.c
    query = (
        select(row.data, type_coerce(row.saved, LargeBinary()), extract("epoch", row.at))
        .where(row.notepad_id == notepad_id)
        .order_by(row.seq)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    # The connection itself: a session takes twice as long for so many rows.
    for update, saved, seconds in session.connection().execute(query):
        yield PastRow(update, saved, int(seconds))


def moments(session: Session, notepad_id: int) -> tuple[Moment, ...]:
    """Return the moments of a notepad, in the order of the log."""
    query = select(MomentRow.seq, MomentRow.kind, MomentRow.label, MomentRow.item_id, MomentRow.at).where(
        MomentRow.notepad_id == notepad_id
    )
    return tuple(Moment(*row) for row in session.execute(query.order_by(MomentRow.seq, MomentRow.id)))
