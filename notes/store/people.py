"""Persons: one browser in one conference, its name, and the roles that links give it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from notes.store.models import AccessLinkRow, GrantRow, PersonRow


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person; `name` is "" for none, `waiting` says that this device's ideas wait for approval."""

    id: str
    conference_id: int
    name: str
    waiting: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Grants:
    """What a person's access links give them; a withdrawn link gives nothing."""

    organiser: bool
    all_topics: bool
    topics: frozenset[int]


def new(session: Session, person_id: str, conference_id: int, name: str, at: datetime) -> None:
    """Add a person; `person_id` is random and goes into the signed cookie."""
    values = {"id": person_id, "conference_id": conference_id, "name": name, "waiting": False, "created_at": at}
    session.execute(insert(PersonRow).values(**values))


def person(session: Session, person_id: str) -> PersonFacts | None:
    """Return a person, or None."""
    row = session.execute(
        select(PersonRow.id, PersonRow.conference_id, PersonRow.name, PersonRow.waiting, PersonRow.created_at).where(
            PersonRow.id == person_id
        )
    ).one_or_none()
    return PersonFacts(*row) if row else None


def rename(session: Session, person_id: str, name: str) -> None:
    """Change a person's display name; ideas keep the name they were given with."""
    session.execute(update(PersonRow).where(PersonRow.id == person_id).values(name=name))


def let_wait(session: Session, person_id: str, *, waits: bool) -> None:
    """Let a person's next ideas wait for approval, or not any more."""
    session.execute(update(PersonRow).where(PersonRow.id == person_id).values(waiting=waits))


# Made once: every page and every join asks it, and making it takes longer than SQLite's answer.
_GRANTS = (
    select(AccessLinkRow.role, AccessLinkRow.topic_id)
    .join(GrantRow, GrantRow.link_id == AccessLinkRow.id)
    .join(PersonRow, PersonRow.id == GrantRow.person_id)
    .where(
        GrantRow.person_id == bindparam("person"),
        AccessLinkRow.withdrawn_at.is_(None),
        AccessLinkRow.conference_id == PersonRow.conference_id,
    )
)


def grants(session: Session, person_id: str) -> Grants:
    """Return what a person's links give them now. Only links of the person's own conference count."""
    rows = session.execute(_GRANTS, {"person": person_id}).all()
    return Grants(
        organiser=any(row.role == "organiser" for row in rows),
        all_topics=any(row.role == "facilitator" and row.topic_id is None for row in rows),
        topics=frozenset(row.topic_id for row in rows if row.role == "facilitator" and row.topic_id is not None),
    )


def count(session: Session, conference_id: int) -> int:
    """Return how many persons a conference has."""
    return session.scalar(select(func.count()).where(PersonRow.conference_id == conference_id)) or 0
