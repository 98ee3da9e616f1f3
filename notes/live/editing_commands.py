"""What a face may ask the engine to change of a conference and its programme (see `notes.live.commands`).

`typed` are the fields of a form as they were typed, `seen` the marks of what the form showed (`merging.marks`). Refused
as `wrong_fields` (fact `fields`: what is wrong, by field) or `edited_meanwhile` (fact `fields`: those that somebody
else changed since).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from notes.domain.plan import ConferencePlan
from notes.live.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class EditConference(Command):
    """Change the texts and choices of a conference."""

    conference_id: int
    typed: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditItem(Command):
    """Change a programme item, or (`item_id` None) add one; answers with its id."""

    conference_id: int
    item_id: int | None
    typed: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveItem(Command):
    """Take a programme item away in which no round began (`round_begun` otherwise)."""

    conference_id: int
    item_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftProgramme(Command):
    """Let the whole programme happen some days later (or, below 0, earlier) at the same times of the day."""

    conference_id: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTopic(Command):
    """Change a topic with its meetings, or (`topic_id` None) add one; answers with its short name."""

    conference_id: int
    topic_id: int | None
    typed: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTopic(Command):
    """Let a topic stand one place earlier in the programme's order."""

    conference_id: int
    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTopic(Command):
    """Take a topic away in which nothing was written (`topic_not_empty` otherwise) and that is not the last one."""

    conference_id: int
    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyPlan(Command):
    """Let a conference follow a file; `seen` is the mark of the plan that the asker was shown (`plan_mark`).

    Refused as `plan_changed` when it is another one by now, and as `topic_not_empty` or `round_begun` when words or a
    round would be lost.
    """

    conference_id: int
    plan: ConferencePlan
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeConference(Command):
    """Make another conference beside this one; its asker is its first organiser. Answers with a `MadeConference`."""

    conference_id: int  # of which the asker is an organiser
    plan: ConferencePlan
    label: str  # of the first organiser's link


@dataclass(frozen=True, slots=True)
class MadeConference:
    """A conference that was made, and who its maker is in it."""

    conference_id: int
    slug: str
    person_id: str
