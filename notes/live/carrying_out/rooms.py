"""Room states, a topic's switches and a conference's choices."""

from notes.access import What
from notes.domain.rooms import RoomState, WrongMoveError, move
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room, topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import CommandRefused, MoveRoom, SetChoices, SetTopic
from notes.store import conferences, notepads

_SWITCHES = frozenset({"participants_write", "ideas_open", "approval", "early_ideas"})
_POLICIES = {
    "names_policy": ("none", "first", "full"),
    "owners_policy": ("typed", "none"),
    "ideas_policy": ("all", "supported", "taken_over", "none"),
    "locked": (True, False),
}


@carry_out.register
def _(command: MoveRoom, attempt: Attempt) -> None:
    topic, notepad_id = topic_and_notepad(attempt.session, command.topic_id)
    room = attempt.room(notepad_id)
    attempt.demand(command.person_id, What.RUN_ROOM, room)
    try:
        state = move(room.state, RoomState(command.state))
    except (ValueError, WrongMoveError) as error:
        raise CommandRefused("unknown") from error
    if state is room.state:
        return
    conferences.move_room(attempt.session, topic.id, state, attempt.now)
    document = attempt.document(notepad_id)
    kind = "end" if state is RoomState.FROZEN else "start"
    if state is not RoomState.CLOSED:
        notepads.add_moment(attempt.session, notepad_id, document.seq, kind, "", document.text, attempt.now)
    if state is RoomState.FROZEN:
        attempt.rights.frozen(notepad_id, attempt.now)
    _rights_changed(attempt, topic.conference_id)


@carry_out.register
def _(command: SetTopic, attempt: Attempt) -> None:
    topic, notepad_id = topic_and_notepad(attempt.session, command.topic_id)
    attempt.demand(command.person_id, What.RUN_ROOM, attempt.room(notepad_id))
    changes = {key: bool(value) for key, value in command.changes.items()}
    if not changes or changes.keys() - _SWITCHES:
        raise CommandRefused("unknown")
    conferences.update_topic(attempt.session, topic.id, **changes)
    _rights_changed(attempt, topic.conference_id)


@carry_out.register
def _(command: SetChoices, attempt: Attempt) -> None:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    if not command.changes or any(value not in _POLICIES.get(key, ()) for key, value in command.changes.items()):
        raise CommandRefused("unknown")
    conferences.update_conference(attempt.session, conference_id, **command.changes)
    _rights_changed(attempt, conference_id)


def _rights_changed(attempt: Attempt, conference_id: int) -> None:
    conferences.raise_revision(attempt.session, conference_id)
    attempt.rights.forget()


def open_due_rooms(attempt: Attempt) -> None:
    """Open the rooms whose time in the programme has come and that nobody moved by hand."""
    for topic_id in conferences.due_rooms(attempt.session, attempt.now):
        topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        conferences.open_by_programme(attempt.session, topic_id)
        document = attempt.document(notepad_id)
        notepads.add_moment(attempt.session, notepad_id, document.seq, "start", "", document.text, attempt.now)
        _rights_changed(attempt, topic.conference_id)
