"""Values of our columns as JSON has them, and back: strictly, because an archive may come from anybody.

Promise: what `typed` gives is of its column's kind and size; everything else is a `ValueError` or a `TypeError`.
"""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, LargeBinary

from notes.store.models import NfcText, UtcDateTime
from notes.store.outbox_numbers import OutboxNumbers

_INTEGER_MAX: Final = 2**31 - 1
_BIG_INTEGER_MAX: Final = 2**63 - 1


def plain(column: "Column[Any]", value: Any, persons: dict[str, int]) -> object:  # noqa: ANN401 -- a column's own value
    """Return a value as JSON; persons, whose ids cookies carry, become numbers that `persons` keeps."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, str) and _names_person(column):
        return persons.setdefault(value, len(persons) + 1)
    return value


def _names_person(column: "Column[Any]") -> bool:
    target = next(iter(column.foreign_keys)).column if column.foreign_keys else column
    return target.table.name == "person" and target.name == "id"


def typed(column: "Column[Any]", value: object) -> object:
    """Return a column's value as Python has it; `ValueError` for one of another kind."""
    if value is None:
        if not column.nullable:
            message = "missing"
            raise ValueError(message)
        return None
    if _names_person(column):
        return _whole(value, _INTEGER_MAX)
    for kind, read in _READ.items():
        if isinstance(column.type, kind):
            return read(value)
    message = f"a column of {column.type!r}"
    raise TypeError(message)


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        message = "no text"
        raise ValueError(message)
    value.encode()  # a half surrogate is no text
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        message = "a moment without a zone"
        raise ValueError(message)
    return moment


def _bytes(value: object) -> bytes:
    return base64.b64decode(_text(value), validate=True)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        message = "neither true nor false"
        raise TypeError(message)
    return value


def _whole(value: object, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -highest <= value <= highest:
        message = "no whole number of that size"
        raise ValueError(message)
    return value


def _pairs(value: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list):
        message = "no pairs"
        raise TypeError(message)
    return tuple((_natural(client_id), _natural(number)) for client_id, number in value)


def _natural(value: object) -> int:
    found = _whole(value, _BIG_INTEGER_MAX)
    if found < 0:
        message = "less than nothing"
        raise ValueError(message)
    return found


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = "no object"
        raise TypeError(message)
    _text(json.dumps(value, ensure_ascii=False))
    return value


# The wider kind comes after the narrower one that is made of it.
_READ: Final[Mapping[type, Callable[[object], object]]] = {
    NfcText: _text,
    UtcDateTime: _moment,
    OutboxNumbers: _pairs,
    LargeBinary: _bytes,
    JSON: _table,
    Boolean: _switch,
    BigInteger: lambda value: _whole(value, _BIG_INTEGER_MAX),
    Integer: lambda value: _whole(value, _INTEGER_MAX),
}
