"""A notepad's past, from its whole log: packed for a browser, as a text, and as an edit that brings it back.

Promise: nothing is changed here, and nothing is guessed: every text is a replay. It may take seconds, so it runs in
the process of `notes.jobs`, never on the scribe.
"""

import gzip
import json
import sys
from array import array
from dataclasses import dataclass

from pycrdt import Doc, Text
from sqlalchemy.orm import Session

from notes.domain.text_changes import changes
from notes.ground import limits
from notes.live.document import ROOT, edited_by
from notes.store import history, notepads
from notes.store.authors import authorship

_QUICKLY = 1  # gzip's level
TEMPLATE, NOBODY = -1, -2  # instead of a person's number: the server itself, and who was erased


class PastFailed(Exception):
    """There is no such row, or too much of a past."""


@dataclass(frozen=True, slots=True)
class Return:
    """An edit that brings an old text back, made on top of row `base`; no update: nothing differs."""

    base: int
    update: bytes | None
    removed: int  # code points


def packed(session: Session, notepad_id: int) -> bytes:
    """Return the whole past for a browser, gzipped; frontend/history/past.ts reads it.

    All numbers are 32 bits, low byte first: the length of the head (JSON), the head; for each row the seconds since
    the first one, the length of its update and of its outbox numbers; then all updates, and all outbox numbers.
    """
    times, sizes, owners = array("I"), array("I"), array("I")
    updates, saved = bytearray(), bytearray()
    first = 0
    for row in history.past_rows(session, notepad_id):
        first = first or row.seconds
        times.append(max(0, row.seconds - first))
        sizes.append(len(row.update))
        owners.append(len(row.saved))
        updates += row.update
        saved += row.saved
        if len(updates) + len(saved) > limits.HISTORY_MAX_BYTES:
            message = "too long"
            raise PastFailed(message)
    head = json.dumps({"rows": len(times), "first": first, **_who(session, notepad_id)}).encode()
    columns = array("I", [len(head)]), times, sizes, owners
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    length, *rest = (column.tobytes() for column in columns)
    return gzip.compress(b"".join([length, head, *rest, updates, saved]), _QUICKLY, mtime=0)


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
