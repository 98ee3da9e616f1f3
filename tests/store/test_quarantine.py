"""Only so much of what failed is kept, the newest always."""

import pytest
from sqlalchemy import func, select

from notes.ground import limits
from notes.store import quarantine
from notes.store.models import QuarantineRow
from notes.store.unit_of_work import Database
from tests.store.builders import Made, after


def test_quarantine_keeps_the_newest_within_its_limits(
    database: Database, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUARANTINE_MAX_ROWS", 3)
    monkeypatch.setattr(limits, "QUARANTINE_MAX_BYTES", 10)
    with database.writing() as session:
        for data in (b"1", b"2", b"3", b"4", b"12345678"):
            quarantine.keep(session, made.notepads[0], "ann", data, "panic", after(1))
        kept = session.scalars(select(QuarantineRow.data).order_by(QuarantineRow.id)).all()
        assert kept == [b"3", b"4", b"12345678"]
        quarantine.keep(session, made.notepads[0], None, b"x" * 50, "panic", after(60 * 24 * 31))
        assert session.scalar(select(func.count()).select_from(QuarantineRow)) == 1
