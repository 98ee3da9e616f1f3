"""The process that reads the past of notepads and compares ideas: `notes.publishing.pasts` starts it and asks.

It has connections of its own that cannot write, and a limit on memory; the server limits its time.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from notes.live import past, similar
from notes.publishing.worker import serve
from notes.store.unit_of_work import Database, Session

_T = TypeVar("_T")
_database = cache(Database)


def _reading(url: str, read: Callable[[Session], _T]) -> _T:
    with _database(url).reading() as session:
        return read(session)


def _packed(url: str, notepad_id: int) -> bytes:
    return _reading(url, lambda session: past.packed(session, notepad_id))


def _duplicates(url: str, topic_id: int) -> list[list[int]]:
    return _reading(url, lambda session: similar.duplicates(session, topic_id))


def _text(url: str, notepad_id: int, seq: int) -> str:
    return _reading(url, lambda session: past.text_at(session, notepad_id, seq))


def _bringing_back(url: str, notepad_id: int, seq: int, client_id: int) -> tuple[bytes | None, int]:
    found = _reading(url, lambda session: past.bringing_back(session, notepad_id, seq, client_id))
    return found.update, found.removed


if __name__ == "__main__":
    serve({"duplicates": _duplicates, "packed": _packed, "text": _text, "bringing_back": _bringing_back})
