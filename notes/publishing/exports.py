"""Asks a process of its own for reports in their formats: a long PDF never makes a keystroke wait.

The process starts with the first question; what was asked for lately is remembered by its content.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgpack

from notes.domain.report.data import Data
from notes.publishing.formats import Format, export
from notes.publishing.worker import Asking

PROGRAM: Final = "notes.publishing.exporting"
JOB_SECONDS: Final = 120.0
REMEMBERED_MAX_BYTES: Final = 50_000_000
CODES_REMEMBERED: Final = 1_000
_NICENESS: Final = 10  # after the rooms, the renderers and the reading of the past


class Exports(Asking):
    """Reports in every format. Safe from greenlets; one is made at a time."""

    def __init__(self, *, program: str = PROGRAM, job_seconds: float = JOB_SECONDS) -> None:
        """Ask nothing yet."""
        super().__init__(program, job_seconds=job_seconds, niceness=_NICENESS, at_once=False)
        self._remembered: OrderedDict[bytes, bytes] = OrderedDict()
        self._codes: dict[str, str] = {}

    def export(self, markdown: str, data: Data, chosen: Format) -> bytes:
        """Return a report in a format (see `formats.export`); raises `RenderingFailed`."""
        if chosen is Format.MARKDOWN:  # nothing to wait for
            return export(markdown, data, chosen)
        # Packed once, for the process and for the key: a large report's data must not hold the sockets up twice.
        packed = msgpack.packb(data)
        key = _key(markdown, packed, chosen)
        if key in self._remembered:
            self._remembered.move_to_end(key)
            return self._remembered[key]
        made = bytes(self._worker.job("export", markdown, packed, chosen.value))
        self._remember(key, made)
        return made

    def sheets(self, data: Mapping[str, Any]) -> bytes:
        """Return sheets to print (see `sheets.sheets_data`) as PDF; raises `RenderingFailed`."""
        return bytes(self._worker.job("sheets", msgpack.packb(data)))

    def codes(self, addresses: Sequence[str]) -> dict[str, str]:
        """Return the QR codes of addresses as pictures for `img` elements; raises `RenderingFailed`.

        One takes up to 60 ms: a page of them must not hold the sockets up.
        """
        wanted = [each for each in dict.fromkeys(addresses) if each not in self._codes]
        if wanted:
            self._codes |= dict(zip(wanted, self._worker.job("codes", wanted), strict=True))
        found = {each: self._codes[each] for each in addresses}
        if len(self._codes) > CODES_REMEMBERED:
            self._codes.clear()
        return found

    def _remember(self, key: bytes, made: bytes) -> None:
        self._remembered[key] = made
        while sum(map(len, self._remembered.values())) > REMEMBERED_MAX_BYTES:
            self._remembered.popitem(last=False)


def _key(markdown: str, packed: bytes, chosen: Format) -> bytes:
    content = hashlib.blake2b(packed, digest_size=20)
    content.update(f"\0{chosen}\0{markdown}".encode())
    return content.digest()
