"""One notepad's document in memory: never ahead of its log, thrown away when in doubt.

Only the scribe's thread touches it. Nothing but bytes, strings and numbers leaves it: pycrdt's
transactions and subscriptions are bound to their thread, so there are none here.
"""

import gzip
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pycrdt import Doc, Text, merge_updates

from notes.domain.text_changes import Replacement
from notes.live.coverage import Coverage
from notes.live.decoder import LOGGED, Malformed, decode_update
from notes.live.encoder import without_known_deletes
from notes.live.weight import Weight
from notes.store.authors import numbered
from notes.store.notepads import Claim, Log, NotepadFacts

ROOT = "notes"
_QUICKLY = 1  # gzip's level: a third of the time of the usual one, for a tenth more bytes
_T = TypeVar("_T")


class DocumentFailed(Exception):
    """The CRDT library refused bytes, panicked, or kept a part of them pending."""


def merged(updates: Sequence[bytes]) -> bytes:
    """Return one update that holds all of `updates` (at least one), as Yjs v1 bytes."""
    return updates[0] if len(updates) == 1 else _guarded(lambda: merge_updates(*updates))


@dataclass(slots=True)
class Document:
    """A notepad's text and everything that admission needs to know of it."""

    facts: NotepadFacts
    seq: int
    snapshot_seq: int
    claims: dict[int, Claim]
    coverage: Coverage
    _doc: Doc[Text] = field(repr=False)
    weight: Weight
    text_seq: int = 0
    text_at: datetime | None = None
    unrecorded: dict[int, int] = field(default_factory=dict)  # outbox numbers that only the log holds, by client id
    linked: frozenset[int] | None = None  # the ideas whose links are noted; None: not known since the load
    _text: str | None = None
    _state: bytes | None = None
    _packed: bytes | None = None
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, facts: NotepadFacts, log: Log, claims: dict[int, Claim]) -> "Document":
        """Build the document from its newest snapshot and the rows after it.

        Raises `DocumentFailed` when the log cannot be read: a load that fails is never an
        empty page.
        """
        parts = [part for part in (log.snapshot, *(data for _, data in log.rows)) if part]
        doc: Doc[Text] = Doc(client_id=1)
        doc.get(ROOT, type=Text)
        coverage, weight = Coverage(), Weight()
        if parts:
            whole = merged(parts)
            _guarded(lambda: doc.apply_update(whole))
            decoded = decode_update(whole, limits=LOGGED)
            coverage.add(decoded)
            weight.add(len(whole), len(decoded.structs))
        seq = log.rows[-1][0] if log.rows else log.snapshot_seq
        document = cls(facts, seq, log.snapshot_seq, claims, coverage, doc, weight)
        document.check_nothing_pending()
        return document

    def apply(self, update: bytes) -> None:
        """Apply an admitted update whose structs `coverage` already counts.

        Raises `DocumentFailed`; the document is then unusable and must be thrown away.
        """
        self._text = self._state = self._packed = None
        _guarded(lambda: self._doc.apply_update(update))

    def note_saved(self, numbers: Mapping[int, int]) -> None:
        """Take the outbox numbers that log rows made durable, the last one of each client id.

        The claims have them at once; the store's record of them follows with the next snapshot.
        """
        for client_id, number in numbers.items():
            claim = self.claims.get(client_id)
            if claim is not None and claim.saved < number:
                self.claims[client_id] = claim._replace(saved=number)
        self.unrecorded.update(numbers)

    def check_nothing_pending(self) -> None:
        """Raise `DocumentFailed` unless the document holds everything that was counted as covered."""
        held = _read_state_vector(_guarded(self._doc.get_state))
        wanted = self.coverage.vector()
        if any(held.get(client, 0) < clock for client, clock in wanted.items()):
            message = "a part of an update is pending"
            raise DocumentFailed(message)

    @property
    def text(self) -> str:
        """The notepad's Markdown."""
        if self._text is None:
            self._text = _guarded(lambda: str(self._doc.get(ROOT, type=Text)))
        return self._text

    @property
    def state(self) -> bytes:
        """The whole document as one update."""
        if self._state is None:
            self._state = _guarded(self._doc.get_update)
        return self._state

    @property
    def packed(self) -> bytes:
        """`state` as gzip: how HTTP carries it, made once for everybody who opens these notes."""
        if self._packed is None:
            self._packed = gzip.compress(self.state, _QUICKLY, mtime=0)
        return self._packed

    @property
    def fingerprint(self) -> int:
        """CRC-32 of the state vector (sorted by client id) and the text: what browsers compare."""
        return fingerprint(self.coverage.vector(), self.text)

    def number_of(self, person_id: str) -> int:
        """Return the number of a person who holds a client id here; ask when this tick's claims are all in."""
        if person_id not in self._numbers:
            claims = self.claims.values()
            self._numbers = numbered((claim.claimed_at, claim.client_id, claim.person_id) for claim in claims)
        return self._numbers[person_id]

    def edited(self, client_id: int, offset: int, removed: int, inserted: str) -> bytes:
        """Return the update of an edit made as `client_id`, without changing this document.

        `offset` and `removed` count code points of `text`. The edit is made in a scratch copy,
        so that it goes through admission like everybody's.
        """
        text, state = self.text, self.state
        # pycrdt counts text in UTF-8 bytes.
        start = len(text[:offset].encode())
        end = start + len(text[offset : offset + removed].encode())
        return _guarded(lambda: _scratch_edit(state, client_id, start, end, inserted))


