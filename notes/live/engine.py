"""The engine: every change durable first, visible second.

It promises: what a browser receives or is told to be saved is committed; every writer of a room
gets one frame per tick; every command is answered after its commit. Faces call its methods from
any greenlet; one pump carries out the ticks, each room's viewers have a beat.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from notes.ground import limits
from notes.ground.metrics import Metrics
from notes.ground.ports import BlockRenderer, Clock, FrameCarrier, Ids
from notes.ground.splice import Splice
from notes.live import rhythm
from notes.live.commands import Command, CommandRefused
from notes.live.delivery import Delivery
from notes.live.items import (
    Answered,
    Edit,
    Item,
    Join,
    Joined,
    NotStored,
    Outcome,
    Refused,
    Resync,
    TickReport,
)
from notes.live.measuring import Measuring
from notes.live.pacing import Pacing
from notes.live.rooms import Point, Room, Waiting
from notes.live.scribe import Scribe, StoreBroken
from notes.live.verifying import Live
from notes.live.viewers import Beat, Blocks
from notes.store import take_overs
from notes.store.unit_of_work import Database

log = logging.getLogger(__name__)
_ANSWER_WITHIN_SECONDS = 30.0
_UNLOAD_EVERY_BEATS = 30


class Engine:
    """All rooms of this process."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        carrier: FrameCarrier,
        renderer: BlockRenderer,
        on_broken: Callable[[], None],
        metrics: Metrics | None = None,
    ) -> None:
        """Put the parts together; nothing runs before `start`.

        `on_broken` ends the process: it is called when the store fails beyond repair.
        """
        self._database = database
        self._clock = clock
        self._on_broken = on_broken
        self._scribe = Scribe(database, clock, ids)
        self._delivery = Delivery(carrier)
        self._joining: set[str] = set()  # who waits for the answer to a join
        self._inbox: list[Waiting] = []
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._ticking = threading.Thread(target=self._pump, daemon=True, name="oogst-pump")
        self._tick_pacing = Pacing(rhythm.TICK_SECONDS, rhythm.TICK_LONGEST_SECONDS)
        self._heartbeats = 0
        self._next_heartbeat = 0.0
        self._trouble = False
        self._measuring = Measuring(
            metrics or Metrics(),
            self._delivery.rooms,
            documents=lambda: self._scribe.documents,
            waiting=lambda: len(self._inbox),
        )
        self._beat = Beat(renderer, carrier, clock, self._scribe.text, self._names, self._measuring.beat)

    # Starting and stopping

    def start(self) -> None:
        """Bring the texts up to the log and begin to take items."""
        self._scribe.recover()
        self._ticking.start()

    def stop(self) -> None:
        """Carry out what waits, write texts and snapshots, end the threads. Twice is once."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._wake.set()
        if self._ticking.is_alive():
            self._ticking.join()
        self._beat.stop()
        self._scribe.close()

    @contextmanager
    def running(self) -> Iterator["Engine"]:
        """Run the engine for the length of a `with` block."""
        self.start()
        try:
            yield self
        finally:
            self.stop()

    # What forms and pages use

    def submit(self, command: Command, within_seconds: float = _ANSWER_WITHIN_SECONDS) -> object:
        """Carry out a command and return its answer after the commit. Raises `CommandRefused`."""
        outcome = self._wait_for(command, within_seconds=within_seconds)
        if isinstance(outcome, Answered):
            return outcome.value
        raise _refusal(outcome)

    def upload(self, edit: Edit) -> None:
        """Take an edit that was too big for a socket; returns when it is saved.

        Raises `CommandRefused`, with code `resync` when the browser has to join again.
        """
        outcome = self._wait_for(edit)
        if isinstance(outcome, Resync):
            raise CommandRefused("resync")
        if isinstance(outcome, Refused | NotStored):
            raise _refusal(outcome)

    def blocks(self, notepad_id: int) -> Blocks:
        """Return a notepad's committed text as people read it."""
        return self._beat.blocks(notepad_id)

    def shown(self, notepad_id: int, version: str | None = None) -> tuple[Blocks, Splice | None]:
        """Return what the viewers of a notepad have, and what makes it of `version` where that is remembered.

        For one who has joined, whom the beats bring the rest.
        """
        return self._beat.shown(notepad_id, version)

    def here(self, notepad_id: int) -> int:
        """Return how many connections are in a room."""
        room = self._delivery.rooms.get(notepad_id)
        return room.here if room else 0

    def text(self, notepad_id: int) -> str:
        """Return a notepad's committed Markdown."""
        return self._scribe.text(notepad_id)[1]

    def ahead(self, notepad_ids: Collection[int]) -> dict[int, str]:
        """Return the committed Markdown of the notepads whose stored text is behind it, for at most a second."""
        return self._scribe.ahead(notepad_ids)

    def state(self, person_id: str | None, notepad_id: int) -> tuple[int, int, bytes]:
        """Return epoch, log number and gzipped whole state of a notepad for somebody who may write in it."""
        return self._scribe.state(person_id, notepad_id)

    def live(self, notepad_id: int) -> Live | None:
        """Return a notepad's document as it is in memory, for comparing it with the log."""
        return self._scribe.live(notepad_id)

    # What sockets use

    def join(self, sid: str, item: Join) -> Joined | Refused:
        """Let a connection into a room; waits for the commit. Frames may follow at once."""
        self._joining.add(sid)

        def let_in(result: Outcome) -> None:
            # Not somebody whose connection was closed meanwhile: nobody would take them out again.
            if isinstance(result, Joined) and sid in self._joining:
                self._delivery.let_in(sid, item, result, self._clock.monotonic())
                self._wake.set()
                self._beat.wake(self._delivery.rooms.get(item.notepad_id))

        result = self._wait_for(item, at_once=let_in)
        self._joining.discard(sid)
        if isinstance(result, Joined | Refused):
            return result
        return Refused("cannot_save" if isinstance(result, NotStored) else "loading")

    def edit(self, sid: str, notepad_id: int, epoch: int, number: int, data: bytes) -> None:
        """Take a typist's update; its fate is told by frame or by `refused`, `resync`."""
        room = self._delivery.rooms.get(notepad_id)
        member = room.members.get(sid) if room else None
        if member is None:
            self._delivery.resync(sid, notepad_id)
            return
        if member.finished or self._trouble:
            return
        if member.waiting_bytes + len(data) > limits.INBOX_MAX_BYTES_PER_CLIENT:
            # No browser of ours has that much on its way; what it drops here it sends again after a join.
            self._delivery.resync(sid, notepad_id)
            return
        item = Edit(notepad_id, epoch, member.client_id, member.person_id, number, data, member.rejoined)
        member.rejoined = False
        member.waiting_bytes += len(data)
        self._put(Waiting(item, lambda outcome: self._delivery.fate(sid, item, outcome)))

    def cursor(self, sid: str, notepad_id: int, anchor: Point | None, head: Point | None) -> None:
        """Take a typist's newest cursor; it travels with the next frame."""
        room = self._delivery.rooms.get(notepad_id)
        if room is not None and room.move_cursor(sid, anchor, head):
            self._wake.set()

    def leave(self, sid: str, notepad_id: int) -> None:
        """Take a connection out of a room."""
        room = self._delivery.rooms.get(notepad_id)
        if room is not None and room.leave(sid):
            self._wake.set()
            self._beat.wake(room)

    def gone(self, sid: str) -> None:
        """Take a closed connection out of every room."""
        self._joining.discard(sid)
        for notepad_id in list(self._delivery.rooms):
            self.leave(sid, notepad_id)

    def visible(self, sid: str, notepad_id: int, *, on: bool) -> None:
        """Note that a viewer's page came to the front or went to the background."""
        room = self._delivery.rooms.get(notepad_id)
        viewer = room.viewers.get(sid) if room else None
        if viewer is not None:
            viewer.visible = on

    def rows(self, sid: str, notepad_id: int, after: int) -> dict[str, object] | None:
        """Return what a writer lacks after a gap; None for somebody who is no writer here."""
        room = self._delivery.rooms.get(notepad_id)
        if room is None or sid not in room.members:
            return None
        seq, update = self._scribe.rows(notepad_id, after)
        return {"seq": seq, "update": update}

    def place(self, sid: str) -> tuple[int | None, str | None]:
        """Return a notepad that a connection is in, and the person it is; None where there is none."""
        for room in self._delivery.rooms.values():
            one = room.members.get(sid) or room.viewers.get(sid)
            if one is not None:
                return room.notepad_id, one.guest.person_id
        return None, None

    def mismatch(self, sid: str, notepad_id: int, seq: int, kind: str) -> None:
        """Note that a browser held another text than the server; it drops its document and joins anew."""
        room = self._delivery.rooms.get(notepad_id)
        member = room.members.get(sid) if room else None
        if member is not None:  # only a writer has a text to compare
            self._measuring.mismatch(notepad_id, member.person_id, seq, kind)

    def room(self, notepad_id: int) -> Room | None:
        """Return the live side of a notepad, or None when nobody is there."""
        return self._delivery.rooms.get(notepad_id)

    # The pump

    def _put(self, waiting: Waiting) -> None:
        self._inbox.append(waiting)
        if not self._wake.is_set():  # setting an event again costs as much as the first time
            self._wake.set()

    def _wait_for(
        self,
        item: Item,
        *,
        at_once: Callable[[Outcome], None] | None = None,
        within_seconds: float = _ANSWER_WITHIN_SECONDS,
    ) -> Outcome:
        """Return an item's outcome; `at_once` is called with it by the pump, before anything follows."""
        outcome: list[Outcome] = []
        done = threading.Event()

        def answer(result: Outcome) -> None:
            if at_once is not None:
                at_once(result)
            outcome.append(result)
            done.set()

        self._put(Waiting(item, answer))
        done.wait(within_seconds)
        return outcome[0] if outcome else NotStored()

    def _pump(self) -> None:
        while not (self._stopping.is_set() and not self._inbox):
            until = min(self._next_heartbeat, self._delivery.cursors_due())
            self._wake.wait(max(0.0, until - self._clock.monotonic()))
            self._wake.clear()
            if not self._stopping.is_set():
                self._stopping.wait(self._tick_pacing.wait(self._clock.monotonic()))
            start = self._clock.monotonic()
            quiet = not self._inbox and self._delivery.cursors_due() == float("inf")
            try:
                self._pass(start)
            except StoreBroken:
                log.critical("the store is broken: ending, to recover at the next start", exc_info=True)
                self._on_broken()
                return
            except Exception:
                log.exception("a tick failed outside the scribe")
            if not quiet:  # a pass that took nothing in does not keep the next keystroke waiting
                self._tick_pacing.passed(start, self._clock.monotonic())

    def _pass(self, now: float) -> None:
        waiting, self._inbox = self._inbox, []
        settle = now >= self._next_heartbeat
        checks = self._delivery.checks_due(now)
        report = TickReport(())
        if waiting or settle or checks:
            report = self._tick(waiting, checks, settle=settle)
        self._deliver(waiting, report, now)
        if waiting or report.rooms:
            length, cost = self._tick_pacing.interval, self._clock.monotonic() - now
            self._measuring.tick([one.item for one in waiting], report, length=length, cost=cost)
        if settle:
            self._next_heartbeat = now + rhythm.HEARTBEAT_SECONDS
            self._housekeeping()

    def _tick(self, waiting: list[Waiting], checks: frozenset[int], *, settle: bool) -> TickReport:
        try:
            return self._scribe.tick([one.item for one in waiting], checks, settle=settle)
        except StoreBroken:
            raise
        except Exception:
            # Everybody who waits gets an answer: nothing was stored, send it again.
            log.exception("a tick failed outside its transaction")
            return TickReport(tuple(NotStored() for _ in waiting))

    def _deliver(self, waiting: list[Waiting], report: TickReport, now: float) -> None:
        for change in report.rooms:
            self._delivery.frame(change.notepad_id, change, now)
            self._beat.changed(change.notepad_id, change.ideas, text=change.update is not None)
            self._beat.wake(self._delivery.rooms.get(change.notepad_id))
        for notepad_id, (epoch, reason) in report.resets.items():
            self._beat.begin_again(notepad_id)
            self._delivery.begun_again(notepad_id, epoch, reason)
        for notepad_id in self._delivery.rooms.keys() - {change.notepad_id for change in report.rooms}:
            self._delivery.frame(notepad_id, None, now)
        # After the frames: who is refused must know by then what of theirs was saved, and keep only the rest.
        for one, outcome in zip(waiting, report.outcomes, strict=True):
            one.answer(outcome)
        self._note_trouble(report)
        if report.rights_changed:
            self._delivery.rights(report.rights_changed, self._scribe.standings, now)
        self._delivery.day(report.day_changed)

    def _note_trouble(self, report: TickReport) -> None:
        """Tell every writer when the store takes nothing, and when to try again."""
        if any(isinstance(outcome, NotStored) for outcome in report.outcomes):
            self._trouble = True
            self._delivery.all_writers("trouble", {"code": "cannot_save"})
        elif self._trouble and self._clock.monotonic() >= self._next_heartbeat:
            self._trouble = False
            self._delivery.all_writers("resync", {})

    def _housekeeping(self) -> None:
        self._delivery.end_grace(self._clock.monotonic())
        self._heartbeats += 1
        if self._heartbeats % _UNLOAD_EVERY_BEATS:
            return
        self._delivery.forget_empty()
        for notepad_id in self._scribe.unload_all_but(frozenset(self._delivery.rooms)):
            self._beat.forget(notepad_id)

    def _names(self, notepad_id: int) -> Mapping[int, str]:
        with self._database.reading() as session:
            return take_overs.names_of_notepad(session, notepad_id)


def _refusal(outcome: Outcome) -> CommandRefused:
    if isinstance(outcome, Refused):
        return CommandRefused(outcome.code, **outcome.facts)
    return CommandRefused("cannot_save")
