"""The viewers' beat: rendered blocks and ideas for everybody who reads, slower than the tick.

It promises: only committed text is shown, an unchanged block is never sent again, a page in the
background costs nothing, and no room waits for another's rendering. Each room has a beat of its
own, on a thread that lives while there is something to tell, and a little longer.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from notes.ground.ports import Block, BlockRenderer, Clock, FrameCarrier, Rendered
from notes.ground.splice import Splice, splice
from notes.live import rhythm
from notes.live.commands import CommandRefused
from notes.live.frames import with_ideas
from notes.live.pacing import Pacing
from notes.live.rooms import Room, Viewer
from notes.store.ideas import IdeaFacts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A notepad as its viewers see it; `version` names exactly these blocks."""

    seq: int
    rendered: Rendered

    @property
    def version(self) -> str:
        """The name of exactly these blocks."""
        return self.rendered.version

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in their order."""
        return self.rendered.blocks


_NOTHING = Blocks(-1, Rendered(""))
_PAST_VERSIONS = 64  # they share their unchanged blocks
_AT_ONCE = 500  # viewers who are sent a beat without a pause
_IDLE_SECONDS = 5.0  # a thread is kept a little longer than it takes somebody to type on


@dataclass(slots=True)
class _Showing:
    """What viewers of one notepad were shown, and what they are to be shown next."""

    blocks: Blocks = _NOTHING  # the newest
    sent: Blocks = _NOTHING  # what viewers were brought to by the last beat
    past: dict[str, Rendered] = field(default_factory=dict)  # the last versions, the oldest first
    ideas: dict[int, IdeaFacts] = field(default_factory=dict)  # changed since the last beat
    stale: bool = True
    here: int = -1
    here_at: float = float("-inf")
    again_at: float = float("-inf")  # after a failure, rendering waits until then
    pacing: Pacing = field(default_factory=lambda: Pacing(rhythm.BEAT_SECONDS, rhythm.BEAT_LONGEST_SECONDS))
    rendering: threading.Lock = field(default_factory=threading.Lock)
    news: threading.Event = field(default_factory=threading.Event)
    room: Room | None = None
    thread: threading.Thread | None = None  # while its beat runs


class Beat:
    """What viewers were shown of each notepad, and the beats that bring them the rest."""

    def __init__(
        self,
        renderer: BlockRenderer,
        carrier: FrameCarrier,
        clock: Clock,
        committed: Callable[[int], tuple[int, str]],
        names: Callable[[int], Mapping[int, str]],
        took: Callable[[float], None],
    ) -> None:
        """Take the parts: `committed` gives a notepad's log number and text, `names` the names
        that may be drawn beside its taken-over ideas; `took` is told how many seconds each beat took.
        """
        self._renderer = renderer
        self._carrier = carrier
        self._clock = clock
        self._committed = committed
        self._names = names
        self._took = took
        self._showing: dict[int, _Showing] = {}
        self._starting = threading.Lock()
        self._stopping = False

    def stop(self) -> None:
        """End every beat, after what it is doing."""
        with self._starting:
            self._stopping = True
        for showing in list(self._showing.values()):
            showing.news.set()
            thread = showing.thread
            if thread is not None:
                thread.join()

    def blocks(self, notepad_id: int) -> Blocks:
        """Return the blocks of the committed text, rendering them if what is shown is older.

        Many who ask at once wait for one rendering. What could not be rendered is not tried again
        for a while: older blocks, or `CommandRefused` where there are none.
        """
        showing = self._showing.setdefault(notepad_id, _Showing())
        if showing.stale or showing.rendering.locked():
            with showing.rendering:
                if showing.stale and self._clock.monotonic() >= showing.again_at:
                    self._render(notepad_id, showing)
            self.wake(showing.room)  # who joined meanwhile was given older blocks, and nobody else tells them
        if showing.blocks is _NOTHING:
            raise CommandRefused("loading")
        return showing.blocks

    def shown(self, notepad_id: int, version: str | None = None) -> tuple[Blocks, Splice | None]:
        """Return the blocks that the viewers have: for one who is among them, so that the next beat fits.

        With them comes what makes them of `version`, where that is remembered.
        """
        showing = self._showing.get(notepad_id)
        if showing is None or showing.blocks is _NOTHING:
            self.blocks(notepad_id)
            showing = self._showing[notepad_id]
        new = showing.blocks
        old = new.rendered if version == new.version else showing.past.get(version or "")
        return new, splice(old.blocks, new.blocks) if old else None

    def changed(self, notepad_id: int, ideas: tuple[IdeaFacts, ...], *, text: bool) -> None:
        """Note that a tick changed a notepad or its ideas."""
        showing = self._showing.get(notepad_id)
        if showing is None:
            return
        showing.stale = showing.stale or text or any(idea.taken_over for idea in ideas)
        showing.ideas.update((idea.id, idea) for idea in ideas)

    def wake(self, room: Room | None) -> None:
        """Have a room's viewers told what changed, if any of it is for them."""
        showing = self._showing.get(room.notepad_id) if room else None
        if room is None or showing is None:
            return
        showing.room = room
        showing.news.set()
        with self._starting:
            if showing.thread is None and not self._stopping and self._due_at(showing) is not None:
                showing.thread = threading.Thread(
                    target=self._run, args=(showing,), daemon=True, name=f"oogst-beat-{room.notepad_id}"
                )
                showing.thread.start()

    def begin_again(self, notepad_id: int) -> None:
        """Forget what was shown of a notepad that is another one now: nobody is sent the difference to it."""
        showing = self._showing.get(notepad_id)
        if showing is not None:
            showing.past.clear()
            showing.ideas.clear()
            showing.blocks = showing.sent = _NOTHING
            showing.stale = True

    def forget(self, notepad_id: int) -> None:
        """Forget a notepad that nobody looks at."""
        self._showing.pop(notepad_id, None)

    def _run(self, showing: _Showing) -> None:
        idle = False
        while self._goes_on(showing, idle=idle):
            showing.news.clear()
            due_at = self._due_at(showing)
            if due_at is None:
                idle = not showing.news.wait(_IDLE_SECONDS)
                continue
            start = self._clock.monotonic()
            wait = max(due_at - start, showing.pacing.wait(start))
            if wait > 0:
                showing.news.wait(wait)
                continue
            try:
                self._send(showing)
            except Exception:
                log.exception("the beat of notepad %d failed", showing.room.notepad_id if showing.room else 0)
                showing.again_at = self._clock.monotonic() + rhythm.RENDER_AGAIN_SECONDS
            end = self._clock.monotonic()
            showing.pacing.passed(start, end)
            self._took(end - start)

    def _goes_on(self, showing: _Showing, *, idle: bool) -> bool:
        """Return whether there may be more to tell; where there is not, the thread counts as ended."""
        with self._starting:  # together with `wake`: what comes now is told by this thread or by a new one
            if self._stopping or (idle and not showing.news.is_set()):
                showing.thread = None
            return showing.thread is not None

    def _due_at(self, showing: _Showing) -> float | None:
        """Return from when on there is something to tell; None where there is nothing, or nobody who looks."""
        room = showing.room
        if room is None or showing.blocks is _NOTHING or not _watched(room):
            return None
        if showing.ideas or showing.sent is not showing.blocks:
            return float("-inf")
        times = [showing.again_at] if showing.stale else []
        if showing.here != room.here:  # a number that everybody is sent when one comes: never in a hurry
            times.append(showing.here_at + rhythm.BEAT_LONGEST_SECONDS)
        return min(times, default=None)

    def _send(self, showing: _Showing) -> None:
        room = showing.room
        if room is None:
            return
        # Taken before rendering, which lets others run: what changes meanwhile is the next beat's.
        ideas, showing.ideas = tuple(showing.ideas.values()), {}
        if showing.stale and self._clock.monotonic() >= showing.again_at:
            with showing.rendering:
                if showing.stale:
                    self._render(room.notepad_id, showing)
        # From here on nobody else runs: who joined meanwhile has the old blocks and is sent the change.
        old, new = showing.sent, showing.blocks
        showing.sent = new
        showing.here, showing.here_at = room.here, self._clock.monotonic()
        change = splice(old.blocks, new.blocks)
        payload: dict[str, object] = {
            "notepad": room.notepad_id,
            "epoch": room.epoch,
            "seq": new.seq,
            "from": old.version,
            "version": new.version,
            "at": change.at,
            "remove": change.remove,
            "insert": [[block.key, block.html] for block in change.insert],
            "here": room.here,
        }
        watching = _watching(room)
        for staff in (False, True):
            sids = [viewer.sid for viewer in watching if viewer.staff is staff]
            for first in range(0, len(sids), _AT_ONCE):
                if first:
                    time.sleep(0)  # thousands of viewers: who types goes in between
                told = with_ideas(payload, ideas, staff=staff, topic_id=room.topic_id)
                self._carrier.send(sids[first : first + _AT_ONCE], "beat", told)

    def _render(self, notepad_id: int, showing: _Showing) -> None:
        showing.stale = False
        try:
            seq, text = self._committed(notepad_id)
            rendered = self._renderer.blocks(notepad_id, text, self._names(notepad_id), showing.blocks.rendered)
        except Exception:
            log.exception("notepad %d could not be rendered", notepad_id)
            showing.stale = True
            showing.again_at = self._clock.monotonic() + rhythm.RENDER_AGAIN_SECONDS
            return
        if showing.blocks is not _NOTHING:
            showing.past.pop(showing.blocks.version, None)
            showing.past[showing.blocks.version] = showing.blocks.rendered
            if len(showing.past) > _PAST_VERSIONS:
                del showing.past[next(iter(showing.past))]
        nobody_has_older = showing.blocks is _NOTHING or not _watched(showing.room)
        showing.blocks = Blocks(seq, rendered)
        if nobody_has_older:
            showing.sent = showing.blocks


def _watched(room: Room | None) -> bool:
    return room is not None and any(viewer.visible for viewer in room.viewers.values())


def _watching(room: Room) -> list[Viewer]:
    return [viewer for viewer in room.viewers.values() if viewer.visible]
