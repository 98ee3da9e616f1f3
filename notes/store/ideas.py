"""Ideas and their support.

Promises: an idea sent twice is one idea (by its UUID), support sent twice is counted once, and
what a browser resends late never undoes what it did later (by the browser's own counter). An idea
counts together with what was merged into it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, case, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from notes.store import merged
from notes.store.merged import Whole
from notes.store.models import IdeaMoveRow, IdeaRow, PersonRow, SupportRow, TakeOverRow


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Where an idea's words stand in the notes, and the name of who put them there ("" for none).

    `number` is what the link there names: the idea's own, or that of one that was merged into it.
    """

    notepad_id: int
    by: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaFacts:
    """An idea as it is stored, in whatever state; `taken_over` while its link is in the notes.

    `support` and `taken_over` are those of the idea together with its parts (see `merged`). `name` is "" where it
    was removed. `device` is the same number for all ideas that one browser sent (None: it came on paper),
    `device_waits` says that its next ones wait for approval.
    """

    id: int
    conference_id: int
    topic_id: int
    number: int
    uuid: str
    person_id: str | None
    name: str
    name_removed: bool
    text: str
    state: str
    hidden_reason: str
    device: int | None
    device_waits: bool
    late: bool
    on_paper: bool
    hands: int | None
    merged_into_id: int | None
    revision: int
    edit_counter: int
    support: int
    taken_over: TakenOver | None
    created_at: datetime
    worded_at: datetime  # since when its words are what they are


def by_id(session: Session, idea_id: int) -> IdeaFacts | None:
    """Return an idea in whatever state, or None."""
    return _one(session, _query().where(IdeaRow.id == idea_id))


def by_uuid(session: Session, uuid: str) -> IdeaFacts | None:
    """Return the idea that a browser made with this UUID, or None."""
    return _one(session, _query().where(IdeaRow.uuid == uuid))


def of_topic(session: Session, topic_id: int) -> tuple[IdeaFacts, ...]:
    """Return every idea of a topic in every state, the oldest first. One query; two more where some are merged."""
    return _all(session, _query().where(IdeaRow.topic_id == topic_id).order_by(IdeaRow.number))


def of_conference(session: Session, conference_id: int) -> tuple[IdeaFacts, ...]:
    """Return every idea of a conference in every state, the oldest first. One query; two more where some are merged."""
    return _all(session, _query().where(IdeaRow.conference_id == conference_id).order_by(IdeaRow.number))


def changed_at(session: Session, conference_id: int) -> dict[int, datetime]:
    """Return when an idea of each topic, or its support, changed last; topics without ideas are left out."""
    query = select(IdeaRow.topic_id, func.max(IdeaRow.changed_at).label("at"))
    rows = session.execute(query.where(IdeaRow.conference_id == conference_id).group_by(IdeaRow.topic_id))
    return {row.topic_id: row.at for row in rows}


def ever_of_topic(session: Session, topic_id: int) -> tuple[IdeaFacts, ...]:
    """Return what `of_topic` does, and the ideas that were moved from there to another topic, in as many queries."""
    left = select(IdeaMoveRow.idea_id).where(IdeaMoveRow.topic_id == topic_id)
    here = or_(IdeaRow.topic_id == topic_id, IdeaRow.id.in_(left))
    return _all(session, _query().where(here).order_by(IdeaRow.number))


def of_device(session: Session, person_id: str) -> tuple[IdeaFacts, ...]:
    """Return every idea that a person sent from their own device, the oldest first."""
    query = _query().where(IdeaRow.person_id == person_id, IdeaRow.on_paper.is_(False))
    return _all(session, query.order_by(IdeaRow.number))


def everything_in(session: Session, idea_id: int) -> tuple[int, ...]:
    """Return the ids of the ideas that were merged into an idea, and into those."""
    found: list[int] = []
    whole = [idea_id]
    while whole:
        parts = session.scalars(select(IdeaRow.id).where(IdeaRow.merged_into_id.in_(whole))).all()
        whole = [each for each in parts if each != idea_id and each not in found]
        found += whole
    return tuple(found)


