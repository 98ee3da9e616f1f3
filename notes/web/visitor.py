"""Who is asking: the signed cookie, and what the store says of the person in it.

Promise: a role never comes from the cookie. It holds random person ids and the conferences whose
code somebody typed; rights are read from the store at every request.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import request, session

from notes.access import Role, Who, role_of
from notes.domain.conference import Conference
from notes.ground.throttle import SITE, Act, Counted
from notes.live.commands import CommandRefused, NewPerson
from notes.store import people
from notes.store.unit_of_work import Session
from notes.web.parts import parts

PEOPLE = "people"
JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser in one conference: its rights, its name, and whether it gave the right code."""

    who: Who
    name: str
    joined: bool
    since: datetime | None = None  # when this browser became somebody

    @property
    def acting(self) -> Who:
        """Return the rights that this visitor has once they act: who gave the code becomes a person."""
        if self.who.person_id is None and self.joined:
            return Who("to be made", self.who.conference_id)
        return self.who

    @property
    def must_join(self) -> bool:
        """Whether this browser only reads until it gives the join code."""
        return self.who.person_id is None and not self.joined

    def role(self, topic_id: int | None = None) -> Role:
        """Return the role that pages are made for."""
        if topic_id is None and self.who.topics:
            return Role.FACILITATOR if not self.who.organiser else Role.ORGANISER
        return role_of(self.acting, topic_id)


def visitor(db: Session, conference: Conference) -> Visitor:
    """Return who asks for a page of this conference; a cookie of another server is nobody."""
    _remember_code(conference)
    joined = conference.id in _ids_joined()
    person_id = _people().get(str(conference.id))
    person = people.person(db, person_id) if person_id else None
    if person is None or person.conference_id != conference.id:
        return Visitor(Who(None, conference.id), "", joined)
    grants = people.grants(db, person.id)
    who = Who(person.id, conference.id, grants.organiser, grants.all_topics, grants.topics)
    return Visitor(who, person.name, joined, person.created_at)


def join(conference: Conference) -> bool:
    """Note in the cookie that this browser gave the conference's code; return whether it is the first time."""
    if conference.id in _ids_joined():
        return False
    session[JOINED] = [*_ids_joined(), conference.id]
    session.permanent = True
    return True


def ensure_person(known: Visitor, name: str = "") -> str:
    """Return the visitor's person id, made now for somebody who joined and acts for the first time.

    Raises `CommandRefused` (`denied` without the code, `crowded` when a whole hall's limit is passed).
    """
    if known.who.person_id is not None:
        return known.who.person_id
    if not known.joined:
        raise CommandRefused("denied")
    count_new_person()
    conference_id = known.who.conference_id
    person_id = str(parts().engine.submit(NewPerson(conference_id=conference_id, name=name)))
    remember_person(conference_id, person_id)
    return person_id


def count_new_person(link_id: str | None = None) -> None:
    """Count one new person for this address (or for the access link) and the site; raise `CommandRefused` at too many.

    Who has a link comes in however many are made behind the same address: a program may fill a hall's allowance.
    """
    throttle = parts().throttle
    by = Counted.address(request.remote_addr) if link_id is None else Counted.link(link_id)
    if not throttle.allow(by, Act.NEW_PERSON) or (link_id is None and not throttle.allow(SITE, Act.NEW_PERSON_SITE)):
        raise CommandRefused("crowded")


def remember_person(conference_id: int, person_id: str) -> None:
    """Put a person into the signed cookie."""
    session[PEOPLE] = {**_people(), str(conference_id): person_id}
    session.permanent = True


def person_id_in(conference_id: int) -> str | None:
    """Return the person id that the cookie holds for a conference."""
    return _people().get(str(conference_id))


def _remember_code(conference: Conference) -> None:
    """Join by the code in a QR code's address; what is guessed there counts as much as what is typed."""
    code = request.args.get("code", "")
    if not code or conference.id in _ids_joined():
        return
    address = Counted.address(request.remote_addr)
    if not parts().throttle.would_allow(address, Act.WRONG_CODE_IN_ADDRESS):
        return
    if same_code(code, conference.code):
        join(conference)
    else:
        parts().throttle.allow(address, Act.WRONG_CODE_IN_ADDRESS)


def same_code(typed: str, code: str) -> bool:
    """Return whether somebody typed this join code, whatever the case and the spaces."""
    return plain_code(typed) == code.upper()


def plain_code(typed: str) -> str:
    """Return a typed code without what people put between its characters."""
    return "".join(typed.split()).replace("-", "").upper()


def _people() -> dict[str, str]:
    stored = session.get(PEOPLE)
    if not isinstance(stored, dict):
        return {}
    return {key: value for key, value in stored.items() if isinstance(key, str) and isinstance(value, str)}


def _ids_joined() -> list[int]:
    stored = session.get(JOINED)
    return [number for number in stored if isinstance(number, int)] if isinstance(stored, list) else []
