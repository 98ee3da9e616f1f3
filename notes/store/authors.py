"""Whose words a notepad holds: the person, the idea or the template behind each Yjs client id.

Promise: a person's number in a notepad never changes while the person is stored, however many client
ids they have; it is what cursors and authorship colours are made from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from notes.store.models import AccessLinkRow, ClientRow, GrantRow, IdeaRow, NotepadRow, PersonRow
from notes.store.people import Grants

_VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class Author:
    """A person who has written in a notepad; `number` counts from 0 by their first client id."""

    number: int
    person_id: str
    name: str
    grants: Grants


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the text of one client id comes from.

    `author` is the number of who typed it, or had the server put it in. `idea` is the number of the
    idea whose words it holds, `idea_name` that idea's name ("" for none, and for an idea that
    participants may not see). `template`: the server put it in by itself.
    """

    client_id: int
    author: int | None
    idea: int | None
    idea_name: str
    template: bool


@dataclass(frozen=True, slots=True)
class Authorship:
    """Everybody who has written in a notepad, in the order of their numbers, and the origin of every client id."""

    authors: tuple[Author, ...]
    origins: tuple[Origin, ...]


def numbered(claims: Iterable[tuple[datetime, int, str | None]]) -> dict[str, int]:
    """Return each person's number in a notepad, from every claim as (moment, client id, person)."""
    numbers: dict[str, int] = {}
    for _, _, person_id in sorted(claims, key=lambda claim: claim[:2]):
        if person_id is not None:
            numbers.setdefault(person_id, len(numbers))
    return numbers


def authorship(session: Session, notepad_id: int) -> Authorship:
    """Return who wrote in a notepad, and where the text of each client id comes from. Two queries."""
    rows = session.execute(
        select(
            ClientRow.client_id,
            ClientRow.claimed_at,
            ClientRow.saved,
            ClientRow.person_id,
            PersonRow.name,
            IdeaRow.number,
            IdeaRow.name,
            IdeaRow.state,
        )
        .outerjoin(PersonRow, PersonRow.id == ClientRow.person_id)
        .outerjoin(IdeaRow, IdeaRow.id == ClientRow.idea_id)
        .where(ClientRow.notepad_id == notepad_id)
        .order_by(ClientRow.claimed_at, ClientRow.client_id)
    ).all()
    numbers = numbered((claimed_at, client_id, person_id) for client_id, claimed_at, _, person_id, *_ in rows)
    names = {person_id: name for _, _, _, person_id, name, *_ in rows if person_id}
    grants = _grants(session, notepad_id)
    nothing = Grants(organiser=False, all_topics=False, topics=frozenset())
    return Authorship(
        authors=tuple(
            Author(number, person_id, names[person_id], grants.get(person_id, nothing))
            for person_id, number in numbers.items()
        ),
        origins=tuple(
            _origin(client_id, numbers.get(person_id or ""), saved, idea, idea_name if state == _VISIBLE else "")
            for client_id, _, saved, person_id, _, idea, idea_name, state in rows
        ),
    )


def _origin(client_id: int, author: int | None, saved: int, idea: int | None, idea_name: str) -> Origin:
    # A browser's client id has saved something, a template's never does; who was erased is nobody.
    template = author is None and idea is None and saved == 0
    return Origin(client_id, author, idea, idea_name, template)


def _grants(session: Session, notepad_id: int) -> dict[str, Grants]:
    """Return what their links give to those who have written in a notepad; who has no link is left out."""
    rows = session.execute(
        select(GrantRow.person_id, AccessLinkRow.role, AccessLinkRow.topic_id)
        .distinct()
        .join(AccessLinkRow, AccessLinkRow.id == GrantRow.link_id)
        .join(NotepadRow, NotepadRow.conference_id == AccessLinkRow.conference_id)
        .join(ClientRow, (ClientRow.notepad_id == NotepadRow.id) & (ClientRow.person_id == GrantRow.person_id))
        .where(NotepadRow.id == notepad_id, AccessLinkRow.withdrawn_at.is_(None))
    ).all()
    links: dict[str, list[tuple[str, int | None]]] = {}
    for person_id, role, topic_id in rows:
        links.setdefault(person_id, []).append((role, topic_id))
    return {
        person_id: Grants(
            organiser=any(role == "organiser" for role, _ in given),
            all_topics=("facilitator", None) in given,
            topics=frozenset(topic_id for role, topic_id in given if role == "facilitator" and topic_id is not None),
        )
        for person_id, given in links.items()
    }
