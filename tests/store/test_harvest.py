"""The harvest holds everything that is stored of a conference, in a fixed number of queries."""

import pytest
from sqlalchemy.orm import Session

from notes.domain.harvest import Moment, ReportStatus
from notes.domain.ideas import IdeaState
from notes.store import conferences, ideas, notepads, take_overs
from notes.store.harvest import harvest
from notes.store.unit_of_work import Database
from tests.store.builders import START, Made, add_idea, after, counted_queries, make_conference, type_text


def fill(session: Session, made: Made) -> None:
    """Notes by ann, an idea of hers that bob supports and took over, a hidden and a withdrawn one."""
    type_text(session, made.notepads[0], "- Actie: bellen")
    taken = add_idea(session, made, "u1")
    ideas.set_support(session, taken, "bob", on=True, counter=1, at=after(6))
    take_overs.add(
        session, request="r", idea_id=taken, notepad_id=made.notepads[0], person_id="bob", kind=None, at=after(7)
    )
    ideas.set_state(session, add_idea(session, made, "u2"), "hidden", after(8))
    ideas.set_state(session, add_idea(session, made, "u3"), "withdrawn", after(8))


def test_a_conference_without_content_is_a_harvest_without_content(database: Database, made: Made) -> None:
    with database.reading() as session:
        found = harvest(session, made.id, after(90))
        assert harvest(session, 999, after(90)) is None
    assert found is not None
    assert (found.people, found.status, found.version, found.summary) == (0, ReportStatus.DRAFT, None, "")
    assert [(each.notes, each.ideas, each.people, each.changed_at) for each in found.topics] == [("", (), 0, None)] * 2


def test_everything_that_was_written_is_in_the_harvest(database: Database, made: Made) -> None:
    with database.writing() as session:
        fill(session, made)
        summary = notepads.notepads_of_conference(session, made.id)[2]
        type_text(session, summary.id, "Het ging goed.")
    with database.reading() as session:
        found = harvest(session, made.id, after(90))
    assert found is not None
    first, second = found.topics
    assert (first.notes, first.changed_at, first.taken_over, first.people) == (
        "- Actie: bellen",
        after(1),
        frozenset({1}),
        2,
    )
    assert [(idea.number, idea.state, idea.support, idea.taken_over) for idea in first.ideas] == [
        (1, IdeaState.VISIBLE, 1, True),
        (2, IdeaState.HIDDEN, 0, False),
    ]
    assert (second.notes, second.ideas, second.people) == ("", (), 0)
    assert (found.summary, found.closing, found.people, found.generated_at) == ("Het ging goed.", "", 2, after(90))
    assert [item.slug for item in found.items] == ["diner", "ronde"]


def test_texts_at_the_start_and_end_of_an_item_are_its_topics(database: Database, made: Made) -> None:
    with database.writing() as session:
        item = conferences.programme(session, made.id)[1]
        pad = made.notepads[1]
        notepads.add_moment(session, pad, 0, "start", "", "leeg", START, item_id=item.id)
        notepads.add_moment(session, pad, 0, "end", "", "vol", after(60), item_id=item.id)
        notepads.add_moment(session, pad, 0, "picked", "Mooi", "half", after(30), item_id=item.id)
        notepads.add_moment(session, pad, 0, "start", "", "zonder onderdeel", START)
        found = harvest(session, made.id, after(90))
    assert found is not None
    assert [each.moments for each in found.topics] == [
        (),
        (Moment(item_id=item.id, kind="start", text="leeg"), Moment(item_id=item.id, kind="end", text="vol")),
    ]


def test_the_same_content_gives_the_same_harvest(database: Database, made: Made) -> None:
    with database.writing() as session:
        fill(session, made)
    with database.reading() as session:
        once, again = harvest(session, made.id, after(90)), harvest(session, made.id, after(90))
    assert once == again


@pytest.mark.parametrize("topics", [1, 3])
def test_a_harvest_costs_the_same_whatever_was_written(database: Database, topics: int) -> None:
    made = make_conference(database, topics)
    with database.writing() as session:
        for number in range(topics):
            type_text(session, made.notepads[number], "tekst")
            add_idea(session, made, f"u{number}", topic=number)
    with database.reading() as session, counted_queries() as queries:
        found = harvest(session, made.id, after(90))
    assert found is not None
    assert [len(each.ideas) for each in found.topics] == [1] * topics
    assert len(queries) == 12, queries
