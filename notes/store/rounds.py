"""Which rounds have begun in which topic's room, and what was added to its notes then.

Promise: a round begins once per topic; a second record violates the primary key.
"""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, insert, select
from sqlalchemy.orm import Session

from notes.domain.programme import ItemKind
from notes.domain.rooms import RoomState
from notes.store.models import ConferenceRow, MeetingRow, NotepadRow, ProgrammeItemRow, RoundStartRow, TopicRow

# A round that was extended goes on after its planned end; by how much, the caller counts.
_LONGEST_EXTENSION = timedelta(days=1)


def topics_to_begin(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the topics whose open room has a round that has come by the clock and is not recorded yet.

    Some may be over already (they were extended, or were not): the caller looks at the programme.
    """
    begun = func.coalesce(ProgrammeItemRow.started_at, ProgrammeItemRow.starts_at)
    recorded = exists().where(RoundStartRow.topic_id == TopicRow.id, RoundStartRow.item_id == ProgrammeItemRow.id)
    query = (
        select(TopicRow.id)
        .join(ConferenceRow, ConferenceRow.id == TopicRow.conference_id)
        .join(MeetingRow, MeetingRow.topic_id == TopicRow.id)
        .join(ProgrammeItemRow, ProgrammeItemRow.id == MeetingRow.item_id)
        .where(
            TopicRow.room_state == RoomState.OPEN.value,
            ConferenceRow.locked.is_(False),
            ProgrammeItemRow.kind == ItemKind.ROUND.value,
            begun <= now,
            ProgrammeItemRow.ended_at.is_(None),
            ProgrammeItemRow.ends_at > now - _LONGEST_EXTENSION,
            ~recorded,
        )
        .distinct()
        .order_by(TopicRow.id)
    )
    return tuple(session.scalars(query))


def begun(session: Session, topic_id: int) -> tuple[int, ...]:
    """Return the programme items that have begun in a topic's room, the newest last."""
    query = select(RoundStartRow.item_id).where(RoundStartRow.topic_id == topic_id)
    return tuple(session.scalars(query.order_by(RoundStartRow.at, RoundStartRow.item_id)))


def record(session: Session, topic_id: int, item_id: int, template: str, at: datetime) -> None:
    """Record that a round began, and what was added to the notes ("" for nothing)."""
    session.execute(insert(RoundStartRow).values(topic_id=topic_id, item_id=item_id, template=template, at=at))


def has_own_template(session: Session, notepad_id: int) -> bool:
    """Return whether a notepad began with a template of its topic's own."""
    return bool(session.scalar(select(NotepadRow.template != "").where(NotepadRow.id == notepad_id)))


def templates_of_conference(session: Session, conference_id: int) -> dict[int, str]:
    """Return what the starts of rounds added to the notes, by topic, as one text in the order of the starts."""
    query = (
        select(RoundStartRow.topic_id, RoundStartRow.template)
        .join(TopicRow, TopicRow.id == RoundStartRow.topic_id)
        .where(TopicRow.conference_id == conference_id, RoundStartRow.template != "")
        .order_by(RoundStartRow.at, RoundStartRow.item_id)
    )
    found: dict[int, list[str]] = {}
    for topic_id, template in session.execute(query):
        found.setdefault(topic_id, []).append(template)
    return {topic_id: "\n\n".join(templates) for topic_id, templates in found.items()}
