"""Messages between the server and its rendering process: a length, then msgpack, over pipes."""

import os
import select
import struct
import time
from typing import Any, Final

import msgpack

from notes.publishing.native import original

MESSAGE_MAX_BYTES: Final = 64_000_000
# gevent's own poll would need a hub, which our native thread lacks.
_poll: Final = original(select, "poll")
_LENGTH: Final = struct.Struct("!I")


class PipeClosed(Exception):
    """The other side is gone, or sent something that is no message."""


def send(descriptor: int, message: object, deadline: float | None = None) -> None:
    """Write a message; `TimeoutError` when `deadline` (of `time.monotonic`) passes before its end."""
    packed = msgpack.packb(message)
    left = memoryview(_LENGTH.pack(len(packed)) + packed)
    while left:
        _wait(descriptor, select.POLLOUT, deadline)
        try:
            left = left[os.write(descriptor, left[:65536]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise PipeClosed from error


def receive(descriptor: int, deadline: float | None = None) -> Any:  # noqa: ANN401 -- msgpack's own answer
    """Read a message; `TimeoutError` as with `send`, `PipeClosed` when the other side ended."""
    (length,) = _LENGTH.unpack(_read(descriptor, _LENGTH.size, deadline))
    if length > MESSAGE_MAX_BYTES:
        raise PipeClosed
    return msgpack.unpackb(_read(descriptor, length, deadline), strict_map_key=False)


def _read(descriptor: int, length: int, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    while length:
        _wait(descriptor, select.POLLIN, deadline)
        part = os.read(descriptor, min(length, 1_048_576))
        if not part:
            raise PipeClosed
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    poll = _poll()
    poll.register(descriptor, event)
    left_ms = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    if not poll.poll(left_ms):
        raise TimeoutError