def own(session: Session, topic_id: int, person_id: str) -> frozenset[int]:
    """Return the ids of a person's own ideas in a topic."""
    return frozenset(
        session.scalars(select(IdeaRow.id).where(IdeaRow.topic_id == topic_id, IdeaRow.person_id == person_id))
    )


def supported_by(session: Session, topic_id: int, person_id: str) -> frozenset[int]:
    """Return the ids of a topic's ideas that a person supports."""
    query = (
        select(SupportRow.idea_id)
        .join(IdeaRow, IdeaRow.id == SupportRow.idea_id)
        .where(IdeaRow.topic_id == topic_id, SupportRow.person_id == person_id, SupportRow.on)
    )
    return frozenset(session.scalars(query))


def texts(session: Session, topic_id: int) -> dict[int, str]:
    """Return the words of the ideas that a topic lists by themselves, those with most support first."""
    whole = aliased(IdeaRow)
    supporters = select(func.count()).select_from(SupportRow).where(SupportRow.idea_id == IdeaRow.id, SupportRow.on)
    query = (
        select(IdeaRow.id, IdeaRow.text)
        .outerjoin(
            whole,
            and_(whole.id == IdeaRow.merged_into_id, whole.topic_id == IdeaRow.topic_id, whole.state == "visible"),
        )
        .where(IdeaRow.topic_id == topic_id, IdeaRow.state == "visible", whole.id.is_(None))
        .order_by(supporters.correlate(IdeaRow).scalar_subquery().desc(), IdeaRow.number)
    )
    return {row.id: row.text for row in session.execute(query)}


def next_number(session: Session, conference_id: int) -> int:
    """Return the number of the conference's next idea; numbers are never given twice."""
    highest = session.scalar(select(func.max(IdeaRow.number)).where(IdeaRow.conference_id == conference_id))
    return (highest or 0) + 1


def add(
    session: Session,
    *,
    topic_id: int,
    conference_id: int,
    uuid: str,
    person_id: str | None,
    name: str,
    text: str,
    state: str,
    late: bool,
    at: datetime,
    on_paper: bool = False,
    hands: int | None = None,
) -> int:
    """Add an idea and return its id; the caller has looked for its UUID (`by_uuid`)."""
    row = IdeaRow(
        conference_id=conference_id,
        topic_id=topic_id,
        number=next_number(session, conference_id),
        uuid=uuid,
        person_id=person_id,
        name=name,
        text=text,
        state=state,
        late=late,
        on_paper=on_paper,
        hands=hands,
        created_at=at,
        changed_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def edit(session: Session, idea_id: int, text: str, counter: int, at: datetime) -> bool:
    """Change an idea's words unless a later edit was stored already; return whether it changed."""
    stored = session.scalar(select(IdeaRow.edit_counter).where(IdeaRow.id == idea_id))
    if stored is None or counter <= stored:
        return False
    values = {"text": text, "edit_counter": counter, "worded_at": at}
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(values))
    touch(session, idea_id, at)
    return True


def set_state(session: Session, idea_id: int, state: str, at: datetime, reason: str = "") -> None:
    """Make an idea visible, waiting, hidden (for a reason) or withdrawn."""
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(state=state, hidden_reason=reason))
    touch(session, idea_id, at)


def remove_name(session: Session, idea_id: int, at: datetime, *, removed: bool) -> None:
    """Show an idea's name to nobody any more, or again."""
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(name_removed=removed))
    touch(session, idea_id, at)


def move(session: Session, idea_id: int, topic_id: int, person_id: str | None, at: datetime) -> None:
    """Let an idea stand in another topic, and keep where it stood."""
    before = select(IdeaRow.topic_id).where(IdeaRow.id == idea_id).scalar_subquery()
    session.execute(insert(IdeaMoveRow).values(idea_id=idea_id, topic_id=before, person_id=person_id, at=at))
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(topic_id=topic_id))
    touch(session, idea_id, at)


def touch(session: Session, idea_id: int, at: datetime) -> None:
    """Raise an idea's revision, because receivers will see it changed."""
    values = {"revision": IdeaRow.revision + 1, "changed_at": at}
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(values))


