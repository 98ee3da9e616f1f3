"""Reads a Yjs update (format v1) strictly: a Python value, or `Malformed`, and nothing else ever.

Accepted is only what Yjs writes for one root `Y.Text` called "notes": string content and deleted
content. Work and memory are bounded by the length of the input: every declared count is compared
with the bytes that are left before anything is made of it, every struct takes at least three bytes
and every delete range two, and a deleted run is one number however long it says it is.

U+FFFD is a character like any other: people paste it. Yjs also writes it where its own text holds
half a surrogate pair; that difference cannot be seen here, so the editor must not let halves in.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from notes.ground import limits as ground

ROOT_NAME: Final = "notes"

_CONTENT: Final = 0b0001_1111
_PARENT_SUB: Final = 0b0010_0000
_RIGHT_ORIGIN: Final = 0b0100_0000
_ORIGIN: Final = 0b1000_0000
_DELETED: Final = 1
_STRING: Final = 4
_STRUCT_MIN_BYTES: Final = 3
_NUMBER_MAX: Final = 2**53 - 1
_LAST_SHIFT: Final = 49  # eight bytes of seven bits hold every number up to _NUMBER_MAX

_SHORT_BYTES: Final = 100  # of an update that `_short_text` reads: all limits are far
_SHORT_CLOCK_MAX: Final = ground.CLOCK_MAX_UTF16_UNITS - _SHORT_BYTES
_ONE_OF_ONE: Final = b"\x01\x01"  # one client, one struct
_FORBIDDEN: Final = re.compile(rb"[\0\r]").search

LIMIT_CODES: Final = frozenset(
    {"too_many_bytes", "too_many_clients", "too_many_structs", "too_many_deletes", "too_long", "clock_too_high"}
)
CHARACTER_CODES: Final = frozenset({"forbidden_character", "not_utf8"})


class Malformed(ValueError):
    """These bytes are not an update that Yjs would write for our notes; `code` says why, in English."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Id = tuple[int, int]
"""(client id, clock): one UTF-16 unit of the text, for ever."""


class Struct(NamedTuple):
    """A run of text (or of deleted text) of one client. A named tuple: half the cost of a frozen dataclass."""

    client: int
    clock: int
    length: int  # UTF-16 units, at least 1
    origin: Id | None  # the unit it was typed after
    right_origin: Id | None  # the unit it was typed before
    is_root_child: bool  # its parent is written out: it has neither origin
    text: str | None  # None: its content was deleted before it was sent


class DeleteRange(NamedTuple):
    """`length` UTF-16 units of `client`, from `clock`, are deleted."""

    client: int
    clock: int
    length: int


class DecodedUpdate(NamedTuple):
    """An update in the order of its bytes; the structs of one client are contiguous."""

    structs: tuple[Struct, ...]
    deletes: tuple[DeleteRange, ...]


@dataclass(frozen=True, slots=True)
class DecoderLimits:
    """What one update may hold at most."""

    max_bytes: int = ground.UPDATE_MAX_BYTES
    max_clients: int = ground.UPDATE_MAX_CLIENTS
    max_structs: int = ground.UPDATE_MAX_STRUCTS
    max_delete_ranges: int = ground.UPDATE_MAX_DELETE_RANGES
    max_utf16_units: int = ground.UPDATE_MAX_UTF16_UNITS


SENT: Final = DecoderLimits()
"""For what a browser sends."""

LOGGED: Final = DecoderLimits(
    max_bytes=ground.LOG_UPDATE_MAX_BYTES,
    max_clients=ground.LOG_UPDATE_MAX_ITEMS,
    max_structs=ground.LOG_UPDATE_MAX_ITEMS,
    max_delete_ranges=ground.LOG_UPDATE_MAX_ITEMS,
    max_utf16_units=ground.CLOCK_MAX_UTF16_UNITS,
)
"""For whole documents of our own log: many clients, long histories."""


def decode_update(data: bytes, *, limits: DecoderLimits = SENT) -> DecodedUpdate:
    """Return what the update says, read exactly to its end, or raise `Malformed`."""
    if type(data) is not bytes:
        raise Malformed("not_bytes")
    if len(data) > limits.max_bytes:
        raise Malformed("too_many_bytes")
    if len(data) <= _SHORT_BYTES and limits.max_utf16_units >= _SHORT_BYTES:
        short = _short_text(data)
        if short is not None:
            return short
    return Reader(data, limits).update()


def _short_text(data: bytes) -> DecodedUpdate | None:
    """Read what nearly every keystroke is: one short text of one client, behind a unit, and nothing deleted.

    Only a shorter way to what `Reader` says, in half the time: None for every other shape and for all that is odd.
    """
    if data[:2] != _ONE_OF_ONE or data[-1]:
        return None
    try:
        client, pos = _varint(data, 2)
        clock, pos = _varint(data, pos)
        info = data[pos]
        if info & ~_RIGHT_ORIGIN != _ORIGIN | _STRING:
            return None
        left_client, pos = _varint(data, pos + 1)
        left_clock, pos = _varint(data, pos)
        right_origin = None
        right_client = 0
        if info & _RIGHT_ORIGIN:
            right_client, pos = _varint(data, pos)
            right_clock, pos = _varint(data, pos)
            right_origin = (right_client, right_clock)
    except (IndexError, Malformed):
        return None
    # Behind one byte of length stands the text, behind that the empty delete set: nothing else fits.
    text_bytes = data[pos + 1 : -1]
    if not text_bytes or data[pos] != len(text_bytes) or not text_bytes.isascii() or _FORBIDDEN(text_bytes):
        return None
    if max(client, left_client, right_client) > ground.CLIENT_ID_MAX or clock > _SHORT_CLOCK_MAX:
        return None
    struct = Struct(
        client, clock, len(text_bytes), (left_client, left_clock), right_origin, False, text_bytes.decode("ascii")
    )
    return DecodedUpdate((struct,), ())


