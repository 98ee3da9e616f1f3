"""The harvest of a conference: everything that the report is made of, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from notes.domain.harvest import Harvest, Moment, TopicHarvest
from notes.domain.ideas import Idea, IdeaState
from notes.domain.numbering import GivenNumber
from notes.domain.programme import Topic
from notes.store import conferences, ideas, rounds, take_overs, versions
from notes.store.ideas import IdeaFacts
from notes.store.models import (
    ClientRow,
    IdeaRow,
    MomentRow,
    NotepadRow,
    NotepadTextRow,
    SupportRow,
    TakeOverRow,
    WrittenLineRow,
)


def harvest(session: Session, conference_id: int, generated_at: datetime) -> Harvest | None:
    """Return all stored content of a conference, or None when there is no such conference.

    `generated_at` is aware and comes from outside: equal contents and moments give equal
    harvests. Twelve queries, whatever the number of topics and ideas; two more where some are merged.
    """
    conference = conferences.conference(session, conference_id)
    if conference is None:
        return None
    notes = _notes(session, conference_id)
    added = rounds.templates_of_conference(session, conference_id)
    found = _Found(session, conference_id)
    return Harvest(
        conference=conference,
        generated_at=generated_at,
        items=conferences.programme(session, conference_id),
        topics=tuple(
            found.topic(topic, notes.get(("topic", topic.id), _NOTHING), added.get(topic.id, ""))
            for topic in conferences.topics(session, conference_id)
        ),
        summary=notes.get(("summary", None), _NOTHING).text,
        closing=notes.get(("closing", None), _NOTHING).text,
        own_given=found.own(),
        people=found.everybody(),
        published=versions.highest(session, conference_id),
    )


class _Found:
    """What belongs to topics, each kind read by one query for the whole conference."""

    def __init__(self, session: Session, conference_id: int) -> None:
        self._ideas: dict[int, list[Idea]] = defaultdict(list)
        stored = ideas.of_conference(session, conference_id)
        numbers = {facts.id: facts.number for facts in stored}
        for facts in stored:
            if facts.state != IdeaState.WITHDRAWN:
                self._ideas[facts.topic_id].append(_idea(facts, numbers))
        self._taken_over: dict[int | None, set[int]] = defaultdict(set)
        for topic_id, number in session.execute(
            select(NotepadRow.topic_id, IdeaRow.number)
            .join(TakeOverRow, TakeOverRow.notepad_id == NotepadRow.id)
            .join(IdeaRow, IdeaRow.id == TakeOverRow.idea_id)
            .where(NotepadRow.conference_id == conference_id, take_overs.recorded())
        ):
            self._taken_over[topic_id].add(number)
        self._people: dict[int | None, set[str]] = defaultdict(set)
        for topic_id, person_id in session.execute(_took_part(conference_id)):
            if person_id is not None:
                self._people[topic_id].add(person_id)
        self._moments = _moments(session, conference_id)
        self._given = versions.given(session, conference_id)

    def topic(self, topic: Topic, notes: "_Notes", added: str) -> TopicHarvest:
        """Put together what was written for a topic."""
        return TopicHarvest(
            topic=topic,
            notes=notes.text,
            template="\n\n".join(filter(None, (notes.template, added))),
            ideas=tuple(self._ideas[topic.id]),
            taken_over=frozenset(self._taken_over[topic.id]),
            people=len(self._people[topic.id]),
            changed_at=notes.changed_at,
            moments=tuple(self._moments[topic.id]),
            given=tuple(each.given for each in self._given.get(topic.id, ())),
        )

    def own(self) -> dict[str, tuple[GivenNumber, ...]]:
        """Return the numbers that versions gave to outcomes in the organisers' own notepads."""
        return {
            place: tuple(each.given for each in numbers)
            for place, numbers in self._given.items()
            if isinstance(place, str)
        }

    def everybody(self) -> int:
        """Count who took part anywhere, each person once."""
        return len(set().union(*self._people.values()))


class _Notes(NamedTuple):
    """A notepad's text, what it began with, and when it last changed."""

    text: str
    template: str
    changed_at: datetime | None


_NOTHING = _Notes("", "", None)


def _notes(session: Session, conference_id: int) -> dict[tuple[str, int | None], _Notes]:
    query = (
        select(
            NotepadRow.kind,
            NotepadRow.topic_id,
            NotepadTextRow.text,
            NotepadRow.template,
            NotepadTextRow.changed_at,
        )
        .join(NotepadTextRow, NotepadTextRow.notepad_id == NotepadRow.id)
        .where(NotepadRow.conference_id == conference_id)
    )
    return {(row.kind, row.topic_id): _Notes(*row[2:]) for row in session.execute(query)}


def _took_part(conference_id: int) -> CompoundSelect[int | None, str | None]:
    """Who wrote (something of theirs was committed), posted or supported, by topic."""
    wrote = (
        select(NotepadRow.topic_id, ClientRow.person_id)
        .join(ClientRow, ClientRow.notepad_id == NotepadRow.id)
        .where(NotepadRow.conference_id == conference_id, ClientRow.saved > 0)
    )
    posted = select(IdeaRow.topic_id, IdeaRow.person_id).where(
        IdeaRow.conference_id == conference_id, IdeaRow.state != IdeaState.WITHDRAWN.value
    )
    supported = (
        select(IdeaRow.topic_id, SupportRow.person_id)
        .join(SupportRow, SupportRow.idea_id == IdeaRow.id)
        .where(IdeaRow.conference_id == conference_id, SupportRow.on)
    )
    lines = (
        select(NotepadRow.topic_id, WrittenLineRow.person_id)
        .join(WrittenLineRow, WrittenLineRow.notepad_id == NotepadRow.id)
        .where(NotepadRow.conference_id == conference_id, WrittenLineRow.undone_at.is_(None))
    )
    return union(wrote, lines, posted, supported)


def _moments(session: Session, conference_id: int) -> dict[int | None, list[Moment]]:
    """The texts at the start and end of programme items, by topic."""
    moments: dict[int | None, list[Moment]] = defaultdict(list)
    for topic_id, item_id, kind, text in session.execute(
        select(NotepadRow.topic_id, MomentRow.item_id, MomentRow.kind, MomentRow.text)
        .join(MomentRow, MomentRow.notepad_id == NotepadRow.id)
        .where(NotepadRow.conference_id == conference_id)
        .where(MomentRow.kind.in_(("start", "end")))
        .order_by(MomentRow.id)
    ):
        if item_id is not None:
            moments[topic_id].append(Moment(item_id=item_id, kind=kind, text=text))
    return moments


def _idea(facts: IdeaFacts, numbers: Mapping[int, int]) -> Idea:
    return Idea(
        number=facts.number,
        text=facts.text,
        name=facts.name,
        state=IdeaState(facts.state),
        late=facts.late,
        on_paper=facts.on_paper,
        hands=facts.hands,
        support=facts.support,
        taken_over=facts.taken_over is not None,
        merged_into=numbers.get(facts.merged_into_id or 0),
        created_at=facts.created_at,
    )
