"""Notepads: the append-only log, its snapshots and texts, and whose client ids are in it.

Promise: log numbers of a notepad have no gap and no number comes twice; what would make one
raises `LogConflict` and changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from notes.store.models import (
    ClientRow,
    MomentRow,
    NotepadRow,
    NotepadTextRow,
    SnapshotRow,
    UpdateRow,
    WrittenLineRow,
)

_ROWS_AT_ONCE = 500


class LogConflict(Exception):
    """A row would not follow the newest one of its log: somebody else wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class NotepadFacts:
    """A notepad as it is stored. `topic_id` is None for summary and closing."""

    id: int
    conference_id: int
    topic_id: int | None
    kind: str
    epoch: int
    seq: int
    snapshot_bytes: int = 0  # of the newest snapshot: about what a browser that has nothing is sent
    epoch_reason: str = ""  # why the epoch is another one than before


@dataclass(frozen=True, slots=True)
class Log:
    """What a document is made from: the newest snapshot and the rows after it, in order."""

    snapshot: bytes | None
    snapshot_seq: int
    rows: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class NotepadText:
    """A notepad's text as pages read it, made from the log up to `seq`."""

    seq: int
    text: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class MomentText:
    """The text of a moment, made from the log up to `seq`."""

    id: int
    seq: int
    text: str


class Claim(NamedTuple):
    """Whose a Yjs client id is, and the last outbox number that was committed for it."""

    client_id: int
    epoch: int
    person_id: str | None
    saved: int
    idea_id: int | None
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is stored of all notepads together."""

    log_rows: int
    snapshots: int
    snapshot_bytes: int


_FACTS = select(
    NotepadRow.id,
    NotepadRow.conference_id,
    NotepadRow.topic_id,
    NotepadRow.kind,
    NotepadRow.epoch,
    NotepadRow.seq,
    func.coalesce(
        select(func.max(func.length(SnapshotRow.data)))
        .where(SnapshotRow.notepad_id == NotepadRow.id)
        .correlate(NotepadRow)
        .scalar_subquery(),
        0,
    ),
    NotepadRow.epoch_reason,
)


def notepad(session: Session, notepad_id: int) -> NotepadFacts | None:
    """Return a notepad, or None."""
    return _one(session, _FACTS.where(NotepadRow.id == notepad_id))


def notepad_of_topic(session: Session, topic_id: int) -> NotepadFacts | None:
    """Return a topic's notepad, or None."""
    return _one(session, _FACTS.where(NotepadRow.topic_id == topic_id))


def notepads_of_conference(session: Session, conference_id: int) -> tuple[NotepadFacts, ...]:
    """Return all notepads of a conference, in the order in which they were made."""
    rows = session.execute(_FACTS.where(NotepadRow.conference_id == conference_id).order_by(NotepadRow.id))
    return tuple(NotepadFacts(*row) for row in rows)


def unseeded(session: Session) -> tuple[tuple[int, str], ...]:
    """Return (notepad id, template) of the notepads that have a template and no log yet."""
    query = select(NotepadRow.id, NotepadRow.template).where(NotepadRow.seq == 0, NotepadRow.template != "")
    return tuple((row.id, row.template) for row in session.execute(query.order_by(NotepadRow.id)))


def set_epoch(session: Session, notepad_id: int, epoch: int) -> None:
    """Give a notepad another epoch, because its past was rewritten."""
    session.execute(update(NotepadRow).where(NotepadRow.id == notepad_id).values(epoch=epoch))


def totals(session: Session) -> Totals:
    """Return how much is stored of all notepads; no log is read for it."""
    rows = session.scalar(select(func.sum(NotepadRow.seq)))
    snapshots = session.execute(select(func.count(), func.sum(func.length(SnapshotRow.data)))).one()
    return Totals(rows or 0, snapshots[0], snapshots[1] or 0)


def write_nothing_new(session: Session) -> None:
    """Write a row as it is: committing it shows that the store takes changes."""
    session.execute(
        update(NotepadRow).where(NotepadRow.id.in_(select(func.min(NotepadRow.id)))).values(seq=NotepadRow.seq)
    )


# The log


def log(session: Session, notepad_id: int) -> Log:
    """Return the newest snapshot of a notepad and the rows after it."""
    newest = session.execute(
        select(SnapshotRow.seq, SnapshotRow.data)
        .where(SnapshotRow.notepad_id == notepad_id)
        .order_by(SnapshotRow.seq.desc())
        .limit(1)
    ).one_or_none()
    seq = newest.seq if newest else 0
    return Log(newest.data if newest else None, seq, rows_after(session, notepad_id, seq))


