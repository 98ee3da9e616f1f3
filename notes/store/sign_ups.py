"""Sign-ups as they are stored: places are given one at a time and never oversold.

Promise: whoever gives places away holds the conference's settings until the transaction ends, and a seat's number is
unique, so two who take the last place at once get one place and one refusal of the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count as count_from
from itertools import islice

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from notes.domain.sign_ups import SignUpForm, SignUpState, erased_from
from notes.domain.text import folded
from notes.store.models import (
    ConferenceRow,
    ProgrammeItemRow,
    SignUpChoiceRow,
    SignUpRow,
    SignUpSettingsRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpSettings:
    """How a conference takes sign-ups. `places` None: as many as come; `retention_days` None: nobody chose."""

    open: bool = False
    places: int | None = None
    dinner: bool = True
    accessibility: str = ""
    retention_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpFacts:
    """One sign-up with all that its person filled in."""

    id: int
    conference_id: int
    key: str
    state: SignUpState
    reference: str
    form: SignUpForm
    created_at: datetime
    changed_at: datetime
    arrived_at: datetime | None


# Settings


def settings(session: Session, conference_id: int) -> SignUpSettings:
    """Return how a conference takes sign-ups; it takes none until somebody says so. One query."""
    row = session.execute(
        select(SignUpSettingsRow, ConferenceRow.retention_days)
        .join_from(ConferenceRow, SignUpSettingsRow, SignUpSettingsRow.conference_id == ConferenceRow.id, isouter=True)
        .where(ConferenceRow.id == conference_id)
    ).one_or_none()
    if row is None:
        return SignUpSettings()
    stored: SignUpSettingsRow | None = row[0]  # none where the outer join finds none
    if stored is None:
        return SignUpSettings(retention_days=row[1])
    return SignUpSettings(
        open=stored.open,
        places=stored.places,
        dinner=stored.dinner,
        accessibility=stored.accessibility,
        retention_days=row[1],
    )


def set_settings(session: Session, conference_id: int, chosen: SignUpSettings) -> None:
    """Store how a conference takes sign-ups."""
    _hold(session, conference_id)
    values = {
        SignUpSettingsRow.open: chosen.open,
        SignUpSettingsRow.places: chosen.places,
        SignUpSettingsRow.dinner: chosen.dinner,
        SignUpSettingsRow.accessibility: chosen.accessibility,
    }
    session.execute(update(SignUpSettingsRow).where(SignUpSettingsRow.conference_id == conference_id).values(values))
    session.execute(
        update(ConferenceRow).where(ConferenceRow.id == conference_id).values(retention_days=chosen.retention_days)
    )


# Finding


def by_key(session: Session, key: str) -> SignUpFacts | None:
    """Return the sign-up that a private link was made for, or None."""
    return next(iter(_facts(session, select(SignUpRow).where(SignUpRow.key == key))), None)


def by_id(session: Session, conference_id: int, sign_up_id: int) -> SignUpFacts | None:
    """Return a sign-up of a conference, or None."""
    query = select(SignUpRow).where(SignUpRow.conference_id == conference_id, SignUpRow.id == sign_up_id)
    return next(iter(_facts(session, query)), None)


def by_request(session: Session, request: str) -> SignUpFacts | None:
    """Return the sign-up that a form (or a phone at the door) made under this id, or None."""
    return next(iter(_facts(session, select(SignUpRow).where(SignUpRow.request == request))), None)


def of_address(session: Session, conference_id: int, email: str) -> tuple[SignUpFacts, ...]:
    """Return the sign-ups of an e-mail address that were not cancelled, the oldest first."""
    query = select(SignUpRow).where(
        SignUpRow.conference_id == conference_id,
        SignUpRow.email_key == email.casefold(),
        SignUpRow.state != SignUpState.CANCELLED.value,
    )
    return _facts(session, query.order_by(SignUpRow.id)) if email else ()


def identities(session: Session, conference_id: int) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the references, and the addresses with names, of everybody: an import skips those.

    Who cancelled here is among them: an old list does not bring them back.
    """
    rows = session.execute(
        select(SignUpRow.reference, SignUpRow.email_key, SignUpRow.name).where(SignUpRow.conference_id == conference_id)
    ).all()
    references = frozenset(row.reference for row in rows if row.reference)
    return references, frozenset(identity(row.email_key, row.name) for row in rows)


def identity(email: str, name: str) -> tuple[str, str]:
    """Return what makes two sign-ups the same person: the address and the name, whatever their capitals."""
    return email.casefold(), folded(name)


def count(session: Session, conference_id: int) -> int:
    """Return how many sign-ups a conference has, cancelled ones too."""
    return session.scalar(select(func.count()).where(SignUpRow.conference_id == conference_id)) or 0


