"""Who wrote what in a notepad, and who is named elsewhere in the conference, for the editor that shows or completes it.

Promise: only who may write in the notepad gets names, only who leads it those that stand in other topics'
notes (an internal line may hold them), and no person's id leaves the server.
"""

from collections import Counter
from typing import Final

from flask import Blueprint, Response, jsonify

from notes.access import Role, What, Who, role_of
from notes.domain.owners import owners
from notes.live.commands import CommandRefused
from notes.store import conferences, notepads
from notes.store.authors import Author, Origin, authorship
from notes.store.unchanged import unchanged
from notes.store.unit_of_work import Session
from notes.web.parts import parts
from notes.web.places import notepad_for
from notes.web.refusals import refusal_as_json

_NAMES_MOST: Final = 200

pages = Blueprint("authors", __name__, url_prefix="/notities/<int:notepad_id>")


@pages.get("/authors")
def authors(notepad_id: int) -> Response:
    """Return everybody who wrote in a notepad, and whose each client id is."""
    try:
        with parts().database.reading() as db:
            facts = notepad_for(db, notepad_id, What.WRITE_NOTES)
            found = authorship(db, notepad_id)
    except CommandRefused as refused:
        return refusal_as_json(refused)
    answer: Response = jsonify(
        people=[_person(author, facts.conference_id, facts.topic_id) for author in found.authors],
        clients={str(origin.client_id): _origin(origin) for origin in found.origins},
    )
    return answer


@pages.get("/namen")
def names(notepad_id: int) -> Response:
    """Return who is named in the notes of the conference's topics, each once, those named most first."""
    try:
        with parts().database.reading() as db:
            facts = notepad_for(db, notepad_id, What.READ_HISTORY)
            found = unchanged(db, ("names", facts.conference_id), lambda: _named(db, facts.conference_id))
    except CommandRefused as refused:
        return refusal_as_json(refused)
    answer: Response = jsonify(names=list(found[:_NAMES_MOST]))
    return answer


def _named(db: Session, conference_id: int) -> tuple[str, ...]:
    ids = [topic.notepad_id for topic in conferences.topic_facts(db, conference_id)]
    lines = (line for stored in notepads.texts(db, ids).values() for line in stored.text.split("\n") if "@" in line)
    counted = Counter(name for line in lines for name in owners(line))
    return tuple(name for name, _times in counted.most_common())


def _person(author: Author, conference_id: int, topic_id: int | None) -> dict[str, object]:
    grants = author.grants
    who = Who(author.person_id, conference_id, grants.organiser, grants.all_topics, grants.topics)
    role: Role = role_of(who, topic_id)
    return {"person": author.number, "name": author.name, "kind": role}


def _origin(origin: Origin) -> dict[str, object]:
    idea = {"number": origin.idea, "name": origin.idea_name} if origin.idea is not None else None
    return {"person": origin.author, "idea": idea, "template": origin.template}
