"""A programme item as a form: its day and times by the clock on the wall, and what is stored of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from notes.domain.editing.fields import Checks, Wrong, local_moment
from notes.domain.programme import LONGEST_ITEM, ItemKind, ProgrammeItem

FIELDS: Final = ("title", "kind", "day", "from", "to", "to_day")


def item_values(item: ProgrammeItem, zone: str) -> dict[str, str]:
    """Return what the form shows of an item; `to_day` is "" where it ends on the day on which it begins."""
    begins, ends = (each.astimezone(ZoneInfo(zone)) for each in (item.starts_at, item.ends_at))
    return {
        "title": item.title,
        "kind": item.kind.value,
        "day": begins.date().isoformat(),
        "from": f"{begins:%H:%M}",
        "to": f"{ends:%H:%M}",
        "to_day": "" if ends.date() == begins.date() else ends.date().isoformat(),
    }


def checked_item(typed: Mapping[str, str], zone: str) -> tuple[dict[str, object], dict[str, Wrong]]:
    """Return what is stored of a form, by column, and what is wrong, by field."""
    checks = Checks(typed)
    values: dict[str, object] = {
        "title": checks.line("title", required=True),
        "kind": checks.choice("kind", tuple(ItemKind)),
    }
    day, begins, ends, to_day = checks.day("day"), checks.clock("from"), checks.clock("to"), checks.day("to_day")
    for name, found in (("day", day), ("from", begins), ("to", ends)):
        if found is None:
            checks.refuse(name, "empty")
    if day and begins and ends and not checks.wrong:
        start, end = (local_moment(*each, zone).astimezone(UTC) for each in ((day, begins), (to_day or day, ends)))
        if end <= start:
            checks.refuse("to", "ends_before")
        elif end - start > LONGEST_ITEM:
            checks.refuse("to", "lasts_too_long", hours=LONGEST_ITEM // timedelta(hours=1))
        values |= {"starts_at": start, "ends_at": end}
    return values, checks.wrong


def same_clock(moment: datetime, before: str, after: str) -> datetime:
    """Return the moment at which the clock on the wall of another zone says what it said in the one before."""
    local = moment.astimezone(ZoneInfo(before))
    return local.replace(tzinfo=ZoneInfo(after)).astimezone(UTC)
