"""The documents that are in memory: each loaded exactly once, thrown away when in doubt."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from notes.live import rhythm
from notes.live.document import Document, merged
from notes.store import notepads


class Documents:
    """The scribe's documents by notepad id."""

    def __init__(self) -> None:
        """Start with none."""
        self._loaded: dict[int, Document] = {}
        # The newest log number that the room was told of. It outlives the document: after a
        # reload the next frame begins there, so nobody misses a row whose commit looked failed.
        self._told: dict[int, int] = {}

    def get(self, session: Session, notepad_id: int) -> Document | None:
        """Return a notepad's document, loading it if need be; None if there is no such notepad.

        Raises `DocumentFailed` when its log cannot be read.
        """
        loaded = self._loaded.get(notepad_id)
        if loaded is not None:
            return loaded
        facts = notepads.notepad(session, notepad_id)
        if facts is None:
            return None
        document = Document.load(facts, notepads.log(session, notepad_id), notepads.clients(session, notepad_id))
        stored = notepads.text(session, notepad_id)
        document.text_seq = stored.seq if stored else -1
        document.note_saved(notepads.saved_after(session, notepad_id, document.snapshot_seq))
        self._loaded[notepad_id] = document
        self._told.setdefault(notepad_id, document.seq)
        return document

    def loaded(self) -> tuple[Document, ...]:
        """Return every document in memory."""
        return tuple(self._loaded.values())

    def forget(self, notepad_ids: Iterable[int]) -> None:
        """Throw documents away; the log has everything."""
        for notepad_id in notepad_ids:
            self._loaded.pop(notepad_id, None)

    def unload(self, notepad_id: int) -> None:
        """Forget a document that nobody uses any more."""
        self._loaded.pop(notepad_id, None)
        self._told.pop(notepad_id, None)

    def told(self, notepad_id: int) -> int:
        """Return the newest log number that the room was told of."""
        return self._told[notepad_id]

    def tell(self, notepad_id: int, seq: int) -> None:
        """Note what the room is told after a commit."""
        self._told[notepad_id] = seq


def missing(session: Session, document: Document, last: int) -> bytes | None:
    """Return what a browser that has everything up to log number `last` lacks; None: nothing."""
    if last >= document.seq:
        return None
    if last > 0 and document.seq - last <= rhythm.ROWS_BEFORE_STATE:
        return merged([data for _, data in notepads.rows_after(session, document.facts.id, last)])
    return document.state
