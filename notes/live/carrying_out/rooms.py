"""Room states, a topic's switches and a conference's choices."""

from datetime import timedelta

from notes.access import What
from notes.domain.day import ActKind, met_in
from notes.domain.programme import time_is_up_at
from notes.domain.rooms import RoomState, WrongMoveError, move
from notes.domain.round_template import places, unknown_places
from notes.domain.text import has_bad_characters, length, normalised
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room, topic_and_notepad
from notes.live.carrying_out.day import end
from notes.live.carrying_out.recording import recorded, rights_changed
from notes.live.carrying_out.registry import carry_out
from notes.live.carrying_out.rounds import begin_by_hand, current_round
from notes.live.commands import CommandRefused, MoveRoom, SetChoices, SetTemplate, SetTopic
from notes.store import conferences, desk, rounds

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
    facts = (topic.conference_id, command.person_id, [f"room:{topic.id}"])
    with recorded(attempt, ActKind.ROOM, *facts, topic_id=topic.id):
        conferences.move_room(attempt.session, topic.id, state, attempt.now)
    if state is RoomState.OPEN and not begin_by_hand(attempt, topic, notepad_id):
        attempt.keep_moment(notepad_id, "start", None)
    if state is RoomState.FROZEN:
        attempt.keep_moment(notepad_id, "end", current_round(attempt, topic.id))
        attempt.rights.frozen(notepad_id, attempt.now)
    rights_changed(attempt, topic.conference_id)


@carry_out.register
def _(command: SetTopic, attempt: Attempt) -> None:
    topic, notepad_id = topic_and_notepad(attempt.session, command.topic_id)
    attempt.demand(command.person_id, What.RUN_ROOM, attempt.room(notepad_id))
    changes = {key: bool(value) for key, value in command.changes.items()}
    if not changes or changes.keys() - _SWITCHES:
        raise CommandRefused("unknown")
    facts = (topic.conference_id, command.person_id, [f"topic:{topic.id}"])
    with recorded(attempt, ActKind.SWITCHES, *facts, topic_id=topic.id):
        conferences.update_topic(attempt.session, topic.id, **changes)
    rights_changed(attempt, topic.conference_id)


@carry_out.register
def _(command: SetChoices, attempt: Attempt) -> None:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    if not command.changes or any(value not in _POLICIES.get(key, ()) for key, value in command.changes.items()):
        raise CommandRefused("unknown")
    kind = ActKind.LOCK if command.changes.get("locked") else ActKind.UNLOCK
    with recorded(attempt, kind, conference_id, command.person_id, [f"lock:{conference_id}"]):
        conferences.update_conference(attempt.session, conference_id, **command.changes)
    rights_changed(attempt, conference_id)


@carry_out.register
def _(command: SetTemplate, attempt: Attempt) -> None:
    conference_id = command.conference_id
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    template = normalised(command.template)
    if length(template) > limits.TEMPLATE_MAX_CHARACTERS:
        raise CommandRefused("too_long", limit=limits.TEMPLATE_MAX_CHARACTERS)
    if has_bad_characters(template):
        raise CommandRefused("bad_characters")
    unknown = unknown_places(template)
    if unknown:
        stored = conferences.conference(attempt.session, conference_id)
        name, question = places(stored.language if stored else "nl")
        raise CommandRefused("unknown_place", place=unknown[0], round=name, question=question)
    conferences.update_conference(attempt.session, conference_id, round_template=template)


def open_due_rooms(attempt: Attempt) -> None:
    """Open the rooms whose time in the programme has come, unless somebody moved them since then."""
    for topic_id in conferences.due_rooms(attempt.session, attempt.now):
        topic, notepad_id = topic_and_notepad(attempt.session, topic_id)
        conferences.open_by_programme(attempt.session, topic_id)
        attempt.keep_moment(notepad_id, "start", None)
        rights_changed(attempt, topic.conference_id)
        desk.raise_day(attempt.session, topic.conference_id)


def end_due_rounds(attempt: Attempt) -> None:
    """End the rounds that are past their time by as much as their conference says; each extension counts anew."""
    for conference_id, item_id, minutes in rounds.to_end_by_themselves(attempt.session, attempt.now):
        items = conferences.programme(attempt.session, conference_id)
        item = next(each for each in items if each.id == item_id)
        up = time_is_up_at(item)
        # What an organiser took back is not done again.
        done = any(act.by_clock and act.at >= up for act in desk.of_item(attempt.session, item_id))
        if done or attempt.now < up + timedelta(minutes=minutes):
            continue
        topics = conferences.topics(attempt.session, conference_id)
        keys = [f"item:{item_id}", *(f"room:{topic_id}" for topic_id in met_in(topics).get(item_id, ()))]
        with recorded(attempt, ActKind.ENDED_BY_ITSELF, conference_id, None, keys, item_id=item_id):
            end(attempt, item, items, topics)
