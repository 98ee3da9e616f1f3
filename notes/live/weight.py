"""What a document weighs: the bytes and structs that it keeps, of text that is gone too.

Counting what comes in is cheap and too high, because the CRDT library joins neighbours; so the document
is weighed only when the count passes a limit, and once nearly full it stays full until it is loaded again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from notes.ground import limits
from notes.live.decoder import LOGGED, decode_update

_NEARLY: Final = 0.95  # weighing again at every keystroke beside the limit would cost everybody their time


@dataclass(slots=True)
class Weight:
    """A document's bytes (as one update) and structs, never less than they are."""

    size: int = 0
    structs: int = 0
    full: bool = False

    def add(self, size: int, structs: int) -> None:
        """Count an update that was admitted."""
        self.size += size
        self.structs += structs

    def takes_more(self, state: Callable[[], bytes]) -> bool:
        """Return whether text may still be added; `state` gives the whole document as one update."""
        if not self.full and self._passes(1):
            whole = state()
            self.size, self.structs = len(whole), len(decode_update(whole, limits=LOGGED).structs)
            self.full = self._passes(_NEARLY)
        return not self.full

    def _passes(self, share: float) -> bool:
        return self.size >= share * limits.NOTEPAD_MAX_BYTES or self.structs >= share * limits.NOTEPAD_MAX_STRUCTS
