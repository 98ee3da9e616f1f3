"""The harvest: all stored content of a conference as plain data, the input of the report.

Nothing in it comes from a clock or a database object: equal harvests give equal reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from notes.domain.conference import Conference
from notes.domain.ideas import Idea
from notes.domain.numbering import GivenNumber
from notes.domain.programme import ProgrammeItem, Topic


class ReportStatus(StrEnum):
    """Concept (never published), voorlopig, vastgesteld."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A notepad's text at the start or end of a programme item."""

    item_id: int
    kind: str  # start | end
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHarvest:
    """A topic with everything that was written for it.

    `ideas` holds every idea in every state but withdrawn; the report leaves hidden and waiting
    ones out and counts them. `taken_over` holds the numbers of the ideas that the server's
    record says were taken over into this notepad: only beside those may a name be drawn.
    `template` is what the notepad began with and what each round began with: of it, only what somebody
    wrote under is shown.
    `people` counts who took part (wrote, posted or supported). `given` holds the numbers of outcomes that published
    versions gave.
    """

    topic: Topic
    notes: str = ""
    template: str = ""
    ideas: tuple[Idea, ...] = ()
    taken_over: frozenset[int] = frozenset()
    people: int = 0
    changed_at: datetime | None = None
    moments: tuple[Moment, ...] = ()
    given: tuple[GivenNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an outcome came from: who typed it ("" for nobody known), when, and in which row of the notepad's log."""

    name: str
    at: datetime
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """All stored content of a conference.

    `items` in any order; `topics` in the order of the programme (their `position`). `summary`
    and `closing` are the organisers' notepads. `version` is None in a draft; `published` is the number of the
    newest version that was ever published, 0 for none. `origins` says of outcomes, by their numbers, where they came
    from, as far as that was looked up; `own_given` holds the numbers that versions gave to outcomes in `summary` and
    `closing`. `generated_at` is aware, and comes from outside.
    """

    conference: Conference
    generated_at: datetime
    items: tuple[ProgrammeItem, ...] = ()
    topics: tuple[TopicHarvest, ...] = ()
    summary: str = ""
    closing: str = ""
    people: int = 0
    status: ReportStatus = ReportStatus.DRAFT
    version: int | None = None
    published: int = 0
    origins: Mapping[str, Origin] = field(default_factory=dict)
    own_given: Mapping[str, tuple[GivenNumber, ...]] = field(default_factory=dict)
