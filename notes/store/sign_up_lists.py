"""What organisers see of sign-ups: a page of the list, figures, the kitchen. So many queries, whatever the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import Session

from notes.domain.sign_ups import SignUpState
from notes.domain.text import folded
from notes.store.models import SignUpChoiceRow, SignUpRow
from notes.store.sign_ups import SignUpFacts, choices_of, facts_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list; `found` counts all that match, `times` how often each one's address is on the whole list."""

    rows: tuple[SignUpFacts, ...]
    found: int
    times: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many by state, at dinner, inside, and for each round and topic (programme item and topic's id)."""

    states: Mapping[SignUpState, int]
    dinner: int
    access: int
    inside: int
    wanted: Mapping[tuple[int, int], int]


def page_of(
    session: Session, conference_id: int, *, words: str = "", state: SignUpState | None = None, start: int, most: int
) -> Listed:
    """Return a page of the list by name, of those that hold every one of `words`. Four queries."""
    where = [SignUpRow.conference_id == conference_id]
    where += [SignUpRow.search.contains(word, autoescape=True) for word in folded(words).split()]
    if state is not None:
        where.append(SignUpRow.state == state.value)
    found = session.scalar(select(func.count()).where(*where)) or 0
    query = select(SignUpRow).where(*where).order_by(SignUpRow.search, SignUpRow.id).offset(start).limit(most)
    rows = session.scalars(query).all()
    facts = facts_of(rows, choices_of(session, [row.id for row in rows]))
    return Listed(facts, found, _times(session, conference_id, rows))


def _times(session: Session, conference_id: int, rows: Sequence[SignUpRow]) -> Mapping[int, int]:
    """Return how often the address of each row stands on the list; who cancelled does not count."""
    here = [row for row in rows if row.email_key and row.state != SignUpState.CANCELLED.value]
    query = select(SignUpRow.email_key, func.count()).where(
        SignUpRow.conference_id == conference_id,
        SignUpRow.email_key.in_({row.email_key for row in here}),
        SignUpRow.state != SignUpState.CANCELLED.value,
    )
    many = dict(session.execute(query.group_by(SignUpRow.email_key)).all())
    return {row.id: many[row.email_key] for row in here}


def everybody(session: Session, conference_id: int) -> tuple[SignUpFacts, ...]:
    """Return the whole list by name, for a file. Two queries."""
    ours = select(SignUpRow).where(SignUpRow.conference_id == conference_id)
    rows = session.scalars(ours.order_by(SignUpRow.search, SignUpRow.id)).all()
    chosen: dict[int, dict[int, int]] = {}
    choices = select(SignUpChoiceRow).join(SignUpRow, SignUpRow.id == SignUpChoiceRow.sign_up_id)
    for row in session.scalars(choices.where(SignUpRow.conference_id == conference_id)):
        chosen.setdefault(row.sign_up_id, {})[row.item_id] = row.topic_id
    return facts_of(rows, chosen)


def figures(session: Session, conference_id: int) -> Figures:
    """Return the numbers of who has a place or is there. Two queries."""
    query = select(
        SignUpRow.state,
        func.count(),
        func.sum(SignUpRow.dinner.cast(Integer)),
        func.count(SignUpRow.arrived_at),
        func.sum((SignUpRow.access_needs != "").cast(Integer)),
    ).where(SignUpRow.conference_id == conference_id)
    states = dict.fromkeys(SignUpState, 0)
    dinner = inside = access = 0
    for state, many, eat, came, need in session.execute(query.group_by(SignUpRow.state)):
        states[SignUpState(state)] = many
        if state == SignUpState.PLACED.value:
            dinner, access = eat or 0, need or 0
        if state != SignUpState.CANCELLED.value:
            inside += came
    wanted = (
        select(SignUpChoiceRow.item_id, SignUpChoiceRow.topic_id, func.count())
        .join(SignUpRow, SignUpRow.id == SignUpChoiceRow.sign_up_id)
        .where(SignUpRow.conference_id == conference_id, SignUpRow.state == SignUpState.PLACED.value)
        .group_by(SignUpChoiceRow.item_id, SignUpChoiceRow.topic_id)
    )
    by_topic = {(item, topic): many for item, topic, many in session.execute(wanted)}
    return Figures(states, dinner, access, inside, by_topic)


def wishes(session: Session, conference_id: int) -> tuple[tuple[str, int], ...]:
    """Return what the kitchen has to know: each dietary wish as it was typed first, and how many have it.

    Without names: the kitchen needs none. One query.
    """
    query = select(SignUpRow.diet).where(
        SignUpRow.conference_id == conference_id,
        SignUpRow.state == SignUpState.PLACED.value,
        SignUpRow.dinner.is_(True),
        SignUpRow.diet != "",
    )
    found: dict[str, list[str]] = {}
    for diet in session.scalars(query.order_by(SignUpRow.id)):
        found.setdefault(folded(diet), []).append(diet)
    return tuple(sorted(((each[0], len(each)) for each in found.values()), key=lambda pair: (-pair[1], pair[0])))
