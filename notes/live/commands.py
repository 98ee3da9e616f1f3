"""What a face may ask the engine to write, as plain data.

Every write of a running server is one of these (or a typist's edit): it waits in the engine's
inbox, is checked against the rights of that moment, and is answered after the commit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class CommandRefused(Exception):
    """The command was not carried out and nothing was stored.

    `code` names the reason (the faces translate it), `facts` holds what the sentence needs,
    such as the limit that was passed.
    """

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the reason and its facts."""
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A write that a face hands to the engine. `person_id` is who asks."""

    person_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe(Command):
    """Commit something that changes nothing, to see whether the store takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddIdea(Command):
    """Add an idea; answers with its `IdeaFacts`. A known `uuid` of the same person changes nothing."""

    topic_id: int
    uuid: str
    text: str
    name: str = ""
    on_paper: bool = False  # a card that staff typed in: its name is not theirs, and it never waits


@dataclass(frozen=True, slots=True, kw_only=True)
class EditIdea(Command):
    """Change the words of one's own idea that is not taken over; answers with its `IdeaFacts`."""

    idea_id: int
    text: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawIdea(Command):
    """Take one's own idea back; answers with its `IdeaFacts`."""

    idea_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportIdea(Command):
    """Support an idea or take that back; an older `counter` than the stored one changes nothing (None: the next).

    Taking it back from an idea takes it back from what was merged into it.
    """

    idea_id: int
    on: bool
    counter: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HideIdea(Command):
    """Hide an idea from participants (again: for another `reason`), or show it again (also: approve a waiting one)."""

    idea_id: int
    hidden: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HideWithLine(Command):
    """Hide an idea and take its line out of the notes; answers with a `HiddenWithLine`."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class PutLine:
    """A line that was taken out of the notes, and the text of the line above it (None: it was the first)."""

    text: str
    above: str | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWithLine(Command):
    """Undo `HideWithLine`: show the idea, and put its line back where it stood; answers with its `IdeaFacts`."""

    idea_id: int
    line: PutLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerateIdeas(Command):
    """Make ideas visible, waiting or hidden, all at once: approving several, or undoing what hid them.

    Answers with the `IdeaFacts` of all of them; what was withdrawn meanwhile stays so.
    """

    states: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HideDevice(Command):
    """Hide all that the device of an idea sent to the topics that the asker leads; answers with a `HiddenIdeas`."""

    idea_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetDeviceWait(Command):
    """Let the next ideas of an idea's device wait for approval, or not; answers with the idea's `IdeaFacts`."""

    idea_id: int
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveName(Command):
    """Show the name on an idea to nobody any more, or again; answers with its `IdeaFacts`."""

    idea_id: int
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveIdea(Command):
    """Let an idea stand in another topic, with its number and support; answers with its `IdeaFacts`.

    Who leads either of the two topics may.
    """

    idea_id: int
    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHands(Command):
    """Note a counted show of hands on an idea, or (None, 0) that there was none; answers with its `IdeaFacts`."""

    idea_id: int
    hands: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeIdeas(Command):
    """Make ideas part of the one whose words stay; answers with its `IdeaFacts`. Again changes nothing."""

    kept_id: int
    idea_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparateIdeas(Command):
    """Let ideas of one topic that were merged stand by themselves again; answers with the `IdeaFacts` of the first.

    Again changes nothing.
    """

    idea_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a facilitator's cursor stands: a code point offset, and that line's text.

    Others may have typed meanwhile, so the nearest line with this text is meant.
    """

    offset: int
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """Put an idea's words into its topic's notes, below the cursor's line or at the end.

    `request` is made by the browser: the same request again is answered, not done twice.
    """

    idea_id: int
    request: str
    after: Cursor | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverSeveral(Command):
    """Do what `TakeOver` does for several ideas (each with its request), one below the other, in one act.

    Answers with the `IdeaFacts` of all of them; an idea that somebody took over meanwhile stays theirs.
    """

    requests: Mapping[int, str]
    after: Cursor | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoTakeOvers(Command):
    """Do what `UndoTakeOver` does for several requests, or for none; answers with the `IdeaFacts` of all."""

    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoTakeOver(Command):
    """Take the line of a take-over out of the notes again, if nobody changed it."""

    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLine(Command):
    """Put one line at the end of the notes (the form below them); answers with an `AddedLine`.

    `due` is as somebody typed it. A known `request` of the same person changes nothing.
    """

    notepad_id: int
    request: str
    kind: str
    text: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A line that stands in the notes: its words there, and the date that was understood."""

    request: str
    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoLine(Command):
    """Take one's own line out of the notes again, if nobody changed it."""

    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreNotes(Command):
    """Bring the text of row `seq` back, as an edit that was made elsewhere; answers with the row that holds it.

    `update` is that edit, by the new client id `client_id`; it removes `removed` code points.
    """

    notepad_id: int
    seq: int
    client_id: int
    update: bytes
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMoment(Command):
    """Give a point of the history a name; `text` is the text after row `seq`, by replay. Answers with the name."""

    notepad_id: int
    seq: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson(Command):
    """Make a person for a browser that joins a conference; answers with the person's id."""

    conference_id: int
    name: str = ""
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Command):
    """Change one's own display name; answers with the name as stored."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseAccessLink(Command):
    """Give a person (a new one where `person_id` is None) the role of a link; answers with the id."""

    link_id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAccessLink(Command):
    """Make another link for a role, beside those that exist; answers with its id."""

    conference_id: int
    role: str
    topic_id: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAccessLink(Command):
    """Stop a link at once, on open sockets too."""

    link_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRoom(Command):
    """Open, close or freeze a topic's room."""

    topic_id: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTopic(Command):
    """Change a topic's switches: `participants_write`, `ideas_open`, `approval`, `early_ideas`."""

    topic_id: int
    changes: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChoices(Command):
    """Change a conference's choices: names policy, owners policy, ideas policy, locked."""

    conference_id: int
    changes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTemplate(Command):
    """Change what each start of a round adds to its topics' notes; "" for nothing."""

    conference_id: int
    template: str
