"""Which conference a thing belongs to: that never changes, so faces may remember it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from notes.store.models import IdeaRow, NotepadRow, TakeOverRow, TopicRow


def conference_id_of(session: Session, kind: str, key: int | str) -> int | None:
    """Return the conference of a `notepad`, `topic` or `idea` (by id) or of a take-over's `request`.

    None when there is no such thing.
    """
    queries: dict[str, Select[int]] = {
        "notepad": select(NotepadRow.conference_id).where(NotepadRow.id == key),
        "topic": select(TopicRow.conference_id).where(TopicRow.id == key),
        "idea": select(IdeaRow.conference_id).where(IdeaRow.id == key),
        "request": select(IdeaRow.conference_id)
        .join(TakeOverRow, TakeOverRow.idea_id == IdeaRow.id)
        .where(TakeOverRow.request == key),
    }
    return session.scalar(queries[kind])
