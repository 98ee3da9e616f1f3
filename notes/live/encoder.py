"""Writes a decoded update as Yjs does (format v1): the same update always gives the same bytes."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from notes.ground.limits import CLOCK_MAX_UTF16_UNITS
from notes.live.decoder import LOGGED, ROOT_NAME, DecodedUpdate, DeleteRange, Id, Struct, decode_update

_client_of = attrgetter("client")


def encode_update(decoded: DecodedUpdate) -> bytes:
    """Return the update's bytes: clients from high to low, delete ranges sorted and merged.

    The structs of one client must be contiguous and in order, as the decoder returns them.
    """
    out = bytearray()
    structs = sorted(decoded.structs, key=lambda struct: (-struct.client, struct.clock))
    clients = [(client, list(group)) for client, group in groupby(structs, _client_of)]
    _number(out, len(clients))
    for client, group in clients:
        _number(out, len(group))
        _number(out, client)
        _number(out, group[0].clock)
        for struct in group:
            _struct(out, struct)
    _deletes(out, merged_ranges(decoded.deletes))
    return bytes(out)


def merged_ranges(ranges: Iterable[DeleteRange]) -> tuple[DeleteRange, ...]:
    """Return the same units in as few ranges as possible: clients from high to low, then by clock."""
    merged: list[DeleteRange] = []
    for client, clock, length in sorted(ranges, key=lambda one: (-one.client, one.clock)):
        if merged and merged[-1].client == client and merged[-1].clock + merged[-1].length >= clock:
            last = merged[-1]
            merged[-1] = DeleteRange(client, last.clock, max(last.length, clock + length - last.clock))
        else:
            merged.append(DeleteRange(client, clock, length))
    return tuple(merged)


def _struct(out: bytearray, struct: Struct) -> None:
    kind = 1 if struct.text is None else 4
    out.append(kind | (0x80 if struct.origin else 0) | (0x40 if struct.right_origin else 0))
    if struct.origin:
        _id(out, struct.origin)
    if struct.right_origin:
        _id(out, struct.right_origin)
    if not struct.origin and not struct.right_origin:
        _number(out, 1)
        _string(out, ROOT_NAME)
    if struct.text is None:
        _number(out, struct.length)
    else:
        _string(out, struct.text)


def _deletes(out: bytearray, ranges: Iterable[DeleteRange]) -> None:
    clients = [(client, list(group)) for client, group in groupby(ranges, _client_of)]
    _number(out, len(clients))
    for client, group in clients:
        _number(out, client)
        _number(out, len(group))
        for one in group:
            _number(out, one.clock)
            _number(out, one.length)


def _id(out: bytearray, unit: Id) -> None:
    _number(out, unit[0])
    _number(out, unit[1])


def _string(out: bytearray, text: str) -> None:
    data = text.encode()
    _number(out, len(data))
    out += data


def _number(out: bytearray, value: int) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def without_known_deletes(update: bytes, before: bytes) -> bytes:
    """Return `update` without the delete ranges that the document's state `before` already has.

    For edits of the server's own: a difference that pycrdt (or Yjs) computes carries the whole
    document's delete set, in every log row and frame.
    """
    decoded = decode_update(update, limits=LOGGED)
    known = merged_ranges(decode_update(before, limits=LOGGED).deletes)
    return encode_update(DecodedUpdate(decoded.structs, subtracted_ranges(merged_ranges(decoded.deletes), known)))


def subtracted_ranges(ranges: Iterable[DeleteRange], known: Iterable[DeleteRange]) -> tuple[DeleteRange, ...]:
    """Return the units of `ranges` that are not in `known`; both as `merged_ranges` returns them."""
    known_of = {client: list(group) for client, group in groupby(known, _client_of)}
    new: list[DeleteRange] = []
    for client, group in groupby(ranges, _client_of):
        holes = iter((*known_of.get(client, ()), DeleteRange(client, CLOCK_MAX_UTF16_UNITS + 1, 1)))
        hole = next(holes)
        for one in group:
            clock, end = one.clock, one.clock + one.length
            while clock < end:
                while hole.clock + hole.length <= clock:
                    hole = next(holes)
                stop = min(end, hole.clock)
                if stop > clock:
                    new.append(DeleteRange(client, clock, stop - clock))
                clock = max(stop, min(end, hole.clock + hole.length))
    return tuple(new)
