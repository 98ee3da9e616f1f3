"""Bytes that failed inside the CRDT library, kept for whoever looks into it: a few, for some days."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from notes.ground import limits
from notes.store.models import QuarantineRow


def keep(session: Session, notepad_id: int, person_id: str | None, data: bytes, reason: str, at: datetime) -> None:
    """Keep bytes that failed inside the CRDT library; the oldest go where it becomes too many.

    Limits: rows, bytes in all (the newest row always stays) and days.
    """
    old = at - timedelta(days=limits.QUARANTINE_RETENTION_DAYS)
    session.execute(delete(QuarantineRow).where(QuarantineRow.at < old))
    values = {"notepad_id": notepad_id, "person_id": person_id, "data": data, "reason": reason, "at": at}
    session.execute(insert(QuarantineRow).values(**values))
    newest_first = select(QuarantineRow.id, func.length(QuarantineRow.data)).order_by(QuarantineRow.id.desc())
    total_bytes = 0
    for count, (row_id, length_bytes) in enumerate(session.execute(newest_first).all()):
        total_bytes += length_bytes
        too_many = count >= limits.QUARANTINE_MAX_ROWS or total_bytes > limits.QUARANTINE_MAX_BYTES
        if count and too_many:
            session.execute(delete(QuarantineRow).where(QuarantineRow.id <= row_id))
            return
