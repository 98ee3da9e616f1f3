"""A role lasts as long as the link that gave it."""

import pytest

from notes.store import access_links, conferences, people
from notes.store.people import Grants
from notes.store.unit_of_work import Database
from tests.store.builders import START, CountedIds, Made, after, counted_queries, plan

NOTHING = Grants(organiser=False, all_topics=False, topics=frozenset())


def test_a_person_without_links_may_nothing_special(database: Database, made: Made) -> None:
    with database.reading() as session:
        assert people.grants(session, "ann") == NOTHING
        assert people.grants(session, "nobody") == NOTHING
        assert people.person(session, "nobody") is None


def test_links_give_their_roles_together(database: Database, made: Made) -> None:
    with database.writing() as session:
        access_links.make(session, "one", made.id, "facilitator", made.topics[0], "tafel 1", START)
        access_links.make(session, "all", made.id, "facilitator", None, "", START)
        access_links.make(session, "org", made.id, "organiser", None, "", START)
        access_links.use(session, "one", "ann", after(1))
        assert people.grants(session, "ann") == Grants(False, False, frozenset({made.topics[0]}))
        access_links.use(session, "all", "ann", after(1))
        assert people.grants(session, "ann") == Grants(False, True, frozenset({made.topics[0]}))
        access_links.use(session, "org", "ann", after(1))
        assert people.grants(session, "ann") == Grants(True, True, frozenset({made.topics[0]}))
        assert people.grants(session, "bob") == NOTHING


def test_a_withdrawn_link_gives_nothing_and_the_other_one_still_does(database: Database, made: Made) -> None:
    with database.writing() as session:
        for link_id in ("a", "b"):
            access_links.make(session, link_id, made.id, "organiser", None, link_id, START)
            access_links.use(session, link_id, "ann", after(1))
        access_links.use(session, "a", "bob", after(1))
        access_links.withdraw(session, "a", after(2))
        access_links.withdraw(session, "a", after(3))
        assert people.grants(session, "ann").organiser
        assert people.grants(session, "bob") == NOTHING
        link = access_links.link(session, "a")
        assert link is not None
        assert link.withdrawn_at == after(2)


def test_another_conferences_link_gives_nothing_here(database: Database, made: Made) -> None:
    with database.writing() as session:
        other = conferences.create(session, plan("anders", code="ANDERS"), START, CountedIds())
        access_links.make(session, "x", other, "organiser", None, "", START)
        access_links.use(session, "x", "ann", after(1))
        assert people.grants(session, "ann") == NOTHING


def test_a_link_used_twice_is_counted_once_and_remembers_the_last_time(database: Database, made: Made) -> None:
    with database.writing() as session:
        access_links.make(session, "x", made.id, "organiser", None, "Tafel", START)
        for minute in (1, 9):
            access_links.use(session, "x", "ann", after(minute))
        link = access_links.link(session, "x")
    assert link is not None
    assert (link.people, link.last_used_at, link.label, link.topic_id) == (1, after(9), "Tafel", None)


def test_a_new_name_is_the_persons_and_nobody_elses(database: Database, made: Made) -> None:
    with database.writing() as session:
        people.rename(session, "ann", "Zoe\u0308")
        renamed, other = people.person(session, "ann"), people.person(session, "bob")
    assert renamed is not None
    assert other is not None
    assert (renamed.name, other.name) == ("Zo\u00eb", "Bob")


@pytest.mark.parametrize("links", [1, 3])
def test_the_page_of_links_costs_one_query(database: Database, made: Made, links: int) -> None:
    with database.writing() as session:
        for number in range(links):
            access_links.make(session, f"l{number}", made.id, "facilitator", None, "", START)
            access_links.use(session, f"l{number}", "ann", START)
    with database.reading() as session, counted_queries() as queries:
        assert [link.people for link in access_links.of_conference(session, made.id)] == [1] * links
    assert len(queries) == 1, queries
