"""A running engine on a real database, with a carrier that keeps what it was given."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pycrdt import Doc, Text

from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from notes.ground.ports import Block, BlockRenderer, Clock, Rendered
from notes.ground.system import RandomIds, SystemClock
from notes.live.commands import NewPerson, UseAccessLink
from notes.live.engine import Engine
from notes.live.items import Join, Joined
from notes.store import access_links, conferences, notepads
from notes.store.migrating import migrate
from notes.store.unit_of_work import Database

WAIT_SECONDS = 15.0
Sent = tuple[tuple[str, ...], str, Mapping[str, object]]


@dataclass
class Recorder:
    """A frame carrier that keeps every frame, in order."""

    sent: list[Sent] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def send(self, sids: Sequence[str], event: str, payload: Mapping[str, object]) -> None:
        """Keep an event."""
        with self._changed:
            self.sent.append((tuple(sids), event, payload))
            self._changed.notify_all()

    def to(self, sid: str, event: str) -> list[Mapping[str, object]]:
        """Return what one socket received of an event."""
        return [payload for sids, name, payload in self.sent if sid in sids and name == event]

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something was sent that makes this true."""
        with self._changed:
            if not self._changed.wait_for(condition, WAIT_SECONDS):
                raise AssertionError(f"waited for {what}; sent: {self.sent[-5:]}")

    def saved(self, sid: str, seat: int, number: int) -> bool:
        """Whether a socket was told that its outbox is saved up to a number."""
        return any([seat, number] in list(frame["saved"]) for frame in self.to(sid, "frame"))  # type: ignore[call-overload]  # payloads are plain data

    def wait_until_saved(self, sid: str, seat: int, number: int) -> None:
        """Wait for that."""
        self.wait_for(lambda: self.saved(sid, seat, number), f"saved {number} for {sid}")


class PlainRenderer:
    """Renders each paragraph as itself: the real one is tested with the publishing floor."""

    def blocks(self, notepad_id: int, text: str, ideas: Mapping[int, str], known: Rendered | None = None) -> Rendered:
        """Return a block per paragraph."""
        del notepad_id, ideas, known
        parts = [part for part in text.split("\n\n") if part]
        return Rendered(text, tuple(Block(f"{at}:{part}", f"<p>{part}</p>") for at, part in enumerate(parts)))


@dataclass
class House:
    """An engine, its database and what it sent."""

    engine: Engine
    database: Database
    carrier: Recorder
    conference_id: int
    topics: Mapping[str, int]
    notepads: Mapping[str, int]

    def participant(self, name: str = "") -> str:
        """Make a participant."""
        return str(self.engine.submit(NewPerson(conference_id=self.conference_id, name=name)))

    def facilitator(self, name: str = "Fatima", topic: str | None = None, role: str = "facilitator") -> str:
        """Make a person with a facilitator's (or organiser's) link."""
        link_id = self.link(role, topic)
        return str(self.engine.submit(UseAccessLink(person_id=None, link_id=link_id, name=name)))

    def link(self, role: str, topic: str | None = None) -> str:
        """Make an access link as a shell command would."""
        link_id = RandomIds().token()
        with self.database.writing() as session:
            topic_id = self.topics[topic] if topic else None
            access_links.make(session, link_id, self.conference_id, role, topic_id, "", datetime.now(UTC))
        return link_id

    def writer(self, sid: str, topic: str, person_id: str, client_id: int) -> "Writer":
        """Let a writer join and return their side."""
        writer = Writer(self, sid, self.notepads[topic], person_id, client_id)
        writer.join()
        return writer

    def stored_text(self, topic: str) -> str:
        """Return what the log holds, by replay."""
        from notes.live.document import text_of_log

        with self.database.reading() as session:
            return text_of_log(notepads.log(session, self.notepads[topic]))


