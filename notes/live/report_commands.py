"""What a face may ask the engine to write about the report (see `notes.live.commands`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notes.domain.conference import ReportChoices
from notes.domain.harvest import ReportStatus
from notes.live.commands import Command
from notes.store.versions import NumberToKeep


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReport(Command):
    """Change how the organisers want the report: parts, order, language, origins."""

    conference_id: int
    choices: ReportChoices


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteTexts(Command):
    """Bring the stored texts of a conference's notepads up to what is committed: a report is made of them."""

    conference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish(Command):
    """Store a version of the report with the numbers of its outcomes; `number` must be the next one.

    Refused as `published_meanwhile` when somebody else was quicker.
    """

    conference_id: int
    number: int
    status: ReportStatus
    markdown: str
    data: Mapping[str, Any]
    numbers: Sequence[NumberToKeep]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawVersion(Command):
    """Show a published version to nobody any more, for a reason that everybody may read."""

    conference_id: int
    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTopic(Command):
    """Record that the person looked a topic's notes through as they are now, or (`done` false) take that back."""

    topic_id: int
    done: bool = True
