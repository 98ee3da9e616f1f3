"""Where a notepad changed last: what a screen with large letters shows of long notes.

Promise: whoever asks at the same time is told the same place, and what is remembered does not grow.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from notes.ground.ports import Block
from notes.ground.splice import splice
from notes.live.viewers import Blocks

_REMEMBERED = 100  # notepads
_ABOVE = 14  # blocks: more than a screen holds
_BELOW = 4


@dataclass(frozen=True, slots=True)
class Newest:
    """The blocks around the newest change; `key` is that of the block that changed ("" where there is none)."""

    blocks: tuple[Block, ...]
    key: str


class NewestChanges:
    """The last change of each notepad that a screen shows."""

    def __init__(self) -> None:
        """Know nothing: of notes that were never seen before, the end is the newest."""
        self._known: OrderedDict[int, tuple[Blocks, int]] = OrderedDict()

    def around(self, notepad_id: int, blocks: Blocks) -> Newest:
        """Return the newest change of a notepad whose blocks are these by now."""
        before = self._known.pop(notepad_id, None)
        place = len(blocks.blocks) - 1 if before is None else _place(*before, blocks)
        self._known[notepad_id] = blocks, place
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        shown = blocks.blocks[max(0, place - _ABOVE) : place + _BELOW + 1]
        return Newest(shown, blocks.blocks[place].key if blocks.blocks else "")


def _place(before: Blocks, place: int, now: Blocks) -> int:
    if before.version != now.version:
        change = splice(before.blocks, now.blocks)
        place = change.at + _changed_last(before.blocks[change.at : change.at + change.remove], change.insert)
    return max(0, min(place, len(now.blocks) - 1))


def _changed_last(gone: Sequence[Block], come: Sequence[Block]) -> int:
    """Return which of the blocks that came is the newest: the last one; where only some went, what follows them."""
    return max(0, len(come) - 1) if come else -1 if gone else 0
