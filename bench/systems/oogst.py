"""Our own engine, as `make run` serves it, with a conference of as many notepads as a run needs."""

import subprocess
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Self

from bench.machine import SERVER_CORE, on_core
from notes.domain.plan import ConferencePlan, PlannedTopic
from notes.ground.system import RandomIds, SystemClock
from notes.store import access_links, conferences
from notes.store.unit_of_work import Database
from tests.integration.server import RunningServer

JOINS_PER_PERSON = 40  # a person gets at most 50 client ids an hour
ROOT = Path(__file__).parents[2]


class Oogst:
    """The engine of this working tree."""

    name = "oogst"

    def version(self) -> str:
        """Return the commit, with a plus sign when the tree has changes."""
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return said.stdout.strip()

    def settings(self) -> str:
        """Return in a sentence how it was set up."""
        return "SQLite in WAL mode with synchronous=FULL, each tick committed before anybody sees it (the default)"

    def running(self, folder: Path) -> "RunningOogst":
        """Return a server with the example conference."""
        return RunningOogst(folder)


class _Server(RunningServer):
    """The integration tests' server; a conference of the bench's own is added when its rooms are asked for."""

    def rooms(self, count: int) -> list[int]:
        """Make a conference with this many notepads; return them. Sessions are of this conference from then on."""
        topics = tuple(PlannedTopic(slug=f"room-{at}", title=f"Room {at}") for at in range(count))
        plan = ConferencePlan(slug="bench", title="Bench", language="en", topics=topics)
        database, ids, now = Database(self.database_url), RandomIds(), SystemClock().now()
        try:
            with database.writing() as session:
                conference_id = conferences.create(session, plan, now, ids)
                link_id = ids.token()
                access_links.make(session, link_id, conference_id, "facilitator", None, "bench", now)
                self._links = {("facilitator", None): link_id}
                made = conferences.topic_facts(session, conference_id)
                self.conference_id = conference_id
                self.topics = {topic.slug: topic.id for topic in made}
                return [topic.notepad_id for topic in made]
        finally:
            database.close()


class RunningOogst:
    """A server of this working tree on its core."""

    protocol = "oogst"

    def __init__(self, folder: Path) -> None:
        """Nothing runs before it is entered."""
        self._server = _Server(folder)

    @property
    def address(self) -> str:
        """Where the generator connects to."""
        return self._server.address

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._server.pid

    def rooms(self, count: int) -> Sequence[int | str]:
        """Return this many rooms that can be written in."""
        return self._server.rooms(count)

    def phones(self, count: int) -> Sequence[str]:
        """Return the cookies of this many participants, each a person of their own, of what `rooms` made."""
        return self._server.participants(count)

    def topic(self, room: int) -> int:
        """Return the topic of a room that `rooms` made."""
        return list(self._server.topics.values())[room]

    def cookies(self, people: int) -> Sequence[str]:
        """Return cookies of facilitators, enough for this many people."""
        return [self._cookie(number) for number in range(ceil(people / JOINS_PER_PERSON))]

    def _cookie(self, number: int) -> str:
        session = self._server.session("facilitator", f"T{number}")
        return "; ".join(f"{name}={value}" for name, value in session.cookies.items())

    def kill(self) -> None:
        """End it as a power cut would."""
        self._server.kill()

    def restart(self) -> None:
        """Start it again on what it had stored."""
        with on_core(SERVER_CORE):
            self._server.start()

    def __enter__(self) -> Self:
        with on_core(SERVER_CORE):
            self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()
