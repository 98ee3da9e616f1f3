"""Events about a room: joining, typing, cursors, leaving."""

from notes.ground import limits
from notes.live import rhythm
from notes.live.engine import Engine
from notes.live.items import Join, Joined
from notes.sockets import websocket
from notes.sockets.answers import Answer, viewer_answer, writer_answer
from notes.sockets.connections import Connections
from notes.sockets.payloads import BadPayload, Payload


class RoomEvents:
    """What browsers send about rooms. Rights are asked at every tick, never kept here."""

    def __init__(self, engine: Engine, connections: Connections) -> None:
        """Take the parts."""
        self._engine = engine
        self._connections = connections

    def join(self, sid: str, asked: Payload) -> Answer:
        """Let a browser into a room, as writer or viewer."""
        notepad_id, writer = asked.number("notepad"), asked.role()
        person_id = self._connections.person(sid, "notepad", notepad_id)
        item = Join(
            notepad_id,
            person_id,
            writer,
            asked.optional_number("epoch"),
            asked.optional_number("client") if writer else None,
            asked.number("last"),
            self._connections.enters(sid, notepad_id),
        )
        if writer and not item.client_id:
            raise BadPayload("client")
        version = None if writer else asked.text("version") if asked.has("version") else None
        outcome = self._engine.join(sid, item)
        if not isinstance(outcome, Joined):
            return self._connections.error(sid, outcome.code, **outcome.facts)
        websocket.joined(*self._connections.engine_io(sid))
        room = self._engine.room(notepad_id)
        if writer:
            member = room.members.get(sid) if room else None
            if room is None or member is None:
                return self._connections.error(sid, "loading")
            return writer_answer(outcome, room, member, fetch_over_bytes=rhythm.FETCH_OVER_BYTES)
        blocks, change = self._engine.shown(notepad_id, version)
        return viewer_answer(outcome, blocks, change, room)

    def rows(self, sid: str, asked: Payload) -> Answer:
        """Answer what a writer lacks after a gap in the log numbers."""
        rows = self._engine.rows(sid, asked.number("notepad"), asked.number("after"))
        return rows if rows is not None else self._connections.error(sid, "denied")

    def edit(self, sid: str, sent: Payload) -> Answer:
        """Take a typist's update, and often the cursor after it; the frame says when it is saved."""
        if sent.has("cursor"):
            cursor = sent.part("cursor")
            self._engine.cursor(sid, sent.number("notepad"), cursor.point("anchor"), cursor.point("head"))
        self._engine.edit(sid, sent.number("notepad"), sent.number("epoch"), sent.number("n"), sent.data("update"))
        return {}

    def cursor(self, sid: str, sent: Payload) -> Answer:
        """Take a typist's cursor."""
        self._engine.cursor(sid, sent.number("notepad"), sent.point("anchor"), sent.point("head"))
        return {}

    def leave(self, sid: str, sent: Payload) -> Answer:
        """Take a goodbye."""
        self._engine.leave(sid, sent.number("notepad"))
        return {}

    def visible(self, sid: str, sent: Payload) -> Answer:
        """Note whether a viewer's page is on screen."""
        self._engine.visible(sid, sent.number("notepad"), on=sent.flag("on"))
        return {}

    def mismatch(self, sid: str, sent: Payload) -> Answer:
        """Note that a browser held another text than the server; it joins anew."""
        kind = sent.text("kind", limits.LABEL_MAX_CHARACTERS)
        self._engine.mismatch(sid, sent.number("notepad"), sent.number("seq"), kind)
        return {}
