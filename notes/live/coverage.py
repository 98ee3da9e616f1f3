"""Knows exactly which units of text a document holds, without holding the document.

Per client the end of its clocks, and the clocks of its low surrogates (rare): a boundary before
one of them would split a pair, and Yjs and `pycrdt` disagree about that, silently and for ever.

After a reload from a snapshot the pairs of deleted text are forgotten, as every browser forgets
them: nobody has their characters any more, so a boundary there harms nobody.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from notes.live.decoder import DecodedUpdate, Malformed, Struct

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


class LowHalves:
    """The clocks of one client's low surrogates, in runs of every second clock: eight bytes for any row of emoji."""

    __slots__ = ("firsts", "lasts")

    def __init__(self) -> None:
        self.firsts = array("I")
        self.lasts = array("I")

    def __contains__(self, clock: int) -> bool:
        at = bisect_right(self.firsts, clock) - 1
        return at >= 0 and clock <= self.lasts[at] and (clock - self.firsts[at]) % 2 == 0

    def add(self, clocks: Iterable[int]) -> None:
        """Add clocks that rise; those not beyond the last one are there already."""
        for clock in clocks:
            last = self.lasts[-1] if self.lasts else -1
            if clock == last + 2 and last >= 0:
                self.lasts[-1] = clock
            elif clock > last:
                self.firsts.append(clock)
                self.lasts.append(clock)

    def append(self, later: "LowHalves") -> None:
        """Add what a layer on top holds: all of it is beyond the last one here."""
        for first, last in zip(later.firsts, later.lasts, strict=True):
            self.add((first,))
            self.lasts[-1] = max(self.lasts[-1], last)


class Coverage:
    """What a document (and what this tick admitted on top of it) holds. Not for several threads.

    The attributes are for layers of each other only.
    """

    __slots__ = ("below", "ends", "low_halves")

    def __init__(self, below: "Coverage | None" = None) -> None:
        self.below = below
        self.ends: dict[int, int] = {}
        self.low_halves: dict[int, LowHalves] = {}

    def end(self, client: int) -> int:
        """Return the first clock of `client` that is not there yet, in UTF-16 units."""
        layer: Coverage | None = self
        while layer is not None:
            if client in layer.ends:
                return layer.ends[client]
            layer = layer.below
        return 0

    def splits_pair(self, client: int, clock: int) -> bool:
        """Return whether a boundary just before this unit would fall inside a surrogate pair."""
        layer: Coverage | None = self
        while layer is not None:
            low_halves = layer.low_halves.get(client)
            if low_halves is not None and clock in low_halves:
                return True
            layer = layer.below
        return False

    def add(self, decoded: DecodedUpdate) -> None:
        """Count an update as held; what is held already changes nothing. Raises `Malformed` at a gap."""
        for struct in decoded.structs:
            self.add_struct(struct)

    def add_struct(self, struct: Struct) -> None:
        """Count one struct as held; raises `Malformed` if its clock is beyond the end."""
        client, clock, length = struct.client, struct.clock, struct.length
        end = self.end(client)
        if clock > end:
            raise Malformed("gap")
        if clock + length <= end:
            return
        self.ends[client] = clock + length
        if struct.text is not None and len(struct.text) != length:
            beyond = (half for half in _low_halves(clock, struct.text) if half >= end)
            self.low_halves.setdefault(client, LowHalves()).add(beyond)

    def vector(self) -> dict[int, int]:
        """Return client id → end clock: the state vector."""
        ends = {} if self.below is None else self.below.vector()
        ends.update(self.ends)
        return ends

    def copy(self) -> "Coverage":
        """Return an independent copy with the same content."""
        copied = Coverage()
        copied.ends = self.vector()
        self.gather(copied.low_halves)
        return copied

    def fork(self) -> "Coverage":
        """Return a layer on top, in constant time: add to it, then `absorb` it or drop it.

        This coverage must not be changed while the layer is in use.
        """
        return Coverage(self)

    def absorb(self, layer: "Coverage") -> None:
        """Take over what was added to a layer that was forked from this coverage."""
        if layer.below is not self:
            message = "this layer was forked from another coverage"
            raise ValueError(message)
        self.ends.update(layer.ends)
        for client, low_halves in layer.low_halves.items():
            self.low_halves.setdefault(client, LowHalves()).append(low_halves)

    def gather(self, every: dict[int, LowHalves]) -> None:
        """Add the low surrogates of every layer."""
        if self.below is not None:
            self.below.gather(every)
        for client, low_halves in self.low_halves.items():
            every.setdefault(client, LowHalves()).append(low_halves)


def _low_halves(clock: int, text: str) -> Iterator[int]:
    """Yield the clocks of the low surrogates of a text that begins at `clock`."""
    for count, match in enumerate(_ASTRAL.finditer(text), start=1):
        yield clock + match.start() + count
