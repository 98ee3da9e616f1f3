"""The viewers' beat: rendered blocks and ideas for everybody who reads, slower than the tick.

It promises: only committed text is shown, an unchanged block is never sent again, and a page in
the background costs nothing.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from notes.ground.ports import Block, BlockRenderer, Clock, FrameCarrier
from notes.live import rhythm
from notes.live.commands import CommandRefused
from notes.live.frames import with_ideas
from notes.live.rooms import Room
from notes.live.splice import splice
from notes.store.ideas import IdeaFacts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A notepad as its viewers see it; `version` names exactly these blocks."""

    version: str
    seq: int
    blocks: tuple[Block, ...] = ()


@dataclass(slots=True)
class _Showing:
    blocks: Blocks  # the newest
    sent: Blocks  # what viewers were brought to by the last beat
    ideas: dict[int, IdeaFacts] = field(default_factory=dict)  # changed since the last beat
    stale: bool = True
    here: int = -1
    again_at: float = float("-inf")  # after a failure, rendering waits until then


class Beat:
    """What viewers were shown of each notepad, and what they are to be shown next."""

    def __init__(
        self,
        renderer: BlockRenderer,
        carrier: FrameCarrier,
        clock: Clock,
        committed: Callable[[int], tuple[int, str]],
        names: Callable[[int], Mapping[int, str]],
    ) -> None:
        """Take the parts: `committed` gives a notepad's log number and text, `names` the names
        that may be drawn beside its taken-over ideas.
        """
        self._renderer = renderer
        self._carrier = carrier
        self._clock = clock
        self._committed = committed
        self._names = names
        self._showing: dict[int, _Showing] = {}

    def blocks(self, notepad_id: int) -> Blocks:
        """Return the blocks of the committed text, rendering them if what is shown is older."""
        showing = self._showing.get(notepad_id)
        if showing is not None and not showing.stale:
            return showing.blocks
        return self._render(notepad_id)

    def changed(self, notepad_id: int, ideas: tuple[IdeaFacts, ...], *, text: bool) -> None:
        """Note that a tick changed a notepad or its ideas."""
        showing = self._showing.get(notepad_id)
        if showing is None:
            return
        showing.stale = showing.stale or text or any(idea.taken_over for idea in ideas)
        showing.ideas.update((idea.id, idea) for idea in ideas)

    def forget(self, notepad_id: int) -> None:
        """Forget a notepad that nobody looks at."""
        self._showing.pop(notepad_id, None)

    def send(self, room: Room) -> None:
        """Send a room's visible viewers what changed since the last beat."""
        showing = self._showing.get(room.notepad_id)
        watching = [viewer for viewer in room.viewers.values() if viewer.visible]
        if showing is None or not watching:
            return
        quiet = not showing.stale and not showing.ideas and showing.here == room.here
        if quiet and showing.sent is showing.blocks:
            return
        # Taken before rendering, which lets others run: what changes meanwhile is the next beat's.
        old, ideas = showing.sent, tuple(showing.ideas.values())
        showing.ideas = {}
        due = showing.stale and self._clock.monotonic() >= showing.again_at
        new = showing.sent = self._render(room.notepad_id) if due else showing.blocks
        change = splice(old.blocks, new.blocks)
        showing.here = room.here
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
        for staff in (False, True):
            sids = [viewer.sid for viewer in watching if viewer.staff is staff]
            if sids:
                self._carrier.send(sids, "beat", with_ideas(payload, ideas, staff=staff))

    def _render(self, notepad_id: int) -> Blocks:
        showing = self._showing.get(notepad_id)
        if showing is not None:
            showing.stale = False
        try:
            seq, text = self._committed(notepad_id)
            rendered = tuple(self._renderer.blocks(text, self._names(notepad_id)))
        except Exception as failure:
            log.exception("notepad %d could not be rendered", notepad_id)
            if showing is None:
                raise CommandRefused("loading") from failure
            showing.stale = True
            showing.again_at = self._clock.monotonic() + rhythm.RENDER_AGAIN_SECONDS
            return showing.blocks
        blocks = Blocks(_version(rendered), seq, rendered)
        if showing is None:
            self._showing[notepad_id] = _Showing(blocks, blocks, stale=False)
        elif seq >= showing.blocks.seq:
            showing.blocks = blocks
        return blocks


def _version(blocks: tuple[Block, ...]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for block in blocks:
        digest.update(block.key.encode())
        digest.update(b"\0")
    return digest.hexdigest()
