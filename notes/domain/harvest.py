"""The harvest: all stored content of a conference as plain data, the input of the report.

Nothing in it comes from a clock or a database object: equal harvests give equal reports.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notes.domain.conference import Conference
from notes.domain.ideas import Idea
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
    `people` counts who took part (wrote, posted or supported).
    """

    topic: Topic
    notes: str = ""
    template: str = ""
    ideas: tuple[Idea, ...] = ()
    taken_over: frozenset[int] = frozenset()
    people: int = 0
    changed_at: datetime | None = None
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """All stored content of a conference.

    `items` in any order; `topics` in the order of the programme (their `position`). `summary`
    and `closing` are the organisers' notepads. `version` is None until something is published.
    `generated_at` is aware, and comes from outside.
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
