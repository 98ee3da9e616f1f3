"""Reading what a client sent: exactly the expected types, or `BadPayload`.

Socket.IO hands over whatever was sent: numbers, nested lists, nothing at all.
"""

from collections.abc import Mapping
from typing import Any

from notes.ground import limits
from notes.live.commands import Cursor
from notes.live.rooms import Point

_LARGEST = 2**53
_KINDS = frozenset({"note", "insight", "decision", "action", "question", "quote"})


class BadPayload(Exception):
    """A message that no browser of ours sends."""


class Payload:
    """One message's map, read field by field."""

    def __init__(self, message: object) -> None:
        """Take a message; `BadPayload` unless it is a map."""
        if not isinstance(message, Mapping):
            raise BadPayload("not a map")
        self._fields: Mapping[Any, object] = message

    def has(self, name: str) -> bool:
        """Return whether a field is there and not null."""
        return self._fields.get(name) is not None

    def part(self, name: str) -> "Payload":
        """Return a map within this one."""
        return Payload(self._fields.get(name))

    def number(self, name: str) -> int:
        """Return a whole number from 0 to 2^53."""
        value = self._fields.get(name)
        if type(value) is not int or not 0 <= value <= _LARGEST:
            raise BadPayload(name)
        return value

    def optional_number(self, name: str) -> int | None:
        """Return a whole number, or None when it is absent."""
        return None if self._fields.get(name) is None else self.number(name)

    def numbers(self, name: str, most: int) -> tuple[int, ...]:
        """Return whole numbers from 0 to 2^53: at least one, at most `most`."""
        values = self._fields.get(name)
        if type(values) is not list or not 0 < len(values) <= most:
            raise BadPayload(name)
        return tuple(Payload({name: value}).number(name) for value in values)

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._fields.get(name)
        if type(value) is not bool:
            raise BadPayload(name)
        return value

    def text(self, name: str, most: int = limits.MESSAGE_MAX_BYTES) -> str:
        """Return text of at most `most` code points; its own rules are checked further on."""
        value = self._fields.get(name)
        if type(value) is not str or len(value) > most:
            raise BadPayload(name)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise BadPayload(name) from error
        return value

    def texts(self, name: str, most: int, longest: int) -> tuple[str, ...]:
        """Return texts of at most `longest` code points each: at least one, at most `most`."""
        values = self._fields.get(name)
        if type(values) is not list or not 0 < len(values) <= most:
            raise BadPayload(name)
        return tuple(Payload({name: value}).text(name, longest) for value in values)

    def words_by_number(self, name: str, most: int) -> dict[int, str]:
        """Return a short text for each of some whole numbers, which came as pairs: at least one, at most `most`."""
        values = self._fields.get(name)
        if type(values) is not list or not 0 < len(values) <= most:
            raise BadPayload(name)
        found: dict[int, str] = {}
        for pair in values:
            if type(pair) is not list or len(pair) != 2:
                raise BadPayload(name)
            number = Payload({name: pair[0]}).number(name)
            found[number] = Payload({name: pair[1]}).text(name, limits.UUID_MAX_CHARACTERS)
        return found

    def data(self, name: str) -> bytes:
        """Return bytes, not read any further here."""
        value = self._fields.get(name)
        if type(value) is not bytes or len(value) > limits.SOCKET_UPDATE_MAX_BYTES:
            raise BadPayload(name)
        return value

    def role(self) -> bool:
        """Return whether the sender wants to write."""
        role = self.text("role")
        if role not in ("writer", "viewer"):
            raise BadPayload("role")
        return role == "writer"

    def kind(self) -> str | None:
        """Return a kind of outcome, or None."""
        value = self._fields.get("kind")
        if value is not None and (type(value) is not str or value not in _KINDS):
            raise BadPayload("kind")
        return value

    def point(self, name: str) -> Point | None:
        """Return a relative position of Yjs as three numbers, or None."""
        value = self._fields.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 3:
            raise BadPayload(name)
        client, clock, assoc = value
        if type(client) is not int or type(clock) is not int or type(assoc) is not int:
            raise BadPayload(name)
        if not (0 <= client < 2**32 and -1 <= clock <= _LARGEST and -1 <= assoc <= 1):
            raise BadPayload(name)
        return client, clock, assoc

    def after(self) -> Cursor | None:
        """Return where a facilitator's cursor stands, or None."""
        value = self._fields.get("after")
        if value is None:
            return None
        fields = Payload(value)
        return Cursor(offset=fields.number("offset"), line=fields.text("line", limits.NOTEPAD_MAX_CHARACTERS))
