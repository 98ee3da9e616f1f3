"""Changes of a programme and its topics, and what stands in the way of taking one away.

Promise: nothing here deletes words: who takes something away has asked `holds` first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from notes.domain.programme import Meeting
from notes.domain.text import short_slug
from notes.store.models import (
    AccessLinkRow,
    ClientRow,
    IdeaMoveRow,
    IdeaRow,
    MeetingRow,
    NotepadRow,
    OutcomeNumberRow,
    ProgrammeItemRow,
    RoundStartRow,
    TopicRow,
    WrittenLineRow,
)


@dataclass(frozen=True, slots=True)
class TopicHolds:
    """What a topic holds that would be lost with it, and the links that would stop."""

    ideas: int
    written: bool  # somebody typed in its notes, or a round began in them
    published: bool  # outcomes have their numbers
    links: int


# Programme items


def add_item(session: Session, conference_id: int, values: Mapping[str, object], name: str = "") -> int:
    """Add a programme item under a short name (`name`, or of its title) that nothing else has; return its id."""
    query = select(ProgrammeItemRow.slug).where(ProgrammeItemRow.conference_id == conference_id)
    taken = frozenset(session.scalars(query))
    last = session.scalar(
        select(func.max(ProgrammeItemRow.position)).where(ProgrammeItemRow.conference_id == conference_id)
    )
    row = ProgrammeItemRow(
        conference_id=conference_id,
        slug=free_name(name or str(values["title"]), taken),
        position=(last or 0) + 1,
        **values,
    )
    session.add(row)
    session.flush()
    return row.id


def update_item(session: Session, item_id: int, **values: object) -> None:
    """Change a programme item."""
    session.execute(update(ProgrammeItemRow).where(ProgrammeItemRow.id == item_id).values(**values))


def delete_item(session: Session, item_id: int) -> None:
    """Take a programme item away, with that topics meet in it."""
    session.execute(delete(ProgrammeItemRow).where(ProgrammeItemRow.id == item_id))


def begun_items(session: Session, conference_id: int) -> frozenset[tuple[int, int]]:
    """Return (topic, item) of every round that began: its start stands in the notes and the history."""
    query = (
        select(RoundStartRow.topic_id, RoundStartRow.item_id)
        .join(TopicRow, TopicRow.id == RoundStartRow.topic_id)
        .where(TopicRow.conference_id == conference_id)
    )
    return frozenset((row.topic_id, row.item_id) for row in session.execute(query))


# Topics


def add_topic(
    session: Session,
    conference_id: int,
    values: Mapping[str, object],
    template: str,
    taken: Collection[str],
    epoch: int,
    at: datetime,
    name: str = "",
) -> int:
    """Add a topic at the end, with its notepad; `taken` are names that belong to other pages. Return its id."""
    known = frozenset(session.scalars(select(TopicRow.slug).where(TopicRow.conference_id == conference_id)))
    last = session.scalar(select(func.max(TopicRow.position)).where(TopicRow.conference_id == conference_id))
    row = TopicRow(
        conference_id=conference_id,
        slug=free_name(name or str(values["title"]), known | frozenset(taken)),
        position=(last or 0) + 1,
        **values,
    )
    session.add(row)
    session.flush()
    session.execute(
        insert(NotepadRow).values(
            conference_id=conference_id, topic_id=row.id, kind="topic", template=template, epoch=epoch, created_at=at
        )
    )
    return row.id


def set_meetings(session: Session, topic_id: int, meetings: Sequence[Meeting]) -> None:
    """Let a topic meet in these items, and in no others."""
    session.execute(delete(MeetingRow).where(MeetingRow.topic_id == topic_id))
    rows = [
        {
            "topic_id": topic_id,
            "item_id": each.item_id,
            "place": each.place,
            "online_url": each.online_url,
            "led_by": each.led_by,
            "places": each.places,
        }
        for each in meetings
    ]
    if rows:
        session.execute(insert(MeetingRow), rows)


def set_order(session: Session, topic_ids: Sequence[int]) -> None:
    """Let topics stand in this order."""
    for position, topic_id in enumerate(topic_ids, 1):
        session.execute(update(TopicRow).where(TopicRow.id == topic_id).values(position=position))


def template_of(session: Session, notepad_id: int) -> str:
    """Return what a notepad began with, or begins with."""
    return session.scalar(select(NotepadRow.template).where(NotepadRow.id == notepad_id)) or ""


def templates(session: Session, conference_id: int) -> dict[tuple[str, int | None], str]:
    """Return what the notepads of a conference begin with, by kind and topic."""
    query = select(NotepadRow.kind, NotepadRow.topic_id, NotepadRow.template)
    rows = session.execute(query.where(NotepadRow.conference_id == conference_id))
    return {(row.kind, row.topic_id): row.template for row in rows}


def set_template(session: Session, notepad_id: int, template: str) -> None:
    """Change what a notepad begins with."""
    session.execute(update(NotepadRow).where(NotepadRow.id == notepad_id).values(template=template))


def holds(session: Session, topic_id: int) -> TopicHolds:
    """Return what a topic holds."""
    pads = session.scalars(select(NotepadRow.id).where(NotepadRow.topic_id == topic_id)).all()
    moved = select(func.count()).where(IdeaMoveRow.topic_id == topic_id)
    live_links = select(func.count()).where(AccessLinkRow.topic_id == topic_id, AccessLinkRow.withdrawn_at.is_(None))
    return TopicHolds(
        ideas=_count(session, select(func.count()).where(IdeaRow.topic_id == topic_id)) + _count(session, moved),
        written=any(written(session, pad) for pad in pads),
        published=_count(session, select(func.count()).where(OutcomeNumberRow.topic_id == topic_id)) > 0,
        links=_count(session, live_links),
    )


def written(session: Session, notepad_id: int) -> bool:
    """Return whether anybody wrote in a notepad, or the start of a round did."""
    topic = select(NotepadRow.topic_id).where(NotepadRow.id == notepad_id)
    wrote = (
        # Who only opened the editor has a client id, too: with it nothing was saved.
        select(func.count()).where(ClientRow.notepad_id == notepad_id, ClientRow.saved > 0),
        select(func.count()).where(WrittenLineRow.notepad_id == notepad_id),
        select(func.count()).where(RoundStartRow.topic_id.in_(topic), RoundStartRow.template != ""),
    )
    return any(_count(session, each) for each in wrote)


def delete_topic(session: Session, topic_id: int) -> None:
    """Take a topic away with its empty notepad, its meetings and its links."""
    session.execute(delete(TopicRow).where(TopicRow.id == topic_id))


def free_name(title: str, taken: Collection[str]) -> str:
    """Return a short name for a title that is not taken yet."""
    wanted, number = short_slug(title), 1
    name = wanted
    while name in taken or name == "-":
        number += 1
        name = f"{wanted}-{number}" if wanted != "-" else f"onderdeel-{number}"
    return name


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0