def fingerprint(vector: dict[int, int], text: str) -> int:
    """Return CRC-32 of a state vector (sorted by client id) and a text."""
    ordered = "".join(f"{client}:{clock};" for client, clock in sorted(vector.items()))
    return zlib.crc32(f"{ordered}\n{text}".encode())


def text_of_log(log: Log) -> str:
    """Return the text that a log holds, by replay in a document of its own."""
    parts = [part for part in (log.snapshot, *(data for _, data in log.rows)) if part]
    doc: Doc[Text] = Doc(client_id=1)
    if parts:
        _guarded(lambda: doc.apply_update(merged(parts)))
    return str(doc.get(ROOT, type=Text))


class Replay:
    """A log applied row by row from its first, in a document of its own. Not for several threads.

    One by one, because merging thousands of updates first costs the library far more.
    """

    def __init__(self) -> None:
        """Begin with an empty document."""
        self._doc: Doc[Text] = Doc(client_id=1)
        self._doc.get(ROOT, type=Text)
        self._coverage = Coverage()

    def add(self, update: bytes) -> None:
        """Apply the next row; raises `DocumentFailed` when it is no update of ours or lacks something before it."""
        try:
            self._coverage.add(decode_update(update, limits=LOGGED))
        except Malformed as problem:
            raise DocumentFailed(problem.code) from problem
        _guarded(lambda: self._doc.apply_update(update))

    @property
    def text(self) -> str:
        """The text up to here."""
        return _guarded(lambda: str(self._doc.get(ROOT, type=Text)))

    @property
    def vector(self) -> dict[int, int]:
        """What the document holds: client id → the end of its clocks."""
        return _read_state_vector(_guarded(self._doc.get_state))

    @property
    def state(self) -> bytes:
        """The whole document, compacted."""
        return _guarded(self._doc.get_update)

    @property
    def whole(self) -> bool:
        """Whether the document shows everything that was applied: nothing waits for what it leans on."""
        return self.vector == self._coverage.vector()

    @property
    def fingerprint(self) -> int:
        """The same as a document's."""
        return fingerprint(self.vector, self.text)


def first_update(client_id: int, text: str) -> bytes:
    """Return the update that seeds a new notepad with its template."""
    doc: Doc[Text] = Doc(client_id=client_id)
    doc.get(ROOT, type=Text).insert(0, text)
    return doc.get_update()


def _scratch_edit(state: bytes, client_id: int, start: int, end: int, inserted: str) -> bytes:
    doc: Doc[Text] = Doc(client_id=client_id)
    text = doc.get(ROOT, type=Text)
    doc.apply_update(state)
    before = doc.get_state()
    with doc.transaction():
        if end > start:
            del text[start:end]
        if inserted:
            text.insert(start, inserted)
    # pycrdt's difference holds every delete of the whole document; ours only the new ones.
    return without_known_deletes(doc.get_update(before), state)


def edited_by(doc: Doc[Text], text: str, replacements: Sequence[Replacement]) -> bytes:
    """Make replacements in a document whose text is `text`; return the update of them alone, as its client's."""
    before, state = doc.get_state(), doc.get_update()
    notes = doc.get(ROOT, type=Text)
    with doc.transaction():
        # From the back, so that what is before stays where it is; pycrdt counts text in UTF-8 bytes.
        for each in reversed(replacements):
            start = len(text[: each.offset].encode())
            end = start + len(text[each.offset : each.offset + each.removed].encode())
            if end > start:
                del notes[start:end]
            if each.inserted:
                notes.insert(start, each.inserted)
    return without_known_deletes(doc.get_update(before), state)


def _guarded(call: Callable[[], _T]) -> _T:
    """Run a call into pycrdt; its panics are not `Exception`, so everything is caught."""
    try:
        return call()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as failure:
        raise DocumentFailed(str(failure)) from failure


def _read_state_vector(data: bytes) -> dict[int, int]:
    """Decode Yjs' state vector: a count, then pairs of client id and clock, as varints."""
    numbers: list[int] = []
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))