def _varint(data: bytes, pos: int) -> tuple[int, int]:
    """Return the number at `pos` and the place behind it; raises `IndexError` or `Malformed`."""
    byte = data[pos]
    pos += 1
    if byte < 0x80:
        return byte, pos
    value, shift = byte & 0x7F, 7
    while byte >= 0x80:
        byte = data[pos]
        pos += 1
        value |= (byte & 0x7F) << shift
        shift += 7
    if byte == 0 or value > _NUMBER_MAX:
        raise Malformed("number")
    return value, pos


class Reader:
    """One pass over an update; `structs_left` and the like are its budget, and never fall below zero."""

    __slots__ = ("clients_left", "data", "deletes_left", "end", "pos", "structs_left", "units_left")

    def __init__(self, data: bytes, limits: DecoderLimits) -> None:
        self.data = data
        self.pos = 0
        self.end = len(data)
        self.clients_left = limits.max_clients
        self.structs_left = limits.max_structs
        self.deletes_left = limits.max_delete_ranges
        self.units_left = limits.max_utf16_units

    def update(self) -> DecodedUpdate:
        """Return the whole update."""
        structs = self._structs()
        deletes = self._deletes()
        if self.pos != self.end:
            raise Malformed("bytes_left_over")
        return DecodedUpdate(tuple(structs), tuple(deletes))

    def _structs(self) -> list[Struct]:
        structs: list[Struct] = []
        seen: set[int] = set()
        for _ in range(self._client_count()):
            count = self._number()
            if count == 0:
                raise Malformed("empty_client")
            if count > self.structs_left or count * _STRUCT_MIN_BYTES > self.end - self.pos:
                raise Malformed("too_many_structs")
            self.structs_left -= count
            client = self._new_client(seen)
            clock = self._number()
            for _ in range(count):
                struct = self._struct(client, clock)
                structs.append(struct)
                clock += struct.length
                if clock > ground.CLOCK_MAX_UTF16_UNITS:
                    raise Malformed("clock_too_high")
        return structs

    def _deletes(self) -> list[DeleteRange]:
        deletes: list[DeleteRange] = []
        seen: set[int] = set()
        for _ in range(self._client_count()):
            client = self._new_client(seen)
            count = self._number()
            if count == 0:
                raise Malformed("empty_client")
            if count > self.deletes_left or count * 2 > self.end - self.pos:
                raise Malformed("too_many_deletes")
            self.deletes_left -= count
            for _ in range(count):
                clock = self._number()
                length = self._number()
                if length == 0:
                    raise Malformed("empty_delete")
                deletes.append(DeleteRange(client, clock, length))
        return deletes

    def _client_count(self) -> int:
        count = self._number()
        if count > self.clients_left or count > self.end - self.pos:
            raise Malformed("too_many_clients")
        return count

    def _new_client(self, seen: set[int]) -> int:
        client = self._client()
        if client in seen:
            raise Malformed("client_twice")  # Yjs would forget the first, yrs would not
        seen.add(client)
        return client

    def _client(self) -> int:
        client = self._number()
        if client > ground.CLIENT_ID_MAX:
            raise Malformed("client_id_too_high")
        return client

    def _struct(self, client: int, clock: int) -> Struct:
        if self.pos >= self.end:
            raise Malformed("truncated")
        info = self.data[self.pos]
        self.pos += 1
        kind = info & _CONTENT
        if (kind != _STRING and kind != _DELETED) or info & _PARENT_SUB:  # noqa: PLR1714 -- the hot path: no tuple
            raise Malformed("content_not_text")
        origin = (self._client(), self._number()) if info & _ORIGIN else None
        right_origin = (self._client(), self._number()) if info & _RIGHT_ORIGIN else None
        is_root_child = origin is None and right_origin is None
        if is_root_child and (self._number() != 1 or self._string() != ROOT_NAME):
            raise Malformed("parent_not_root")
        text: str | None = None
        if kind == _STRING:
            text = self._string()
            length = _checked_length(text)
        else:
            length = self._number()
        if length == 0:
            raise Malformed("empty_struct")
        self.units_left -= length
        if self.units_left < 0:
            raise Malformed("too_long")
        return Struct(client, clock, length, origin, right_origin, is_root_child, text)

    def _string(self) -> str:
        size = self._number()
        start, stop = self.pos, self.pos + size
        if stop > self.end:
            raise Malformed("truncated")
        self.pos = stop
        try:
            return self.data[start:stop].decode()
        except UnicodeDecodeError:
            raise Malformed("not_utf8") from None

    def _number(self) -> int:
        """Return the next unsigned number; only its shortest form is taken, as Yjs writes it."""
        data, pos = self.data, self.pos
        if pos >= self.end:
            raise Malformed("truncated")
        byte = data[pos]
        pos += 1
        if byte < 0x80:
            self.pos = pos
            return byte
        value, shift = byte & 0x7F, 7
        while byte >= 0x80:
            if shift > _LAST_SHIFT:
                raise Malformed("number_too_high")
            if pos >= self.end:
                raise Malformed("truncated")
            byte = data[pos]
            pos += 1
            value |= (byte & 0x7F) << shift
            shift += 7
        if byte == 0:
            raise Malformed("number_not_shortest")
        if value > _NUMBER_MAX:
            raise Malformed("number_too_high")
        self.pos = pos
        return value


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units `text` has: what a clock counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _checked_length(text: str) -> int:
    if "\0" in text or "\r" in text:
        raise Malformed("forbidden_character")
    return utf16_length(text)
