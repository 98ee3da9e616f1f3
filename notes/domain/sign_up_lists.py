"""Lists from other ticket systems: which column is what, and what bringing one in would do, before it does it.

Promise: nothing of a file is believed: rows that cannot be taken say why, and nobody comes in twice.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from notes.domain.sign_ups import SignUpForm, SignUpLimits, checked
from notes.domain.text import one_line

_SIGNS: Final = (";", ",", "\t")
_REFERENCE_MAX_CHARACTERS: Final = 200
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what our own export puts an apostrophe before
_YES: Final = frozenset({"ja", "yes", "j", "y", "1", "true", "waar", "x"})


class Column(StrEnum):
    """What a column of a list may be."""

    NAME = "name"
    FIRST = "first"
    LAST = "last"
    EMAIL = "email"
    ORGANISATION = "organisation"
    DINNER = "dinner"
    DIET = "diet"
    ACCESS = "access_needs"
    REFERENCE = "reference"


# What other systems call it, in small letters; the first that a head holds counts.
_KNOWN: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.FIRST: ("voornaam", "first name", "firstname", "first_name"),
    Column.LAST: ("achternaam", "last name", "lastname", "surname", "last_name"),
    Column.EMAIL: ("e-mail", "email", "mail"),
    Column.DIET: ("dieet", "allergie", "diet", "allerg", "maaltijdwens"),
    Column.DINNER: ("diner", "dinner", "eet mee", "maaltijd", "eten"),
    Column.ACCESS: ("toegankelijk", "accessib", "access needs", "hulp"),
    Column.ORGANISATION: ("organisatie", "organisation", "organization", "bedrijf", "company"),
    Column.REFERENCE: ("ticketnummer", "ticket", "bestelnummer", "order", "reference", "barcode", "nummer"),
    Column.NAME: ("naam", "name", "deelnemer", "attendee"),
}


class Fate(StrEnum):
    """What becomes of a row: it comes in, is there already, stands in the file twice, or cannot be read."""

    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows; `head` names the columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A row and what would become of it; `why` is the code of what is wrong with it."""

    number: int  # of the line in the file, the head counted
    form: SignUpForm
    reference: str
    fate: Fate
    why: str = ""


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8, or what Windows writes where it is not; "" for what is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:  # a picture, or a spreadsheet's own kind of file
        return ""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def read_table(text: str, most: int) -> Table:
    """Read a file of values with commas, semicolons or tabs between them, at most so many rows, without empty ones."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    first = lines.split("\n", 1)[0]
    sign = max(_SIGNS, key=first.count)
    found: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(lines), delimiter=sign):
            if any(cell.strip() for cell in row):
                found.append(tuple(row))
            if len(found) > most:
                break
    except csv.Error:
        pass  # what was read so far is shown; the rest is no table
    head = tuple(one_line(cell)[:60] or f"#{number}" for number, cell in enumerate(found[0], 1)) if found else ()
    return Table(head, tuple(found[1:]))


def guessed(head: Sequence[str]) -> dict[Column, int]:
    """Return which column is probably what, by its head; each column once."""
    found: dict[Column, int] = {}
    for column, words in _KNOWN.items():
        for number, name in enumerate(head):
            if number not in found.values() and any(word in name.casefold() for word in words):
                found[column] = number
                break
    if Column.NAME in found and {Column.FIRST, Column.LAST} & found.keys():
        del found[Column.NAME]
    return found


def planned(
    table: Table,
    columns: Mapping[Column, int],
    limits: SignUpLimits,
    references: AbstractSet[str],
    identities: AbstractSet[tuple[str, str]],
    folded: Callable[[str], str],
) -> tuple[Planned, ...]:
    """Say of each row what bringing it in would do; `references` and `identities` are of who is there already.

    `folded` makes a name comparable, as the store does.
    """
    seen_references, seen = set[str](), set[tuple[str, str]]()
    made = []
    for number, row in enumerate(table.rows, 2):
        form, reference = _read(row, columns)
        kept = checked(form, limits, {}, address_needed=False)
        if isinstance(kept, tuple):
            made.append(Planned(number, form, reference, Fate.WRONG, f"{kept[0].field}:{kept[0].code}"))
            continue
        same = (kept.email.casefold(), folded(kept.name))
        by_name = bool(kept.email) or not reference
        if reference in references or (by_name and same in identities):
            fate = Fate.KNOWN
        elif reference in seen_references or (by_name and same in seen):
            fate = Fate.TWICE
        else:
            fate = Fate.NEW
        seen.add(same)
        seen_references.update({reference} - {""})
        made.append(Planned(number, kept, reference, fate))
    return tuple(made)


def _read(row: Sequence[str], columns: Mapping[Column, int]) -> tuple[SignUpForm, str]:
    def cell(column: Column) -> str:
        at = columns.get(column)
        text = row[at] if at is not None and at < len(row) else ""
        # A spreadsheet's apostrophe before what would be a formula: our own export writes it.
        return one_line(text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text)

    diet = cell(Column.DIET)
    name = cell(Column.NAME) or " ".join(filter(None, (cell(Column.FIRST), cell(Column.LAST))))
    dinner = cell(Column.DINNER).casefold() in _YES or (Column.DINNER not in columns and bool(diet))
    form = SignUpForm(
        name=name,
        email=cell(Column.EMAIL),
        organisation=cell(Column.ORGANISATION),
        dinner=dinner,
        diet=diet,
        access_needs=cell(Column.ACCESS),
    )
    return form, cell(Column.REFERENCE)[:_REFERENCE_MAX_CHARACTERS]


def counted(rows: Iterable[Planned]) -> dict[Fate, int]:
    """Return how many rows have each fate."""
    found = dict.fromkeys(Fate, 0)
    for row in rows:
        found[row.fate] += 1
    return found
