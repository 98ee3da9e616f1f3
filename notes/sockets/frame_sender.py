"""The one place that sends: an event is encoded once, whatever the number of receivers.

It promises that no receiver's backlog grows without end: who does not keep up is disconnected,
comes back, joins, and gets the difference.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from notes.ground import limits
from notes.ground.languages import FALLBACK, sentences
from notes.ground.refusals import refusal_sentence
from notes.sockets import websocket

_MOST_BYTES = limits.BACKLOG_MAX_BYTES
_FEW_FRAMES = 8  # of at most 200 kB each: not worth counting at every send


class FrameSender:
    """Carries the engine's frames over Socket.IO."""

    def __init__(self) -> None:
        """Start without a server; it and `on_drop`, told of whom is closed, are set before anybody connects."""
        self.server: Any = None  # a socketio.Server, which has no types
        self.on_drop: Callable[[str], None] = lambda _sid: None
        self._languages: dict[str, str] = {}
        self._dropped: set[str] = set()

    def connected(self, sid: str, language: str) -> None:
        """Remember the language of a connection's sentences."""
        self._languages[sid] = language

    def disconnected(self, sid: str) -> None:
        """Forget a connection."""
        self._languages.pop(sid, None)
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
        self.server.emit(event, payload, to=[sid for sid in sids if self.keeps_up(sid)])

    def engine_io(self, sid: str) -> tuple[str, dict[str, Any]]:
        """Return the Engine.IO session and the request's environment of a connection."""
        if self.server is None:
            return "", {}
        return self.server.manager.eio_sid_from_sid(sid, "/") or "", self.server.get_environ(sid) or {}

    def keeps_up(self, sid: str) -> bool:
        """Return whether a connection reads what it is sent; one that does not is closed."""
        server = self.server
        if server is None:
            return False
        eio_sid = server.manager.eio_sid_from_sid(sid, "/")
        connection = server.eio.sockets.get(eio_sid) if eio_sid else None
        if connection is None:
            return False
        if connection.queue.qsize() <= limits.BACKLOG_MAX_FRAMES and _waiting_bytes(connection) <= _MOST_BYTES:
            return True
        if sid not in self._dropped and sid in self._languages:  # told once, although more was to be sent meanwhile
            self._dropped.add(sid)
            self.on_drop(sid)
        environ = server.get_environ(sid) or {}
        connection.close(wait=False, abort=True)
        websocket.cut(eio_sid, environ)
        return False


def _waiting_bytes(connection: Any) -> int:  # noqa: ANN401 -- python-engineio has no types
    """Return how much waits to be sent; nothing is counted for those who keep up."""
    queue = connection.queue
    if queue.qsize() <= _FEW_FRAMES:
        return 0
    return sum(len(packet.data or b"") for packet in list(queue.queue) if packet is not None)
