"""The organisers' archive: one ZIP with everything of a conference, written whole and read strictly.

Promise: nothing in it opens a door (no links, no secrets); what is read is of a known version, within limits, and
holds nothing but rows of our tables with values of the right kinds; every part says that it is confidential.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Table
from sqlalchemy.orm import Session

from notes.ground import limits
from notes.store import archiving
from notes.store.archive_values import plain, typed
from notes.store.archiving import Row

CONFIDENTIAL: Final = "VERTROUWELIJK / CONFIDENTIAL"
ABOUT: Final = "archive.json"
READ_ME: Final = "VERTROUWELIJK.txt"
_KIND: Final = "oogst-archive"
_VERSION: Final = 1
_ROWS: Final = "data/{}.jsonl"
_FOR_READING: Final = "leesbaar/"  # copies for people; nothing is made of them again
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # of time, to a ZIP: the archive says itself when it was made
_READABLE: Final = 0o600 << 16
_ENCRYPTED: Final = 0x1
_LINE_MAX_BYTES: Final = 64_000_000
_READ_ME_TEXT: Final = """{mark}

{title}

Dit archief is voor de organisatoren. Er staat in wat er gezegd en geschreven is, ook wat niet in het verslag komt:
verborgen ideeën, interne notities en namen. Deel het niet. Toegangslinks en aanmeldingen staan er niet in;
aanmeldingen worden na afloop gewist, en zijn tot dan als tabel mee te nemen op de pagina Aanmeldingen.
Terugzetten: op de pagina Archief, of met `flask conference import`. Dat maakt een nieuwe conferentie.
In "leesbaar" staat het programma en wat er in de notities stond; "data" is voor het terugzetten.

This archive is for the organisers. It holds what was said and written, also what stays out of the report: hidden
ideas, internal notes and names. Do not share it. Access links and sign-ups are not in it; sign-ups are erased after
the day, and can be taken along as a table until then, on the page Sign-ups (Aanmeldingen).
To put it back: on the page Archive, or by `flask conference import`. That makes a new conference.
"leesbaar" (readable) holds the programme and what the notes said; "data" is for putting it back.
"""


class ArchiveRefused(Exception):
    """The file cannot be put back, and nothing was. `code` is `no_archive`, `too_big`, `newer` or `damaged`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


# Writing


def write(
    session: Session, conference_id: int, file: IO[bytes], made_at: datetime, readable: Mapping[str, str]
) -> None:
    """Write a conference's archive; `readable` are texts for people by the names of their files."""
    (conference,) = archiving.rows_of(session, conference_id, "conference")
    counts: dict[str, int] = {}
    persons: dict[str, int] = {}  # instead of the ids that cookies carry
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = CONFIDENTIAL.encode()
        _add(made, READ_ME, _READ_ME_TEXT.format(mark=CONFIDENTIAL, title=conference["title"]))
        for name, text in readable.items():
            _add(made, f"{_FOR_READING}{name}", text)
        for table in archiving.tables():
            if table.name in archiving.ARCHIVED:
                counts[table.name] = _add_rows(made, session, conference_id, table, persons)
        about = {"archive": _KIND, "version": _VERSION, "confidential": CONFIDENTIAL, "title": conference["title"]}
        _add(made, ABOUT, json.dumps({**about, "made_at": made_at.isoformat(), "rows": counts}, ensure_ascii=False))


def _add(made: zipfile.ZipFile, name: str, text: str) -> None:
    made.writestr(_entry(name), text.encode())


def _add_rows(
    made: zipfile.ZipFile, session: Session, conference_id: int, table: Table, persons: dict[str, int]
) -> int:
    columns = archiving.kept_columns(table)
    count = 0
    with made.open(_entry(_ROWS.format(table.name)), "w", force_zip64=True) as file:
        file.write(_line({"confidential": CONFIDENTIAL, "table": table.name}))
        for row in archiving.rows_of(session, conference_id, table.name):
            file.write(_line({column.name: plain(column, row[column.name], persons) for column in columns}))
            count += 1
    return count


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _READABLE
    return entry


