"""What a report is made of, before it is written in any format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from notes.domain.harvest import Harvest, TopicHarvest
from notes.domain.ideas import Idea
from notes.domain.keywords import OUTCOME_KINDS, Kind
from notes.domain.numbering import GivenNumber, Numbered
from notes.domain.programme import ProgrammeItem
from notes.domain.report.changes import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOrigin:
    """Where an outcome came from: who typed it (by the rule for names), when, during which item of the programme.

    `support` counts that of the idea it came from, None where that is not shown; `row` is of the notepad's log.
    """

    by: str
    at: datetime
    row: int
    item: ProgrammeItem | None
    support: int | None


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
    origin: EntryOrigin | None = None


@dataclass(frozen=True, slots=True)
class RoundEnd:
    """A topic's notes in canonical Markdown as they were when a programme item ended."""

    item_id: int
    notes: str
    internal_left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPart:
    """One topic: its outcomes, its notes in canonical Markdown, the ideas that are shown.

    `merged` holds the ideas that were merged into a shown one, by its number; `numbers` the outcomes with their
    numbers, one to an entry; `lapsed` the numbers whose outcomes are gone.
    """

    harvest: TopicHarvest
    entries: tuple[Entry, ...]
    numbers: tuple[Numbered, ...]
    notes: str
    ideas: tuple[Idea, ...]
    merged: Mapping[int, tuple[Idea, ...]]
    internal_left_out: int
    round_ends: tuple[RoundEnd, ...]
    lapsed: tuple[GivenNumber, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind, in the order of the notes."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """The outcomes of one of the organisers' own notepads, `kind` (summary, closing), that the report lists."""

    kind: str
    name: str  # what their numbers begin with
    entries: tuple[Entry, ...]
    numbers: tuple[Numbered, ...]
    lapsed: tuple[GivenNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that the report of a harvest says, with what was left out counted.

    `own` holds the outcomes of the organisers' own notepads, which stand in the lists of the whole report.
    """

    harvest: Harvest
    topics: tuple[TopicPart, ...]
    summary: str
    closing: str
    ideas_left_out: int
    internal_left_out: int
    changes: Changes | None = None
    own: tuple[OwnPart, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return all entries of one kind: in report order, actions by date with undated last."""
        own = tuple(entry for part in self.own for entry in part.entries if entry.kind is kind)
        found = (*(entry for topic in self.topics for entry in topic.of_kind(kind)), *own)
        if kind is Kind.ACTION:
            return tuple(sorted(found, key=lambda entry: (entry.due is None, entry.due or date.min)))
        return found

    @property
    def count(self) -> int:
        """How many outcomes there are."""
        return sum(len(self.of_kind(kind)) for kind in OUTCOME_KINDS)
