"""What viewers of notes receive: safe HTML in blocks whose keys are stable while they do not change.

Internal lines are left out before anything is rendered.
"""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Mapping
from typing import Final

from notes.domain import canonical, markdown
from notes.domain.inline import Style, mentions
from notes.domain.outcomes import without_internal
from notes.ground.ports import Block
from notes.publishing.html import html

CACHE_MAX_BYTES: Final = 32_000_000
_STYLE: Final = Style(keep_idea_links=True, mention=mentions(show=True), owner=mentions(show=True))


class Cache:
    """Rendered blocks by their content; the least recently used go when it is full."""

    def __init__(self, max_bytes: int = CACHE_MAX_BYTES) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._bytes = 0
        self._max_bytes = max_bytes

    def get(self, key: str) -> str | None:
        """Return what is kept under `key`, or None."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: str, value: str) -> None:
        """Keep `value` (its size counted in UTF-8 bytes), letting older ones go."""
        if key in self._kept:
            return
        self._kept[key] = value
        self._bytes += len(key) + len(value.encode())
        while self._bytes > self._max_bytes and self._kept:
            old, gone = self._kept.popitem(last=False)
            self._bytes -= len(old) + len(gone.encode())


def blocks(text: str, ideas: Mapping[int, str], cache: Cache | None = None) -> tuple[Block, ...]:
    """Return the blocks of a notepad's Markdown, without internal lines.

    `ideas` maps the number of each idea that was taken over into this notepad to the name that
    may be drawn beside it. Equal blocks have different keys ("…-1", "…-2").
    """
    public, _ = without_internal(text)
    seen: Counter[str] = Counter()
    found = []
    for written in canonical.blocks(public, _STYLE, top_level=3):
        # The key covers all that decides about the HTML: the words and the names beside them.
        linked = markdown.idea_links(written) if "(idee:" in written else frozenset()
        names = sorted((number, ideas[number]) for number in linked & ideas.keys())
        key = hashlib.blake2b(f"{written}\0{names}".encode(), digest_size=9).hexdigest()
        rendered = cache.get(key) if cache else None
        if rendered is None:
            rendered = html(written, ideas)
            if cache:
                cache.put(key, rendered)
        seen[key] += 1
        found.append(Block(f"{key}-{seen[key]}", rendered))
    return tuple(found)
