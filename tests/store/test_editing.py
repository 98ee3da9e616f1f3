"""What organisers change is stored alike on both databases, and what a topic holds is found whatever it is."""

import pytest

from notes.domain.programme import Meeting
from notes.store import conferences, editing, rounds
from notes.store.planning import plan_of
from notes.store.unit_of_work import Database
from tests.store.builders import START, CountedIds, Made, add_idea, after, plan


def test_a_conference_that_is_made_reads_back_as_its_plan(database: Database) -> None:
    wanted = plan(code="ABC234")
    with database.writing() as session:
        made = conferences.create(session, wanted, START, CountedIds())
        assert plan_of(session, made) == wanted
        assert plan_of(session, made + 1) is None


def test_items_and_topics_get_names_of_their_own_and_stand_at_the_end(database: Database, made: Made) -> None:
    values = {"title": "Diner", "kind": "break", "starts_at": START, "ends_at": after(1)}
    with database.writing() as session:
        item = editing.add_item(session, made.id, values)
        topic = editing.add_topic(
            session,
            made.id,
            {"title": "Onderwerp 1", "own_colour": "#7b2d70"},
            "## Begin\n",
            ["onderwerp-1-2"],
            9,
            START,
        )
        assert {each.id: each.slug for each in conferences.programme(session, made.id)}[item] == "diner-2"
        *_, last = conferences.topics(session, made.id)
        assert (last.id, last.slug, last.shade) == (topic, "onderwerp-1-3", "7b2d70")
        editing.set_meetings(session, topic, [Meeting(item_id=item, place="Hal", places=30)])
        *_, last = conferences.topics(session, made.id)
        assert last.meetings == (Meeting(item_id=item, place="Hal", places=30),)
        editing.set_order(session, [topic, *made.topics])
        assert conferences.topics(session, made.id)[0].id == topic
        editing.delete_item(session, item)
        assert conferences.topics(session, made.id)[0].meetings == ()
        editing.delete_topic(session, topic)
        assert [each.id for each in conferences.topics(session, made.id)] == list(made.topics)


@pytest.mark.parametrize("what", ["nothing", "idea", "round"])
def test_what_a_topic_holds(database: Database, made: Made, what: str) -> None:
    with database.writing() as session:
        if what == "idea":
            add_idea(session, made)
        if what == "round":
            item = next(each.id for each in conferences.programme(session, made.id) if each.kind == "round")
            rounds.record(session, made.topics[0], item, "## Ronde", START)
            assert editing.begun_items(session, made.id) == {(made.topics[0], item)}
        found = editing.holds(session, made.topics[0])
        assert (found.ideas, found.written, found.published) == (int(what == "idea"), what == "round", False)
        assert editing.holds(session, made.topics[1]) == editing.TopicHolds(0, written=False, published=False, links=0)


def test_short_names_are_never_empty_nor_taken() -> None:
    assert editing.free_name("Ronde I", ["ronde-i", "ronde-i-2"]) == "ronde-i-3"
    assert editing.free_name("漢", []) == "onderdeel-2"
