"""The same request is one line, and a line that was taken back is nobody's any more."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from notes.store import lines, notepads
from notes.store.harvest import harvest
from notes.store.unit_of_work import Database
from tests.store.builders import Made, after


def add(session: Session, made: Made, number: int, person: str = "ann", notepad: int = 0) -> None:
    facts = notepads.notepad(session, made.notepads[notepad])
    assert facts is not None
    notepads.claim_client(session, facts.id, 100 + number, facts.epoch, person, after(number))
    lines.add(
        session,
        request=f"r{number}",
        notepad_id=facts.id,
        person_id=person,
        client_id=100 + number,
        text=f"- regel {number}",
        at=after(number),
    )


def test_the_last_lines_of_a_person_are_found_without_those_of_others(database: Database, made: Made) -> None:
    with database.writing() as session:
        for number in range(4):
            add(session, made, number)
        add(session, made, 8, "bob")
        add(session, made, 9, notepad=1)
        lines.undo(session, "r2", after(20))
        found = [line.text for line in lines.newest_of(session, made.notepads[0], "ann", 2)]
        known = lines.by_request(session, "r2")
        assert (found, lines.by_request(session, "r5")) == (["- regel 3", "- regel 1"], None)
        assert known is not None
        assert (known.person_id, known.at, known.undone_at) == ("ann", after(2), after(20))


def test_a_request_is_one_line(database: Database, made: Made) -> None:
    with database.writing() as session:
        add(session, made, 1)
    with pytest.raises(IntegrityError), database.writing() as session:
        add(session, made, 1, notepad=1)


def test_lines_are_no_browsers_of_their_own(database: Database, made: Made) -> None:
    with database.writing() as session:
        notepads.claim_client(session, made.notepads[0], 7, 1, "ann", after(0))
        add(session, made, 1)
        assert notepads.count_claims_since(session, made.notepads[0], "ann", after(-1)) == 1


def test_who_wrote_a_line_took_part_until_it_was_taken_back(database: Database, made: Made) -> None:
    def people(session: Session) -> list[int]:
        found = harvest(session, made.id, after(30))
        assert found is not None
        return [found.people, *(topic.people for topic in found.topics)]

    with database.writing() as session:
        add(session, made, 1)
        before = people(session)
        lines.undo(session, "r1", after(2))
        assert (before, people(session)) == ([1, 1, 0], [0, 0, 0])