def set_support(session: Session, idea_id: int, person_id: str, *, on: bool, counter: int | None, at: datetime) -> bool:
    """Store whether a person supports an idea; return whether the number of supporters changed.

    A `counter` that is not higher than the stored one changes nothing: it is a late resend. None is the next one:
    for who has no counter.
    """
    mine = and_(SupportRow.idea_id == idea_id, SupportRow.person_id == person_id)
    known = session.execute(select(SupportRow.on, SupportRow.counter).where(mine)).one_or_none()
    if counter is None:
        counter = known.counter + 1 if known is not None else 1
    if known is not None and counter <= known.counter:
        return False
    if known is None:
        key = {"idea_id": idea_id, "person_id": person_id}
        session.execute(insert(SupportRow).values({**key, SupportRow.on: on, "counter": counter, "at": at}))
    else:
        session.execute(update(SupportRow).where(mine).values({SupportRow.on: on, "counter": counter, "at": at}))
    changed = on if known is None else bool(known.on) != on
    if changed:
        touch(session, idea_id, at)
    return changed


def set_hands(session: Session, idea_id: int, hands: int | None, at: datetime) -> None:
    """Store a counted show of hands, or (None) that there was none."""
    session.execute(update(IdeaRow).where(IdeaRow.id == idea_id).values(hands=hands))
    touch(session, idea_id, at)


_Query = Select[IdeaRow, int, int | None, str | None, bool, int | None, bool | None]


@cache  # building it costs far more than running it, and leaves thousands of objects in cycles each time
def _query() -> _Query:
    """Everything of ideas at once: their row, their support, and where they are taken over."""
    supporters = (
        select(func.count())
        .select_from(SupportRow)
        .where(SupportRow.idea_id == IdeaRow.id, SupportRow.on)
        .correlate(IdeaRow)
        .scalar_subquery()
    )
    sent, author = aliased(IdeaRow), aliased(PersonRow)
    first = select(func.min(sent.number)).where(sent.person_id == IdeaRow.person_id).correlate(IdeaRow)
    device = case((IdeaRow.on_paper, None), else_=first.scalar_subquery())
    return (
        select(IdeaRow, supporters, TakeOverRow.notepad_id, PersonRow.name, merged.has_parts(), device, author.waiting)
        .outerjoin(author, author.id == IdeaRow.person_id)
        .outerjoin(TakeOverRow, and_(TakeOverRow.idea_id == IdeaRow.id, TakeOverRow.present))
        .outerjoin(PersonRow, PersonRow.id == TakeOverRow.person_id)
        # Rows that this session read before may have been changed by statements since.
        .execution_options(populate_existing=True)
    )


def _one(session: Session, query: _Query) -> IdeaFacts | None:
    return next(iter(_all(session, query)), None)


def _all(session: Session, query: _Query) -> tuple[IdeaFacts, ...]:
    rows = session.execute(query).all()
    wholes = merged.wholes(session, [idea.id for idea, _support, _notepad, _by, has_parts, *_ in rows if has_parts])
    return tuple(
        _facts(idea, wholes.get(idea.id) or Whole(support, _place(notepad_id, by, idea.number)), device, waits)
        for idea, support, notepad_id, by, _, device, waits in rows
    )


def _place(notepad_id: int | None, by: str | None, number: int) -> tuple[int, str, int] | None:
    return None if notepad_id is None else (notepad_id, by or "", number)


def _facts(row: IdeaRow, whole: Whole, device: int | None, waits: bool | None) -> IdeaFacts:
    return IdeaFacts(
        id=row.id,
        conference_id=row.conference_id,
        topic_id=row.topic_id,
        number=row.number,
        uuid=row.uuid,
        person_id=row.person_id,
        name="" if row.name_removed else row.name,
        name_removed=row.name_removed,
        text=row.text,
        state=row.state,
        hidden_reason=row.hidden_reason,
        device=device,
        device_waits=bool(waits),
        late=row.late,
        on_paper=row.on_paper,
        hands=row.hands,
        merged_into_id=row.merged_into_id,
        revision=row.revision,
        edit_counter=row.edit_counter,
        support=whole.support,
        taken_over=TakenOver(*whole.taken_over) if whole.taken_over else None,
        created_at=row.created_at,
        worded_at=row.worded_at or row.created_at,
    )
