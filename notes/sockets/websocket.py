"""WebSockets that refuse a message by its header, before its bytes are read.

gevent-websocket 0.10.1 reads a message of any size into memory, by several small reads, and unmasks
it byte by byte; here `messages` reads it. Before its first join a connection may send little.

A frame that is the same for many is made once and written past the queues to whoever has nothing
else on its way.
"""

from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import parse_qs
from weakref import WeakValueDictionary

from gevent import spawn
from gevent.lock import Semaphore
from geventwebsocket import handler as library
from geventwebsocket.exceptions import WebSocketError
from geventwebsocket.websocket import WebSocket

from notes.ground import limits
from notes.sockets.messages import BINARY, CLOSE, PING, PONG, TEXT, Message, MessageReader, Unacceptable, frame

_READ_BYTES = 16_384  # at a time
_NOT_TEXT = 1007  # RFC 6455, section 7.4.1

# Those that began as long polling, by the session id in their address.
_upgraded: WeakValueDictionary[str, "SizedWebSocket"] = WeakValueDictionary()


class SizedWebSocket(WebSocket):  # type: ignore[misc]  # gevent-websocket has no types
    """A WebSocket with a limit on the bytes of one message."""

    __slots__ = ("__weakref__", "_messages", "_read", "_socket", "_turn", "_write_all")

    def __init__(self, environ: dict[str, Any], stream: Any, handler: Any) -> None:  # noqa: ANN401 -- the library's own
        """Take the connection after its handshake."""
        super().__init__(environ, stream, handler)
        self._messages = MessageReader(limits.MESSAGE_BEFORE_JOIN_MAX_BYTES)
        # What came right behind the handshake; read whole at the first reading, as it holds less than that.
        self._read: Callable[[int], bytes] = handler.rfile.read1
        self._socket = handler.socket
        self._turn = Semaphore()  # who writes: frames must not be cut by others
        self._write_all: Callable[[bytes], None] = stream.write
        setattr(self, "raw_write", self._write)  # noqa: B010 -- a slot of the untyped base class
        for session in parse_qs(environ.get("QUERY_STRING", "")).get("sid", []):
            _upgraded[session] = self

    def allow_whole_updates(self) -> None:
        """Raise the limit: this connection has joined."""
        self._messages.limit_bytes = limits.MESSAGE_MAX_BYTES

    def receive(self) -> bytes | str | None:
        """Wait for one message; None when the connection ended, or was closed for what it sent."""
        if self.closed:
            raise WebSocketError("already closed")
        try:
            while (message := self._whole_message()) is not None:
                kind, payload = message
                if kind == BINARY:
                    return payload
                if kind == TEXT:
                    return payload.decode()
                if kind == PING:
                    self.send_frame(payload, PONG)
                elif kind == CLOSE:
                    break
            self.close()
        except Unacceptable as unacceptable:
            self.close(unacceptable.code)
        except UnicodeDecodeError:
            self.close(_NOT_TEXT)
        except OSError:
            self.close()  # the line broke
        return None

    def _whole_message(self) -> Message | None:
        """Return the next message, None at the end of the line."""
        while (message := self._messages.next()) is None:
            data = self._read(_READ_BYTES)
            self._read = self._read_when_ready
            if not data:
                return None
            self._messages.feed(data)
        return message

    def _read_when_ready(self, size: int) -> bytes:
        """Wait, then read: the socket was read empty, so gevent's own `recv` would try in vain first.

        That try, with its exception and its giving up of the interpreter's lock, cost more than the reading.
        """
        self._socket._wait(self._socket._read_event)  # noqa: SLF001 -- gevent 26 has no public name for it
        data: bytes = self._socket.recv(size)
        return data

    def write_now(self, frame: bytes) -> bool:
        """Write a whole frame without waiting; False when others write or the receiver takes nothing now."""
        if self.closed or self._turn.locked():
            return False
        try:
            written = self._socket.send(frame, 0, 0.0)
        except OSError:  # it would have to wait, or the connection is gone: the queue finds out
            return False
        if written < len(frame):
            self._turn.acquire()  # free: nothing ran since it was looked at
            spawn(self._write_rest, frame[written:])
        return True

    def _write_rest(self, rest: bytes) -> None:
        try:
            self._write_all(rest)
        except OSError:
            _break(self)  # half a frame is no message: nothing may follow it
        finally:
            self._turn.release()

    def _write(self, data: bytes) -> None:
        with self._turn:
            self._write_all(data)


class SizedWebSocketHandler(library.WebSocketHandler):  # type: ignore[misc]  # as above
    """The library's handler, making our kind of WebSocket."""


# The handler has no hook for the class: it makes whatever its module calls WebSocket.
library.WebSocket = SizedWebSocket


def joined(eio_sid: str, environ: dict[str, Any]) -> None:
    """Let a connection send whole updates from now on."""
    websocket = of(eio_sid, environ)
    if websocket is not None:
        websocket.allow_whole_updates()


def cut(eio_sid: str, environ: dict[str, Any]) -> None:
    """Break a connection at once: who does not read gets no goodbye, a send that waits for them ends."""
    websocket = of(eio_sid, environ)
    if websocket is not None:
        _break(websocket)


def binary_frame(data: bytes) -> bytes:
    """Return a server's frame with a binary message: the same bytes for every receiver."""
    return frame(BINARY, data)


def _break(websocket: SizedWebSocket) -> None:
    with suppress(OSError):  # it broke by itself meanwhile
        websocket.handler.socket.shutdown(SHUT_RDWR)


def of(eio_sid: str, environ: dict[str, Any]) -> SizedWebSocket | None:
    """Return the WebSocket of a connection; None for long polling."""
    websocket = _upgraded.get(eio_sid) or environ.get("wsgi.websocket")
    return websocket if isinstance(websocket, SizedWebSocket) else None
