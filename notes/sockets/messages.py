"""WebSocket messages (RFC 6455) from the bytes of a client, and frames for clients.

It promises: a message is refused by its header, before its bytes are gathered; fragments of one
message are added up. Nothing here knows a socket.
"""

from typing import Final

CONTINUATION: Final = 0x0
TEXT: Final = 0x1
BINARY: Final = 0x2
CLOSE: Final = 0x8
PING: Final = 0x9
PONG: Final = 0xA

BROKEN: Final = 1002  # closing codes, RFC 6455, section 7.4.1
TOO_BIG: Final = 1009

_FIN: Final = 0x80
_RESERVED: Final = 0x70
_MASKED: Final = 0x80
_MASK_BYTES: Final = 4
_CONTROL_MAX_BYTES: Final = 125
_TWO_MORE: Final = 126  # the length stands in the next two bytes
_EIGHT_MORE: Final = 127
_LENGTH_MAX: Final = 2**16

Message = tuple[int, bytes]
"""The kind (`TEXT`, `BINARY`, `CLOSE`, `PING`, `PONG`) and the unmasked bytes."""


class Unacceptable(Exception):
    """The connection must be closed with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class MessageReader:
    """Takes bytes as they come and gives whole messages.

    `limit_bytes` bounds one message, whatever the number of its fragments; it may be changed.
    """

    __slots__ = ("_buffer", "_kind", "_parts", "_taken", "limit_bytes")

    def __init__(self, limit_bytes: int) -> None:
        """Start before the first frame."""
        self.limit_bytes = limit_bytes
        self._buffer = bytearray()
        self._kind = CONTINUATION  # of the message whose fragments are coming in
        self._parts: list[bytes] = []
        self._taken = 0

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the client; little at a time, for they are kept."""
        self._buffer += data

    def next(self) -> Message | None:
        """Return the next message, None until it is whole; raises `Unacceptable`."""
        while (frame := self._frame()) is not None:
            final, kind, payload = frame
            if kind >= CLOSE:
                return kind, payload
            if (kind == CONTINUATION) is (self._kind == CONTINUATION):
                raise Unacceptable(BROKEN)  # a message within a message, or the rest of none
            kind = kind or self._kind
            if not final:
                self._kind = kind
                self._parts.append(payload)
                continue
            if self._parts:
                payload = b"".join((*self._parts, payload))
                self._parts.clear()
            self._kind, self._taken = CONTINUATION, 0
            return kind, payload
        return None

    def _frame(self) -> tuple[bool, int, bytes] | None:
        """Return the next frame (final, kind, payload); None until all of it is there."""
        buffer = self._buffer
        held = len(buffer)
        if held < 2:
            return None
        first, second = buffer[0], buffer[1]
        kind, length, start = first & 0xF, second & 0x7F, 2
        if first & _RESERVED or not second & _MASKED or BINARY < kind < CLOSE or kind > PONG:
            raise Unacceptable(BROKEN)
        if length >= _TWO_MORE:
            start = 4 if length == _TWO_MORE else 10
            if held < start:
                return None
            length = int.from_bytes(buffer[2:start])
        if kind >= CLOSE:
            if length > _CONTROL_MAX_BYTES or not first & _FIN:
                raise Unacceptable(BROKEN)
        elif self._taken + length > self.limit_bytes:
            raise Unacceptable(TOO_BIG)
        end = start + _MASK_BYTES + length
        if held < end:
            return None
        mask, payload = buffer[start : start + _MASK_BYTES], buffer[start + _MASK_BYTES : end]
        del buffer[:end]
        if kind < CLOSE:
            self._taken += length
        return bool(first & _FIN), kind, _unmasked(payload, mask)


def _unmasked(payload: bytearray, mask: bytearray) -> bytes:
    """Return the payload, each byte combined with its byte of the mask: as one number, not byte by byte."""
    length = len(payload)
    key = mask * (length // _MASK_BYTES + 1)
    return (int.from_bytes(payload) ^ int.from_bytes(key[:length])).to_bytes(length)


def frame(kind: int, payload: bytes) -> bytes:
    """Return one whole frame for a client: the same bytes for everybody, since servers do not mask."""
    length = len(payload)
    if length < _TWO_MORE:
        return bytes((_FIN | kind, length)) + payload
    if length < _LENGTH_MAX:
        return bytes((_FIN | kind, _TWO_MORE)) + length.to_bytes(2) + payload
    return bytes((_FIN | kind, _EIGHT_MORE)) + length.to_bytes(8) + payload
