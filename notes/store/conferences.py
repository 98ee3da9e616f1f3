"""Conferences: their programme, topics, room states and choices.

Promise: where a person moved a room stands until the next item in which its topic meets begins; the
programme's clock opens rooms, and never closes one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from notes.domain.conference import (
    Conference,
    IdeasPolicy,
    NamesPolicy,
    OwnersPolicy,
    ReportChoices,
    ReportSection,
)
from notes.domain.programme import ItemKind, Meeting, ProgrammeItem, Topic
from notes.domain.rooms import Room, RoomState
from notes.domain.screens import ScreenIdeas
from notes.store.creating import create
from notes.store.models import ConferenceRow, MeetingRow, NotepadRow, ProgrammeItemRow, TopicRow

__all__ = [
    "TopicFacts",
    "all_conferences",
    "conference",
    "conference_by_code",
    "conference_by_slug",
    "create",
    "due_rooms",
    "move_room",
    "open_by_programme",
    "programme",
    "public_conferences",
    "raise_revision",
    "revision",
    "revisions",
    "room_of_notepad",
    "topic",
    "topic_facts",
    "topics",
    "update_conference",
    "update_topic",
]

_TOPIC_SWITCHES = frozenset(
    {
        *("participants_write", "ideas_open", "early_ideas", "approval"),
        *("title", "question", "colour", "own_colour", "position"),
    }
)
_CHOICES = frozenset(
    {
        *("names_policy", "owners_policy", "ideas_policy", "report_choices"),
        *("round_template", "locked", "public", "title", "subtitle", "auto_end_minutes"),
        *("description", "place", "organisers", "contact", "licence", "language", "timezone", "retention_days"),
        *("privacy_text", "accessibility_text"),
        *("screen_ideas", "screen_names"),
    }
)


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic with its switches, its notepad and its room's own state (below `locked`)."""

    id: int
    conference_id: int
    notepad_id: int
    slug: str
    title: str
    question: str
    position: int
    colour: int
    own_colour: str
    participants_write: bool
    ideas_open: bool
    early_ideas: bool
    approval: bool
    room_state: RoomState
    room_moved_at: datetime | None


class Revisions(NamedTuple):
    """Two numbers of a conference: every change of rights raises the first, every change of the day the second."""

    rights: int
    day: int


# Conferences


def conference(session: Session, conference_id: int) -> Conference | None:
    """Return a conference, or None."""
    return _conference(session, ConferenceRow.id, conference_id)


def conference_by_slug(session: Session, slug: str) -> Conference | None:
    """Return the conference with this address, or None."""
    return _conference(session, ConferenceRow.slug, slug)


def conference_by_code(session: Session, code: str) -> Conference | None:
    """Return the conference with this join code, whatever its case, or None."""
    return _conference(session, ConferenceRow.code, code.strip().upper())


def public_conferences(session: Session) -> tuple[Conference, ...]:
    """Return the conferences that the home page lists, the newest first."""
    query = select(ConferenceRow).where(ConferenceRow.public).order_by(ConferenceRow.id.desc())
    return tuple(_conference_of(row) for row in session.scalars(query))


