"""Checks of single fields: each returns what is stored, or says what is wrong with what was typed."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from notes.domain.programme import FIRST_YEAR, LAST_YEAR
from notes.domain.text import has_bad_characters, length, normalised, one_line

LINE_MAX_CHARACTERS: Final = 200
TEXT_MAX_CHARACTERS: Final = 5_000
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a field cannot be stored: `code` is what the faces put into words, `facts` what the sentence needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Checks:
    """Collects what is right and what is wrong of one form."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        """Check nothing yet."""
        self._typed = typed
        self.wrong: dict[str, Wrong] = {}

    def typed(self, name: str) -> str:
        """Return a field as it was typed, "" for one that is missing."""
        return self._typed.get(name, "")

    def refuse(self, name: str, code: str, **facts: object) -> None:
        """Note what is wrong with a field; the first word on it stands."""
        self.wrong.setdefault(name, Wrong(code, facts))

    def line(self, name: str, *, required: bool = False, limit: int = LINE_MAX_CHARACTERS) -> str:
        """Return a field of one line."""
        return self._text(name, one_line(self.typed(name)), required=required, limit=limit)

    def text(self, name: str, *, limit: int = TEXT_MAX_CHARACTERS) -> str:
        """Return a field of several lines."""
        return self._text(name, normalised(self.typed(name)).strip("\n"), required=False, limit=limit)

    def switch(self, name: str) -> bool:
        """Return whether something is ticked."""
        return self.typed(name) == "1"

    def choice(self, name: str, choices: Iterable[str]) -> str:
        """Return one of several."""
        value = self.typed(name)
        if value not in tuple(choices):
            self.refuse(name, "not_offered")
        return value

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        """Return a whole number, or None for an empty field."""
        return self._read(
            name, int, "no_number", lambda found: lowest <= found <= highest, lowest=lowest, limit=highest
        )

    def day(self, name: str) -> date | None:
        """Return a date, or None for an empty field."""
        found = self._read(name, date.fromisoformat, "no_day", lambda _found: True)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            self.refuse(name, "year_out", lowest=FIRST_YEAR, limit=LAST_YEAR)
        return found

    def clock(self, name: str) -> time | None:
        """Return a time of day, or None for an empty field."""
        return self._read(name, _clock, "no_time", lambda _found: True)

    def address(self, name: str) -> str:
        """Return a web address, "" for an empty field."""
        value = self.line(name, limit=500)
        if value and not value.startswith(("https://", "http://")):
            self.refuse(name, "no_address")
        return value

    def _text(self, name: str, value: str, *, required: bool, limit: int) -> str:
        if required and not value:
            self.refuse(name, "empty")
        if length(value) > limit:
            self.refuse(name, "too_long", limit=limit)
        if has_bad_characters(value):
            self.refuse(name, "bad_characters")
        return value

    def _read(
        self, name: str, read: Callable[[str], _T], code: str, fits: Callable[[_T], bool], **facts: object
    ) -> _T | None:
        typed = one_line(self.typed(name))
        if not typed:
            return None
        try:
            found = read(typed)
        except ValueError:
            self.refuse(name, code, **facts)
            return None
        if not fits(found):
            self.refuse(name, code, **facts)
        return found


def local_moment(day: date, at: time, zone: str) -> datetime:
    """Return a moment by the clock on the wall in a zone."""
    return datetime.combine(day, at, ZoneInfo(zone))


def _clock(typed: str) -> time:
    found = _CLOCK.fullmatch(typed)
    if found is None:
        raise ValueError(typed)
    return time(int(found[1]), int(found[2]))
