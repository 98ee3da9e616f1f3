"""Damages updates, always in the same way for the same random numbers."""

from random import Random

from notes.live.decoder import DecodedUpdate, DeleteRange, Struct
from notes.live.encoder import encode_update


def damaged(data: bytes, others: list[bytes], chance: Random) -> bytes:
    """Return `data` with one to three kinds of damage."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(KINDS)(data, others, chance)
    return data


def _flip(data: bytes, others: list[bytes], chance: Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _set(data: bytes, others: list[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return (
        data[:at]
        + bytes([chance.choice((0, 1, 4, 10, 0x7F, 0x80, 0xC4, 0xFF, chance.randrange(256)))])
        + data[at + 1 :]
    )


def _cut(data: bytes, others: list[bytes], chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, others: list[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 9) :]


def _insert(data: bytes, others: list[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(1, 9)) + data[at:]


def _splice(data: bytes, others: list[bytes], chance: Random) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _inflate(data: bytes, others: list[bytes], chance: Random) -> bytes:
    """Put a huge number, or a long form of zero, where some byte was."""
    at = chance.randrange(len(data) + 1)
    number = b"\xff" * chance.randrange(1, 10) + bytes([chance.randrange(128)])
    return data[:at] + chance.choice((number, b"\x80" * chance.randrange(1, 9) + b"\0")) + data[at + 1 :]


KINDS = (_flip, _flip, _set, _set, _cut, _drop, _insert, _splice, _inflate)


def forged(client: int, vector: dict[int, int], chance: Random, most: int = 8) -> bytes:
    """Return a well-formed update with any ids at all as origins and deletes: a malicious browser's."""
    clock = vector.get(client, 0)
    held = dict(vector)
    structs: list[Struct] = []
    for _ in range(chance.randrange(most + 1)):
        origin, right = _unit(held, chance), _unit(held, chance)
        text = chance.choice(("a", "bc", "😀", "x😀y", None))
        length = chance.randrange(1, 4) if text is None else len(text.encode("utf-16-le")) // 2
        structs.append(Struct(client, clock, length, origin, right, origin is None and right is None, text))
        clock += length
        held[client] = clock
    deletes = [
        DeleteRange(*unit, chance.randrange(1, 4)) for _ in range(chance.randrange(3)) if (unit := _unit(held, chance))
    ]
    return encode_update(DecodedUpdate(tuple(structs), tuple(deletes)))


def _unit(held: dict[int, int], chance: Random) -> tuple[int, int] | None:
    if not held or chance.random() < 0.15:
        return None
    client = chance.choice(sorted(held))
    return client, chance.randrange(held[client] or 1)
