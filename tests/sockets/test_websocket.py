"""Tries to cut a frame with another one, or to lose one, when a receiver reads slowly."""

import logging
from collections.abc import Iterator
from typing import Any

import gevent
import pytest
from gevent import socket
from geventwebsocket.websocket import Stream

from notes.sockets.websocket import SizedWebSocket, binary_frame

WAIT_SECONDS = 10.0
BIG = 3_000_000  # more than the kernel takes at once


class Handler:
    """What the library's handler has of a connection."""

    def __init__(self, connection: Any) -> None:
        self.socket = connection
        self.rfile = connection.makefile("rb")
        self.logger = logging.getLogger("test")


@pytest.fixture
def line() -> Iterator[tuple[SizedWebSocket, Any]]:
    """Give a WebSocket and the receiver's end of it."""
    here, there = socket.socketpair()
    there.settimeout(WAIT_SECONDS)
    handler = Handler(here)
    with here, there, handler.rfile:
        yield SizedWebSocket({}, Stream(handler), handler), there


def read(there: Any, length: int) -> bytes:
    """Read exactly this much."""
    found = b""
    while len(found) < length:
        part = there.recv(min(1 << 20, length - len(found)))
        assert part, f"the line ended after {len(found)} of {length} bytes"
        found += part
    return found


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536])
def test_a_frame_is_what_the_library_would_send(line: tuple[SizedWebSocket, Any], length: int) -> None:
    websocket, there = line
    data = bytes(range(256)) * (length // 256 + 1)
    frame = binary_frame(data[:length])
    assert websocket.write_now(frame)
    received = read(there, len(frame))
    websocket.send_frame(data[:length], SizedWebSocket.OPCODE_BINARY)
    assert read(there, len(frame)) == frame == received


def test_who_reads_slowly_gets_every_frame_whole_and_in_order(line: tuple[SizedWebSocket, Any]) -> None:
    websocket, there = line
    first, second, third = (binary_frame(mark * BIG) for mark in (b"a", b"b", b"c"))
    assert websocket.write_now(first)  # the kernel takes a part, the rest is on its way
    assert not websocket.write_now(second)
    queued = gevent.spawn(websocket.send_frame, b"b" * BIG, SizedWebSocket.OPCODE_BINARY)
    gevent.idle()
    assert not websocket.write_now(third)
    assert read(there, len(first)) == first
    assert read(there, len(second)) == second
    queued.get(timeout=WAIT_SECONDS)
    assert websocket.write_now(third)
    assert read(there, len(third)) == third


def test_nothing_is_written_to_a_line_that_is_full_or_closed(line: tuple[SizedWebSocket, Any]) -> None:
    websocket, there = line
    small = binary_frame(b"x" * 100)
    written = 0
    while websocket.write_now(small):
        written += 1
    if websocket._turn.locked():  # the last one did not fit: its rest is on its way
        read(there, len(small))
    there.close()
    assert not websocket.write_now(small)
    websocket.close()
    assert not websocket.write_now(small)
    assert written > 0


def test_a_line_that_breaks_in_the_middle_of_a_frame_is_ended(line: tuple[SizedWebSocket, Any]) -> None:
    websocket, there = line
    assert websocket.write_now(binary_frame(b"a" * BIG))
    there.close()
    with pytest.raises(Exception, match=r"dead|closed"):
        gevent.spawn(websocket.send_frame, b"b", SizedWebSocket.OPCODE_BINARY).get(timeout=WAIT_SECONDS)
    assert not websocket._turn.locked()
