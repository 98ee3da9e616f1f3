"""A notepad's past, from its whole log: packed for a browser, as a text, and as an edit that brings it back.

Promise: nothing is changed here, and nothing is guessed: every text is a replay. It may take seconds, so it runs in
the process of `notes.jobs`, never on the scribe.
"""

import json
import re
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pycrdt import Doc, Text
from sqlalchemy.orm import Session

from notes.domain.text_changes import changes
from notes.ground import limits
from notes.live.document import ROOT, edited_by
from notes.store import history, notepads
from notes.store.authors import authorship

_QUICKLY: Final = 1  # zlib's level
_GZIP: Final = 16 + zlib.MAX_WBITS
_COMPRESSOR_BYTES: Final = 270_000  # what zlib keeps to go on
_GOES_ON: Final = bytes(range(0x80, 0x100))  # bytes of a varint that are not its last one
_PAIR: Final = re.compile(rb"([\x80-\xff]*[\x00-\x7f])[\x80-\xff]*[\x00-\x7f]")
TEMPLATE, NOBODY = -1, -2  # instead of a person's number: the server itself, and who was erased


class PastFailed(Exception):
    """There is no such row, or too much of a past."""


@dataclass(frozen=True, slots=True)
class Return:
    """An edit that brings an old text back, made on top of row `base`; no update: nothing differs."""

    base: int
    update: bytes | None
    removed: int  # code points


class Packing:
    """One notepad's past as far as it was read, packed for a browser; what came since is read on.

    frontend/history/past.ts reads it: parts, one for each reading, then the head (JSON) and its length. All numbers
    are 32 bits, low byte first. A part holds the number of its rows, the bytes of all updates and of all client ids;
    for each row the seconds since 1970, the length of its update and how many clients it is of; then the updates, and
    the client ids (varints; in a row each is the distance to the one before it).
    """

    def __init__(self, epoch: int) -> None:
        """Have nothing read yet."""
        self.epoch = epoch
        self.seq = 0
        self._raw_bytes = 0
        self._compressor = zlib.compressobj(_QUICKLY, zlib.DEFLATED, _GZIP)
        self._packed = bytearray()

    @property
    def size(self) -> int:
        """How many bytes it takes in memory, about."""
        return len(self._packed) + _COMPRESSOR_BYTES

    def read_on(self, session: Session, notepad_id: int) -> None:
        """Read the rows that came since."""
        updates, saved, seconds = history.past_columns(session, notepad_id, after=self.seq)
        if not updates:
            return
        clients = _clients_only(b"".join(saved))
        text = b"".join(updates)
        self._raw_bytes += len(text) + len(clients)
        if self._raw_bytes > limits.HISTORY_MAX_BYTES:
            message = "too long"
            raise PastFailed(message)
        counts = (len(each.translate(None, _GOES_ON)) // 2 for each in saved)
        head = (len(updates), len(text), len(clients))
        for column in (head, seconds, map(len, updates), counts):
            self._packed += self._compressor.compress(_numbers(column))
        self._packed += self._compressor.compress(text)
        self._packed += self._compressor.compress(clients)
        self.seq += len(updates)

    def whole(self, who: dict[str, object]) -> bytes:
        """Return all of it, gzipped, with who wrote."""
        head = json.dumps(who).encode()
        end = self._compressor.copy()  # the next reading goes on from here
        return b"".join([self._packed, end.compress(head + _numbers([len(head)])), end.flush()])


class Packings:
    """The pasts that were asked for last: of a day's log only what is new is read again."""

    def __init__(self) -> None:
        """Hold none."""
        self._held: dict[int, Packing] = {}  # the one that was asked for last is the last

    def read(self, session: Session, notepad_id: int) -> Packing:
        """Return a notepad's past, all of it read."""
        facts = notepads.notepad(session, notepad_id)
        if facts is None:
            message = f"there is no notepad {notepad_id}"
            raise PastFailed(message)
        held = self._held.pop(notepad_id, None)
        # Another epoch, or fewer rows: its past was rewritten.
        packing = held if held and held.epoch == facts.epoch and held.seq <= facts.seq else Packing(facts.epoch)
        packing.read_on(session, notepad_id)
        self._held[notepad_id] = packing
        while len(self._held) > 1 and sum(each.size for each in self._held.values()) > limits.HISTORIES_HELD_BYTES:
            del self._held[next(iter(self._held))]
        return packing

    def packed(self, session: Session, notepad_id: int) -> bytes:
        """Return a notepad's whole past for a browser, gzipped."""
        return self.read(session, notepad_id).whole(_who(session, notepad_id))


def text_at(session: Session, notepad_id: int, seq: int) -> str:
    """Return the text after row `seq`; "" before the first."""
    return str(_replayed(session, notepad_id, seq, client_id=1)[0].get(ROOT, type=Text))


def bringing_back(session: Session, notepad_id: int, seq: int, client_id: int) -> Return:
    """Return the edit of `client_id` (a new one) that makes the newest text into that of row `seq`.

    What others type meanwhile merges with it as with anybody's edit: nothing of theirs is lost.
    """
    doc, old, base = _replayed(session, notepad_id, seq, client_id=client_id, onward=True)
    new = str(doc.get(ROOT, type=Text))
    wanted = changes(new, old)
    if not wanted:
        return Return(base, None, 0)
    return Return(base, edited_by(doc, new, wanted), sum(each.removed for each in wanted))


def _replayed(
    session: Session, notepad_id: int, seq: int, *, client_id: int, onward: bool = False
) -> tuple[Doc[Text], str, int]:
    """Return the document after row `seq` (`onward`: after the last one), the text at `seq`, and the last row read."""
    doc: Doc[Text] = Doc(client_id=client_id)
    text = doc.get(ROOT, type=Text)
    rows = notepads.every_row(session, notepad_id)
    at, then = 0, ""
    with doc.transaction():
        while at < seq:
            row = next(rows, None)
            if row is None:
                message = f"there is no row {seq}"
                raise PastFailed(message)
            at, update = row
            doc.apply_update(update)
    then = str(text)
    if onward:
        with doc.transaction():
            for row_seq, update in rows:
                at = row_seq
                doc.apply_update(update)
    return doc, then, at


def _numbers(numbers: Iterable[int]) -> bytes:
    column = array("I", numbers)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def _clients_only(saved: bytes) -> bytes:
    """Return pairs of varints (see `notes.store.outbox_numbers`) without the second of each: nobody reads those."""
    return b"".join(_PAIR.findall(saved))


def _who(session: Session, notepad_id: int) -> dict[str, object]:
    found = authorship(session, notepad_id)
    return {
        "people": [author.name for author in found.authors],
        "clients": [
            [
                origin.client_id,
                origin.author if origin.author is not None else TEMPLATE if origin.template else NOBODY,
            ]
            for origin in found.origins
        ],
    }
