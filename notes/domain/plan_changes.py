"""What would become of a conference if a file were followed: shown before anything is changed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from notes.domain.editing.merging import mark
from notes.domain.plan import ConferencePlan, PlannedItem, PlannedTopic
from notes.domain.text import short_slug

# Of a conference that is there these stay, whatever a file says: printed addresses and codes lead to it.
FIXED = ("slug", "code", "rehearsal")
_LISTS = ("items", "topics")


class _Named(Protocol):
    @property
    def slug(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How two lists of things with short names differ."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """Short names of what a file adds, changes and takes away; `fields` are the conference's own."""

    fields: tuple[str, ...]
    fixed: tuple[str, ...]  # the file says otherwise, and they stay
    items: Differences
    topics: Differences
    reordered: bool

    @property
    def nothing(self) -> bool:
        """Whether the file says what is there already."""
        lists = (self.items, self.topics)
        return not (self.fields or self.reordered or any(each.added or each.changed or each.removed for each in lists))


def plan_mark(plan: ConferencePlan) -> str:
    """Return a short word that tells whether a conference is still as its plan says."""
    return mark(repr(plan))


def changes(before: ConferencePlan, after: ConferencePlan) -> PlanChanges:
    """Return what following `after` would change of a conference that is as `before` says."""
    differing = [
        each.name
        for each in fields(ConferencePlan)
        if each.name not in _LISTS and getattr(before, each.name) != getattr(after, each.name)
    ]
    return PlanChanges(
        fields=tuple(name for name in differing if name not in FIXED),
        fixed=tuple(name for name in differing if name in FIXED and getattr(after, name) != ""),
        items=_differences(before.items, after.items),
        topics=_differences(before.topics, after.topics),
        reordered=_order(before.topics, after.topics) != _order(after.topics, before.topics),
    )


def copied(plan: ConferencePlan, title: str, first_day: date) -> ConferencePlan:
    """Return a conference like this one under another title, its programme from another day on, to rehearse first."""
    zone = ZoneInfo(plan.timezone)
    begins = min((item.starts_at for item in plan.items), default=None)
    shift = timedelta() if begins is None else first_day - begins.astimezone(zone).date()
    return replace(
        plan,
        slug=short_slug(title),
        title=title,
        code="",
        rehearsal=True,
        items=tuple(_moved(item, shift, zone) for item in plan.items),
    )


def _moved(item: PlannedItem, shift: timedelta, zone: ZoneInfo) -> PlannedItem:
    begins, ends = ((each.astimezone(zone) + shift).astimezone(UTC) for each in (item.starts_at, item.ends_at))
    return replace(item, starts_at=begins, ends_at=ends)


def _differences(before: Sequence[_N], after: Sequence[_N]) -> Differences:
    old, new = ({each.slug: each for each in side} for side in (before, after))
    return Differences(
        added=tuple(name for name in new if name not in old),
        changed=tuple(name for name in new if name in old and new[name] != old[name]),
        removed=tuple(name for name in old if name not in new),
    )


def _order(topics: Sequence[PlannedTopic], among: Sequence[PlannedTopic]) -> list[str]:
    known = {topic.slug for topic in among}
    return [topic.slug for topic in topics if topic.slug in known]
