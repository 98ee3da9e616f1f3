"""The outbox numbers that a log row made durable, in a third of the bytes that JSON takes.

Promise: what is read is what was stored, ordered by client id. The form: for each pair the distance to
the client id before it, then the number, both as varints (seven bits a byte, lowest first).
"""

from collections.abc import Iterable

from sqlalchemy import Dialect, LargeBinary, TypeDecorator

Pairs = tuple[tuple[int, int], ...]


class OutboxNumbers(TypeDecorator[Pairs]):
    """Pairs of client id and outbox number, as bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Pairs | None, dialect: Dialect) -> bytes | None:
        """Pack."""
        return None if value is None else packed(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Pairs | None:
        """Unpack."""
        return None if value is None else unpacked(value)


def packed(pairs: Iterable[tuple[int, int]]) -> bytes:
    """Return the bytes of pairs of natural numbers; each first number comes once."""
    out = bytearray()
    before = 0
    for client_id, number in sorted(pairs):
        for value in (client_id - before, number):
            rest = value
            while rest >= 0x80:
                out.append(rest & 0x7F | 0x80)
                rest >>= 7
            out.append(rest)
        before = client_id
    return bytes(out)


def unpacked(data: bytes) -> Pairs:
    """Return the pairs of `packed` bytes."""
    numbers: list[int] = []
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    pairs: list[tuple[int, int]] = []
    client_id = 0
    for distance, number in zip(numbers[::2], numbers[1::2], strict=True):
        client_id += distance
        pairs.append((client_id, number))
    return tuple(pairs)
