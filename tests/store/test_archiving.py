"""Rows of a conference that are stored again are the same in both kinds of database, under other ids."""

import pytest
from sqlalchemy import func, select

from notes.ground.system import RandomIds
from notes.store import archiving, ideas, merged, notepads, take_overs
from notes.store.archiving import Row, RowsDamaged
from notes.store.harvest import harvest
from notes.store.models import Base
from notes.store.unit_of_work import Database, Session
from tests.store.builders import Made, add_idea, after, type_text


def fill(session: Session, made: Made) -> None:
    """Notes, an idea that is supported, taken over and merged into a later one, and a moment."""
    type_text(session, made.notepads[0], "- Actie: bellen")
    first, second = add_idea(session, made, "u1"), add_idea(session, made, "u2")
    ideas.set_support(session, first, "bob", on=True, counter=1, at=after(6))
    merged.put_into(session, [first], second, after(7))
    pad = made.notepads[0]
    take_overs.add(session, request="r", idea_id=second, notepad_id=pad, person_id="bob", kind=None, at=after(7))
    notepads.add_moment(session, pad, 1, "picked", "Mooi", "- Actie: bellen", after(9))


def every_row(session: Session, conference_id: int) -> dict[str, list[Row]]:
    """Return all rows by table."""
    return {
        table.name: list(archiving.rows_of(session, conference_id, table.name))
        for table in Base.metadata.sorted_tables
        if table.name in archiving.ARCHIVED
    }


def test_what_is_stored_again_is_the_same_harvest(database: Database, made: Made) -> None:
    with database.writing() as session:
        fill(session, made)
        copy = archiving.put(session, lambda table: archiving.rows_of(session, made.id, table), RandomIds())
    with database.reading() as session:
        one, other = harvest(session, made.id, after(90)), harvest(session, copy, after(90))
        assert one is not None
        assert other is not None
        assert [(each.notes, each.ideas, each.people) for each in other.topics] == [
            (each.notes, each.ideas, each.people) for each in one.topics
        ]
        assert other.topics[0].ideas[0].merged_into == 2
        assert (other.people, other.conference.slug) == (2, f"{one.conference.slug}-2")
        counts = [{name: len(rows) for name, rows in every_row(session, each).items()} for each in (made.id, copy)]
        assert counts[0] == counts[1]


def test_rows_without_what_they_refer_to_are_refused_and_leave_nothing(database: Database, made: Made) -> None:
    with database.writing() as session:
        fill(session, made)
        rows = every_row(session, made.id)
    rows["topic"].pop()
    with pytest.raises(RowsDamaged), database.writing() as session:
        archiving.put(session, lambda table: rows.get(table, ()), RandomIds())
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Base.metadata.tables["conference"])) == 1


def test_there_must_be_one_conference(database: Database, made: Made) -> None:
    with pytest.raises(RowsDamaged, match="0 conferences"), database.writing() as session:
        archiving.put(session, lambda _table: (), RandomIds())
    with database.reading() as session:
        assert every_row(session, made.id)["conference"] != []