def rows_after(session: Session, notepad_id: int, seq: int) -> tuple[tuple[int, bytes], ...]:
    """Return (log number, update) of the rows after a log number, in order."""
    query = (
        select(UpdateRow.seq, UpdateRow.data)
        .where(UpdateRow.notepad_id == notepad_id, UpdateRow.seq > seq)
        .order_by(UpdateRow.seq)
    )
    return tuple((row.seq, row.data) for row in session.execute(query))


def every_row(session: Session, notepad_id: int) -> Iterator[tuple[int, bytes]]:
    """Yield (log number, update) of a whole log, in order, a part of it in memory at a time."""
    query = select(UpdateRow.seq, UpdateRow.data).where(UpdateRow.notepad_id == notepad_id).order_by(UpdateRow.seq)
    for row in session.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)):
        yield row.seq, row.data


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row to be added to a log; `saved` are the (client id, outbox number) that it makes durable.

    They are also whose row it is; an edit that the server made on somebody's behalf has the number 0.
    """

    notepad_id: int
    seq: int
    data: bytes
    saved: tuple[tuple[int, int], ...] = ()


# Made once, and carried out for all notepads of a tick together: building a statement costs more than running it.
_RAISE_SEQ = (
    update(NotepadRow)
    .where(NotepadRow.id == bindparam("notepad"), NotepadRow.seq == bindparam("before"))
    .values(seq=bindparam("after"))
)
_ADD_ROW = insert(UpdateRow)
_RAISE_SAVED = (
    update(ClientRow)
    .where(
        ClientRow.notepad_id == bindparam("notepad"),
        ClientRow.client_id == bindparam("client"),
        ClientRow.saved < bindparam("number"),
    )
    .values(saved=bindparam("number"))
)


def append_updates(session: Session, rows: Sequence[LogRow], at: datetime) -> None:
    """Add a row to each of these logs, at most one to a log, with the outbox numbers that it makes durable.

    Raises `LogConflict` unless every row follows the newest one of its log. Two statements, however many rows.
    """
    if not rows:
        return
    connection = session.connection()  # the session itself would take many values for another kind of statement
    numbers = [{"notepad": row.notepad_id, "before": row.seq - 1, "after": row.seq} for row in rows]
    if connection.execute(_RAISE_SEQ, numbers).rowcount != len(rows):
        named = ", ".join(f"{row.seq} of notepad {row.notepad_id}" for row in rows)
        message = f"one of these rows does not follow its log: {named}"
        raise LogConflict(message)
    connection.execute(
        _ADD_ROW,
        [
            {"notepad_id": row.notepad_id, "seq": row.seq, "data": row.data, "saved": row.saved, "at": at}
            for row in rows
        ],
    )


def saved_after(session: Session, notepad_id: int, seq: int) -> dict[int, int]:
    """Return the outbox numbers that the rows after a log number made durable: the last one of each client id."""
    query = select(UpdateRow.saved).where(UpdateRow.notepad_id == notepad_id, UpdateRow.seq > seq)
    return dict(pair for saved in session.scalars(query.order_by(UpdateRow.seq)) for pair in saved or ())


def record_saved(session: Session, saved: Sequence[tuple[int, int, int]]) -> None:
    """Store the last committed outbox numbers, as (notepad, client id, number); a lower one changes nothing.

    What a log row holds need not be stored here at once: `saved_after` finds it.
    """
    if saved:
        named = [{"notepad": notepad, "client": client, "number": number} for notepad, client, number in saved]
        session.connection().execute(_RAISE_SAVED, named)


def save_snapshot(session: Session, notepad_id: int, seq: int, data: bytes, at: datetime) -> None:
    """Store the compacted document at a log number; older snapshots of this notepad go."""
    session.execute(delete(SnapshotRow).where(SnapshotRow.notepad_id == notepad_id))
    session.execute(insert(SnapshotRow).values(notepad_id=notepad_id, seq=seq, data=data, at=at))


def snapshots(session: Session, notepad_id: int) -> tuple[tuple[int, bytes], ...]:
    """Return (log number, document) of every snapshot of a notepad."""
    query = select(SnapshotRow.seq, SnapshotRow.data).where(SnapshotRow.notepad_id == notepad_id)
    return tuple((row.seq, row.data) for row in session.execute(query))


# The text


_REPLACE_TEXT = (
    update(NotepadTextRow)
    .where(NotepadTextRow.notepad_id == bindparam("notepad"))
    .values(seq=bindparam("row"), text=bindparam("words"), changed_at=bindparam("at"))
)


def save_text(session: Session, notepad_id: int, seq: int, text: str, at: datetime) -> None:
    """Store the text at a log number, for pages, search and report; NFC, as all stored text."""
    values = {"notepad": notepad_id, "row": seq, "words": text, "at": at}
    if session.connection().execute(_REPLACE_TEXT, values).rowcount == 0:
        session.execute(insert(NotepadTextRow).values(notepad_id=notepad_id, seq=seq, text=text, changed_at=at))


def text(session: Session, notepad_id: int) -> NotepadText | None:
    """Return the stored text of a notepad, or None when none was stored yet."""
    return texts(session, [notepad_id]).get(notepad_id)


def texts(session: Session, notepad_ids: Sequence[int]) -> dict[int, NotepadText]:
    """Return the stored texts of these notepads by notepad id, in one query."""
    query = select(NotepadTextRow.notepad_id, NotepadTextRow.seq, NotepadTextRow.text, NotepadTextRow.changed_at).where(
        NotepadTextRow.notepad_id.in_(notepad_ids)
    )
    return {row.notepad_id: NotepadText(row.seq, row.text, row.changed_at) for row in session.execute(query)}


def with_text_behind(session: Session, conference_id: int | None = None) -> tuple[int, ...]:
    """Return the ids of the notepads (of one conference) whose text is older than their log, or was never made."""
    query = (
        select(NotepadRow.id)
        .outerjoin(NotepadTextRow, NotepadTextRow.notepad_id == NotepadRow.id)
        .where(or_(NotepadTextRow.seq.is_(None), NotepadTextRow.seq < NotepadRow.seq))
        .order_by(NotepadRow.id)
    )
    if conference_id is not None:
        query = query.where(NotepadRow.conference_id == conference_id)
    return tuple(session.scalars(query))


def add_moment(
    session: Session,
    notepad_id: int,
    seq: int,
    kind: str,
    label: str,
    text: str,
    at: datetime,
    *,
    item_id: int | None = None,
) -> int:
    """Keep a point of a notepad's history with its text (`kind`: start, end, picked or restored); return its id."""
    row = MomentRow(notepad_id=notepad_id, item_id=item_id, seq=seq, kind=kind, label=label, text=text, at=at)
    session.add(row)
    session.flush()
    return row.id


