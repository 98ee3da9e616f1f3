"""No column that may hold people's words can be forgotten when something is erased."""

from sqlalchemy import JSON, LargeBinary, Text

from notes.store.models import Base, NfcText
from notes.store.outbox_numbers import OutboxNumbers
from notes.store.stored_text import NOBODYS_TEXT, PEOPLES_TEXT


def test_every_column_of_text_is_in_one_of_the_two_lists() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Text | NfcText | LargeBinary | OutboxNumbers | JSON)
    }
    assert columns - PEOPLES_TEXT - NOBODYS_TEXT == set()
    assert (PEOPLES_TEXT | NOBODYS_TEXT) - columns == set()
    assert frozenset() == PEOPLES_TEXT & NOBODYS_TEXT


def test_all_text_is_normalised_by_its_column() -> None:
    plain = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Text)
    ]
    assert plain == []
