"""WebSocket messages come out as they were sent, however they are cut, and are refused by their header."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.sockets.messages import (
    BINARY,
    BROKEN,
    CLOSE,
    CONTINUATION,
    PING,
    TEXT,
    TOO_BIG,
    MessageReader,
    Unacceptable,
    frame,
)

LIMIT = 70_000


def sent(kind: int, payload: bytes, *, final: bool = True, mask: bytes = b"\x01\x82\x03\xf4") -> bytes:
    """Return a client's frame, masked byte by byte as RFC 6455 describes it."""
    length = len(payload)
    if length < 126:
        size = bytes((0x80 | length,))
    elif length < 2**16:
        size = bytes((0x80 | 126,)) + struct.pack("!H", length)
    else:
        size = bytes((0x80 | 127,)) + struct.pack("!Q", length)
    return (
        bytes(((0x80 if final else 0) | kind,)) + size + mask + bytes(b ^ mask[at % 4] for at, b in enumerate(payload))
    )


def read(data: bytes, pieces: int = 10**6) -> list[tuple[int, bytes]]:
    """Feed bytes in pieces and return every message."""
    reader, messages = MessageReader(LIMIT), []
    for start in range(0, len(data), pieces):
        reader.feed(data[start : start + pieces])
        while (message := reader.next()) is not None:
            messages.append(message)
    return messages


@given(st.lists(st.tuples(st.sampled_from([TEXT, BINARY]), st.binary(max_size=300)), max_size=6), st.integers(1, 40))
def test_messages_come_out_whole_and_in_order_however_the_bytes_arrive(
    messages: list[tuple[int, bytes]], pieces: int
) -> None:
    assert read(b"".join(sent(kind, payload) for kind, payload in messages), pieces) == messages


@pytest.mark.parametrize("length", [0, 1, 3, 4, 125, 126, 65_535, 65_536])
def test_every_way_to_write_a_length_is_read_and_written(length: int) -> None:
    payload = bytes(at % 251 for at in range(length))
    assert read(sent(BINARY, payload)) == [(BINARY, payload)]
    unmasked = frame(BINARY, payload)
    assert unmasked.endswith(payload)
    head = sent(BINARY, payload)[: len(unmasked) - length]
    assert unmasked[: len(head)] == head[:1] + bytes((head[1] & 0x7F,)) + head[2:]


def test_fragments_are_one_message_and_a_ping_may_come_between_them() -> None:
    data = sent(TEXT, b"Hal", final=False) + sent(PING, b"?") + sent(CONTINUATION, b"lo") + sent(BINARY, b"x")
    assert read(data) == [(PING, b"?"), (TEXT, b"Hallo"), (BINARY, b"x")]


def test_a_message_over_the_limit_is_refused_by_its_header_alone() -> None:
    with pytest.raises(Unacceptable) as refused:
        read(sent(BINARY, b"x" * (LIMIT + 1))[:10])
    assert refused.value.code == TOO_BIG


def test_fragments_are_added_up() -> None:
    half = b"x" * (LIMIT // 2 + 1)
    with pytest.raises(Unacceptable) as refused:
        read(sent(BINARY, half, final=False) + sent(CONTINUATION, half)[:10])
    assert refused.value.code == TOO_BIG


@pytest.mark.parametrize(
    "data",
    [
        frame(BINARY, b"not masked"),
        b"\xc2" + sent(BINARY, b"a reserved bit")[1:],
        sent(0x3, b"no such kind"),
        sent(CONTINUATION, b"the rest of nothing"),
        sent(TEXT, b"a", final=False) + sent(TEXT, b"within another"),
        sent(CLOSE, b"x" * 126),
        sent(PING, b"in parts", final=False),
    ],
)
def test_what_no_browser_sends_ends_the_connection(data: bytes) -> None:
    with pytest.raises(Unacceptable) as refused:
        read(data)
    assert refused.value.code == BROKEN
