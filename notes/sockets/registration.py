"""Connects the events to a Socket.IO server, each through one edge that answers whatever happens.

The connection itself goes through Flask (its session); everything after it is registered on
python-socketio's own server, because Flask's request context costs as much as the event.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import request, session
from flask_socketio import SocketIO

from notes.ground.events import tell
from notes.ground.languages import LANGUAGES
from notes.ground.metrics import Metrics
from notes.ground.throttle import Throttle
from notes.live.commands import CommandRefused
from notes.live.engine import Engine
from notes.live.similar import Similar
from notes.sockets import websocket
from notes.sockets.answers import Answer
from notes.sockets.connections import Connection, Connections
from notes.sockets.frame_sender import FrameSender
from notes.sockets.idea_events import IdeaEvents
from notes.sockets.payloads import BadPayload, Payload
from notes.sockets.room_events import RoomEvents
from notes.sockets.staff_events import StaffEvents
from notes.store.unit_of_work import Database

log = logging.getLogger(__name__)
Handle = Callable[[str, Payload], Answer]


def register(
    sockets: SocketIO, engine: Engine, database: Database, sender: FrameSender, throttle: Throttle, metrics: Metrics
) -> None:
    """Register every event and give `sender` its server."""
    server: Any = sockets.server  # type: ignore[attr-defined]  # not in the stubs
    sender.server = server
    metrics.sockets.set_function(lambda: len(server.eio.sockets))
    connections = Connections(database, sender)
    sockets.on("connect")(partial(_connect, connections))

    def gone(sid: str, reason: object = None) -> None:
        if reason == server.eio.reason.PING_TIMEOUT:  # half-open: without this its socket and greenlets stay for ever
            websocket.cut(*connections.engine_io(sid))
        connections.remove(sid)
        engine.gone(sid)

    def dropped(sid: str) -> None:
        metrics.backlog_drops.inc()
        notepad_id, person_id = engine.place(sid)
        tell(log, "dropped", reason="backlog", notepad=notepad_id, person=person_id)

    sender.on_drop = dropped
    server.on("disconnect", gone)
    for event, handle in _events(engine, Similar(database), connections, throttle).items():
        server.on(event, partial(_answer, connections, metrics, event, handle))


def _events(engine: Engine, similar: Similar, connections: Connections, throttle: Throttle) -> Mapping[str, Handle]:
    rooms, ideas = RoomEvents(engine, connections), IdeaEvents(engine, similar, connections, throttle)
    staff = StaffEvents(engine, connections, throttle)
    return {
        "join": rooms.join,
        "rows": rooms.rows,
        "edit": rooms.edit,
        "cursor": rooms.cursor,
        "leave": rooms.leave,
        "visible": rooms.visible,
        "mismatch": rooms.mismatch,
        "idea_add": ideas.idea_add,
        "idea_edit": ideas.idea_edit,
        "idea_withdraw": ideas.idea_withdraw,
        "idea_support": ideas.idea_support,
        "idea_merge": staff.idea_merge,
        "idea_separate": staff.idea_separate,
        "idea_hands": staff.idea_hands,
        "idea_similar": ideas.idea_similar,
        "idea_hide": staff.idea_hide,
        "idea_hide_line": staff.idea_hide_line,
        "idea_show_line": staff.idea_show_line,
        "ideas_moderate": staff.ideas_moderate,
        "device_hide": staff.device_hide,
        "device_wait": staff.device_wait,
        "name_remove": staff.name_remove,
        "idea_move": staff.idea_move,
        "take_over_several": staff.take_over_several,
        "undo_take_overs": staff.undo_take_overs,
        "topic_switch": staff.topic_switch,
        "take_over": staff.take_over,
        "undo_take_over": staff.undo_take_over,
        "notes_line": ideas.notes_line,
        "undo_line": ideas.undo_line,
    }


def _answer(
    connections: Connections, metrics: Metrics, event: str, handle: Handle, sid: str, *arguments: object
) -> Answer:
    """Answer one event; whatever goes wrong becomes an error answer in the sender's language."""
    if not connections.reads(sid):  # who asks and never reads the answers would fill the memory with them
        return {}
    try:
        return handle(sid, Payload(arguments[0] if arguments else None))
    except CommandRefused as refusal:
        return connections.error(sid, refusal.code, **refusal.facts)
    except BadPayload:
        metrics.refusals.labels("invalid", "").inc()
        tell(log, "refused", what=event, reason="invalid")
        return connections.error(sid, "invalid")
    except Exception:
        log.exception("an event failed")
        return connections.error(sid, "failed")


def _connect(connections: Connections) -> None:
    stored = session.get("people")
    people = {
        int(key): value
        for key, value in (stored.items() if isinstance(stored, dict) else ())
        if str(key).isdigit() and isinstance(value, str)
    }
    codes = session.get("joined")
    joined = frozenset(code for code in (codes if isinstance(codes, list) else ()) if isinstance(code, int))
    accepted = request.accept_languages.best_match(list(LANGUAGES))
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO adds it
    connections.add(sid, Connection(people, joined, session.get("language"), accepted))
