"""The one place that sends: an event is encoded once, whatever the number of receivers.

It promises that no receiver's backlog grows without end: who does not keep up is disconnected,
comes back, joins, and gets the difference.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engineio import packet as engine_packet
from socketio import packet as socket_packet

from notes.ground import limits
from notes.ground.languages import FALLBACK, sentences
from notes.ground.refusals import refusal_sentence
from notes.sockets import websocket

_MOST_BYTES = limits.BACKLOG_MAX_BYTES
_FEW_FRAMES = 8  # of at most 200 kB each: not worth counting at every send


@dataclass(slots=True)
class _Line:
    """An open connection, as the libraries have it."""

    eio_sid: str
    connection: Any  # an engineio.Socket, which has no types
    environ: dict[str, Any]
    socket: websocket.SizedWebSocket | None = None  # once it is a WebSocket

    def write_now(self, frame: bytes) -> bool:
        """Write a WebSocket's frame past the queue, if nothing waits in it."""
        if self.connection.queue.qsize() or not self.connection.upgraded:
            return False
        if self.socket is None:
            self.socket = websocket.of(self.eio_sid, self.environ)
        return self.socket is not None and self.socket.write_now(frame)


class FrameSender:
    """Carries the engine's frames over Socket.IO."""

    def __init__(self) -> None:
        """Start without a server; it and `on_drop`, told of whom is closed, are set before anybody connects."""
        self.server: Any = None  # a socketio.Server, which has no types
        self.on_drop: Callable[[str], None] = lambda _sid: None
        self._languages: dict[str, str] = {}
        self._lines: dict[str, _Line] = {}
        self._dropped: set[str] = set()

    def connected(self, sid: str, language: str) -> None:
        """Remember the language of a connection's sentences."""
        self._languages[sid] = language

    def disconnected(self, sid: str) -> None:
        """Forget a connection."""
        self._languages.pop(sid, None)
        self._lines.pop(sid, None)
        self._dropped.discard(sid)

    def sentence(self, sid: str, code: str, facts: Mapping[str, object]) -> str:
        """Return why something was refused, in this connection's language."""
        gettext = sentences(self._languages.get(sid, FALLBACK)).gettext
        return refusal_sentence(code, facts, gettext)

    def send(self, sids: Sequence[str], event: str, payload: Mapping[str, object]) -> None:
        """Queue an event for each of these sockets and return at once."""
        if self.server is None or not sids:
            return
        if event == "refused":
            code = str(payload["code"])
            payload = {**payload, "message": self.sentence(sids[0], code, payload)}
        packet = self.server.packet_class(socket_packet.EVENT, namespace="/", data=[event, payload])
        data: bytes = packet.encode()
        message = engine_packet.Packet(engine_packet.MESSAGE, data)
        frame = websocket.binary_frame(data)
        for sid in sids:
            line = self._line(sid)
            if line is not None and not line.write_now(frame) and self._keeps_up(sid, line):
                self.server.eio.send_packet(line.eio_sid, message)

    def engine_io(self, sid: str) -> tuple[str, dict[str, Any]]:
        """Return the Engine.IO session and the request's environment of a connection."""
        line = self._line(sid)
        return (line.eio_sid, line.environ) if line else ("", {})

    def keeps_up(self, sid: str) -> bool:
        """Return whether a connection reads what it is sent; one that does not is closed."""
        line = self._line(sid)
        return line is not None and self._keeps_up(sid, line)

    def _line(self, sid: str) -> _Line | None:
        line = self._lines.get(sid)
        if line is None and self.server is not None:
            eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
            connection = self.server.eio.sockets.get(eio_sid) if eio_sid else None
            if connection is None:
                return None
            line = self._lines[sid] = _Line(eio_sid, connection, self.server.get_environ(sid) or {})
        return None if line is None or line.connection.closed else line

    def _keeps_up(self, sid: str, line: _Line) -> bool:
        waiting = line.connection.queue.qsize()
        if waiting <= _FEW_FRAMES:
            return True
        if waiting <= limits.BACKLOG_MAX_FRAMES and _waiting_bytes(line.connection) <= _MOST_BYTES:
            return True
        if sid not in self._dropped and sid in self._languages:  # told once, although more was to be sent meanwhile
            self._dropped.add(sid)
            self.on_drop(sid)
        line.connection.close(wait=False, abort=True)
        websocket.cut(line.eio_sid, line.environ)
        return False


def _waiting_bytes(connection: Any) -> int:  # noqa: ANN401 -- python-engineio has no types
    return sum(len(packet.data or b"") for packet in list(connection.queue.queue) if packet is not None)
