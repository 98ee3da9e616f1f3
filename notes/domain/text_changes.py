"""From one text to another in few small replacements: what both have stays untouched.

Promise: carried out, they give the other text exactly. Whole lines that both have are kept, and of a changed line
its beginning and end.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

# Comparing costs up to the product of the lines that differ; beyond it everything between is replaced at once.
_LINE_PAIRS_MAX: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Replacement:
    """Of the text before: `removed` code points from `offset` become `inserted`."""

    offset: int
    removed: int
    inserted: str


def changes(before: str, after: str) -> tuple[Replacement, ...]:
    """Return what makes `before` into `after`, from front to back, none touching another."""
    # Whole lines only: the rest of a line would match no line of the other text.
    head = before.rfind("\n", 0, _same_head(before, after)) + 1
    tail = _same_head(before[head:][::-1], after[head:][::-1])
    tail = len(before[len(before) - tail :].partition("\n")[2])
    old = before[head : len(before) - tail].splitlines(keepends=True)
    new = after[head : len(after) - tail].splitlines(keepends=True)
    if len(old) * len(new) > _LINE_PAIRS_MAX:
        return (_smallest(head, "".join(old), "".join(new)),)
    found = []
    starts = [head]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(_smallest(starts[first], "".join(old[first:last]), "".join(new[new_first:new_last])))
    return tuple(found)


def carried_out(before: str, replacements: tuple[Replacement, ...]) -> str:
    """Return `before` with these replacements made; their offsets count in `before`."""
    parts = []
    at = 0
    for each in replacements:
        parts += [before[at : each.offset], each.inserted]
        at = each.offset + each.removed
    return "".join([*parts, before[at:]])


def _smallest(offset: int, old: str, new: str) -> Replacement:
    head = _same_head(old, new)
    tail = _same_head(old[head:][::-1], new[head:][::-1])
    return Replacement(offset + head, len(old) - head - tail, new[head : len(new) - tail])


def _same_head(one: str, other: str) -> int:
    """Return how many code points both begin with."""
    shorter = min(len(one), len(other))
    low, high = 0, shorter
    while low < high:  # slices are compared far quicker than characters one by one
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
