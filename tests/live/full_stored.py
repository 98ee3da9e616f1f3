"""The whole evening of `tests.domain.full_conference` in a database, with a real log behind every text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from pycrdt import Doc, Text

from notes.domain.harvest import TopicHarvest
from notes.domain.ideas import Idea
from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ProgrammeItem
from notes.ground.system import RandomIds
from notes.store import conferences, ideas, merged, notepads, people, take_overs, versions
from notes.store.notepads import LogRow
from notes.store.unit_of_work import Database, Session
from notes.store.versions import NumberToKeep
from tests.domain.full_conference import EVENING, full_conference

_SECRET = "weg met dit geheim"  # typed, and taken out again: only the log knows it


@dataclass(frozen=True)
class Stored:
    """A conference that was stored, with the persons in it."""

    id: int
    persons: tuple[str, ...]


def store_full_conference(database: Database, language: str = "nl") -> Stored:
    """Store the evening; return it."""
    harvest = full_conference(language)
    conference = harvest.conference
    items = {item.id: item.slug for item in harvest.items}
    plan = ConferencePlan(
        slug=conference.slug,
        title=conference.title,
        code=conference.code,
        subtitle=conference.subtitle,
        language=conference.language,
        place=conference.place,
        organisers=conference.organisers,
        contact=conference.contact,
        licence=conference.licence,
        names_policy=conference.names_policy,
        summary_template="## Samenvatting\n",
        items=tuple(map(_item, harvest.items)),
        topics=tuple(_topic(topic, items) for topic in harvest.topics),
    )
    with database.writing() as session:
        made = conferences.create(session, plan, EVENING, RandomIds())
        persons = tuple(f"persoon-{number}" for number in range(15))
        for person in persons:
            people.new(session, person, made, person.capitalize(), EVENING)
        people.new(session, "kijker", made, "Wie alleen keek", EVENING)
        session.flush()
        _write_everything(session, made, harvest.topics, harvest.summary, harvest.closing, persons)
    return Stored(made, persons)


def _item(item: ProgrammeItem) -> PlannedItem:
    return PlannedItem(slug=item.slug, title=item.title, kind=item.kind, starts_at=item.starts_at, ends_at=item.ends_at)


def _topic(topic: TopicHarvest, items: dict[int, str]) -> PlannedTopic:
    return PlannedTopic(
        slug=topic.topic.slug,
        title=topic.topic.title,
        question=topic.topic.question,
        colour=topic.topic.colour,
        meetings=tuple(
            PlannedMeeting(item=items[each.item_id], place=each.place, led_by=each.led_by, online_url=each.online_url)
            for each in topic.topic.meetings
        ),
    )


def _write_everything(
    session: Session,
    made: int,
    topics: tuple[TopicHarvest, ...],
    summary: str,
    closing: str,
    persons: tuple[str, ...],
) -> None:
    clients = count(7)
    items = conferences.programme(session, made)
    for topic, stored in zip(topics, conferences.topic_facts(session, made), strict=True):
        pad = stored.notepad_id
        moment = topic.moments[0]
        ends_with = [(moment.text, items[2].id)]
        _type(session, pad, [*ends_with, (topic.notes, None)], persons[0], next(clients))
        numbers = {idea.number: _idea(session, made, stored.id, idea, persons) for idea in topic.ideas}
        for idea in topic.ideas:
            if idea.merged_into:
                merged.put_into(session, [numbers[idea.number]], numbers[idea.merged_into], EVENING)
            if idea.taken_over:
                take_overs.add(
                    session,
                    request=f"request-{idea.number}",
                    idea_id=numbers[idea.number],
                    notepad_id=pad,
                    person_id=persons[1],
                    kind="insight",
                    at=EVENING,
                )
        versions.review(session, stored.id, 1, persons[2], EVENING)
    pads = {facts.kind: facts.id for facts in notepads.notepads_of_conference(session, made)}
    _type(session, pads["summary"], [(summary, None)], persons[3], next(clients))
    _type(session, pads["closing"], [(closing, None)], persons[3], next(clients))


def publish(session: Session, made: Stored, markdown: str, data: dict[str, object]) -> None:
    """Store a version with a number that a character of the notes remembers."""
    topic = conferences.topics(session, made.id)[0]
    number = NumberToKeep(place=topic.id, letter="B", number=7, text="weg", idea_number=1, mark=(7, 3), lapsed_in=None)
    versions.add(
        session,
        conference_id=made.id,
        number=1,
        status="provisional",
        markdown=markdown,
        data=data,
        numbers=[number],
        at=EVENING + timedelta(hours=6),
    )


def _type(session: Session, pad: int, texts: list[tuple[str, int | None]], person: str, client_id: int) -> None:
    """Bring a notepad from text to text, each by a few rows; one of them takes words out again."""
    facts = notepads.notepad(session, pad)
    assert facts is not None
    notepads.claim_client(session, pad, client_id, facts.epoch, person, EVENING)
    doc: Doc[Text] = Doc(client_id=client_id)
    notes = doc.get("notes", type=Text)
    rows = count(1)
    at = EVENING

    def keep(text: str, when: datetime) -> int:
        before = doc.get_state()
        with doc.transaction():
            del notes[0 : len(str(notes).encode())]
            notes.insert(0, text)
        seq = next(rows)
        row = LogRow(pad, seq, doc.get_update(before), ((client_id, seq),))
        notepads.append_updates(session, [row], when)
        notepads.record_saved(session, [(pad, client_id, seq)])
        return seq

    for text, item in texts:
        half = text[: len(text) // 2]
        keep(f"{half}{_SECRET}", at)
        keep(half, at)
        seq = keep(text, at + timedelta(minutes=1))
        notepads.save_text(session, pad, seq, text, at + timedelta(minutes=1))
        if item is not None:
            notepads.add_moment(session, pad, seq, "end", "", text, at, item_id=item)


def _idea(session: Session, made: int, topic: int, idea: Idea, persons: tuple[str, ...]) -> int:
    number = ideas.add(
        session,
        topic_id=topic,
        conference_id=made,
        uuid=f"idea-{topic}-{idea.number}",
        person_id=persons[4],
        name=idea.name,
        text=idea.text,
        state=idea.state.value,
        late=idea.late,
        at=idea.created_at or EVENING,
        on_paper=idea.on_paper,
    )
    if idea.hands:
        ideas.set_hands(session, number, idea.hands, EVENING)
    for person in persons[: idea.support]:
        ideas.set_support(session, number, person, on=True, counter=3, at=EVENING)
    return number