def taken(session: Session, conference_id: int) -> int:
    """Return how many places are given away."""
    placed = (SignUpRow.conference_id == conference_id, SignUpRow.state == SignUpState.PLACED.value)
    return session.scalar(select(func.count()).where(*placed)) or 0


def waiting(session: Session, conference_id: int) -> int:
    """Return how many wait for a place."""
    waits = (SignUpRow.conference_id == conference_id, SignUpRow.state == SignUpState.WAITING.value)
    return session.scalar(select(func.count()).where(*waits)) or 0


def place_in_line(session: Session, sign_up: SignUpFacts) -> int:
    """Return how many stand before somebody in the waiting list, themselves counted."""
    waits = (SignUpRow.conference_id == sign_up.conference_id, SignUpRow.state == SignUpState.WAITING.value)
    return session.scalar(select(func.count()).where(*waits, SignUpRow.id <= sign_up.id)) or 0


# Changing


def add(
    session: Session,
    conference_id: int,
    form: SignUpForm,
    *,
    key: str,
    request: str | None,
    at: datetime,
    reference: str | None = None,
    at_the_door: bool = False,
) -> SignUpState:
    """Add a sign-up with a place, or into the waiting list when there is none; return which.

    Who comes to the door without one (`at_the_door`) takes no place: they are there already.
    """
    seat = None if at_the_door else _free_seat(session, conference_id)
    state = SignUpState.DOOR if at_the_door else SignUpState.WAITING if seat is None else SignUpState.PLACED
    values = {
        **_columns(form),
        "conference_id": conference_id,
        "key": key,
        "request": request,
        "reference": reference or None,
        "state": state.value,
        "seat": seat,
        "created_at": at,
        "changed_at": at,
    }
    made = session.execute(insert(SignUpRow).values(**values).returning(SignUpRow.id)).scalar_one()
    _choose(session, made, form.choices)
    return state


def add_several(
    session: Session, conference_id: int, people: Sequence[tuple[str, SignUpForm, str]], at: datetime
) -> None:
    """Add people of a list, each with a key and a reference ("" for none), as `add` does; without their choices."""
    places = _hold(session, conference_id)
    seated = (SignUpRow.conference_id == conference_id, SignUpRow.seat.is_not(None))
    seats = frozenset(seat for seat in session.scalars(select(SignUpRow.seat).where(*seated)) if seat is not None)
    left = len(people) if places is None else max(0, places - len(seats))
    free = islice((seat for seat in count_from(1) if seat not in seats), left)
    rows: list[dict[str, object]] = []
    for key, form, reference in people:
        seat = next(free, None)
        state = SignUpState.WAITING if seat is None else SignUpState.PLACED
        rows.append(
            {
                **_columns(form),
                "conference_id": conference_id,
                "key": key,
                "request": None,
                "reference": reference or None,
                "state": state.value,
                "seat": seat,
                "created_at": at,
                "changed_at": at,
            }
        )
    if rows:
        session.execute(insert(SignUpRow), rows)


def change(session: Session, sign_up_id: int, form: SignUpForm, at: datetime) -> None:
    """Store what somebody changed in their sign-up; the place stays theirs."""
    session.execute(update(SignUpRow).where(SignUpRow.id == sign_up_id).values(**_columns(form), changed_at=at))
    session.execute(delete(SignUpChoiceRow).where(SignUpChoiceRow.sign_up_id == sign_up_id))
    _choose(session, sign_up_id, form.choices)


def cancel(session: Session, sign_up_id: int, at: datetime) -> None:
    """Give somebody's place back, or take them out of the waiting list."""
    values = {"state": SignUpState.CANCELLED.value, "seat": None, "changed_at": at}
    session.execute(update(SignUpRow).where(SignUpRow.id == sign_up_id).values(**values))


def move_up(session: Session, conference_id: int, at: datetime) -> tuple[int, ...]:
    """Give the free places to who waits longest; return the sign-ups that got one."""
    _hold(session, conference_id)
    waits = (SignUpRow.conference_id == conference_id, SignUpRow.state == SignUpState.WAITING.value)
    moved = []
    while (first := session.scalar(select(func.min(SignUpRow.id)).where(*waits))) is not None:
        seat = _free_seat(session, conference_id)
        if seat is None:
            break
        values = {"state": SignUpState.PLACED.value, "seat": seat, "changed_at": at}
        session.execute(update(SignUpRow).where(SignUpRow.id == first).values(**values))
        moved.append(first)
    return tuple(moved)


# Erasing


