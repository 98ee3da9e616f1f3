"""What goes into a tick and what comes out of it, as plain data.

Items and outcomes are all that passes between the engine's greenlets and the scribe's thread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from notes.live.commands import Command
from notes.live.rights import Guest, Standing
from notes.store.ideas import IdeaFacts
from notes.store.notepads import NotepadFacts


class Edit(NamedTuple):
    """A typist's update as it arrived: unread bytes, the outbox number it ends with.

    A named tuple, like everything of which there is one per keystroke: half the cost of a frozen dataclass.
    """

    notepad_id: int
    epoch: int
    client_id: int
    person_id: str
    number: int
    data: bytes
    rejoined: bool = False  # the first after a join: a gap in it is a refusal


@dataclass(frozen=True, slots=True)
class Join:
    """A browser that wants to receive a room; writers bring the client id they type with."""

    notepad_id: int
    person_id: str | None
    writer: bool
    epoch: int | None = None
    client_id: int | None = None
    last: int = 0  # the newest log number that this browser has
    joined: bool = False  # the browser gave the conference's code

    @property
    def guest(self) -> Guest:
        """Who wants to join."""
        return Guest(self.person_id, self.joined)


Item = Edit | Join | Command
QUARANTINED = "quarantined"  # the rule of a refusal whose bytes failed inside the CRDT library


@dataclass(frozen=True, slots=True)
class Saved:
    """The edit is durable (now, or it already was)."""


SAVED = Saved()


@dataclass(frozen=True, slots=True)
class Refused:
    """The item was not carried out; `code` says why, `facts` what the sentence needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    rule: str = field(default="", compare=False)  # which rule exactly, for counters and log; browsers never see it


@dataclass(frozen=True, slots=True)
class Resync:
    """A gap: the browser joins again and sends its outbox again."""


@dataclass(frozen=True, slots=True)
class NotStored:
    """The store takes nothing now; the sender keeps what it has and sends it again later."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The room as it is after this tick's commit."""

    facts: NotepadFacts
    standing: Standing
    name: str
    number: int  # the person's in this notepad, whatever the browser
    seq: int
    saved: int
    update: bytes | None
    ideas: tuple[IdeaFacts, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A command's answer, after the commit."""

    value: object


Outcome = Saved | Refused | Resync | NotStored | Joined | Answered


def begun_again(facts: NotepadFacts) -> Refused:
    """Return the refusal of what belongs to an older epoch of a notepad."""
    return Refused("reset", {"epoch": facts.epoch, "reason": facts.epoch_reason or "reset"})


@dataclass(frozen=True, slots=True)
class RoomChange:
    """What a tick changed in one room: the content of its writers' frame."""

    notepad_id: int
    epoch: int
    prev: int  # the log number before `update`; equal to `seq` when there is none
    seq: int
    update: bytes | None
    saved: tuple[tuple[int, int], ...]  # client id, outbox number
    ideas: tuple[IdeaFacts, ...]
    check: int | None = None  # the fingerprint at `seq`, when it was asked for


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one tick did. `outcomes` stands in the order of the items."""

    outcomes: tuple[Outcome, ...]
    rooms: tuple[RoomChange, ...] = ()
    rights_changed: frozenset[int] = frozenset()  # conferences
    day_changed: frozenset[int] = frozenset()  # conferences, too
    resets: Mapping[int, tuple[int, str]] = field(default_factory=dict)  # by notepad: its new epoch, and why
    commit_seconds: float | None = None  # None: there was no commit, or several
