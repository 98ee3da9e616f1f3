"""Serving: gevent's WSGI server with our WebSockets, and the Socket.IO server's settings."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from engineio.packet import Packet
from engineio.payload import Payload as EnginePayload
from flask import Flask
from flask_socketio import SocketIO
from gevent import pywsgi

from notes.ground import limits
from notes.sockets.websocket import SizedWebSocketHandler

# With long polling python-engineio drops what comes after 16 packets in one POST without a word.
EnginePayload.max_decode_packets = 500

_encode: Callable[[EnginePayload, int | None], str] = EnginePayload.encode


def _encode_afresh(payload: EnginePayload, jsonp_index: int | None = None) -> str:
    """Encode for long polling without the packets' own memory of how they were encoded before.

    A frame is one packet for all its receivers, and python-engineio keeps its first encoding: bytes
    for a WebSocket, which a long polling receiver of the same frame was then given, and broke on.
    """
    payload.packets = [Packet(one.packet_type, one.data) for one in payload.packets]
    return _encode(payload, jsonp_index)


EnginePayload.encode = _encode_afresh  # type: ignore[method-assign]  # on purpose, see there

_CLOSED = "Session is disconnected"  # what python-engineio raises, and does not catch
_SECRET_PATHS = ("/toegang/", "/aanmelding/")


class _AccessLog:
    """Writes pywsgi's lines to the log, without the addresses that hold a secret."""

    def __init__(self) -> None:
        self._log = logging.getLogger("oogst.access")

    def write(self, line: str) -> None:
        """Take one line."""
        if not any(path in line for path in _SECRET_PATHS):
            self._log.info("%s", line.rstrip())


def make_socketio(app: Flask, allowed_origins: Sequence[str] | None) -> SocketIO:
    """Return the Socket.IO server on `app`.

    `allowed_origins` None means: this server's own address only.
    """
    options: dict[str, Any] = {
        "async_mode": "gevent",
        # One ordered path per client: two updates of one browser must never overtake each other.
        "async_handlers": False,
        "serializer": "msgpack",
        "max_http_buffer_size": limits.MESSAGE_MAX_BYTES,
        "cors_allowed_origins": list(allowed_origins) if allowed_origins else None,
        "manage_session": False,
        "ping_interval": 15,
        "ping_timeout": 15,
        "http_compression": False,
    }
    sockets = SocketIO(app, **options)
    engine: Any = sockets.server.eio  # type: ignore[attr-defined]  # not in the stubs
    engine.handle_request = partial(_handle_request, engine.handle_request)
    return sockets


def _handle_request(handle: Callable[..., Any], environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:  # noqa: ANN401 -- python-engineio's own
    """Answer a poll of a session that was closed a moment ago as any of one that is gone, instead of failing."""
    try:
        return handle(environ, start_response)
    except KeyError as error:
        if error.args != (_CLOSED,):
            raise
        start_response("400 BAD REQUEST", [("Content-Type", "text/plain")])
        return [b"Invalid session"]


def make_server(app: Flask, host: str, port: int) -> pywsgi.WSGIServer:
    """Return a server that listens once it is started; raises `OSError` for a taken port."""
    options: dict[str, Any] = {"log": _AccessLog(), "error_log": logging.getLogger("oogst.http")}
    return pywsgi.WSGIServer((host, port), app, handler_class=SizedWebSocketHandler, **options)
