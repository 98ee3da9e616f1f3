"""Characters by which a place in a notepad is known again, whatever is typed around it, and where they came from.

Promise: a mark names one character for ever (Yjs client id, clock); nothing is changed here. Reading a log may take
a while, so this runs in the process of `notes.jobs`, never on the scribe.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pycrdt import Assoc, Doc, Text
from sqlalchemy.orm import Session

from notes.live.decoder import LOGGED, DecodedUpdate, DeleteRange, decode_update
from notes.live.document import ROOT, merged
from notes.live.encoder import encode_update
from notes.live.past import PastFailed
from notes.store import history, notepads
from notes.store.authors import Authorship, authorship
from notes.store.outbox_numbers import unpacked

Mark = tuple[int, int]


class Origin(NamedTuple):
    """Where a character came from: its mark, who typed it ("" for nobody known), and when."""

    mark: Mark
    name: str
    idea: int | None  # the number of the idea whose words it belongs to
    row: int
    seconds: int  # since 1970


def origins(session: Session, notepad_id: int, seq: int, offsets: Sequence[int]) -> list[Origin]:
    """Return where the characters at these offsets (code points, ascending) of the text after row `seq` came from."""
    found = marks(_document(session, notepad_id, seq), offsets)
    rows = history.past_columns(session, notepad_id)
    wanted = {client for client, _ in found}
    rows_of: dict[int, list[int]] = {}
    for number, saved in enumerate(rows.saved):
        for client, _ in unpacked(saved):
            if client in wanted:
                rows_of.setdefault(client, []).append(number)
    who = authorship(session, notepad_id)
    names = {origin.client_id: _name(who, origin.client_id) for origin in who.origins if origin.client_id in wanted}
    ideas = {origin.client_id: origin.idea for origin in who.origins}
    result = []
    for client, clock in found:
        row = _row_with(rows.updates, rows_of.get(client, []), client, clock)
        result.append(Origin((client, clock), names.get(client, ""), ideas.get(client), row + 1, rows.seconds[row]))
    return result


def places(session: Session, notepad_id: int, seq: int, sought: Sequence[Mark]) -> list[int | None]:
    """Return where marked characters stand in the text after row `seq` (in code points); None for those that are gone.

    Within a run of equal characters the place may be that of a neighbour.
    """
    return offsets_of(_document(session, notepad_id, seq), sought)


def marks(doc: "Doc[Text]", offsets: Sequence[int]) -> list[Mark]:
    """Return the marks of the characters at these offsets (code points, ascending). `doc` is used up by it."""
    notes = doc.get(ROOT, type=Text)
    whole = str(notes)
    found: list[Mark] = []
    before = 0
    for offset in offsets:
        # pycrdt 0.14 tells the place of a block's beginning right and of one inside it by bytes, so the
        # text before goes: what is asked for is then where a block begins.
        gone = len(whole[before:offset].encode())
        if gone:
            del notes[0:gone]
        before = offset
        item = notes.sticky_index(0, Assoc.AFTER).to_json().get("item")
        if item is None:
            message = f"there is no character {offset}"
            raise PastFailed(message)
        found.append((item["client"], item["clock"]))
    return found


def offsets_of(doc: "Doc[Text]", sought: Sequence[Mark]) -> list[int | None]:
    """Return the offset (code points) of each marked character in `doc`, None for one that is gone."""
    state = doc.get_update()
    text = str(doc.get(ROOT, type=Text))
    return [_offset_of(state, text, mark) for mark in sought]


def _offset_of(state: bytes, text: str, mark: Mark) -> int | None:
    # Where the text differs when that one character is deleted, there it stood.
    doc: Doc[Text] = Doc(client_id=1)
    notes = doc.get(ROOT, type=Text)
    doc.apply_update(state)
    doc.apply_update(encode_update(DecodedUpdate((), (DeleteRange(*mark, 1),))))
    without = str(notes)
    if without == text:
        return None
    same = zip(text, without, strict=False)
    return next((at for at, (one, other) in enumerate(same) if one != other), len(without))


def _document(session: Session, notepad_id: int, seq: int) -> "Doc[Text]":
    log = notepads.log(session, notepad_id)
    snapshot, rows = log.snapshot, log.rows
    if log.snapshot_seq > seq:  # the snapshot is younger than what is asked for
        snapshot, rows = None, tuple(notepads.every_row(session, notepad_id))
    parts = [part for part in (snapshot, *(data for number, data in rows if number <= seq)) if part]
    doc: Doc[Text] = Doc(client_id=1)
    doc.get(ROOT, type=Text)
    if parts:
        doc.apply_update(merged(parts))
    return doc


def _row_with(updates: Sequence[bytes], numbers: Sequence[int], client: int, clock: int) -> int:
    """Return which of these rows of a client brought a clock: they are in order, so half of them go at each look."""
    low, high = 0, len(numbers) - 1
    while low < high:
        middle = (low + high) // 2
        last = max(
            (
                struct.clock + struct.length - 1
                for struct in decode_update(updates[numbers[middle]], limits=LOGGED).structs
                if struct.client == client
            ),
            default=None,
        )
        if last is None:  # this row only took something away: look at the one before
            numbers = [*numbers[:middle], *numbers[middle + 1 :]]
            high -= 1
        elif last < clock:
            low = middle + 1
        else:
            high = middle
    return numbers[low] if numbers else 0


def _name(who: Authorship, client_id: int) -> str:
    origin = next(each for each in who.origins if each.client_id == client_id)
    if origin.idea is not None:
        return origin.idea_name
    return who.authors[origin.author].name if origin.author is not None else ""