def _line(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


# Reading


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose list of contents was checked; its rows are checked while they are read."""

    _file: zipfile.ZipFile
    _counts: Mapping[str, int]
    _left: list[int]  # bytes that may still be read, in all

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a table; none of one that archives do not hold. Raises `ArchiveRefused`."""
        if name not in self._counts:
            return
        table = archiving.table_named(name)
        with self._file.open(_ROWS.format(name)) as file:
            lines = self._lines(file)
            head = next(lines, None)
            if head is None or head.get("table") != name:
                raise ArchiveRefused("damaged", name)
            number = 0
            for number, line in enumerate(lines, 1):
                yield _row(table, line, number)
            if number != self._counts[name]:
                raise ArchiveRefused("damaged", f"{name}: {number} rows, {self._counts[name]} expected")

    def _lines(self, file: IO[bytes]) -> Iterator[Mapping[str, Any]]:
        while line := file.readline(_LINE_MAX_BYTES):
            self._left[0] -= len(line)
            if self._left[0] < 0 or len(line) == _LINE_MAX_BYTES:
                raise ArchiveRefused("too_big")
            yield _object(line)


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """Give the archive in a file. Raises `ArchiveRefused`; also for what turns out later, while rows are read."""
    if path.stat().st_size > limits.ARCHIVE_MAX_BYTES:
        raise ArchiveRefused("too_big")
    try:
        with zipfile.ZipFile(path) as file:
            yield _opened(file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise ArchiveRefused("no_archive", str(problem)) from problem
    except (MemoryError, RecursionError) as problem:
        raise ArchiveRefused("too_big") from problem


def _opened(file: zipfile.ZipFile) -> Archive:
    entries = file.infolist()
    if len(entries) > limits.ARCHIVE_MAX_FILES:
        raise ArchiveRefused("too_big")
    names = [entry.filename for entry in entries]
    if ABOUT not in names:
        raise ArchiveRefused("no_archive")
    if len(set(names)) != len(names):
        raise ArchiveRefused("damaged", "a file is there twice")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            raise ArchiveRefused("damaged", entry.filename)
    with file.open(ABOUT) as opened:
        about = _object(opened.read(_LINE_MAX_BYTES // 1_000))
    if about.get("archive") != _KIND or not isinstance(about.get("version"), int):
        raise ArchiveRefused("no_archive")
    if about["version"] > _VERSION:
        raise ArchiveRefused("newer", str(about["version"]))
    counts = _counts(about)
    known = {ABOUT, READ_ME, *(_ROWS.format(name) for name in counts)}
    for name in names:
        if name not in known and not _is_for_reading(name):
            raise ArchiveRefused("damaged", f"{name} does not belong in it")
    if not known.issuperset(map(_ROWS.format, counts)) or not set(map(_ROWS.format, counts)).issubset(names):
        raise ArchiveRefused("damaged", "a file is missing")
    return Archive(file, counts, [limits.ARCHIVE_DATA_MAX_BYTES])


def _is_for_reading(name: str) -> bool:
    """Return whether a name is of a copy for people, which nobody opens here."""
    return name.startswith(_FOR_READING) and ".." not in name and "\\" not in name


def _counts(about: Mapping[str, Any]) -> Mapping[str, int]:
    counts = about.get("rows")
    if not isinstance(counts, dict) or "conference" not in counts:
        raise ArchiveRefused("damaged", ABOUT)
    for name, count in counts.items():
        if name not in archiving.ARCHIVED or not isinstance(count, int) or isinstance(count, bool):
            raise ArchiveRefused("damaged", f"{ABOUT}: {name}")
    return counts


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as problem:
        raise ArchiveRefused("damaged", str(problem)) from problem
    if not isinstance(found, dict):
        raise ArchiveRefused("damaged", "a line is no object")
    return found


def _row(table: Table, line: Mapping[str, Any], number: int) -> Row:
    columns = archiving.kept_columns(table)
    unknown = line.keys() - {column.name for column in columns}
    if unknown:
        raise ArchiveRefused("damaged", f"{table.name} {number}: unknown {', '.join(sorted(unknown))}")
    row: Row = {}
    for column in columns:
        if column.name not in line and column.default is not None and column.default.is_scalar:
            row[column.name] = column.default.arg  # type: ignore[attr-defined]  # what `is_scalar` says
            continue
        try:
            row[column.name] = typed(column, line.get(column.name))
        except (ValueError, TypeError) as problem:
            raise ArchiveRefused("damaged", f"{table.name} {number}: {column.name}: {problem}") from problem
    return row
