"""Persons, their names, and the access links that give them a role."""

from notes.access import What
from notes.domain.ideas import display_name
from notes.ground import limits
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import accepted, accepted_name, conference_room
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import (
    CommandRefused,
    MakeAccessLink,
    NewPerson,
    Rename,
    UseAccessLink,
    WithdrawAccessLink,
)
from notes.store import access_links, conferences, people


@carry_out.register
def _(command: NewPerson, attempt: Attempt) -> str:
    name = accepted_name(command.name)
    if conferences.conference(attempt.session, command.conference_id) is None:
        raise CommandRefused("unknown")
    return _new_person(attempt, command.conference_id, name)


@carry_out.register
def _(command: Rename, attempt: Attempt) -> str:
    name = accepted_name(command.name)
    if command.person_id is None or people.person(attempt.session, command.person_id) is None:
        raise CommandRefused("unknown")
    people.rename(attempt.session, command.person_id, name)
    return name


@carry_out.register
def _(command: UseAccessLink, attempt: Attempt) -> str:
    name = accepted_name(command.name)
    link = access_links.link(attempt.session, command.link_id)
    if link is None or link.withdrawn_at is not None:
        raise CommandRefused("unknown")
    person = people.person(attempt.session, command.person_id) if command.person_id else None
    if person is None or person.conference_id != link.conference_id:
        person_id = _new_person(attempt, link.conference_id, name)
    else:
        person_id = person.id
        if name:
            people.rename(attempt.session, person_id, name)
    access_links.use(attempt.session, link.id, person_id, attempt.now)
    conferences.raise_revision(attempt.session, link.conference_id)
    return person_id


@carry_out.register
def _(command: MakeAccessLink, attempt: Attempt) -> str:
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, command.conference_id))
    label = accepted(display_name(command.label, limits.LABEL_MAX_CHARACTERS))
    if command.role not in ("organiser", "facilitator"):
        raise CommandRefused("unknown")
    topic = conferences.topic(attempt.session, command.topic_id) if command.topic_id else None
    if command.topic_id and (topic is None or topic.conference_id != command.conference_id):
        raise CommandRefused("unknown")
    link_id = attempt.ids.token()
    access_links.make(
        attempt.session, link_id, command.conference_id, command.role, command.topic_id, label, attempt.now
    )
    return link_id


@carry_out.register
def _(command: WithdrawAccessLink, attempt: Attempt) -> None:
    link = access_links.link(attempt.session, command.link_id)
    if link is None:
        raise CommandRefused("unknown")
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, link.conference_id))
    if access_links.is_only_organisers(attempt.session, link.id):
        raise CommandRefused("only_organiser")  # nobody could get in any more, nor make another link
    access_links.withdraw(attempt.session, link.id, attempt.now)
    conferences.raise_revision(attempt.session, link.conference_id)


def _new_person(attempt: Attempt, conference_id: int, name: str) -> str:
    person_id = attempt.ids.token()
    people.new(attempt.session, person_id, conference_id, name, attempt.now)
    return person_id
