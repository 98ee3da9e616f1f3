"""The process that reads the past of notepads and compares ideas: `notes.publishing.pasts` starts it and asks.

It has connections of its own that cannot write, and a limit on memory; the server limits its time. Another one of
its kind writes archives and tries out those that are to be put back: `notes.publishing.archives`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from notes.ground.system import RandomIds
from notes.live import archived, marks, past, similar
from notes.publishing.worker import serve
from notes.store.archive_file import ArchiveRefused
from notes.store.unit_of_work import Database, Session

_T = TypeVar("_T")
_database = cache(Database)


@cache
def _packings(_url: str) -> past.Packings:
    return past.Packings()


def _reading(url: str, read: Callable[[Session], _T]) -> _T:
    with _database(url).reading() as session:
        return read(session)


def _packed(url: str, notepad_id: int) -> bytes:
    return _reading(url, lambda session: _packings(url).packed(session, notepad_id))


def _read_ahead(url: str, notepad_id: int) -> None:
    _reading(url, lambda session: _packings(url).read(session, notepad_id))


def _duplicates(url: str, topic_id: int) -> list[list[int]]:
    return _reading(url, lambda session: similar.duplicates(session, topic_id))


def _text(url: str, notepad_id: int, seq: int) -> str:
    return _reading(url, lambda session: past.text_at(session, notepad_id, seq))


def _bringing_back(url: str, notepad_id: int, seq: int, client_id: int) -> tuple[bytes | None, int]:
    found = _reading(url, lambda session: past.bringing_back(session, notepad_id, seq, client_id))
    return found.update, found.removed


def _origins(url: str, notepad_id: int, seq: int, offsets: list[int]) -> list[marks.Origin]:
    return _reading(url, lambda session: marks.origins(session, notepad_id, seq, offsets))


def _places(url: str, notepad_id: int, seq: int, sought: list[list[int]]) -> list[int | None]:
    wanted = [(client, clock) for client, clock in sought]
    return _reading(url, lambda session: marks.places(session, notepad_id, seq, wanted))


def _pack(url: str, conference_id: int, path: str, seconds: float) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    _reading(url, lambda session: archived.pack(session, conference_id, Path(path), at))


def _unpack(path: str, scratch: str, seconds: float) -> list[str]:
    try:
        archived.unpack(Path(path), Path(scratch), datetime.fromtimestamp(seconds, UTC), RandomIds())
    except ArchiveRefused as refused:
        return [refused.code, refused.detail]
    return []


if __name__ == "__main__":
    serve(
        {
            "bringing_back": _bringing_back,
            "duplicates": _duplicates,
            "origins": _origins,
            "pack": _pack,
            "packed": _packed,
            "places": _places,
            "read_ahead": _read_ahead,
            "text": _text,
            "unpack": _unpack,
        }
    )
