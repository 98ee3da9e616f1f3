"""Screens that were paired, and the ideas that facilitators put on them.

Promise: a screen that is unpaired is gone at once, with all that it was allowed to see.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from notes.domain.screens import ScreenView
from notes.store.models import IdeaRow, ScreenIdeaRow, ScreenRow


@dataclass(frozen=True, slots=True)
class Screen:
    """A paired screen: where it belongs and what it shows; nothing while `blank`.

    `person_id` is who paired it; `key` names it in its own cookie and nowhere else.
    """

    id: int
    key: str
    conference_id: int
    topic_id: int | None
    label: str
    view: ScreenView
    blank: bool
    person_id: str | None


def pair(
    session: Session,
    *,
    key: str,
    conference_id: int,
    topic_id: int | None,
    label: str,
    person_id: str | None,
    at: datetime,
) -> int:
    """Add a screen and return its id: it shows how to join. One that was paired elsewhere comes over."""
    session.execute(delete(ScreenRow).where(ScreenRow.key == key))
    row = ScreenRow(
        key=key,
        conference_id=conference_id,
        topic_id=topic_id,
        label=label,
        view=ScreenView.JOIN.value,
        blank=False,
        person_id=person_id,
        paired_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def unpair(session: Session, screen_id: int) -> None:
    """Take a screen away."""
    session.execute(delete(ScreenRow).where(ScreenRow.id == screen_id))


def screen(session: Session, screen_id: int) -> Screen | None:
    """Return a screen, or None."""
    return next(iter(_all(session, _query().where(ScreenRow.id == screen_id))), None)


def screen_by_key(session: Session, key: str) -> Screen | None:
    """Return the screen whose cookie holds this key, or None while it is not paired."""
    return next(iter(_all(session, _query().where(ScreenRow.key == key))), None)


def of_conference(session: Session, conference_id: int) -> tuple[Screen, ...]:
    """Return every screen of a conference in the order in which they were paired. One query."""
    return _all(session, _query().where(ScreenRow.conference_id == conference_id).order_by(ScreenRow.id))


def show(session: Session, screen_id: int, view: ScreenView, topic_id: int | None) -> None:
    """Let a screen show something; it is not blank any more."""
    values = {"view": view.value, "topic_id": topic_id, "blank": False}
    session.execute(update(ScreenRow).where(ScreenRow.id == screen_id).values(values))


def blank(session: Session, screen_id: int, *, on: bool) -> None:
    """Let a screen show nothing, or what it showed before."""
    session.execute(update(ScreenRow).where(ScreenRow.id == screen_id).values(blank=on))


def put_idea(session: Session, idea_id: int, at: datetime) -> None:
    """Put an idea on the screens; a second time changes nothing."""
    if session.get(ScreenIdeaRow, idea_id) is None:
        session.execute(insert(ScreenIdeaRow).values(idea_id=idea_id, at=at))


def take_idea(session: Session, idea_id: int) -> None:
    """Take an idea from the screens."""
    session.execute(delete(ScreenIdeaRow).where(ScreenIdeaRow.idea_id == idea_id))


def chosen_ideas(session: Session, conference_id: int) -> frozenset[int]:
    """Return the ids of a conference's ideas that were put on the screens. One query."""
    query = (
        select(ScreenIdeaRow.idea_id)
        .join(IdeaRow, IdeaRow.id == ScreenIdeaRow.idea_id)
        .where(IdeaRow.conference_id == conference_id)
    )
    return frozenset(session.scalars(query))


def _query() -> Select[ScreenRow]:
    # Rows that this session read before may have been changed by statements since.
    return select(ScreenRow).execution_options(populate_existing=True)


def _all(session: Session, query: Select[ScreenRow]) -> tuple[Screen, ...]:
    return tuple(
        Screen(
            id=row.id,
            key=row.key,
            conference_id=row.conference_id,
            topic_id=row.topic_id,
            label=row.label,
            view=ScreenView(row.view),
            blank=row.blank,
            person_id=row.person_id,
        )
        for row in session.scalars(query)
    )
