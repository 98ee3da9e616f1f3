"""Everything that a rehearsal left behind goes; what the organisers prepared stays.

Promise: afterwards nothing that anybody typed, tapped or published during the rehearsal is in the tables; programme,
texts, topics, templates, links and who holds them are as they were, and every notepad is another one (a new epoch).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import Session

from notes.store.door import clear_check_ins
from notes.store.models import (
    Base,
    ConferenceRow,
    GrantRow,
    NotepadRow,
    PersonRow,
    ProgrammeItemRow,
    SignUpRow,
    TopicRow,
)

# A test holds these two against the schema: who adds a table decides.
KEPT: Final = frozenset(
    {
        *("conference", "programme_item", "topic", "meeting", "notepad"),
        *("access_link", "access_grant", "person"),  # of persons only those who hold a link
        *("sign_up", "sign_up_settings", "sign_up_choice", "mail"),  # without who came to the door in the rehearsal
        "screen",  # a rehearsal leaves the hall paired
    }
)
CLEARED: Final = frozenset(
    {
        *("round_start", "written_line", "notepad_update", "notepad_snapshot", "notepad_text", "moment"),
        *("notepad_client", "quarantine", "idea", "idea_move", "support", "take_over"),
        *("report_version", "outcome_number", "topic_review", "desk_act", "message", "whereabouts"),
        *("door_act", "screen_idea"),
    }
)
WHY: Final = "cleared"  # what browsers with the older notes are told


@dataclass(frozen=True, slots=True)
class Emptied:
    """A notepad without a past: its new epoch, and what it begins with."""

    id: int
    epoch: int
    template: str


def clear(session: Session, conference_id: int, new_epoch: Callable[[], int]) -> tuple[Emptied, ...]:
    """Empty a conference, and end its rehearsal; return its notepads as they begin again."""
    of_conference = {
        "conference_id": select(ConferenceRow.id).where(ConferenceRow.id == conference_id),
        "notepad_id": select(NotepadRow.id).where(NotepadRow.conference_id == conference_id),
        "topic_id": select(TopicRow.id).where(TopicRow.conference_id == conference_id),
        "sign_up_id": select(SignUpRow.id).where(SignUpRow.conference_id == conference_id),
        "item_id": select(ProgrammeItemRow.id).where(ProgrammeItemRow.conference_id == conference_id),
    }
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in CLEARED:
            named = next((name for name in of_conference if name in table.columns), None)
            if named is not None:  # what has none of these goes with what it belongs to
                session.execute(delete(table).where(table.c[named].in_(of_conference[named])))
    _forget_visitors(session, conference_id)
    _set_back(session, conference_id)
    return tuple(_begun_again(session, conference_id, new_epoch))


def _forget_visitors(session: Session, conference_id: int) -> None:
    holds_link: Select[str] = select(GrantRow.person_id)
    nobody: ColumnElement[bool] = PersonRow.id.not_in(holds_link)
    session.execute(delete(PersonRow).where(PersonRow.conference_id == conference_id, nobody))


def _set_back(session: Session, conference_id: int) -> None:
    """Set rooms, rounds and the door back to what the programme says: nobody has come yet."""
    clear_check_ins(session, conference_id)
    items = update(ProgrammeItemRow).where(ProgrammeItemRow.conference_id == conference_id)
    session.execute(items.values(started_at=None, ended_at=None, extended_minutes=0))
    rooms = update(TopicRow).where(TopicRow.conference_id == conference_id)
    session.execute(rooms.values(room_state="closed", room_moved_at=None))
    mine = update(ConferenceRow).where(ConferenceRow.id == conference_id)
    session.execute(mine.values(rehearsal=False, locked=False))


def _begun_again(session: Session, conference_id: int, new_epoch: Callable[[], int]) -> list[Emptied]:
    query = select(NotepadRow.id, NotepadRow.template).where(NotepadRow.conference_id == conference_id)
    emptied = []
    for row in session.execute(query.order_by(NotepadRow.id)).all():
        made = Emptied(row.id, new_epoch(), row.template)
        notepad = update(NotepadRow).where(NotepadRow.id == made.id)
        session.execute(notepad.values(epoch=made.epoch, seq=0, epoch_reason=WHY))
        emptied.append(made)
    return emptied
