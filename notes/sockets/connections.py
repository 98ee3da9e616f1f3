"""The open sockets: which persons each browser is, and the language of its sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notes.ground.languages import chosen_language
from notes.live.commands import CommandRefused
from notes.sockets.answers import Answer
from notes.sockets.frame_sender import FrameSender
from notes.store import conferences
from notes.store.belonging import conference_id_of
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Connection:
    """A browser's persons, by conference: what its signed cookie said when it connected."""

    people: Mapping[int, str]
    joined: frozenset[int]  # the conferences whose code it gave
    chosen: str | None  # the language that somebody chose here
    accepted: str | None  # the one that the browser asks for


class Connections:
    """Everybody who is connected to this process."""

    def __init__(self, database: Database, sender: FrameSender) -> None:
        """Start with nobody."""
        self._database = database
        self._sender = sender
        self._connections: dict[str, Connection] = {}
        self._spoken_as: dict[str, int] = {}  # the conference whose language a connection hears
        # Where a notepad, topic, idea or request belongs never changes.
        self._conference_of: dict[tuple[str, int | str], int] = {}

    def add(self, sid: str, connection: Connection) -> None:
        """Note a new connection."""
        self._connections[sid] = connection
        self._speak(sid, None)

    def remove(self, sid: str) -> None:
        """Forget a closed connection."""
        self._connections.pop(sid, None)
        self._spoken_as.pop(sid, None)
        self._sender.disconnected(sid)

    def person(self, sid: str, kind: str, key: int | str) -> str | None:
        """Return this browser's person in the conference of a `notepad`, `topic`, `idea` or `request`.

        From now on it is spoken to as that conference's pages speak: after a lost connection an idea may go before
        the room is joined again. None for a browser that has not joined the conference; raises `CommandRefused`
        for a thing that is not there.
        """
        conference_id = self._conference(kind, key)
        person_id = self._connection(sid).people.get(conference_id)
        self._speak_as(sid, conference_id)
        return person_id

    def enters(self, sid: str, notepad_id: int) -> bool:
        """Return whether this browser gave the code of a notepad's conference."""
        conference_id = self._conference("notepad", notepad_id)
        return conference_id in self._connection(sid).joined

    def reads(self, sid: str) -> bool:
        """Return whether this browser reads what it is sent; one that does not is closed."""
        return self._sender.keeps_up(sid)

    def error(self, sid: str, code: str, **facts: object) -> Answer:
        """Return the answer that says why not, in the language of this connection."""
        return {"error": {"code": code, "message": self._sender.sentence(sid, code, facts), **facts}}

    def engine_io(self, sid: str) -> tuple[str, dict[str, Any]]:
        """Return the Engine.IO session and the request's environment of a connection."""
        return self._sender.engine_io(sid)

    def _speak_as(self, sid: str, conference_id: int) -> None:
        if self._spoken_as.get(sid) == conference_id:
            return
        with self._database.reading() as session:
            key = ("conference", conference_id)
            found = unchanged(session, key, lambda: conferences.conference(session, conference_id))
        self._spoken_as[sid] = conference_id
        self._speak(sid, found.language if found else None)

    def _speak(self, sid: str, conference_language: str | None) -> None:
        connection = self._connection(sid)
        self._sender.connected(sid, chosen_language(connection.chosen, conference_language, connection.accepted))

    def _connection(self, sid: str) -> Connection:
        connection = self._connections.get(sid)
        if connection is None:
            raise CommandRefused("denied")
        return connection

    def _conference(self, kind: str, key: int | str) -> int:
        known = self._conference_of.get((kind, key))
        if known is None:
            with self._database.reading() as session:
                known = conference_id_of(session, kind, key)
            if known is None:
                raise CommandRefused("unknown")
            self._conference_of[kind, key] = known
        return known
