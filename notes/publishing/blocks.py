"""What viewers of notes receive: safe HTML in blocks whose keys are stable while they do not change.

Internal lines are left out before anything is rendered. It promises to work on what changed since
the last time only.
"""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Mapping
from typing import Final

from notes.domain import markdown
from notes.domain.inline import Style, mentions
from notes.domain.shown import Shown
from notes.ground.ports import Block, Rendered
from notes.publishing.html import html

REMEMBERED_MAX_CHARACTERS: Final = 1_000_000
_STYLE: Final = Style(keep_idea_links=True, mention=mentions(show=True), owner=mentions(show=True))
_Names = tuple[tuple[int, str], ...]


class Notes:
    """One notepad, rendered each time it has changed."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._shown = Shown(_STYLE, top_level=3)
        self._links: dict[str, frozenset[int]] = {}
        self._rendered: dict[tuple[str, _Names], tuple[str, str]] = {}
        self._blocks: dict[str, Block] = {}
        self.characters = 0
        self.last = Rendered("")

    def render(self, text: str, ideas: Mapping[int, str]) -> Rendered:
        """Return the blocks of a notepad's Markdown, without internal lines (see `BlockRenderer`).

        Equal blocks have different keys ("…-1", "…-2"). A block that is as it was is the same object.
        """
        written = self._shown.blocks(text)
        links, self._links = self._links, {}
        rendered, self._rendered = self._rendered, {}
        before, self._blocks = self._blocks, {}
        seen: Counter[str] = Counter()
        for each in written:
            linked = self._links[each] = links[each] if each in links else _idea_links(each)
            names = tuple(sorted((number, ideas[number]) for number in linked & ideas.keys()))
            key, found = rendered.get((each, names)) or _render(each, names)
            self._rendered[each, names] = key, found
            seen[key] += 1
            name = f"{key}-{seen[key]}"
            self._blocks[name] = before.get(name) or Block(name, found)
        self.characters = len(text)
        self.last = Rendered(_version(self._blocks), tuple(self._blocks.values()))
        return self.last


class Notepads:
    """The notepads that were rendered last; the longest unseen are forgotten when they are too many."""

    def __init__(self, max_characters: int = REMEMBERED_MAX_CHARACTERS) -> None:
        """Start with none."""
        self._max_characters = max_characters
        self._notes: OrderedDict[int, Notes] = OrderedDict()

    def __len__(self) -> int:
        """Return how many are remembered."""
        return len(self._notes)

    def render(self, notepad_id: int, text: str, ideas: Mapping[int, str]) -> tuple[Rendered, Rendered]:
        """Return what a notepad was rendered to last, and what it is rendered to now."""
        # Taken out until it has gone well: who failed half-way is begun anew.
        notes = self._notes.pop(notepad_id, None) or Notes()
        before, after = notes.last, notes.render(text, ideas)
        self._notes[notepad_id] = notes
        while len(self._notes) > 1 and sum(each.characters for each in self._notes.values()) > self._max_characters:
            self._notes.popitem(last=False)
        return before, after


def _idea_links(written: str) -> frozenset[int]:
    return markdown.idea_links(written) if "(idee:" in written else frozenset()


def _render(written: str, names: _Names) -> tuple[str, str]:
    """Return key and HTML: the key covers all that decides about the HTML, the words and the names beside them."""
    key = hashlib.blake2b(f"{written}\0{list(names)}".encode(), digest_size=9).hexdigest()
    return key, html(written, dict(names))


def _version(keys: Mapping[str, object]) -> str:
    return hashlib.blake2b("\0".join(keys).encode(), digest_size=8).hexdigest()