def moments(session: Session, notepad_id: int) -> tuple[MomentText, ...]:
    """Return the texts that were kept of a notepad's history."""
    query = select(MomentRow.id, MomentRow.seq, MomentRow.text).where(MomentRow.notepad_id == notepad_id)
    return tuple(MomentText(*row) for row in session.execute(query.order_by(MomentRow.id)))


# Client ids


def claim_client(
    session: Session,
    notepad_id: int,
    client_id: int,
    epoch: int,
    person_id: str | None,
    at: datetime,
    idea_id: int | None = None,
) -> None:
    """Record whose a client id is; `idea_id` when the server made the edit for an idea.

    The caller has checked that nobody holds it; a second claim violates the primary key.
    """
    session.execute(
        insert(ClientRow).values(
            notepad_id=notepad_id,
            client_id=client_id,
            epoch=epoch,
            person_id=person_id,
            idea_id=idea_id,
            saved=0,
            claimed_at=at,
        )
    )


def clients(session: Session, notepad_id: int) -> dict[int, Claim]:
    """Return every claim of a notepad by client id, whatever its epoch."""
    of = ClientRow
    query = select(of.client_id, of.epoch, of.person_id, of.saved, of.idea_id, of.claimed_at)
    rows = session.execute(query.where(of.notepad_id == notepad_id))
    return {row.client_id: Claim(*row) for row in rows}


def count_claims_since(session: Session, notepad_id: int, person_id: str, since: datetime) -> int:
    """Return how many client ids a person's browsers claimed in a notepad since a moment.

    Those under which the server writes for a person (an idea, a line) are no browser's.
    """
    written = select(WrittenLineRow.client_id).where(WrittenLineRow.notepad_id == notepad_id)
    query = select(func.count()).where(
        ClientRow.notepad_id == notepad_id,
        ClientRow.person_id == person_id,
        ClientRow.claimed_at >= since,
        ClientRow.idea_id.is_(None),
        ClientRow.client_id.not_in(written),
    )
    return session.scalar(query) or 0


def _one(session: Session, query: Select[int, int, int | None, str, int, int, int, str]) -> NotepadFacts | None:
    row = session.execute(query).one_or_none()
    return NotepadFacts(*row) if row else None