class Writer:
    """A writer's side of the protocol, in the same process: a document and an outbox number."""

    def __init__(self, house: House, sid: str, notepad: int, person_id: str, client_id: int) -> None:
        """Make an empty document."""
        self.house = house
        self.sid = sid
        self.notepad = notepad
        self.person_id = person_id
        self.client_id = client_id
        self.doc: Doc[Text] = Doc(client_id=client_id)
        self.notes = self.doc.get("notes", type=Text)
        self.number = 0
        self.epoch = 0
        self.seat = 0
        self.seq = 0

    def join(self, *, last: int = 0, epoch: int | None = None) -> Joined:
        """Join; fails the test when that is refused."""
        item = Join(self.notepad, self.person_id, True, epoch, self.client_id, last)
        joined = self.house.engine.join(self.sid, item)
        assert isinstance(joined, Joined), joined
        if joined.update:
            self.doc.apply_update(joined.update)
        self.epoch, self.seq = joined.facts.epoch, joined.seq
        room = self.house.engine.room(self.notepad)
        assert room is not None
        self.seat = room.members[self.sid].seat
        return joined

    def typed(self, text: str, *, at: int | None = None) -> bytes:
        """Type at a code point (default: the end) and return the update, without sending it."""
        before = self.doc.get_state()
        whole = str(self.notes)
        self.notes.insert(len(whole[:at].encode()), text)
        self.number += 1
        return self.doc.get_update(before)

    def send(self, update: bytes, number: int | None = None) -> None:
        """Send an update under an outbox number (default: the newest)."""
        self.house.engine.edit(self.sid, self.notepad, self.epoch, number or self.number, update)

    def type_and_save(self, text: str) -> None:
        """Type, send, and wait until it is saved."""
        self.send(self.typed(text))
        self.house.carrier.wait_until_saved(self.sid, self.seat, self.number)

    def received_text(self) -> str:
        """The text that this writer has with every frame it received."""
        for frame in self.house.carrier.to(self.sid, "frame"):
            update = frame.get("update")
            if isinstance(update, bytes):
                self.doc.apply_update(update)
        return str(self.notes)


def plan(**changes: object) -> ConferencePlan:
    """Return a conference of two topics whose rooms are open."""
    begin = datetime.now(UTC) - timedelta(hours=1)
    topics = tuple(
        PlannedTopic(slug=slug, title=slug.capitalize(), meetings=(PlannedMeeting(item="ronde-1"),), **changes)  # type: ignore[arg-type]  # the test's own
        for slug in ("fondsen", "energienet")
    )
    item = PlannedItem(
        slug="ronde-1", title="Ronde I", kind=ItemKind.ROUND, starts_at=begin, ends_at=begin + timedelta(hours=3)
    )
    return ConferencePlan(slug="stad", title="Stad", items=(item,), topics=topics)


@cache
def empty_database() -> bytes:
    """Return a database with all tables: made once, for making it takes longer than most tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate(f"sqlite:///{file}", backup_dir=file.parent)
        return file.read_bytes()


@contextmanager
def house(
    folder: Path,
    *,
    database_of: Callable[[str], Database] = Database,
    conference: ConferencePlan | None = None,
    renderer: BlockRenderer | None = None,
    clock: Clock | None = None,
) -> Iterator[House]:
    """Run an engine on a new database file in `folder`."""
    (folder / "oogst.db").write_bytes(empty_database())
    database = database_of(f"sqlite:///{folder / 'oogst.db'}")
    with database.writing() as session:
        conference_id = conferences.create(session, conference or plan(), datetime.now(UTC), RandomIds())
    with running(database, conference_id, renderer, clock) as made:
        yield made
    database.close()


@contextmanager
def running(
    database: Database, conference_id: int, renderer: BlockRenderer | None = None, clock: Clock | None = None
) -> Iterator[House]:
    """Run an engine on a database that is there."""
    carrier, clock = Recorder(), clock or SystemClock()
    engine = Engine(database, clock, RandomIds(), carrier, renderer or PlainRenderer(), on_broken=lambda: None)
    with database.reading() as session:
        topics = {topic.slug: topic.id for topic in conferences.topics(session, conference_id)}
        pads = {
            slug: facts.id
            for slug, topic_id in topics.items()
            if (facts := notepads.notepad_of_topic(session, topic_id)) is not None
        }
    with engine.running():
        yield House(engine, database, carrier, conference_id, topics, pads)
