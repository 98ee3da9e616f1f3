"""Finding what an address names, or a friendly 404.

Promise: a conference that is not public is shown only to who gave its code or has a person in it;
to everybody else it does not exist.
"""

from dataclasses import dataclass
from typing import NoReturn

from flask import abort, g

from notes.access import What, may
from notes.domain.conference import Conference
from notes.domain.programme import Topic
from notes.live.commands import CommandRefused
from notes.store import conferences, notepads
from notes.store.notepads import NotepadFacts
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.speech import language_may_have_changed
from notes.web.visitor import Visitor, visitor


@dataclass(frozen=True, slots=True)
class Place:
    """A conference and who looks at it."""

    conference: Conference
    visitor: Visitor


def place(db: Session, slug: str) -> Place:
    """Return the conference with this slug and the visitor; 404 when there is none for them."""
    conference = unchanged(db, ("conference", slug), lambda: conferences.conference_by_slug(db, slug))
    if conference is None:
        not_found()
    speak_as(conference)
    known = visitor(db, conference)
    if not conference.public and known.must_join:
        not_found()
    return Place(conference, known)


def notepad_for(db: Session, notepad_id: int, what: What) -> NotepadFacts:
    """Return a notepad for somebody who may do `what` in it; 404 when there is none.

    Raises `CommandRefused` for everybody else, with the reason in the conference's language.
    """
    facts = notepads.notepad(db, notepad_id)
    conference = conferences.conference(db, facts.conference_id) if facts else None
    if facts is None or conference is None:
        not_found()
    speak_as(conference)
    refusal = may(visitor(db, conference).who, what, conferences.room_of_notepad(db, notepad_id))
    if refusal is not None:
        raise CommandRefused(refusal.code)
    return facts


def speak_as(conference: Conference) -> None:
    """Answer in the conference's language, unless the visitor chose one."""
    g.conference_language = conference.language
    language_may_have_changed()


def topic_in(topics: tuple[Topic, ...], slug: str) -> tuple[int, Topic]:
    """Return a topic and its number in the programme (from 1); 404 when there is none."""
    for number, topic in enumerate(topics, 1):
        if topic.slug == slug:
            return number, topic
    return not_found()


def not_found() -> NoReturn:
    """Answer with the friendly 404."""
    abort(404)
