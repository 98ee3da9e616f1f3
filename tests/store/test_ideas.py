"""An idea is one idea however often it is sent, and a late resend undoes nothing."""

import pytest
from sqlalchemy.exc import IntegrityError

from notes.store import ideas
from notes.store.unit_of_work import Database
from tests.store.builders import Made, add_idea, after, counted_queries


def test_an_idea_comes_back_as_it_was_stored(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
    with database.reading() as session:
        idea = ideas.by_id(session, idea_id)
    assert idea is not None
    stored = (idea.number, idea.text, idea.name, idea.person_id, idea.state, idea.support, idea.taken_over)
    assert stored == (1, "Een fonds", "Ann", "ann", "visible", 0, None)
    assert idea.created_at == after(5)
    assert idea.created_at.tzinfo is not None


def test_an_idea_resent_is_found_by_its_uuid(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made, "u1")
        known = ideas.by_uuid(session, "u1")
        assert known is not None
        assert (known.id, ideas.by_uuid(session, "u2")) == (idea_id, None)


def test_the_same_uuid_is_not_stored_twice(database: Database, made: Made) -> None:
    with database.writing() as session:
        first = add_idea(session, made, "u1")
    with pytest.raises(IntegrityError), database.writing() as session:
        add_idea(session, made, "u1", topic=1)
    with database.reading() as session:
        assert [idea.id for idea in ideas.of_conference(session, made.id)] == [first]


def test_numbers_count_per_conference(database: Database, made: Made) -> None:
    with database.writing() as session:
        add_idea(session, made, "u1")
        add_idea(session, made, "u2", topic=1)
        assert [idea.number for idea in ideas.of_conference(session, made.id)] == [1, 2]
        assert ideas.next_number(session, made.id) == 3
        assert [idea.number for idea in ideas.of_topic(session, made.topics[1])] == [2]


def test_text_is_stored_in_nfc(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made, text="Coo\u0308peratie\r\nén")
        stored = ideas.by_id(session, idea_id)
    assert stored is not None
    assert stored.text == "Co\u00f6peratie\nén"


def test_support_is_counted_once_however_often_it_is_sent(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        changed = [ideas.set_support(session, idea_id, "bob", on=True, counter=1, at=after(6)) for _ in range(3)]
        idea = ideas.by_id(session, idea_id)
        assert idea is not None
        assert (changed, idea.support, idea.revision) == ([True, False, False], 1, 2)
        assert ideas.supported_by(session, made.topics[0], "bob") == {idea_id}
        assert ideas.supported_by(session, made.topics[0], "ann") == frozenset()


def test_a_late_resend_of_support_does_not_undo_taking_it_back(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        sent = [(True, 1), (False, 2), (True, 1), (False, 2)]
        changed = [ideas.set_support(session, idea_id, "bob", on=on, counter=n, at=after(6)) for on, n in sent]
        idea = ideas.by_id(session, idea_id)
        assert idea is not None
        assert (changed, idea.support) == ([True, True, False, False], 0)


def test_a_late_resend_of_an_edit_does_not_undo_a_later_one(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        changed = [ideas.edit(session, idea_id, text, n, after(7)) for text, n in [("b", 1), ("c", 2), ("b", 1)]]
        idea = ideas.by_id(session, idea_id)
        assert idea is not None
        assert (changed, idea.text, idea.revision) == ([True, True, False], "c", 3)


def test_a_state_that_does_not_exist_is_refused_by_the_database(database: Database, made: Made) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        ideas.set_state(session, add_idea(session, made), "gone", after(8))


def test_own_ideas_are_those_of_the_person(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        assert ideas.own(session, made.topics[0], "ann") == {idea_id}
        assert ideas.own(session, made.topics[0], "bob") == frozenset()


@pytest.mark.parametrize("number_of_ideas", [1, 3])
def test_a_topics_ideas_cost_one_query(database: Database, made: Made, number_of_ideas: int) -> None:
    with database.writing() as session:
        for number in range(number_of_ideas):
            idea_id = add_idea(session, made, f"u{number}")
            ideas.set_support(session, idea_id, "bob", on=True, counter=1, at=after(6))
    with database.reading() as session, counted_queries() as queries:
        found = ideas.of_topic(session, made.topics[0])
    assert [idea.support for idea in found] == [1] * number_of_ideas
    assert len(queries) == 1, queries
