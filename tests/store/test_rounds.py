"""A round begins once in each topic that meets in it, while its room is open and its time has come."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from notes.domain.rooms import RoomState
from notes.store import conferences, rounds
from notes.store.harvest import harvest
from notes.store.unit_of_work import Database
from tests.store.builders import START, Made, after


def round_id(database: Database, made: Made) -> int:
    with database.reading() as session:
        return next(item.id for item in conferences.programme(session, made.id) if item.kind == "round")


def test_rooms_that_are_open_begin_a_round_that_has_come_and_that_they_meet_in(database: Database, made: Made) -> None:
    first, second = made.topics
    with database.writing() as session:
        conferences.open_by_programme(session, first)
        assert [rounds.topics_to_begin(session, after(minutes)) for minutes in (-1, 0, 59)] == [(), (first,), (first,)]
        conferences.move_room(session, second, RoomState.FROZEN, START)
        assert rounds.topics_to_begin(session, after(1)) == (first,)
        conferences.move_room(session, second, RoomState.OPEN, START)
        session.execute(text("DELETE FROM meeting WHERE topic_id = :topic"), {"topic": first})
        assert rounds.topics_to_begin(session, after(1)) == (second,)
        conferences.update_conference(session, made.id, locked=True)
        assert rounds.topics_to_begin(session, after(1)) == ()


def test_a_break_begins_nothing(database: Database, made: Made) -> None:
    with database.writing() as session:
        for topic in made.topics:
            conferences.open_by_programme(session, topic)
        session.execute(text("UPDATE programme_item SET kind = 'break'"))
        assert rounds.topics_to_begin(session, after(1)) == ()


def test_what_is_recorded_does_not_begin_again_in_that_topic(database: Database, made: Made) -> None:
    first, second = made.topics
    item = round_id(database, made)
    with database.writing() as session:
        for topic in made.topics:
            conferences.open_by_programme(session, topic)
        rounds.record(session, first, item, "## Ronde", START)
        assert (rounds.topics_to_begin(session, after(1)), rounds.begun(session, first)) == ((second,), (item,))
    with pytest.raises(IntegrityError), database.writing() as session:
        rounds.record(session, first, item, "", after(1))


def test_what_was_added_is_a_part_of_the_topics_template(database: Database, made: Made) -> None:
    item = round_id(database, made)
    with database.writing() as session:
        rounds.record(session, made.topics[0], item, "## Ronde II\n\n### Acties", after(1))
        rounds.record(session, made.topics[1], item, "", after(1))
        for notepad in made.notepads:
            session.execute(
                text("INSERT INTO notepad_text VALUES (:notepad, 0, '', :at)"),
                {"notepad": notepad, "at": "2021-11-22 18:00:00.000000"},
            )
        found = harvest(session, made.id, after(2))
    assert found is not None
    assert [topic.template for topic in found.topics] == ["## Inzichten\n\n\n## Ronde II\n\n### Acties", ""]
