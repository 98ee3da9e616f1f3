"""Ideas and their support."""

from notes.access import What
from notes.domain.ideas import idea_text
from notes.domain.rooms import RoomState
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted, accepted_name, idea_changed, idea_in_room, topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import AddIdea, Command, CommandRefused, EditIdea, SupportIdea, WithdrawIdea
from notes.store import ideas, merged, people
from notes.store.ideas import IdeaFacts


@carry_out.register
def _(command: AddIdea, attempt: Attempt) -> IdeaFacts:
    topic, notepad_id = topic_and_notepad(attempt.session, command.topic_id)
    known = ideas.by_uuid(attempt.session, command.uuid)
    if known is not None:
        return _mine(known, command)
    room = attempt.room(notepad_id)
    attempt.demand(command.person_id, What.ADD_IDEA, room)
    text = accepted(idea_text(command.text, limits.IDEA_MAX_CHARACTERS))
    name = accepted_name(command.name)
    if not 0 < len(command.uuid) <= limits.UUID_MAX_CHARACTERS or command.person_id is None:
        raise CommandRefused("unknown")
    person = people.person(attempt.session, command.person_id)
    waits = topic.approval or not topic.ideas_open or (person is not None and person.waiting)
    if command.on_paper:
        attempt.demand(command.person_id, What.MODERATE_IDEAS, room)
        waits = False
    elif name:
        people.rename(attempt.session, command.person_id, name)
    idea_id = ideas.add(
        attempt.session,
        topic_id=topic.id,
        conference_id=topic.conference_id,
        uuid=command.uuid,
        person_id=command.person_id,
        name=name,
        text=text,
        state="waiting" if waits else "visible",
        late=room.state is RoomState.FROZEN,
        at=attempt.now,
        on_paper=command.on_paper,
    )
    return idea_changed(attempt, notepad_id, idea_id)


@carry_out.register
def _(command: EditIdea, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id, room = idea_in_room(attempt, command.idea_id)
    attempt.demand(command.person_id, What.CHANGE_OWN_IDEA, room)
    _mine(idea, command)
    if idea.taken_over is not None:
        raise CommandRefused("already_taken_over", by=idea.taken_over.by)
    if merged.is_part(attempt.session, idea.id):
        raise CommandRefused("is_merged")
    text = accepted(idea_text(command.text, limits.IDEA_MAX_CHARACTERS))
    ideas.edit(attempt.session, idea.id, text, command.counter, attempt.now)
    return idea_changed(attempt, notepad_id, idea.id)


@carry_out.register
def _(command: WithdrawIdea, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id, room = idea_in_room(attempt, command.idea_id)
    attempt.demand(command.person_id, What.CHANGE_OWN_IDEA, room)
    _mine(idea, command)
    if idea.taken_over is not None:
        raise CommandRefused("already_taken_over", by=idea.taken_over.by)
    if idea.state == "withdrawn":
        return idea
    ideas.set_state(attempt.session, idea.id, "withdrawn", attempt.now)
    return idea_changed(attempt, notepad_id, idea.id)


@carry_out.register
def _(command: SupportIdea, attempt: Attempt) -> IdeaFacts:
    idea, notepad_id, room = idea_in_room(attempt, command.idea_id)
    attempt.demand(command.person_id, What.SUPPORT_IDEA, room)
    if idea.state != "visible" or command.person_id is None:
        raise CommandRefused("unknown")
    if idea.person_id == command.person_id and not idea.on_paper:
        raise CommandRefused("own_idea")
    # It goes to the idea that was meant, so that separating merged ideas gives each its own supporters back;
    # who takes it back means everything that stands there as one.
    meant = (idea.id,) if command.on else (idea.id, *merged.parts_of(attempt.session, idea.id))
    on, counter, now = command.on, command.counter, attempt.now
    for each in meant:
        if ideas.set_support(attempt.session, each, command.person_id, on=on, counter=counter, at=now):
            idea = idea_changed(attempt, notepad_id, each)
    return idea if idea.id == command.idea_id else idea_changed(attempt, notepad_id, command.idea_id)


def _mine(idea: IdeaFacts, command: Command) -> IdeaFacts:
    if command.person_id is None or idea.person_id != command.person_id:
        raise CommandRefused("not_yours")
    return idea
