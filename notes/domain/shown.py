"""What of a notepad everybody may see, as it changes: internal lines never, and unchanged blocks as they were.

It promises the same as `canonical.blocks` of what `without_internal` leaves, for the work of what changed.
"""

from dataclasses import replace
from itertools import count

from notes.domain.canonical import Rewriter
from notes.domain.inline import Style
from notes.domain.keywords import Kind
from notes.domain.outcomes import Outcome, internal_parts, kind_below, without
from notes.domain.rereading import Piece, Reader, Reading
from notes.domain.text import normalised


class Shown:
    """One notepad, read each time it has changed."""

    def __init__(self, style: Style, *, top_level: int) -> None:
        """Take how its blocks are written (see `canonical.blocks`)."""
        self._passes = [_Pass()]
        self._rewriter = Rewriter(style, top_level=top_level)

    def blocks(self, text: str) -> tuple[str, ...]:
        """Return the blocks of `text` in canonical form, without what is internal."""
        text = normalised(text)
        # Taking lines away can change what the rest means, so it is read again until nothing is left.
        for number in count():
            if number == len(self._passes):
                self._passes.append(_Pass())
            reading, internal = self._passes[number].read(text)
            if not internal:
                del self._passes[number + 1 :]
                break
            text = without(text, internal)
        return self._rewriter.blocks(reading, text)


class _Pass:
    """One reading of the text, and what is internal in it."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._found: dict[tuple[Piece, Kind | None], tuple[tuple[Outcome, ...], Kind | None]] = {}

    def read(self, text: str) -> tuple[Reading, list[Outcome]]:
        reading = self._reader.read(text)
        before, self._found = self._found, {}
        internal: list[Outcome] = []
        kind: Kind | None = None
        for start, piece in zip(reading.starts, reading.pieces, strict=True):
            if piece.node is None:
                continue
            key = (piece, kind)
            found, below = self._found[key] = before.get(key) or (
                internal_parts(piece.node, kind),
                kind_below(piece.node, kind),
            )
            internal += (replace(each, first=start + each.first, last=start + each.last) for each in found)
            kind = below
        return reading, internal
