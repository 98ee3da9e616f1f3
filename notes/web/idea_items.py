"""Ideas as a page lists them, newest first."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from notes.domain.ideas import shown_with
from notes.live.views import shown
from notes.store.ideas import IdeaFacts
from notes.web.times import clock_time, iso


@dataclass(frozen=True, slots=True)
class IdeaItem:
    """One idea, with what it is to whoever looks. `taken_by` is None while it is not taken over.

    `part` says that it is listed among the `merged` of another one.
    """

    id: int
    number: int
    rev: int
    text: str
    name: str
    unnamed: bool
    iso: str
    time: str
    support: int
    state: str
    own: bool
    supported: bool
    late: bool
    paper: bool
    hands: int | None
    taken_by: str | None
    part: bool
    reason: str
    merged: tuple["IdeaItem", ...] = ()

    @property
    def wrote(self) -> bool:
        """Whether they wrote this or what was merged into it; a card that they typed in is somebody else's."""
        return any(each.own and not each.paper for each in (self, *self.merged))

    @property
    def supported_whole(self) -> bool:
        """Whether they support this or what was merged into it."""
        return any(each.supported for each in (self, *self.merged))


def idea_items(
    ideas: Iterable[IdeaFacts], *, own: AbstractSet[int], supported: AbstractSet[int], staff: bool, zone: str
) -> tuple[IdeaItem, ...]:
    """Return what this visitor may see, newest first."""
    ideas = [idea for idea in ideas if shown(idea, staff=staff, own=idea.id in own)]
    visible = {idea.id for idea in ideas if idea.state == "visible"}
    whole = shown_with({idea.id: idea.merged_into_id for idea in ideas}, visible)
    items = [
        IdeaItem(
            id=idea.id,
            number=idea.number,
            rev=idea.revision,
            text=idea.text,
            name=idea.name,
            unnamed=idea.name_removed,
            iso=iso(idea.created_at, zone),
            time=clock_time(idea.created_at, zone),
            support=idea.support,
            state=idea.state,
            own=idea.id in own,
            supported=idea.id in supported,
            late=idea.late,
            paper=idea.on_paper,
            hands=idea.hands,
            taken_by=idea.taken_over.by if idea.taken_over else None,
            part=whole[idea.id] != idea.id,
            reason=idea.hidden_reason if staff else "",
        )
        for idea in ideas
    ]
    merged: dict[int, list[IdeaItem]] = {}
    for item in sorted(items, key=lambda item: item.number):
        if item.part:
            merged.setdefault(whole[item.id], []).append(item)
    items = [replace(item, merged=tuple(merged[item.id])) if item.id in merged else item for item in items]
    return tuple(sorted(items, key=lambda item: -item.number))
