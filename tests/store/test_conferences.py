"""A plan becomes a conference whole; a room that a person moved stays where it was put."""

import tomllib
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

import notes
from notes.domain.plan import conference_from_toml
from notes.domain.rooms import RoomState
from notes.store import conferences, notepads
from notes.store.creating import CodeTaken
from notes.store.unit_of_work import Database
from tests.store.builders import START, CountedIds, Made, after, counted_queries, make_conference, plan

EXAMPLE = Path(notes.__file__).parent / "examples" / "cooperatieven-maken-de-stad.toml"


def test_the_example_becomes_a_conference_with_a_notepad_for_each_topic(database: Database) -> None:
    example = conference_from_toml(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))
    with database.writing() as session:
        made = conferences.create(session, example, START, CountedIds())
    with database.reading() as session:
        stored = conferences.conference(session, made)
        topics = conferences.topics(session, made)
        pads = notepads.notepads_of_conference(session, made)
        programme = conferences.programme(session, made)
    assert stored is not None
    assert (stored.title, stored.timezone, stored.code) == (example.title, example.timezone, "CODE01")
    assert [topic.slug for topic in topics] == [topic.slug for topic in example.topics]
    assert [len(topic.meetings) for topic in topics] == [len(topic.meetings) for topic in example.topics]
    assert [pad.kind for pad in pads] == ["topic"] * len(topics) + ["summary", "closing"]
    assert len({pad.epoch for pad in pads}) == len(pads)
    assert sorted(item.starts_at for item in programme) == [item.starts_at for item in programme]
    assert {item.slug for item in programme} == {item.slug for item in example.items}


def test_a_conference_is_found_by_code_in_any_case_and_by_slug(database: Database, made: Made) -> None:
    with database.reading() as session:
        stored = conferences.conference(session, made.id)
        assert stored is not None
        assert conferences.conference_by_code(session, f" {stored.code.lower()} ") == stored
        assert conferences.conference_by_slug(session, "fondsen") == stored
        assert conferences.conference_by_slug(session, "anders") is None
        assert conferences.conference_by_code(session, "ANDERS") is None


def test_a_code_that_is_taken_is_not_given_again(database: Database) -> None:
    class Stubborn(CountedIds):
        def join_code(self) -> str:
            return ["AAAAAA", "AAAAAA", "BBBBBB"][self.client_id() % 3]

    with database.writing() as session:
        first = conferences.create(session, plan(code="AAAAAA"), START, CountedIds())
        second = conferences.create(session, plan(), START, Stubborn())
        codes = [each.code for each in conferences.all_conferences(session)]
        slugs = [each.slug for each in conferences.all_conferences(session)]
        assert (codes, slugs) == (["AAAAAA", "BBBBBB"], ["fondsen", "fondsen-2"])
        assert second > first
        with pytest.raises(CodeTaken):
            conferences.create(session, plan(code="AAAAAA"), START, CountedIds())


def test_only_public_conferences_are_listed(database: Database, made: Made) -> None:
    with database.writing() as session:
        assert [each.id for each in conferences.public_conferences(session)] == [made.id]
        conferences.update_conference(session, made.id, public=False)
        assert conferences.public_conferences(session) == ()
        assert [each.id for each in conferences.all_conferences(session)] == [made.id]


def test_a_second_summary_is_refused_by_the_database(database: Database, made: Made) -> None:
    from notes.store.models import NotepadRow

    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(NotepadRow(conference_id=made.id, kind="summary", epoch=1, created_at=START))


def test_a_room_opens_when_its_programme_item_begins_and_not_before(database: Database, made: Made) -> None:
    with database.writing() as session:
        assert conferences.due_rooms(session, after(-1)) == ()
        assert conferences.due_rooms(session, START) == made.topics
        assert conferences.due_rooms(session, after(60 * 24 * 1000)) == made.topics  # late is better than never
        conferences.open_by_programme(session, made.topics[0])
        assert conferences.due_rooms(session, after(1)) == made.topics[1:]
        assert conferences.room_of_notepad(session, made.notepads[0]).state is RoomState.OPEN


@pytest.mark.parametrize("state", [RoomState.CLOSED, RoomState.FROZEN])
def test_a_room_that_a_person_closed_stays_so_until_an_item_begins(
    database: Database, made: Made, state: RoomState
) -> None:
    with database.writing() as session:
        conferences.move_room(session, made.topics[0], state, after(-5))
        assert conferences.due_rooms(session, START) == made.topics
        conferences.move_room(session, made.topics[0], state, after(5))
        assert conferences.due_rooms(session, after(6)) == made.topics[1:]


def test_locking_leaves_each_room_its_own_state(database: Database, made: Made) -> None:
    with database.writing() as session:
        conferences.move_room(session, made.topics[0], RoomState.FROZEN, START)
        conferences.update_conference(session, made.id, locked=True)
        rooms = [conferences.room_of_notepad(session, pad) for pad in made.notepads]
        assert [(room.state, room.locked) for room in rooms] == [(RoomState.FROZEN, True), (RoomState.CLOSED, True)]
        with pytest.raises(ValueError, match="as a whole"):
            conferences.move_room(session, made.topics[0], RoomState.LOCKED, START)


def test_the_summarys_room_is_nobodys_topic(database: Database, made: Made) -> None:
    with database.reading() as session:
        summary = notepads.notepads_of_conference(session, made.id)[2]
        room = conferences.room_of_notepad(session, summary.id)
        assert (summary.kind, room.topic_id, room.state) == ("summary", None, RoomState.OPEN)
        with pytest.raises(LookupError):
            conferences.room_of_notepad(session, 999)


def test_switches_are_stored_and_nothing_else_can_be_changed_so(database: Database, made: Made) -> None:
    with database.writing() as session:
        conferences.update_topic(session, made.topics[0], participants_write=True, approval=True)
        topic = conferences.topic(session, made.topics[0])
        assert topic is not None
        assert (topic.participants_write, topic.approval, topic.notepad_id) == (True, True, made.notepads[0])
        with pytest.raises(ValueError, match="room_state"):
            conferences.update_topic(session, made.topics[0], room_state="open")
        with pytest.raises(ValueError, match="code"):
            conferences.update_conference(session, made.id, code="AAAAAA")


def test_the_revision_counts_per_conference(database: Database, made: Made) -> None:
    with database.writing() as session:
        other = conferences.create(session, plan("anders", code="ANDERS"), START, CountedIds())
        conferences.raise_revision(session, made.id)
        conferences.raise_revision(session, made.id)
        assert conferences.revisions(session) == {made.id: (2, 0), other: (0, 0)}
        assert conferences.revision(session, made.id) == 2


@pytest.mark.parametrize("topics", [1, 3])
def test_list_pages_cost_the_same_whatever_they_list(database: Database, topics: int) -> None:
    made = make_conference(database, topics)
    with database.reading() as session, counted_queries() as queries:
        assert len(conferences.topics(session, made.id)) == topics
        assert len(queries) == 2, queries
        assert len(conferences.topic_facts(session, made.id)) == topics
        conferences.programme(session, made.id)
        conferences.public_conferences(session)
        conferences.revisions(session)
        notepads.texts(session, made.notepads)
    assert len(queries) == 7, queries
