"""Where people are in a round, and where they say they go: one answer per person, round and kind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from notes.store.models import MeetingRow, WhereaboutsRow

Kind = Literal["going", "here"]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What one person said: the topic by programme item."""

    going: dict[int, int]
    here: dict[int, int]


def say(session: Session, person_id: str, item_id: int, kind: Kind, topic_id: int | None, at: datetime) -> None:
    """Store where somebody is or goes in a round, instead of what they said before; None takes that back."""
    session.execute(
        delete(WhereaboutsRow).where(
            WhereaboutsRow.person_id == person_id, WhereaboutsRow.item_id == item_id, WhereaboutsRow.kind == kind
        )
    )
    if topic_id is not None:
        values = {"person_id": person_id, "item_id": item_id, "kind": kind, "topic_id": topic_id, "at": at}
        session.execute(insert(WhereaboutsRow).values(**values))


def of_person(session: Session, person_id: str) -> Whereabouts:
    """Return all that a person said."""
    found = Whereabouts({}, {})
    query = select(WhereaboutsRow.kind, WhereaboutsRow.item_id, WhereaboutsRow.topic_id)
    for kind, item_id, topic_id in session.execute(query.where(WhereaboutsRow.person_id == person_id)):
        (found.going if kind == "going" else found.here)[item_id] = topic_id
    return found


def counts(session: Session, item_id: int, kind: Kind) -> dict[int, int]:
    """Return how many people said this of each topic in a round; topics of which nobody did are left out."""
    query = (
        select(WhereaboutsRow.topic_id, func.count().label("people"))
        .where(WhereaboutsRow.item_id == item_id, WhereaboutsRow.kind == kind)
        .group_by(WhereaboutsRow.topic_id)
    )
    return {row.topic_id: row.people for row in session.execute(query)}


def meets(session: Session, item_id: int, topic_id: int) -> bool:
    """Return whether a topic meets in a programme item."""
    query = select(MeetingRow.id).where(MeetingRow.item_id == item_id, MeetingRow.topic_id == topic_id)
    return session.scalar(query) is not None
