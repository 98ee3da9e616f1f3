"""The scribe: the one native thread that owns all documents and the write connection.

It promises: what `tick` reports is committed, and memory is never ahead of the log. A failure
costs a reload of what was touched, then the tick is tried again room by room, then item by item,
so that one bad update costs one sender one message.

A native thread, because a panic inside the Rust library in a greenlet takes the process down, and
a greenlet that waits for SQLite's lock freezes all sockets.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Executor
from concurrent.futures import ThreadPoolExecutor as StandardExecutor
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from notes.ground.events import tell
from notes.ground.ports import Clock, Ids
from notes.live import rhythm
from notes.live.allowance import Allowance
from notes.live.attempt import Attempt
from notes.live.carrying_out import carry_out
from notes.live.carrying_out.rooms import end_due_rounds, open_due_rooms
from notes.live.carrying_out.rounds import begin_due_rounds
from notes.live.carrying_out.sign_ups import erase_due_sign_ups
from notes.live.commands import Command, CommandRefused
from notes.live.document import Document, DocumentFailed
from notes.live.documents import Documents, missing
from notes.live.items import (
    QUARANTINED,
    Answered,
    Edit,
    Item,
    Join,
    NotStored,
    Outcome,
    Refused,
    TickReport,
)
from notes.live.rights import Guest, Rights, Standing
from notes.live.verifying import Live
from notes.store import notepads, quarantine
from notes.store.unit_of_work import Database, Failure, failure_of

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class StoreBroken(Exception):
    """The store failed in a way that only a new start can mend; the process must end."""


def native_executor() -> Executor:
    """Return an executor with one native thread, also where gevent patched the standard library."""
    try:
        from gevent import monkey  # noqa: PLC0415 -- gevent is optional here
        from gevent.threadpool import ThreadPoolExecutor  # noqa: PLC0415 -- as above
    except ImportError:
        return StandardExecutor(1)
    return ThreadPoolExecutor(1) if monkey.is_module_patched("threading") else StandardExecutor(1)


class Scribe:
    """Carries out ticks, one at a time, on its own thread."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        """Make the thread; it starts with the first call."""
        self._database = database
        self._clock = clock
        self._ids = ids
        self._documents = Documents()
        self._rights = Rights()
        self._allowance = Allowance()
        self._executor = native_executor()
        self._next_erasing = 0.0

    def close(self) -> None:
        """Write every text and snapshot, then end the thread."""
        self.unload_all_but(frozenset())
        self._executor.shutdown(wait=True)

    def run(self, call: Callable[[], _T]) -> _T:
        """Run something short on the scribe's thread and return its result."""
        return self._executor.submit(call).result()

    @property
    def documents(self) -> int:
        """How many documents are in memory."""
        return len(self._documents.loaded())

    def tick(self, items: Sequence[Item], checks: frozenset[int] = frozenset(), *, settle: bool = False) -> TickReport:
        """Carry out `items` in one transaction and report what was committed.

        `checks` names the notepads whose fingerprint the rooms want; `settle` also writes the
        texts that are behind and opens the rooms whose time has come. Raises `StoreBroken`.
        """
        return self.run(lambda: self._tick(items, checks, settle=settle))

    def recover(self) -> None:
        """Give new notepads their template and bring the texts up to the log, before anybody comes."""
        self.run(self._recover)

    def standings(self, notepad_id: int, guests: Iterable[Guest]) -> dict[Guest, Standing]:
        """Return what each of these may in a room, as committed."""
        return self.run(lambda: self._standings(notepad_id, guests))

    def unload_all_but(self, used: frozenset[int]) -> tuple[int, ...]:
        """Settle and forget the documents that nobody uses; return their notepads."""
        return self.run(lambda: self._unload_all_but(used))

    def text(self, notepad_id: int) -> tuple[int, str]:
        """Return a notepad's committed log number and text."""
        return self.run(lambda: self._read(notepad_id, lambda _, document: (document.seq, document.text)))

    def state(self, person_id: str | None, notepad_id: int) -> tuple[int, int, bytes]:
        """Return a notepad's epoch, committed log number and whole state as one update, gzipped.

        Raises `CommandRefused` unless this person may write in it.
        """

        def read(session: Session, document: Document) -> tuple[int, int, bytes]:
            if not self._rights.standing(session, Guest(person_id), document.facts).writes:
                raise CommandRefused("denied")
            return document.facts.epoch, document.seq, document.packed

        return self.run(lambda: self._read(notepad_id, read))

    def live(self, notepad_id: int) -> Live | None:
        """Return a notepad's document as it is in memory; None when it is not there."""

        def read() -> Live | None:
            for one in self._documents.loaded():
                if one.facts.id == notepad_id:
                    return Live(one.facts.epoch, one.seq, one.text, one.fingerprint)
            return None

        return self.run(read)

    def ahead(self, notepad_ids: Collection[int]) -> dict[int, str]:
        """Return the committed texts of those of these notepads that are in memory and not stored as text yet."""

        def read() -> dict[int, str]:
            loaded = (one for one in self._documents.loaded() if one.facts.id in notepad_ids)
            return {one.facts.id: one.text for one in loaded if one.text_seq != one.seq}

        return self.run(read)

    def rows(self, notepad_id: int, after: int) -> tuple[int, bytes | None]:
        """Return the newest log number and what came after `after`, as one update (None: nothing)."""

        def read(session: Session, document: Document) -> tuple[int, bytes | None]:
            return document.seq, missing(session, document, after)

        return self.run(lambda: self._read(notepad_id, read))

    # On the scribe's thread

    def _read(self, notepad_id: int, read: Callable[[Session, Document], _T]) -> _T:
        with self._database.reading() as session:
            document = self._documents.get(session, notepad_id)
            if document is None:
                raise CommandRefused("unknown")
            return read(session, document)

    def _tick(
        self, items: Sequence[Item], checks: frozenset[int], *, settle: bool = False, again: bool = False
    ) -> TickReport:
        attempt: Attempt | None = None
        known = self._rights.revisions
        try:
            with self._database.writing() as session:
                moved = self._rights.refresh(session)
                attempt = self._attempt(session)
                verdicts = [self._take(attempt, item) for item in items]
                if settle:
                    self._settle(attempt)
                rooms = attempt.finish(checks, settle=False)
                outcomes = tuple(
                    attempt.joined(verdict) if isinstance(verdict, Join) else verdict for verdict in verdicts
                )
                if settle or any(isinstance(item, Command) for item in items):  # typing changes no rights
                    moved = moved.and_also(self._rights.refresh(session))
                commit_began = self._clock.monotonic()
        except BaseException as failure:  # noqa: BLE001 -- the edge of a tick; pycrdt's panics are not Exceptions
            self._rights.back_to(known)
            self._forget(attempt, items)
            return self._after_failure(items, checks, failure, again=again)
        commit_seconds = self._clock.monotonic() - commit_began
        for room in rooms:
            self._documents.tell(room.notepad_id, room.seq)
        for notepad_id in attempt.resets:
            self._documents.unload(notepad_id)
        if attempt.resets:
            self._database.scrub()
        return TickReport(outcomes, rooms, moved.rights, moved.day, attempt.resets, commit_seconds)

    def _take(self, attempt: Attempt, item: Item) -> Outcome | Join:
        """Carry out one item; a join that is let in comes back and is answered after `finish`."""
        try:
            if isinstance(item, Edit):
                return attempt.edit(item)
            if isinstance(item, Join):
                return attempt.join(item) or item
            return Answered(carry_out(item, attempt))
        except CommandRefused as refusal:
            return Refused(refusal.code, refusal.facts)

    def _forget(self, attempt: Attempt | None, items: Sequence[Item]) -> None:
        touched = set(attempt.touched) if attempt is not None else set()
        touched.update(item.notepad_id for item in items if isinstance(item, Edit | Join))
        if attempt is not None:
            attempt.undo_allowance()
        self._documents.forget(touched)

    def _after_failure(
        self, items: Sequence[Item], checks: frozenset[int], failure: BaseException, *, again: bool
    ) -> TickReport:
        kind = failure_of(failure)
        if kind is Failure.IO:
            raise StoreBroken(str(failure)) from failure
        if kind in (Failure.FULL, Failure.BUSY):
            tell(log, "store_trouble", reason=kind.value, items=len(items))
            return TickReport(tuple(NotStored() for _ in items))
        if isinstance(failure, KeyboardInterrupt | SystemExit):
            raise failure
        if len(items) == 1 and not again:
            # The commit may have taken effect although it failed: then the second try finds it done.
            return self._tick(items, checks, again=True)
        if len(items) <= 1:
            return TickReport(tuple(self._fail(item, failure) for item in items))
        log.warning("a tick of %d items failed, trying them apart: %r", len(items), failure)
        return self._apart(items)

    def _apart(self, items: Sequence[Item]) -> TickReport:
        """Try the rooms of a failed tick one by one, or the items of its only room.

        The comparing with browsers that was asked for waits for a tick that goes well.
        """
        parts = _by_room(items)
        if len(parts) == 1:
            parts = [[index] for index in range(len(items))]
        outcomes: dict[int, Outcome] = {}
        reports: list[TickReport] = []
        for part in parts:
            report = self._tick([items[index] for index in part], frozenset())
            outcomes.update(zip(part, report.outcomes, strict=True))
            reports.append(report)
        return TickReport(
            tuple(outcomes[index] for index in range(len(items))),
            tuple(room for report in reports for room in report.rooms),
            frozenset().union(*(report.rights_changed for report in reports)),
            frozenset().union(*(report.day_changed for report in reports)),
            {notepad: why for report in reports for notepad, why in report.resets.items()},
        )

    def _fail(self, item: Item, failure: BaseException) -> Outcome:
        """Answer the one item that fails by itself; a typist's bytes go to quarantine."""
        log.error("an item failed: %s: %r", type(item).__name__, failure, exc_info=failure)
        if isinstance(item, Command):
            return Refused("failed")
        if isinstance(failure, SQLAlchemyError):
            return NotStored()
        if isinstance(item, Join):
            return Refused("loading")
        self._quarantine(item, failure)
        return Refused("not_accepted", {}, QUARANTINED)

    def _quarantine(self, item: Edit, failure: BaseException) -> None:
        now = self._clock.now()
        try:
            with self._database.writing() as session:
                quarantine.keep(session, item.notepad_id, item.person_id, item.data, repr(failure), now)
        except Exception:
            # The sender is answered all the same, and keeps the text.
            log.exception("an update of notepad %d could not be kept in quarantine", item.notepad_id)

    def _attempt(self, session: Session) -> Attempt:
        return Attempt(session, self._documents, self._rights, self._allowance, self._ids, self._clock.now())

    def _settle(self, attempt: Attempt) -> None:
        for notepad_id, template in notepads.unseeded(attempt.session):
            attempt.seed(notepad_id, template)
        open_due_rooms(attempt)
        begin_due_rounds(attempt)
        end_due_rounds(attempt)
        self._erase_in_time(attempt)
        for document in self._documents.loaded():
            if document.text_seq != document.seq:
                attempt.write_text(attempt.document(document.facts.id), at_once=False)

    def _erase_in_time(self, attempt: Attempt) -> None:
        if self._clock.monotonic() >= self._next_erasing:
            self._next_erasing = self._clock.monotonic() + rhythm.ERASE_EVERY_SECONDS
            erase_due_sign_ups(attempt)

    def _recover(self) -> None:
        with self._database.reading() as session:
            templates = dict(notepads.unseeded(session))
            behind = notepads.with_text_behind(session)
        for notepad_id in dict.fromkeys((*templates, *behind)):
            try:
                self._recover_one(notepad_id, templates.get(notepad_id, ""))
            except DocumentFailed:
                # Joining it says "loading"; the other rooms go on.
                log.exception("the log of notepad %d cannot be read", notepad_id)
        self._unload_all_but(frozenset())

    def _recover_one(self, notepad_id: int, template: str) -> None:
        with self._database.writing() as session:
            attempt = self._attempt(session)
            attempt.document(notepad_id)
            attempt.seed(notepad_id, template)
            attempt.finish(frozenset(), settle=True)

    def _standings(self, notepad_id: int, guests: Iterable[Guest]) -> dict[Guest, Standing]:
        with self._database.reading() as session:
            facts = notepads.notepad(session, notepad_id)
            if facts is None:  # its topic was taken away, and nobody is there any more
                return {}
            return {guest: self._rights.standing(session, guest, facts) for guest in guests}

    def _unload_all_but(self, used: frozenset[int]) -> tuple[int, ...]:
        unused = tuple(one.facts.id for one in self._documents.loaded() if one.facts.id not in used)
        for notepad_id in unused:
            self._unload(notepad_id)
        return unused

    def _unload(self, notepad_id: int) -> None:
        try:
            with self._database.writing() as session:
                attempt = self._attempt(session)
                if notepads.notepad(session, notepad_id) is None:  # its topic was taken away
                    self._documents.unload(notepad_id)
                    return
                document = attempt.document(notepad_id)
                attempt.write_text(document, at_once=True)
                attempt.write_snapshot(document)
        except Exception:
            # Nothing is lost: text and snapshot are made again from the log at the next start.
            log.exception("notepad %d could not be settled", notepad_id)
        self._documents.unload(notepad_id)


def _by_room(items: Sequence[Item]) -> list[list[int]]:
    """Group the items' indexes by the room they are about; commands without a room together."""
    parts: dict[int | None, list[int]] = {}
    for index, item in enumerate(items):
        room = None if isinstance(item, Command) else item.notepad_id
        parts.setdefault(room, []).append(index)
    return list(parts.values())
