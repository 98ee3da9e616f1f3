"""The door: who is in, recorded once however often a phone sends it.

Promise: what a phone sends late or twice changes nothing that happened after it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from notes.domain.sign_ups import SignUpState
from notes.store.models import DoorActRow, SignUpRow


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody as the door sees them: a name, whether they have a place, whether they are in."""

    id: int
    name: str
    organisation: str
    state: SignUpState
    arrived_at: datetime | None


def guests(session: Session, conference_id: int) -> tuple[Guest, ...]:
    """Return everybody who did not cancel, by name. One query."""
    query = select(SignUpRow.id, SignUpRow.name, SignUpRow.organisation, SignUpRow.state, SignUpRow.arrived_at).where(
        SignUpRow.conference_id == conference_id, SignUpRow.state != SignUpState.CANCELLED.value
    )
    rows = session.execute(query.order_by(SignUpRow.search, SignUpRow.id))
    return tuple(Guest(row.id, row.name, row.organisation, SignUpState(row.state), row.arrived_at) for row in rows)


def inside(session: Session, conference_id: int) -> int:
    """Return how many are in."""
    query = select(func.count()).where(SignUpRow.conference_id == conference_id, SignUpRow.arrived_at.is_not(None))
    return session.scalar(query) or 0


def is_known(session: Session, request: str) -> bool:
    """Return whether an act at the door was carried out already."""
    return session.scalar(select(DoorActRow.request).where(DoorActRow.request == request)) is not None


def record(session: Session, request: str, sign_up_id: int, at: datetime, *, arrived: bool) -> None:
    """Record that somebody came in, or that this was taken back. Who is in already keeps their first moment."""
    values = {"request": request, "sign_up_id": sign_up_id, "arrived": arrived, "at": at}
    session.execute(insert(DoorActRow).values(**values))
    change = update(SignUpRow).where(SignUpRow.id == sign_up_id)
    if arrived:
        session.execute(change.where(SignUpRow.arrived_at.is_(None)).values(arrived_at=at))
    else:
        session.execute(change.values(arrived_at=None))


def clear_check_ins(session: Session, conference_id: int) -> None:
    """Forget who came: acts, moments of arrival, and who came without a reservation. Sign-ups stay."""
    ours = select(SignUpRow.id).where(SignUpRow.conference_id == conference_id)
    session.execute(delete(DoorActRow).where(DoorActRow.sign_up_id.in_(ours)))
    at_the_door = SignUpRow.state == SignUpState.DOOR.value
    session.execute(delete(SignUpRow).where(SignUpRow.conference_id == conference_id, at_the_door))
    session.execute(update(SignUpRow).where(SignUpRow.conference_id == conference_id).values(arrived_at=None))
