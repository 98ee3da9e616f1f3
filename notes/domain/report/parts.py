"""What a report is made of, before it is written in any format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notes.domain.harvest import Harvest, TopicHarvest
from notes.domain.ideas import Idea
from notes.domain.keywords import OUTCOME_KINDS, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An outcome as the report shows it, with its number ("fondsen-A1") and names by the rules."""

    number: str
    kind: Kind
    text: str
    topic: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    done: bool = False
    attribution: str = ""
    idea: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPart:
    """One topic: its outcomes, its notes in canonical Markdown, the ideas that are shown.

    `merged` holds the ideas that were merged into a shown one, by its number.
    """

    harvest: TopicHarvest
    entries: tuple[Entry, ...]
    notes: str
    ideas: tuple[Idea, ...]
    merged: Mapping[int, tuple[Idea, ...]]

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind, in the order of the notes."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that the report of a harvest says, with what was left out counted."""

    harvest: Harvest
    topics: tuple[TopicPart, ...]
    summary: str
    closing: str
    ideas_left_out: int
    internal_left_out: int

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return all entries of one kind: in report order, actions by date with undated last."""
        found = tuple(entry for topic in self.topics for entry in topic.of_kind(kind))
        if kind is Kind.ACTION:
            return tuple(sorted(found, key=lambda entry: (entry.due is None, entry.due or date.min)))
        return found

    @property
    def count(self) -> int:
        """How many outcomes there are."""
        return sum(len(self.of_kind(kind)) for kind in OUTCOME_KINDS)
