"""Access links: secret links that give a role, and who used them. No secret is stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from notes.store.models import AccessLinkRow, GrantRow


@dataclass(frozen=True, slots=True)
class AccessLink:
    """A link; `topic_id` is None for an organiser's, and for a facilitator's of all topics.

    `people` counts who used it.
    """

    id: str
    conference_id: int
    topic_id: int | None
    role: str
    label: str
    created_at: datetime
    last_used_at: datetime | None
    withdrawn_at: datetime | None
    people: int


def make(
    session: Session,
    link_id: str,
    conference_id: int,
    role: str,
    topic_id: int | None,
    label: str,
    at: datetime,
) -> None:
    """Add a link (`role`: organiser or facilitator) beside those that exist."""
    session.execute(
        insert(AccessLinkRow).values(
            id=link_id, conference_id=conference_id, role=role, topic_id=topic_id, label=label, created_at=at
        )
    )


def link(session: Session, link_id: str) -> AccessLink | None:
    """Return a link, withdrawn or not, or None."""
    return next(iter(_all(session, _query().where(AccessLinkRow.id == link_id))), None)


def of_conference(session: Session, conference_id: int) -> tuple[AccessLink, ...]:
    """Return every link of a conference, organisers' first, then by age. One query."""
    order = (AccessLinkRow.role.desc(), AccessLinkRow.created_at, AccessLinkRow.id)
    return _all(session, _query().where(AccessLinkRow.conference_id == conference_id).order_by(*order))


def is_only_organisers(session: Session, link_id: str) -> bool:
    """Return whether a link is the only one of its conference that still makes somebody an organiser."""
    conference_id = select(AccessLinkRow.conference_id).where(AccessLinkRow.id == link_id).scalar_subquery()
    working = select(AccessLinkRow.id).where(
        AccessLinkRow.conference_id == conference_id,
        AccessLinkRow.role == "organiser",
        AccessLinkRow.withdrawn_at.is_(None),
    )
    return session.scalars(working).all() == [link_id]


def use(session: Session, link_id: str, person_id: str, at: datetime) -> None:
    """Give a person the link's role for as long as the link lasts; a second time changes nothing."""
    key = {"person_id": person_id, "link_id": link_id}
    known = session.scalar(select(GrantRow.granted_at).filter_by(**key))
    if known is None:
        session.execute(insert(GrantRow).values(**key, granted_at=at))
    session.execute(update(AccessLinkRow).where(AccessLinkRow.id == link_id).values(last_used_at=at))


def withdraw(session: Session, link_id: str, at: datetime) -> None:
    """Stop a link: whoever used it loses its role. The first withdrawal's moment stays."""
    session.execute(
        update(AccessLinkRow)
        .where(AccessLinkRow.id == link_id, AccessLinkRow.withdrawn_at.is_(None))
        .values(withdrawn_at=at)
    )


_Query = Select[str, int, int | None, str, str, datetime, datetime | None, datetime | None, int]


def _query() -> _Query:
    users = (
        select(func.count())
        .select_from(GrantRow)
        .where(GrantRow.link_id == AccessLinkRow.id)
        .correlate(AccessLinkRow)
        .scalar_subquery()
    )
    return select(
        AccessLinkRow.id,
        AccessLinkRow.conference_id,
        AccessLinkRow.topic_id,
        AccessLinkRow.role,
        AccessLinkRow.label,
        AccessLinkRow.created_at,
        AccessLinkRow.last_used_at,
        AccessLinkRow.withdrawn_at,
        users,
    )


def _all(session: Session, query: _Query) -> tuple[AccessLink, ...]:
    return tuple(AccessLink(*row) for row in session.execute(query))
