"""Which characters the PDF's fonts can draw, and what stands for one that they cannot: its name in brackets."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

_LIST: Final = Path(__file__).with_name("glyphs.txt")  # by tools/list_glyphs.py
# Nothing to see: what joins, directs or varies other characters. Without a glyph they are left out.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_PLAIN_MAX: Final = 0x17E  # Latin with the letters of Europe


@cache
def drawable() -> frozenset[str]:
    """Return every character that at least one of the fonts has a glyph for."""
    found: set[str] = set()
    for part in _LIST.read_text(encoding="ascii").split():
        first, _, last = part.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def named(character: str) -> str:
    """Return what a reader sees for a character that cannot be drawn."""
    if _UNSEEN.match(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


class Characters:
    """Makes texts drawable, and counts what it named."""

    def __init__(self, *, without_symbols: bool = False) -> None:
        """Begin with what the fonts' list says; `without_symbols` leaves emoji out instead of naming them."""
        self._without_symbols = without_symbols
        self._refused: set[str] = set()
        self._plain_only = False
        self.named: dict[str, int] = {}

    def refuse(self, characters: str) -> bool:
        """Take it that these cannot be drawn where they stand; returns whether that is news."""
        news = {each for each in characters if not each.isascii()} - self._refused
        self._refused |= news
        return bool(news)

    def refuse_all_but_plain(self) -> None:
        """Take it that only Latin letters can be drawn."""
        self._plain_only = True

    def drawn(self, text: str) -> str:
        """Return `text` with each character that cannot be drawn as its name in brackets."""
        if text.isascii():
            return text
        if self._without_symbols and (rest := _NOT_ASCII.sub(self._without, text)).strip():
            text = rest  # what is nothing but symbols keeps its names
        return _NOT_ASCII.sub(self._one, text)

    def _without(self, found: re.Match[str]) -> str:
        symbol = unicodedata.category(found[0]) in ("So", "Sk")
        return "" if symbol and not self._can_draw(found[0]) else found[0]

    def _one(self, found: re.Match[str]) -> str:
        character = found[0]
        if self._can_draw(character):
            return character
        self.named[character] = self.named.get(character, 0) + 1
        return named(character)

    def _can_draw(self, character: str) -> bool:
        plain = not self._plain_only or ord(character) <= _PLAIN_MAX
        return plain and character in drawable() and character not in self._refused