def erase(session: Session, sign_up_id: int) -> None:
    """Remove a sign-up and everything that hangs on it: choices, mails, what happened at the door."""
    session.execute(delete(SignUpRow).where(SignUpRow.id == sign_up_id))


def due_for_erasing(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the conferences whose sign-ups have been kept long enough: counted from the end of the programme.

    Who signed up after that (or where there is no programme) counts from then.
    """
    ends = (
        select(func.max(ProgrammeItemRow.ends_at))
        .where(ProgrammeItemRow.conference_id == ConferenceRow.id)
        .scalar_subquery()
    )
    query = (
        select(ConferenceRow.id, ConferenceRow.retention_days, ends, func.max(SignUpRow.created_at))
        .join(SignUpRow, SignUpRow.conference_id == ConferenceRow.id)
        .group_by(ConferenceRow.id, ConferenceRow.retention_days)
    )
    found = []
    for key, days, ended, signed_up in session.execute(query):
        moments: list[datetime | None] = [ended, signed_up]  # no programme, no end of it
        if erased_from(max(moment for moment in moments if moment is not None), days) <= now:
            found.append(key)
    return tuple(found)


def erase_all(session: Session, conference_id: int) -> int:
    """Remove every sign-up of a conference; return how many there were."""
    gone = session.execute(delete(SignUpRow).where(SignUpRow.conference_id == conference_id).returning(SignUpRow.id))
    return len(gone.all())


# Within


def _hold(session: Session, conference_id: int) -> int | None:
    """Hold everybody back who gives places of this conference away, and return how many places it has."""
    query = select(SignUpSettingsRow.places).where(SignUpSettingsRow.conference_id == conference_id)
    row = session.execute(query.with_for_update()).one_or_none()
    if row is None:
        values = {"conference_id": conference_id, "open": False, "places": None, "dinner": True, "accessibility": ""}
        session.add(SignUpSettingsRow(**values))
        session.flush()
        return None
    places: int | None = row[0]
    return places


def _free_seat(session: Session, conference_id: int) -> int | None:
    """Return the lowest seat that nobody has; None when all places are given away."""
    places = _hold(session, conference_id)
    seated = (SignUpRow.conference_id == conference_id, SignUpRow.seat.is_not(None))
    many, highest = session.execute(select(func.count(), func.max(SignUpRow.seat)).where(*seated)).one()
    if places is not None and many >= places:
        return None
    if many == (highest or 0):
        return int(many) + 1
    seats = frozenset(session.scalars(select(SignUpRow.seat).where(*seated)))
    return next(seat for seat in range(1, len(seats) + 2) if seat not in seats)


def _columns(form: SignUpForm) -> dict[str, object]:
    return {
        "name": form.name,
        "email": form.email,
        "email_key": form.email.casefold(),
        "organisation": form.organisation,
        "dinner": form.dinner,
        "diet": form.diet,
        "access_needs": form.access_needs,
        "search": folded(f"{form.name}\n{form.email}\n{form.organisation}"),
    }


def _choose(session: Session, sign_up_id: int, choices: Mapping[int, int]) -> None:
    rows = [{"sign_up_id": sign_up_id, "item_id": item, "topic_id": topic} for item, topic in choices.items()]
    if rows:
        session.execute(insert(SignUpChoiceRow), rows)


def _facts(session: Session, query: Select[SignUpRow]) -> tuple[SignUpFacts, ...]:
    rows = session.scalars(query).all()
    return facts_of(rows, choices_of(session, [row.id for row in rows]))


def choices_of(session: Session, sign_up_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return the topic that each of these wants in each round, by sign-up and programme item."""
    chosen: dict[int, dict[int, int]] = {}
    if not sign_up_ids:
        return chosen
    query = select(SignUpChoiceRow).where(SignUpChoiceRow.sign_up_id.in_(sign_up_ids))
    for row in session.scalars(query):
        chosen.setdefault(row.sign_up_id, {})[row.item_id] = row.topic_id
    return chosen


def facts_of(rows: Iterable[SignUpRow], chosen: Mapping[int, Mapping[int, int]]) -> tuple[SignUpFacts, ...]:
    """Return rows as plain facts, each with what it chose."""
    return tuple(
        SignUpFacts(
            id=row.id,
            conference_id=row.conference_id,
            key=row.key,
            state=SignUpState(row.state),
            reference=row.reference or "",
            form=SignUpForm(
                name=row.name,
                email=row.email,
                organisation=row.organisation,
                dinner=row.dinner,
                diet=row.diet,
                access_needs=row.access_needs,
                choices=chosen.get(row.id, {}),
            ),
            created_at=row.created_at,
            changed_at=row.changed_at,
            arrived_at=row.arrived_at,
        )
        for row in rows
    )
