"""What who leads a room does with ideas that others sent: hide, approve, take a name away, move.

Each can be undone, by the same command or by the one that is named with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from notes.access import What, may
from notes.domain import taking_over
from notes.domain.ideas import display_name
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted, idea_changed, idea_in_room, topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import (
    Command,
    CommandRefused,
    HideDevice,
    HideIdea,
    HideWithLine,
    LetDeviceWait,
    ModerateIdeas,
    MoveIdea,
    PutLine,
    RemoveName,
    ShowWithLine,
)
from notes.store import ideas, merged, people
from notes.store.ideas import IdeaFacts

_STATES = frozenset({"visible", "waiting", "hidden"})


@dataclass(frozen=True, slots=True)
class HiddenWithLine:
    """An idea that is hidden now, and the line that went with it (None: there was none)."""

    idea: IdeaFacts
    line: PutLine | None


@dataclass(frozen=True, slots=True)
class HiddenIdeas:
    """Ideas that are hidden now, and the state of each before."""

    ideas: tuple[IdeaFacts, ...]
    before: Mapping[int, str]


@carry_out.register
def _(command: HideIdea, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id = _moderated(command, command.idea_id, attempt)
    reason = accepted(display_name(command.reason, limits.REASON_MAX_CHARACTERS)) if command.hidden else ""
    state = "hidden" if command.hidden else "visible"
    if (idea.state, idea.hidden_reason) != (state, reason):
        ideas.set_state(attempt.session, idea.id, state, attempt.now, reason)
    return idea_changed(attempt, notepad_id, idea.id)


@carry_out.register
def _(command: HideWithLine, attempt: Attempt) -> HiddenWithLine:
    idea, notepad_id = _moderated(command, command.idea_id, attempt)
    text = attempt.document(notepad_id).text
    found = taking_over.line_of(text, idea.number)
    if found is not None:
        attempt.edit_notes(notepad_id, found.offset, found.length, "", person_id=command.person_id, idea_id=idea.id)
    if idea.state != "hidden":
        ideas.set_state(attempt.session, idea.id, "hidden", attempt.now)
    line = PutLine(found.text, found.above, found.offset) if found else None
    return HiddenWithLine(idea_changed(attempt, notepad_id, idea.id), line)


@carry_out.register
def _(command: ShowWithLine, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id = _moderated(command, command.idea_id, attempt)
    line, text = command.line, attempt.document(notepad_id).text
    # Only a line of this idea, and only while it stands nowhere: a second undo changes nothing.
    there = taking_over.line_of(line.text, idea.number)
    if there is None or there.text != line.text:
        raise CommandRefused("unknown")
    if taking_over.line_of(text, idea.number) is None:
        offset, inserted = taking_over.put_back(text, line.text, line.above, line.offset)
        attempt.edit_notes(notepad_id, offset, 0, inserted, person_id=command.person_id, idea_id=idea.id)
    if idea.state != "visible":
        ideas.set_state(attempt.session, idea.id, "visible", attempt.now)
    return idea_changed(attempt, notepad_id, idea.id)


@carry_out.register
def _(command: ModerateIdeas, attempt: Attempt) -> tuple[IdeaFacts, ...]:
    if not 0 < len(command.states) <= limits.IDEAS_AT_ONCE or not _STATES.issuperset(command.states.values()):
        raise CommandRefused("unknown")
    found = [idea_in_room(attempt, idea_id) for idea_id in command.states]
    for _, _, room in found:
        attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
    for idea, _, _ in found:
        if idea.state not in ("withdrawn", command.states[idea.id]):
            ideas.set_state(attempt.session, idea.id, command.states[idea.id], attempt.now)
    return tuple(idea_changed(attempt, notepad_id, idea.id) for idea, notepad_id, _ in found)


@carry_out.register
def _(command: HideDevice, attempt: Attempt) -> HiddenIdeas:
    idea, _ = _moderated(command, command.idea_id, attempt)
    who = attempt.who(command.person_id, idea.conference_id)
    before: dict[int, str] = {}
    hidden: list[IdeaFacts] = []
    for each in ideas.of_device(attempt.session, _sender(idea)):
        _, notepad_id = topic_and_notepad(attempt.session, each.topic_id)
        if each.state not in ("visible", "waiting"):
            continue
        if may(who, What.MODERATE_IDEAS, attempt.room(notepad_id)) is None:
            before[each.id] = each.state
            ideas.set_state(attempt.session, each.id, "hidden", attempt.now)
            hidden.append(idea_changed(attempt, notepad_id, each.id))
    return HiddenIdeas(tuple(hidden), before)


@carry_out.register
def _(command: LetDeviceWait, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id = _moderated(command, command.idea_id, attempt)
    people.let_wait(attempt.session, _sender(idea), waits=command.waits)
    for each in ideas.of_device(attempt.session, _sender(idea)):
        _, there = topic_and_notepad(attempt.session, each.topic_id)
        attempt.changed_idea(there, each.id)
    return idea_changed(attempt, notepad_id, idea.id)


@carry_out.register
def _(command: RemoveName, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id = _moderated(command, command.idea_id, attempt)
    ideas.remove_name(attempt.session, idea.id, attempt.now, removed=command.removed)
    return idea_changed(attempt, notepad_id, idea.id)


@carry_out.register
def _(command: MoveIdea, attempt: Attempt) -> IdeaFacts:
    idea, from_id, room = idea_in_room(attempt, command.idea_id)
    topic, to_id = topic_and_notepad(attempt.session, command.topic_id)
    if topic.conference_id != idea.conference_id:
        raise CommandRefused("unknown")
    # Whoever leads one of the two: an idea that strayed is sent where it belongs, or fetched; and it can be undone.
    if may(attempt.who(command.person_id, idea.conference_id), What.MODERATE_IDEAS, attempt.room(to_id)) is not None:
        attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
    if idea.topic_id == topic.id:
        return idea
    if idea.state == "withdrawn" or merged.is_part(attempt.session, idea.id):
        raise CommandRefused("unknown")
    if idea.taken_over is not None:
        raise CommandRefused("is_taken_over")
    for idea_id in (idea.id, *ideas.everything_in(attempt.session, idea.id)):
        ideas.move(attempt.session, idea_id, topic.id, command.person_id, attempt.now)
        attempt.changed_idea(from_id, idea_id)
        attempt.changed_idea(to_id, idea_id)
    return idea_changed(attempt, to_id, idea.id)


def _moderated(command: Command, idea_id: int, attempt: Attempt) -> tuple[IdeaFacts, int]:
    """Return an idea that is not withdrawn, and its notepad, for somebody who may moderate there."""
    idea, notepad_id, room = idea_in_room(attempt, idea_id)
    attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
    if idea.state == "withdrawn":
        raise CommandRefused("unknown")
    return idea, notepad_id


def _sender(idea: IdeaFacts) -> str:
    """Return whose device an idea came from; raise `CommandRefused` where it is nobody's, or came on paper."""
    if idea.person_id is None or idea.on_paper:
        raise CommandRefused("unknown")
    return idea.person_id
