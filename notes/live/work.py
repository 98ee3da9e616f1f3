"""What one try at a tick did to one notepad, and what its room is told of that."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from notes.live.document import Document, merged
from notes.live.items import RoomChange
from notes.store import ideas as stored_ideas
from notes.store import notepads


@dataclass(slots=True)
class Work:
    """What this attempt did to one notepad."""

    document: Document
    updates: list[bytes] = field(default_factory=list)
    applied: int = 0  # how many of `updates` the document has
    merged: bytes | None = None  # all of `updates`, once they are written
    inserted: int = 0  # code points since the document's text was last read
    saved: dict[int, int] = field(default_factory=dict)
    ideas: set[int] = field(default_factory=set)
    made: list[int] = field(default_factory=list)  # client ids of the server's own edits
    moments: list[tuple[str, int | None, str]] = field(default_factory=list)  # kind, programme item and label

    def change(self, session: Session, told: int, *, wanted: bool) -> RoomChange | None:
        """Return what the room is told, which has heard of the log up to row `told`; None: nothing.

        `wanted` says that the fingerprint of the text is.
        """
        document, update = self.document, None
        if document.seq == told + 1 and self.updates:
            update = self.merged
        elif document.seq > told:
            update = merged([data for _, data in notepads.rows_after(session, document.facts.id, told)])
        if update is None and not self.saved and not self.ideas and not wanted:
            return None
        return RoomChange(
            notepad_id=document.facts.id,
            epoch=document.facts.epoch,
            prev=told,
            seq=document.seq,
            update=update,
            saved=tuple(self.saved.items()),
            ideas=tuple(facts for key in sorted(self.ideas) if (facts := stored_ideas.by_id(session, key))),
            check=document.fingerprint if wanted else None,
        )
