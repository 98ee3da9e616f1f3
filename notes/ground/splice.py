"""The difference between two lists of keyed blocks, as one splice."""

from collections.abc import Sequence
from typing import NamedTuple

from notes.ground.ports import Block


class Splice(NamedTuple):
    """Replace `remove` blocks from position `at` by `insert`."""

    at: int
    remove: int
    insert: tuple[Block, ...]


def splice(old: Sequence[Block], new: Sequence[Block]) -> Splice:
    """Return the smallest single splice that makes `new` of `old`."""
    shortest = min(len(old), len(new))
    head = next((at for at in range(shortest) if _differ(old[at], new[at])), shortest)
    most = shortest - head
    tail = next((at for at in range(most) if _differ(old[-1 - at], new[-1 - at])), most)
    return Splice(head, len(old) - head - tail, tuple(new[head : len(new) - tail]))


def spliced(old: Sequence[Block], change: Splice) -> tuple[Block, ...]:
    """Return what a splice makes of `old`."""
    return (*old[: change.at], *change.insert, *old[change.at + change.remove :])


def _differ(old: Block, new: Block) -> bool:
    return old is not new and old != new  # mostly the very same: thousands of blocks, one changed
