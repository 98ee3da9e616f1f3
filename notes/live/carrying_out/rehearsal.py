"""Rehearsing: samples come in by the same commands as everybody's, and the clean start takes all of it away."""

from datetime import timedelta

from notes.access import What
from notes.domain.conference import Conference
from notes.domain.programme import Topic
from notes.domain.text import normalised, one_line
from notes.live.attempt import Attempt
from notes.live.carrying_out.checks import conference_room, topic_and_notepad
from notes.live.carrying_out.registry import carry_out
from notes.live.commands import AddIdea, AddLine, Command, CommandRefused, NewPerson, SupportIdea, TakeOver
from notes.live.rehearsal_commands import ClearRehearsal, FillWithSamples, Samples
from notes.store import clearing, conferences
from notes.store.ideas import IdeaFacts


@carry_out.register
def _(command: FillWithSamples, attempt: Attempt) -> None:
    _rehearsing(command, command.conference_id, attempt)
    samples = command.samples
    persons = [
        str(carry_out(NewPerson(person_id=None, conference_id=command.conference_id, name=name), attempt))
        for name in samples.persons
    ]
    for number, topic in enumerate(conferences.topics(attempt.session, command.conference_id)):
        _fill(command, attempt, topic, number, persons)


@carry_out.register
def _(command: ClearRehearsal, attempt: Attempt) -> None:
    conference = _rehearsing(command, command.conference_id, attempt)
    if _comparable(command.name) != _comparable(conference.title):
        raise CommandRefused("another_name")
    for emptied in clearing.clear(attempt.session, conference.id, attempt.ids.epoch):
        attempt.begin_again(emptied.id, emptied.epoch, clearing.WHY, emptied.template)
    conferences.raise_revision(attempt.session, conference.id)
    attempt.rights.forget()


def _rehearsing(command: Command, conference_id: int, attempt: Attempt) -> Conference:
    attempt.demand(command.person_id, What.RUN_CONFERENCE, conference_room(attempt.session, conference_id))
    conference = conferences.conference(attempt.session, conference_id)
    if conference is None or not conference.rehearsal:
        raise CommandRefused("not_rehearsing")
    return conference


def _fill(command: FillWithSamples, attempt: Attempt, topic: Topic, number: int, persons: list[str]) -> None:
    samples, leader = command.samples, command.person_id
    added: list[IdeaFacts] = []
    for at, text in enumerate(_turned(samples, number)):
        person = persons[(number + at) % len(persons)]
        idea = AddIdea(
            person_id=person,
            topic_id=topic.id,
            uuid=attempt.ids.uuid(),
            text=text,
            name=samples.persons[(number + at) % len(persons)] if at % 2 else "",
        )
        facts = carry_out(idea, attempt)
        if isinstance(facts, IdeaFacts):
            added.append(facts)
            for other in persons[: len(persons) - at]:
                if other != person:
                    carry_out(SupportIdea(person_id=other, idea_id=facts.id, on=True, counter=None), attempt)
    _topic, notepad_id = topic_and_notepad(attempt.session, topic.id)
    if added:
        request = attempt.ids.uuid()
        carry_out(TakeOver(person_id=leader, idea_id=added[0].id, request=request, kind="insight"), attempt)
    for line in samples.lines:
        due = attempt.now + timedelta(days=line.in_days) if line.in_days is not None else None
        carry_out(
            AddLine(
                person_id=leader,
                notepad_id=notepad_id,
                request=attempt.ids.uuid(),
                kind=line.kind,
                text=line.text,
                owner=line.owner,
                due=f"{due.day}-{due.month}-{due.year}" if due else "",
            ),
            attempt,
        )


def _turned(samples: Samples, number: int) -> list[str]:
    """Return the ideas beginning with another one for each topic."""
    first = number % len(samples.ideas)
    return [*samples.ideas[first:], *samples.ideas[:first]]


def _comparable(name: str) -> str:
    return one_line(normalised(name)).casefold()
