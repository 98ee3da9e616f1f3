"""Ideas that are part of another one, because a facilitator merged them.

Merging only points an idea to the one whose words stay; what the whole counts is worked out when it is
asked. So undoing a merge, at any time, gives back exactly what there would have been.

A part counts while it can be seen and is of the same topic; one that cannot takes its own parts with it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, and_, exists, func, or_, select, union, update
from sqlalchemy.orm import Session, aliased

from notes.store.models import IdeaRow, PersonRow, SupportRow, TakeOverRow

_VISIBLE = "visible"


class Whole(NamedTuple):
    """What an idea counts together with its parts."""

    support: int  # persons, each once; who wrote a part supports the whole
    taken_over: tuple[int, str, int] | None  # where it or a part stands: notepad, name of who did, its number


def has_parts() -> ColumnElement[bool]:
    """Return the condition that something was merged into an idea, for a query over `IdeaRow`."""
    part = aliased(IdeaRow)
    return exists(select(part.id).where(part.merged_into_id == IdeaRow.id).correlate(IdeaRow))


def wholes(session: Session, idea_ids: Collection[int]) -> dict[int, Whole]:
    """Return what each of these ideas counts together with its parts. Two queries."""
    if not idea_ids:
        return {}
    tree = _tree(idea_ids)
    support = _support(session, tree)
    taken: dict[int, tuple[int, str, int]] = {}
    for root, notepad_id, name, number in session.execute(
        select(tree.c.root, TakeOverRow.notepad_id, PersonRow.name, IdeaRow.number)
        .join(IdeaRow, IdeaRow.id == tree.c.part)
        .join(TakeOverRow, and_(TakeOverRow.idea_id == tree.c.part, TakeOverRow.present))
        .outerjoin(PersonRow, PersonRow.id == TakeOverRow.person_id)
        .order_by(tree.c.root != tree.c.part, TakeOverRow.id)
    ):
        taken.setdefault(root, (notepad_id, name or "", number))
    return {idea_id: Whole(support.get(idea_id, 0), taken.get(idea_id)) for idea_id in idea_ids}


def parts_of(session: Session, idea_id: int) -> tuple[int, ...]:
    """Return the ids of everything that is part of an idea now, without the idea itself."""
    tree = _tree([idea_id])
    return tuple(session.scalars(select(tree.c.part).where(tree.c.part != idea_id).order_by(tree.c.part)))


def wholes_of(session: Session, idea_id: int) -> tuple[int, ...]:
    """Return the ids of the ideas that an idea was merged into, the nearest first, seen or not."""
    found: list[int] = []
    above = _parent(session, idea_id)
    while above is not None and above not in (idea_id, *found):
        found.append(above)
        above = _parent(session, above)
    return tuple(found)


def is_part(session: Session, idea_id: int) -> bool:
    """Return whether an idea shows as part of another one: of one that can be seen, in the same topic."""
    whole = aliased(IdeaRow)
    query = (
        select(IdeaRow.id)
        .join(whole, whole.id == IdeaRow.merged_into_id)
        .where(IdeaRow.id == idea_id, whole.state == _VISIBLE, whole.topic_id == IdeaRow.topic_id)
    )
    return session.scalar(query) is not None


def put_into(session: Session, idea_ids: Sequence[int], kept_id: int | None, at: datetime) -> None:
    """Make ideas parts of another one, or (None) let them stand by themselves again."""
    session.execute(
        update(IdeaRow)
        .where(IdeaRow.id.in_(idea_ids))
        .values(merged_into_id=kept_id, revision=IdeaRow.revision + 1, changed_at=at)
    )


def _parent(session: Session, idea_id: int) -> int | None:
    return session.scalar(select(IdeaRow.merged_into_id).where(IdeaRow.id == idea_id))


def _tree(idea_ids: Collection[int]) -> CTE:
    """Return pairs of an idea (`root`) and what counts with it (`part`), itself included."""
    whole, part = aliased(IdeaRow), aliased(IdeaRow)
    itself = select(IdeaRow.id.label("root"), IdeaRow.id.label("part")).where(IdeaRow.id.in_(idea_ids))
    tree = itself.cte("tree", recursive=True)
    below = (
        select(tree.c.root, part.id)
        .join(whole, whole.id == tree.c.part)
        .join(part, and_(part.merged_into_id == whole.id, part.topic_id == whole.topic_id, part.state == _VISIBLE))
    )
    return tree.union(below)


def _support(session: Session, tree: CTE) -> dict[int, int]:
    """Count persons: supporters of any part and authors of the parts, but not the author of the whole.

    A card that was typed in from paper names who typed it, who is not its author.
    """
    supporters = select(tree.c.root, SupportRow.person_id).join(
        SupportRow, and_(SupportRow.idea_id == tree.c.part, SupportRow.on)
    )
    authors = (
        select(tree.c.root, IdeaRow.person_id)
        .join(IdeaRow, IdeaRow.id == tree.c.part)
        .where(tree.c.root != tree.c.part, IdeaRow.person_id.is_not(None), ~IdeaRow.on_paper)
    )
    people, whole = union(supporters, authors).subquery(), aliased(IdeaRow)
    counted = (
        select(people.c.root, func.count().label("supporters"))
        .join(whole, whole.id == people.c.root)
        .where(or_(whole.person_id.is_(None), whole.on_paper, whole.person_id != people.c.person_id))
        .group_by(people.c.root)
    )
    return {row.root: row.supporters for row in session.execute(counted)}
