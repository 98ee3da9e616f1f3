"""Who wrote what in a notepad, for the editor that shows it.

Promise: only who may write in the notepad gets names, and no person's id leaves the server.
"""

from flask import Blueprint, Response, jsonify

from notes.access import Role, What, Who, role_of
from notes.live.commands import CommandRefused
from notes.store.authors import Author, Origin, authorship
from notes.web.parts import parts
from notes.web.places import notepad_for
from notes.web.refusals import refusal_as_json

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


def _person(author: Author, conference_id: int, topic_id: int | None) -> dict[str, object]:
    grants = author.grants
    who = Who(author.person_id, conference_id, grants.organiser, grants.all_topics, grants.topics)
    role: Role = role_of(who, topic_id)
    return {"person": author.number, "name": author.name, "kind": role}


def _origin(origin: Origin) -> dict[str, object]:
    idea = {"number": origin.idea, "name": origin.idea_name} if origin.idea is not None else None
    return {"person": origin.author, "idea": idea, "template": origin.template}
