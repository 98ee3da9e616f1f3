"""Pages for organisers and facilitators: who else comes gets a page that says so."""

from flask import abort

from notes.access import What, may
from notes.domain.conference import Conference
from notes.domain.rooms import Room, RoomState
from notes.live.commands import CommandRefused
from notes.store.unit_of_work import Session
from notes.web.places import Place, place


def place_for(db: Session, slug: str, what: What) -> Place:
    """Return a conference for somebody who may do `what` in all of it; 403 for everybody else."""
    here = place(db, slug)
    demand(here, what)
    return here


def demand(here: Place, what: What) -> None:
    """Answer 403 unless the visitor may do `what` in the whole conference."""
    if may(here.visitor.who, what, whole(here.conference)) is not None:
        abort(403)


def whole(conference: Conference) -> Room:
    """Return the stand-in room for what concerns a whole conference."""
    return Room(conference.id, None, RoomState.OPEN, locked=conference.locked)


def person_of(here: Place) -> str:
    """Return the person id of a guarded page's visitor."""
    if here.visitor.who.person_id is None:
        raise CommandRefused("denied")
    return here.visitor.who.person_id
