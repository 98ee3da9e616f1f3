"""WebSockets that refuse a message by its header, before its bytes are read.

gevent-websocket 0.10.1 reads a message of any size into memory; the size that python-engineio
checks is looked at afterwards. Fragments of one message are added up. Before its first join a
connection may send little.
"""

from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import parse_qs
from weakref import WeakValueDictionary

from geventwebsocket import handler as library
from geventwebsocket.exceptions import WebSocketError
from geventwebsocket.websocket import WebSocket

from notes.ground import limits

_TOO_BIG = 1009  # RFC 6455, section 7.4.1

# Those that began as long polling, by the session id in their address.
_upgraded: WeakValueDictionary[str, "SizedWebSocket"] = WeakValueDictionary()


class SizedWebSocket(WebSocket):  # type: ignore[misc]  # gevent-websocket has no types
    """A WebSocket with a limit on the bytes of one message."""

    __slots__ = ("__weakref__", "_read", "_taken", "limit_bytes")

    def __init__(self, environ: dict[str, Any], stream: Any, handler: Any) -> None:  # noqa: ANN401 -- the library's own
        """Wrap the library's reading."""
        super().__init__(environ, stream, handler)
        self.limit_bytes = limits.MESSAGE_BEFORE_JOIN_MAX_BYTES
        self._taken = 0
        # What the library reads payloads by; headers it reads from the stream itself.
        self._read: Callable[[int], bytes] = stream.read
        setattr(self, "raw_read", self._read_within_limit)  # noqa: B010 -- a slot of the untyped base class
        for session in parse_qs(environ.get("QUERY_STRING", "")).get("sid", []):
            _upgraded[session] = self

    def receive(self) -> Any:  # noqa: ANN401 -- bytes, text or None, as the library decides
        """Read one message; the count begins anew with each."""
        self._taken = 0
        return super().receive()

    def _read_within_limit(self, size: int) -> bytes:
        self._taken += size
        if self._taken > self.limit_bytes:
            self.close(_TOO_BIG, "too big")
            raise WebSocketError("message too big")
        return self._read(size)


class SizedWebSocketHandler(library.WebSocketHandler):  # type: ignore[misc]  # as above
    """The library's handler, making our kind of WebSocket."""


# The handler has no hook for the class: it makes whatever its module calls WebSocket.
library.WebSocket = SizedWebSocket


def joined(eio_sid: str, environ: dict[str, Any]) -> None:
    """Let a connection send whole updates from now on."""
    websocket = _of(eio_sid, environ)
    if websocket is not None:
        websocket.limit_bytes = limits.MESSAGE_MAX_BYTES


def cut(eio_sid: str, environ: dict[str, Any]) -> None:
    """Break a connection at once: who does not read gets no goodbye, a send that waits for them ends."""
    websocket = _of(eio_sid, environ)
    if websocket is not None:
        with suppress(OSError):  # it broke by itself meanwhile
            websocket.handler.socket.shutdown(SHUT_RDWR)


def _of(eio_sid: str, environ: dict[str, Any]) -> SizedWebSocket | None:
    websocket = _upgraded.get(eio_sid) or environ.get("wsgi.websocket")
    return websocket if isinstance(websocket, SizedWebSocket) else None
