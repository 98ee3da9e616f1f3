"""Ideas and outcomes through the evening, by quarter of an hour: what the chart is drawn from in any format."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from notes.domain.report.data import SLOT_MINUTES, Data, shade
from notes.domain.words import Words, clock

_SLOT: Final = timedelta(minutes=SLOT_MINUTES)
_SLOTS_MAX: Final = 120  # a chart of days would be lines thinner than a hair
_SLOTS_MIN: Final = 3  # below, a sentence says it better


@dataclass(frozen=True, slots=True)
class Timeline:
    """Quarters of an hour without a gap, and for each topic (title, colour) how many ideas came in each.

    `outcomes` are those of all topics, where their origins are known: all 0 in a draft.
    """

    slots: tuple[datetime, ...]
    topics: tuple[tuple[str, str, tuple[int, ...]], ...]
    outcomes: tuple[int, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """Ideas of all topics, by quarter."""
        return tuple(sum(counts) for counts in zip(*(counts for _, _, counts in self.topics), strict=True))

    def at(self, slot: int, words: Words) -> str:
        """Return the time on the clock at which a quarter begins."""
        return clock(self.slots[slot], words)


def timeline(data: Data) -> Timeline | None:
    """Return when ideas came in, or None where there is too little, or too long a time, to draw."""
    found = {
        (number, datetime.fromisoformat(slot["from"])): slot["count"]
        for number, topic in enumerate(data["topics"])
        for slot in topic["ideas_by_time"]
    }
    written = Counter(_slot(moment) for moment in _written(data))
    slots = _without_gaps(sorted({start for _, start in found} | written.keys())) if found else ()
    if not _SLOTS_MIN <= len(slots) <= _SLOTS_MAX:
        return None
    topics = tuple(
        (topic["title"], shade(topic), tuple(found.get((number, slot), 0) for slot in slots))
        for number, topic in enumerate(data["topics"])
    )
    shown = tuple(topic for topic in topics if any(topic[2]))
    return Timeline(slots, shown, tuple(written[slot] for slot in slots))


def _written(data: Data) -> Iterator[datetime]:
    """Yield when each outcome was begun to be written, where that is known."""
    for topic in data["topics"]:
        for outcome in topic["outcomes"]:
            if outcome.get("origin"):
                yield datetime.fromisoformat(outcome["origin"]["at"])


def _slot(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // SLOT_MINUTES * SLOT_MINUTES, second=0, microsecond=0)


def _without_gaps(starts: Sequence[datetime]) -> tuple[datetime, ...]:
    if not starts or (starts[-1] - starts[0]) / _SLOT > _SLOTS_MAX:
        return ()
    slots = [starts[0]]
    for before, after in pairwise(starts):
        slots += [before + _SLOT * step for step in range(1, int((after - before) / _SLOT))]
        slots.append(after)
    return tuple(slots)
