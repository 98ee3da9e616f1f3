"""Which rounds have begun in which topic's room, and what was added to its notes then.

Promise: a round begins once per topic; a second record violates the primary key.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select
from sqlalchemy.orm import Session

from notes.domain.programme import ItemKind
from notes.domain.rooms import RoomState
from notes.store.models import (
    ConferenceRow,
    MeetingRow,
    MomentRow,
    NotepadRow,
    ProgrammeItemRow,
    RoundStartRow,
    TopicRow,
)

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


def begun_in(session: Session, conference_id: int) -> dict[int, tuple[int, ...]]:
    """Return the programme items that have begun in each topic's room of a conference, the newest last."""
    query = (
        select(RoundStartRow.topic_id, RoundStartRow.item_id)
        .join(TopicRow, TopicRow.id == RoundStartRow.topic_id)
        .where(TopicRow.conference_id == conference_id)
        .order_by(RoundStartRow.at, RoundStartRow.item_id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for topic_id, item_id in session.execute(query):
        found[topic_id] = (*found.get(topic_id, ()), item_id)
    return found


def topics_with_own_template(session: Session, conference_id: int) -> frozenset[int]:
    """Return the topics of a conference whose notes began with a template of their own."""
    query = select(NotepadRow.topic_id).where(
        NotepadRow.conference_id == conference_id, NotepadRow.template != "", NotepadRow.topic_id.is_not(None)
    )
    return frozenset(topic for topic in session.scalars(query) if topic is not None)


def record(session: Session, topic_id: int, item_id: int, template: str, at: datetime) -> None:
    """Record that a round began, and what was added to the notes ("" for nothing)."""
    session.execute(insert(RoundStartRow).values(topic_id=topic_id, item_id=item_id, template=template, at=at))


def forget(session: Session, topic_id: int, item_id: int) -> None:
    """Take the record of a start back, with its moment: the round did not begin after all."""
    topic, notepad = RoundStartRow.topic_id == topic_id, select(NotepadRow.id).where(NotepadRow.topic_id == topic_id)
    session.execute(delete(RoundStartRow).where(topic, RoundStartRow.item_id == item_id))
    start = (MomentRow.notepad_id.in_(notepad), MomentRow.item_id == item_id, MomentRow.kind == "start")
    session.execute(delete(MomentRow).where(*start))


def started(session: Session, item_id: int, since: datetime) -> dict[int, str]:
    """Return the topics in which a round began since then, and what was added to their notes."""
    query = select(RoundStartRow.topic_id, RoundStartRow.template)
    found = session.execute(query.where(RoundStartRow.item_id == item_id, RoundStartRow.at >= since))
    return {row.topic_id: row.template for row in found}


def has_end(session: Session, notepad_id: int, item_id: int) -> bool:
    """Return whether the end of a programme item is a moment of a notepad's history."""
    end = (MomentRow.notepad_id == notepad_id, MomentRow.item_id == item_id, MomentRow.kind == "end")
    return session.scalar(select(MomentRow.id).where(*end).limit(1)) is not None


def _may_be_over(now: datetime) -> ColumnElement[bool]:
    """Match what is past its planned end, and what began before its time: its end may have moved along."""
    return or_(ProgrammeItemRow.ends_at <= now, ProgrammeItemRow.started_at < ProgrammeItemRow.starts_at)


def without_end(session: Session, now: datetime) -> tuple[tuple[int, int], ...]:
    """Return the topics and the rounds that began there, are past their planned end, and have no moment for it.

    Of the last day only: what a server slept through for longer is history without that moment.
    """
    ended = exists().where(
        MomentRow.notepad_id == NotepadRow.id, MomentRow.item_id == RoundStartRow.item_id, MomentRow.kind == "end"
    )
    query = (
        select(RoundStartRow.topic_id, RoundStartRow.item_id)
        .join(NotepadRow, NotepadRow.topic_id == RoundStartRow.topic_id)
        .join(ProgrammeItemRow, ProgrammeItemRow.id == RoundStartRow.item_id)
        .where(
            ProgrammeItemRow.ended_at.is_(None),
            _may_be_over(now),
            ProgrammeItemRow.ends_at > now - _LONGEST_EXTENSION,
            ~ended,
        )
        .order_by(RoundStartRow.topic_id, RoundStartRow.item_id)
    )
    return tuple((topic_id, item_id) for topic_id, item_id in session.execute(query))


def to_end_by_themselves(session: Session, now: datetime) -> tuple[tuple[int, int, int], ...]:
    """Return the conference, item and minutes of the rounds that may have to end by themselves.

    Extensions are the caller's to count.
    """
    query = (
        select(ProgrammeItemRow.conference_id, ProgrammeItemRow.id, ConferenceRow.auto_end_minutes)
        .join(ConferenceRow, ConferenceRow.id == ProgrammeItemRow.conference_id)
        .where(
            ConferenceRow.auto_end_minutes.is_not(None),
            ProgrammeItemRow.kind == ItemKind.ROUND.value,
            ProgrammeItemRow.ended_at.is_(None),
            _may_be_over(now),
            ProgrammeItemRow.ends_at > now - _LONGEST_EXTENSION,
        )
        .order_by(ProgrammeItemRow.id)
    )
    return tuple((conference_id, item_id, minutes or 0) for conference_id, item_id, minutes in session.execute(query))


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