def days(session: Session, conference_ids: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    """Return when the first and the last programme item of each conference begin; one without items has none."""
    starts = ProgrammeItemRow.starts_at
    query = (
        select(ProgrammeItemRow.conference_id, func.min(starts), func.max(starts))
        .where(ProgrammeItemRow.conference_id.in_(conference_ids))
        .group_by(ProgrammeItemRow.conference_id)
    )
    return {conference_id: (first, last) for conference_id, first, last in session.execute(query)}


def all_conferences(session: Session) -> tuple[Conference, ...]:
    """Return every conference, public or not, the oldest first."""
    return tuple(_conference_of(row) for row in session.scalars(select(ConferenceRow).order_by(ConferenceRow.id)))


def update_conference(session: Session, conference_id: int, **fields: object) -> None:
    """Change choices of a conference; `ValueError` for a field that cannot be changed so."""
    _demand(fields, _CHOICES)
    session.execute(update(ConferenceRow).where(ConferenceRow.id == conference_id).values(**fields))


def revision(session: Session, conference_id: int) -> int:
    """Return the number that every change of rights or room states raises; 0 when there is none."""
    return session.scalar(select(ConferenceRow.revision).where(ConferenceRow.id == conference_id)) or 0


def revisions(session: Session) -> dict[int, Revisions]:
    """Return the revisions of every conference by its id."""
    query = select(ConferenceRow.id, ConferenceRow.revision, ConferenceRow.day_revision)
    return {row.id: Revisions(row.revision, row.day_revision) for row in session.execute(query)}


def raise_revision(session: Session, conference_id: int) -> None:
    """Tell a running server that rights or room states of this conference changed."""
    values = {"revision": ConferenceRow.revision + 1}
    session.execute(update(ConferenceRow).where(ConferenceRow.id == conference_id).values(values))


# Programme and topics


def programme(session: Session, conference_id: int) -> tuple[ProgrammeItem, ...]:
    """Return the programme items by time."""
    query = (
        select(ProgrammeItemRow)
        .where(ProgrammeItemRow.conference_id == conference_id)
        .order_by(ProgrammeItemRow.starts_at, ProgrammeItemRow.position, ProgrammeItemRow.id)
    )
    return tuple(_item_of(row) for row in session.scalars(query))


def topics(session: Session, conference_id: int) -> tuple[Topic, ...]:
    """Return the topics in the order of the programme, each with its meetings by time. Two queries."""
    rows = session.scalars(
        select(TopicRow).where(TopicRow.conference_id == conference_id).order_by(TopicRow.position, TopicRow.id)
    ).all()
    meetings: dict[int, list[Meeting]] = {}
    for row in session.scalars(
        select(MeetingRow)
        .join(ProgrammeItemRow, ProgrammeItemRow.id == MeetingRow.item_id)
        .where(ProgrammeItemRow.conference_id == conference_id)
        .order_by(ProgrammeItemRow.starts_at, ProgrammeItemRow.position, MeetingRow.id)
    ):
        meetings.setdefault(row.topic_id, []).append(_meeting_of(row))
    return tuple(_topic_of(row, tuple(meetings.get(row.id, ()))) for row in rows)


def topic(session: Session, topic_id: int) -> TopicFacts | None:
    """Return a topic with its switches, or None."""
    return next(iter(_topic_facts(session, TopicRow.id, topic_id)), None)


def topic_facts(session: Session, conference_id: int) -> tuple[TopicFacts, ...]:
    """Return the topics of a conference with their switches, in order. One query."""
    return _topic_facts(session, TopicRow.conference_id, conference_id)


def update_topic(session: Session, topic_id: int, **fields: object) -> None:
    """Change a topic's switches or words; `ValueError` for a field that cannot be changed so."""
    _demand(fields, _TOPIC_SWITCHES)
    session.execute(update(TopicRow).where(TopicRow.id == topic_id).values(**fields))


# Rooms


def room_of_notepad(session: Session, notepad_id: int) -> Room:
    """Return the facts of a notepad's room; raises `LookupError` when there is no such notepad.

    The rooms of summary and closing are always open: only organisers have them.
    """
    row = session.execute(
        select(ConferenceRow.id, ConferenceRow.locked, ConferenceRow.public, TopicRow)
        .join(NotepadRow, NotepadRow.conference_id == ConferenceRow.id)
        .outerjoin(TopicRow, TopicRow.id == NotepadRow.topic_id)
        .where(NotepadRow.id == notepad_id)
    ).one_or_none()
    if row is None:
        message = f"there is no notepad {notepad_id}"
        raise LookupError(message)
    conference_id, locked, public = row[0], row[1], row[2]
    found: TopicRow | None = row[3]  # none where the outer join finds no topic
    if found is None:
        return Room(conference_id, None, RoomState.OPEN, locked=locked, public=public)
    return Room(
        conference_id,
        found.id,
        RoomState(found.room_state),
        participants_write=found.participants_write,
        ideas_open=found.ideas_open,
        early_ideas=found.early_ideas,
        approval=found.approval,
        locked=locked,
        public=public,
    )


def move_room(session: Session, topic_id: int, state: RoomState, at: datetime) -> None:
    """Store a room's state because a person moved it. `ValueError` for locked: that is the conference's."""
    if state is RoomState.LOCKED:
        message = "a conference is locked as a whole"
        raise ValueError(message)
    session.execute(update(TopicRow).where(TopicRow.id == topic_id).values(room_state=state.value, room_moved_at=at))


def due_rooms(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the topics whose room the programme opens: something of theirs began, and nobody moved it since then."""
    begun = func.coalesce(ProgrammeItemRow.started_at, ProgrammeItemRow.starts_at)
    closed = and_(TopicRow.room_state == RoomState.CLOSED.value, TopicRow.room_moved_at.is_(None))
    not_open = and_(TopicRow.room_state != RoomState.OPEN.value, TopicRow.room_moved_at < begun)
    query = (
        select(TopicRow.id)
        .join(MeetingRow, MeetingRow.topic_id == TopicRow.id)
        .join(ProgrammeItemRow, ProgrammeItemRow.id == MeetingRow.item_id)
        .where(or_(closed, not_open), begun <= now, ProgrammeItemRow.ended_at.is_(None))
        .distinct()
        .order_by(TopicRow.id)
    )
    return tuple(session.scalars(query))


def open_by_programme(session: Session, topic_id: int) -> None:
    """Open a room because its time has come; a person may still move it afterwards."""
    session.execute(update(TopicRow).where(TopicRow.id == topic_id).values(room_state=RoomState.OPEN.value))


# Within


def _demand(fields: dict[str, object], allowed: frozenset[str]) -> None:
    unknown = fields.keys() - allowed
    if unknown or not fields:
        message = f"cannot be changed here: {', '.join(sorted(unknown)) or 'nothing'}"
        raise ValueError(message)


def _conference(
    session: Session, column: InstrumentedAttribute[str] | InstrumentedAttribute[int], value: str | int
) -> Conference | None:
    row = session.scalars(select(ConferenceRow).where(column == value)).one_or_none()
    return _conference_of(row) if row else None


def _conference_of(row: ConferenceRow) -> Conference:
    return Conference(
        id=row.id,
        slug=row.slug,
        code=row.code,
        title=row.title,
        language=row.language,
        timezone=row.timezone,
        subtitle=row.subtitle,
        description=row.description,
        place=row.place,
        organisers=row.organisers,
        contact=row.contact,
        licence=row.licence,
        privacy_text=row.privacy_text,
        accessibility_text=row.accessibility_text,
        public=row.public,
        rehearsal=row.rehearsal,
        locked=row.locked,
        names_policy=NamesPolicy(row.names_policy),
        owners_policy=OwnersPolicy(row.owners_policy),
        ideas_policy=IdeasPolicy(row.ideas_policy),
        report=_choices_of(row.report_choices),
        round_template=row.round_template,
        auto_end_minutes=row.auto_end_minutes,
        day=row.day_revision,
        retention_days=row.retention_days,
        screen_ideas=ScreenIdeas(row.screen_ideas),
        screen_names=row.screen_names,
        revision=row.revision,
    )


def _choices_of(stored: Mapping[str, Any]) -> ReportChoices:
    return ReportChoices(
        left_out=frozenset(map(ReportSection, stored.get("left_out", ()))),
        order=tuple(stored.get("order", ())),
        language=stored.get("language", ""),
        origins=stored.get("origins", False),
    )


def _item_of(row: ProgrammeItemRow) -> ProgrammeItem:
    return ProgrammeItem(
        id=row.id,
        slug=row.slug,
        title=row.title,
        kind=ItemKind(row.kind),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        position=row.position,
        started_at=row.started_at,
        ended_at=row.ended_at,
        extended_minutes=row.extended_minutes,
    )


def _meeting_of(row: MeetingRow) -> Meeting:
    return Meeting(
        item_id=row.item_id, place=row.place, online_url=row.online_url, led_by=row.led_by, places=row.places
    )


def _topic_of(row: TopicRow, meetings: tuple[Meeting, ...]) -> Topic:
    return Topic(
        id=row.id,
        slug=row.slug,
        title=row.title,
        question=row.question,
        position=row.position,
        colour=row.colour,
        own_colour=row.own_colour,
        meetings=meetings,
    )


def _topic_facts(session: Session, column: InstrumentedAttribute[int], value: int) -> tuple[TopicFacts, ...]:
    query = (
        select(TopicRow, NotepadRow.id)
        .join(NotepadRow, NotepadRow.topic_id == TopicRow.id)
        .where(column == value)
        .order_by(TopicRow.position, TopicRow.id)
    )
    return tuple(
        TopicFacts(
            id=row.id,
            conference_id=row.conference_id,
            notepad_id=notepad_id,
            slug=row.slug,
            title=row.title,
            question=row.question,
            position=row.position,
            colour=row.colour,
            own_colour=row.own_colour,
            participants_write=row.participants_write,
            ideas_open=row.ideas_open,
            early_ideas=row.early_ideas,
            approval=row.approval,
            room_state=RoomState(row.room_state),
            room_moved_at=row.room_moved_at,
        )
        for row, notepad_id in session.execute(query)
    )
