"""What a face may ask the engine to write while a conference is rehearsed (see `notes.live.commands`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from notes.live.commands import Command


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A line for the notes: `kind` as in `AddLine`; `in_days` is when an action is due (None: not said)."""

    kind: str
    text: str
    owner: str = ""
    in_days: int | None = None


@dataclass(frozen=True, slots=True)
class Samples:
    """What a rehearsal is filled with: persons by name, their ideas, and lines for the notes."""

    persons: Sequence[str]
    ideas: Sequence[str]
    lines: Sequence[SampleLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillWithSamples(Command):
    """Let made-up participants add ideas to every topic and support them, and put lines into its notes.

    Refused as `not_rehearsing` when the conference is no rehearsal (any more).
    """

    conference_id: int
    samples: Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearRehearsal(Command):
    """Remove everything that was made during the rehearsal and end it; `name` is the conference's, typed as a proof.

    Refused as `not_rehearsing`, and as `another_name`.
    """

    conference_id: int
    name: str
