"""An idea is taken over in one place at a time; the same request is one act."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from notes.store import ideas, take_overs
from notes.store.ideas import TakenOver
from notes.store.unit_of_work import Database
from tests.store.builders import Made, add_idea, after


def take(session: Session, made: Made, idea_id: int, request: str = "r1", notepad: int = 0) -> int:
    return take_overs.add(
        session,
        request=request,
        idea_id=idea_id,
        notepad_id=made.notepads[notepad],
        person_id="bob",
        kind="action",
        at=after(10),
    )


def test_a_taken_over_idea_says_where_and_by_whom(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        take(session, made, idea_id)
        idea = ideas.by_id(session, idea_id)
        assert idea is not None
        assert idea.taken_over == TakenOver(made.notepads[0], "Bob", idea.number)
        assert [facts.present for facts in take_overs.of_notepad(session, made.notepads[0])] == [True]
        assert take_overs.of_notepad(session, made.notepads[1]) == ()
        assert take_overs.names_of_notepad(session, made.notepads[0]) == {1: "Ann"}


def test_an_idea_is_not_present_twice(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        take(session, made, idea_id, "r1")
    with pytest.raises(IntegrityError), database.writing() as session:
        take(session, made, idea_id, "r2", notepad=1)


def test_the_same_request_is_found_again(database: Database, made: Made) -> None:
    with database.writing() as session:
        taken = take(session, made, add_idea(session, made))
        known = take_overs.by_request(session, "r1")
        assert known is not None
        assert (known.id, known.number, known.kind, known.at) == (taken, 1, "action", after(10))
        assert take_overs.by_request(session, "r2") is None


def test_an_idea_whose_link_went_can_be_taken_over_again_and_the_old_one_stays_dead(
    database: Database, made: Made
) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        first = take(session, made, idea_id, "r1")
        assert take_overs.set_present(session, first, present=False)
        second = take(session, made, idea_id, "r2")
        assert not take_overs.set_present(session, first, present=True)
        taken = [(facts.id, facts.present) for facts in take_overs.of_notepad(session, made.notepads[0])]
        assert taken == [(second, True), (first, False)]


def test_a_link_that_goes_and_comes_back_raises_the_ideas_revision(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        taken = take(session, made, idea_id)
        changed = [take_overs.set_present(session, taken, present=present) for present in (True, False, False, True)]
        idea = ideas.by_id(session, idea_id)
        assert idea is not None
        assert (changed, idea.revision) == ([False, True, False, True], 3)


def test_after_an_undo_no_name_may_be_drawn(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        take_overs.undo(session, take(session, made, idea_id), after(11))
        idea = ideas.by_id(session, idea_id)
        assert idea is not None
        assert idea.taken_over is None
        assert take_overs.names_of_notepad(session, made.notepads[0]) == {}


def test_a_hidden_ideas_name_is_not_drawn(database: Database, made: Made) -> None:
    with database.writing() as session:
        idea_id = add_idea(session, made)
        take(session, made, idea_id)
        ideas.set_state(session, idea_id, "hidden", after(12))
        assert take_overs.names_of_notepad(session, made.notepads[0]) == {1: ""}
