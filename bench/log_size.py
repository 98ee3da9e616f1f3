"""What a day of typing leaves on the disk, and what reading it costs. Run: python -m bench.log_size [ticks]

The real scribe carries out real ticks: typists type 5 characters a second, take some back, and move to each other's
text now and then; only the clock is quicker. Then a long log is replayed, as `flask notepad verify` does, and opened at
several lengths. Bytes per typed character hold for a day of any length; times depend on the machine.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from pycrdt import Doc, Text, merge_updates
from sqlalchemy import text as sql

from notes.ground.system import RandomIds
from notes.live.commands import UseAccessLink
from notes.live.decoder import DecodedUpdate, DeleteRange, Struct
from notes.live.document import Document
from notes.live.encoder import encode_update
from notes.live.items import Answered, Edit, Item, Join, Joined, Saved
from notes.live.scribe import Scribe
from notes.live.verifying import verify
from notes.store import access_links, conferences, notepads
from notes.store.migrating import migrate
from notes.store.unit_of_work import Database
from tests.store.builders import START, plan

PER_SECOND = 5.0
TAKEN_BACK = 0.08  # of the characters
MOVES = 0.02  # of the edits begin after somebody else's text
MOST_BYTES_PER_CHARACTER = 30  # of the log, with everything beside it, of 400 typists
REPLAYED_ROWS = 100_000
TEXT_CHARACTERS = 40_000


class QuickClock:
    """A clock that goes as fast as the ticks."""

    def __init__(self) -> None:
        """Begin when the round does."""
        self.seconds = 0.0

    def now(self) -> datetime:
        """Return the present moment of the day that is played."""
        return START.astimezone(UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        """Return its seconds."""
        return self.seconds


@dataclass
class Typist:
    """Somebody who types in one notepad, without the wire."""

    notepad: int
    person: str
    client: int
    epoch: int = 0
    clock: int = 0
    number: int = 0
    typed: int = 0
    own: list[int] = field(default_factory=list)  # the clocks of what is not taken back
    after: tuple[int, int] | None = None

    def edit(self, characters: int, chance: random.Random, others: list["Typist"], most: int = 10**9) -> Edit:
        """Return what a browser sends after so many keys: taken back, or typed on up to `most` of its own."""
        self.number += 1
        self.typed += characters
        if self.own and (chance.random() < TAKEN_BACK or len(self.own) >= most):
            gone = [self.own.pop() for _ in range(min(characters, len(self.own)))]
            update = DecodedUpdate((), tuple(DeleteRange(self.client, clock, 1) for clock in sorted(gone)))
        else:
            other = chance.choice(others)
            if other.own and chance.random() < MOVES:
                self.after = (other.client, other.own[-1])
            words = "".join(chance.choice("enatirodslgvhkmubpwjzcf    \n") for _ in range(characters))
            struct = Struct(self.client, self.clock, characters, self.after, None, self.after is None, words)
            update = DecodedUpdate((struct,), ())
            self.own.extend(range(self.clock, self.clock + characters))
            self.clock += characters
            self.after = (self.client, self.clock - 1)
        return Edit(self.notepad, self.epoch, self.client, self.person, self.number, encode_update(update))


@dataclass(frozen=True)
class Size:
    """Bytes per typed character."""

    rows: int
    update: float
    saved: float
    rest: float

    @property
    def all(self) -> float:
        """Everything that the log takes of the file."""
        return self.update + self.saved + self.rest


def play(database: Database, typists: int, pads: int, tick_seconds: float, ticks: int) -> Size:
    """Let so many type in so many notepads for so many ticks; return what it left in the log."""
    clock, chance = QuickClock(), random.Random(typists)
    with database.writing() as session:
        conference = conferences.create(session, plan(topics=pads), clock.now(), RandomIds())
        access_links.make(session, "link", conference, "facilitator", None, "", clock.now())
    with database.reading() as session:
        rooms = [facts.id for facts in notepads.notepads_of_conference(session, conference) if facts.topic_id]
    scribe = Scribe(database, clock, RandomIds())
    people = [_come(scribe, rooms[n % pads], chance.randrange(2**31, 2**32)) for n in range(typists)]
    neighbours = {room: [one for one in people if one.notepad == room] for room in rooms}
    label = f"{typists} typists, {pads} notepads, {tick_seconds * 1000:.0f} ms"
    with click.progressbar(range(ticks), label=label, file=sys.stderr) as steps:
        for _tick in steps:
            clock.seconds += tick_seconds
            items: list[Item] = []
            for one in people:
                keys = sum(chance.random() < PER_SECOND * tick_seconds / 4 for _ in range(4))
                if keys:
                    items.append(one.edit(keys, chance, neighbours[one.notepad]))
            outcomes = scribe.tick(items).outcomes
            assert all(isinstance(outcome, Saved) for outcome in outcomes), outcomes
    scribe.close()
    return _size(database, sum(one.typed for one in people))


def _come(scribe: Scribe, notepad: int, client: int) -> Typist:
    (person,) = scribe.tick([UseAccessLink(person_id=None, link_id="link", name="")]).outcomes
    assert isinstance(person, Answered)
    (joined,) = scribe.tick([Join(notepad, str(person.value), writer=True, client_id=client)]).outcomes
    assert isinstance(joined, Joined)
    return Typist(notepad, str(person.value), client, joined.facts.epoch)


def _size(database: Database, typed: int) -> Size:
    with database.reading() as session:
        rows, update, saved = session.execute(
            sql("SELECT count(*), sum(length(data)), sum(length(saved)) FROM notepad_update")
        ).one()
        pages = session.scalar(sql("SELECT sum(pgsize - unused) FROM dbstat WHERE name LIKE '%notepad_update%'"))
    return Size(rows, update / typed, saved / typed, (pages - update - saved) / typed)


def long_log(database: Database, rows: int) -> int:
    """Write a log of so many rows of 400 typists, two keys each, whose text stops growing; return its notepad."""
    with database.writing() as session:
        conference = conferences.create(session, plan(topics=1), START, RandomIds())
        notepad = notepads.notepads_of_conference(session, conference)[0].id
        for seq, (_clients, update) in enumerate(crowd(rows), 1):
            notepads.append_updates(session, [notepads.LogRow(notepad, seq, update)], START)
    return notepad


def crowd(rows: int) -> Iterator[tuple[tuple[int, ...], bytes]]:
    """Yield the client ids and the update of so many rows of 400 typists, two keys each."""
    chance = random.Random(rows)
    people = [Typist(0, "", chance.randrange(2**31, 2**32)) for _ in range(400)]
    most = TEXT_CHARACTERS // len(people)
    for _row in range(rows):
        pair = chance.sample(people, 2)
        yield (
            tuple(one.client for one in pair),
            merge_updates(*(one.edit(1, chance, people, most).data for one in pair)),
        )


def replay_and_open(database: Database, notepad: int) -> None:
    """Print how long a replay of the whole log takes, and opening at several lengths with the newest snapshot."""
    with database.reading() as session:
        rows, length = session.execute(sql("SELECT count(*), sum(length(data)) FROM notepad_update")).one()
        began = time.perf_counter()
        with click.progressbar(length=rows, label="verify", file=sys.stderr) as bar:
            found = verify(session, notepad, None, bar.update)
        print(f"verify: {rows} rows, {length / 1e6:.1f} MB in {time.perf_counter() - began:.1f} s: {found or 'good'}")
    print("opening, by the length of the log; the newest snapshot is 199 rows old, as old as it gets:")
    doc: Doc[Text] = Doc(client_id=1)
    doc.get("notes", type=Text)
    seq = 0
    with database.reading() as session:
        every = notepads.rows_after(session, notepad, 0)
    for share in (0.01, 0.1, 0.5, 1.0):
        wanted = int(rows * share)
        for _seq, data in every[seq : wanted - 199]:
            doc.apply_update(data)
        seq = wanted - 199
        snapshot = doc.get_update()
        log = notepads.Log(snapshot, seq, every[seq:wanted])
        facts = notepads.NotepadFacts(notepad, 1, 1, "topic", 1, wanted)
        took = min(_seconds(lambda facts=facts, log=log: Document.load(facts, log, {})) for _ in range(3))  # type: ignore[misc]  # bound on purpose
        print(
            f"  {wanted:7d} rows: {took * 1000:6.0f} ms, {len(snapshot) / 1e3:7.1f} kB of snapshot,"
            f" {sum(len(data) for _, data in log.rows) / 1e3:5.1f} kB of rows, {len(str(doc['notes'])):7d} characters",
            flush=True,
        )


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main(ticks: int = 400) -> int:
    """Print the table; return 1 when a full tick leaves more than it may."""
    print("bytes per typed character           rows   update   saved   rest    all")
    worst = 0.0
    for typists, pads, tick_seconds in ((400, 1, 0.15), (400, 20, 0.15), (20, 1, 0.04), (2, 1, 0.04)):
        with tempfile.TemporaryDirectory() as folder:
            database = _database(Path(folder))
            size = play(database, typists, pads, tick_seconds, ticks)
            database.close()
        label = f"{typists} in {pads} notepads, {tick_seconds * 1000:.0f} ms"
        print(f"{label:32}{size.rows:8d}{size.update:9.1f}{size.saved:8.1f}{size.rest:7.1f}{size.all:7.1f}", flush=True)
        worst = max(worst, size.all if typists >= 400 else 0.0)
    with tempfile.TemporaryDirectory() as folder:
        database = _database(Path(folder))
        replay_and_open(database, long_log(database, REPLAYED_ROWS))
        database.close()
    print(f"400 typists: at most {MOST_BYTES_PER_CHARACTER} bytes per character: {worst <= MOST_BYTES_PER_CHARACTER}")
    return int(worst > MOST_BYTES_PER_CHARACTER)


def _database(folder: Path) -> Database:
    url = f"sqlite:///{folder / 'oogst.db'}"
    migrate(url, backup_dir=folder)
    return Database(url)


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:2])))
