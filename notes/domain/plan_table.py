"""Reading a table of a plan's file strictly: every mistake names its place, its key and what was expected.

The message is English, for the shell; pages say the same in their reader's language by `code` and `facts`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from notes.domain.programme import FIRST_YEAR, LAST_YEAR
from notes.domain.text import has_bad_characters, length, normalised

Choice = TypeVar("Choice", bound=str)
TEXT_MAX_CHARACTERS: Final = 5_000
_ENGLISH: Final = {
    "no_table": "expected a table",
    "no_text": "`{key}` must be text",
    "too_long": "`{key}` is longer than {limit} characters",
    "bad_characters": "`{key}` holds characters that cannot be stored",
    "no_switch": "`{key}` must be true or false",
    "no_number": "`{key}` must be a whole number",
    "too_small": "`{key}` must be {limit} or more",
    "no_choice": "`{key}` must be one of {choices}, not {value!r}",
    "no_moment": "`{key}` must be a date with a time",
    "no_list": "`{key}` must be a list of tables",
    "unknown": "unknown {value}",
    "missing": "`{key}` is missing",
    "no_topic": "there must be at least one topic",
    "unknown_place": "`{key}` holds {value}, which stands for nothing",
    "no_zone": "`{key}` is unknown: {value!r}",
    "no_slug": "`{key}` may hold a-z, 0-9 and single dashes only, not {value!r}",
    "ends_before": "`{key}` must be later than `from`",
    "year_out": "`{key}` must be in a year from {lowest} to {limit}",
    "same_title": "`{key}` {value!r} is also the name of another topic",
    "no_contact": "`{key}` must be an e-mail address or a web address, not {value!r}",
    "lasts_too_long": "`{key}` is more than {hours} hours after `from`; make an item for each day",
    "taken_slug": "`{key}` {value!r} is the address of another page; choose another",
    "no_item": "there is no programme item {value!r}",
    "no_address": "`{key}` must begin with https:// or http://",
    "no_colour": '`{key}` must be 1 to 8 or a dark colour such as "#7b2d70", not {value!r}',
    "twice": "{value!r} is there twice",
}


class PlanError(ValueError):
    """The file cannot be a conference; the message says where and why."""

    def __init__(self, where: str, code: str, **facts: object) -> None:
        """`where` is the table (`conference.items[2]`), `facts` what the sentence needs: key, value, choices, limit."""
        super().__init__(f"{where}: {_ENGLISH[code].format(**facts)}")
        self.where = where
        self.code = code
        self.facts: Mapping[str, object] = facts


class Table:
    """A table of the file whose keys are each asked for once; `end` refuses what is left."""

    def __init__(self, data: object, where: str) -> None:
        """Take a table that stands at `where`."""
        if not isinstance(data, dict):
            raise PlanError(where, "no_table")
        self._left: dict[str, Any] = dict(data)
        self.where = where

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; one without a default must not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise PlanError(self.where, "no_text", key=key)
        if length(value) > TEXT_MAX_CHARACTERS:
            raise PlanError(self.where, "too_long", key=key, limit=TEXT_MAX_CHARACTERS)
        found = normalised(value)
        if has_bad_characters(found):
            raise PlanError(self.where, "bad_characters", key=key)
        return found

    def switch(self, key: str, *, default: bool) -> bool:
        """Return a yes or no."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise PlanError(self.where, "no_switch", key=key)
        return value

    def number_or_text(self, key: str, default: int) -> int | str:
        """Return a whole number, or a text."""
        value = self._take(key, default)
        if not isinstance(value, int | str) or isinstance(value, bool):
            raise PlanError(self.where, "no_number", key=key)
        return value

    def count(self, key: str, lowest: int = 1) -> int | None:
        """Return a whole number from `lowest` on, or None where the file says nothing."""
        if key not in self._left:
            return None
        value = self.number_or_text(key, 0)
        if not isinstance(value, int):
            raise PlanError(self.where, "no_number", key=key)
        if value < lowest:
            raise PlanError(self.where, "too_small", key=key, limit=lowest)
        return value

    def choice(self, key: str, choices: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        """Return one of several."""
        value = self._take(key, default)
        for choice in choices:
            if value == choice:
                return choice
        raise PlanError(self.where, "no_choice", key=key, choices=", ".join(choices), value=value)

    def moment(self, key: str, zone: ZoneInfo) -> datetime:
        """Return a moment in UTC; one without a zone is by the clock of `zone`."""
        value = self._take(key, None)
        if not isinstance(value, datetime):
            raise PlanError(self.where, "no_moment", key=key)
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise PlanError(self.where, "year_out", key=key, lowest=FIRST_YEAR, limit=LAST_YEAR)
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the tables of a list."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise PlanError(self.where, "no_list", key=key)
        return tuple(Table(entry, f"{self.where}.{key}[{number}]") for number, entry in enumerate(value, 1))

    def end(self) -> None:
        """Refuse every key that nobody asked for."""
        if self._left:
            raise PlanError(self.where, "unknown", value=", ".join(sorted(self._left)))

    def _take(self, key: str, default: object) -> object:
        value = self._left.pop(key, default)
        if value is None:
            raise PlanError(self.where, "missing", key=key)
        return value
