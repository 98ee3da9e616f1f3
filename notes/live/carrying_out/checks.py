"""What several commands do: checks before, and telling after."""

from typing import TypeVar

from sqlalchemy.orm import Session

from notes.domain.ideas import Refused, display_name
from notes.domain.rooms import Room, RoomState
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.commands import CommandRefused
from notes.store import conferences, ideas, notepads
from notes.store.conferences import TopicFacts
from notes.store.ideas import IdeaFacts

_T = TypeVar("_T")


def accepted(checked: _T | Refused) -> _T:
    """Return what passed a check of the domain; raise `CommandRefused` with its reason otherwise."""
    if isinstance(checked, Refused):
        raise CommandRefused(checked.code, limit=checked.limit)
    return checked


def accepted_name(typed: str) -> str:
    """Return a person's name as it is stored; its refusal says that the name is what is too long."""
    name = display_name(typed, limits.NAME_MAX_CHARACTERS)
    if isinstance(name, Refused) and name.code == "too_long":
        raise CommandRefused("name_too_long", limit=name.limit)
    return accepted(name)


def topic_and_notepad(session: Session, topic_id: int) -> tuple[TopicFacts, int]:
    """Return a topic and the id of its notepad; raise `CommandRefused` when there is none."""
    topic = conferences.topic(session, topic_id)
    notepad = notepads.notepad_of_topic(session, topic_id)
    if topic is None or notepad is None:
        raise CommandRefused("unknown")
    return topic, notepad.id


def conference_room(session: Session, conference_id: int) -> Room:
    """Return the stand-in room for what concerns a whole conference."""
    conference = conferences.conference(session, conference_id)
    if conference is None:
        raise CommandRefused("unknown")
    return Room(conference_id, None, RoomState.OPEN, locked=conference.locked)


def idea_in_room(attempt: Attempt, idea_id: int) -> tuple[IdeaFacts, int, Room]:
    """Return an idea, its topic's notepad and the facts of that room; raise `CommandRefused` when there is none."""
    idea = ideas.by_id(attempt.session, idea_id)
    if idea is None:
        raise CommandRefused("unknown")
    _, notepad_id = topic_and_notepad(attempt.session, idea.topic_id)
    return idea, notepad_id, attempt.room(notepad_id)


def idea_changed(attempt: Attempt, notepad_id: int, idea_id: int) -> IdeaFacts:
    """Have the room told of an idea, and return it as it is now."""
    attempt.changed_idea(notepad_id, idea_id)
    facts = ideas.by_id(attempt.session, idea_id)
    if facts is None:
        raise CommandRefused("unknown")
    return facts
