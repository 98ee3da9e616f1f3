"""A person keeps their number in a notepad, whatever browsers they come with; what the server made says so."""

from itertools import permutations

import pytest
from sqlalchemy import delete

from notes.store import access_links, ideas, notepads, people
from notes.store.authors import Author, Origin, authorship, numbered
from notes.store.models import PersonRow
from notes.store.people import Grants
from notes.store.unit_of_work import Database
from tests.store.builders import START, Made, add_idea, after, counted_queries, type_text

NOTHING = Grants(organiser=False, all_topics=False, topics=frozenset())


def by(client_id: int, author: int | None, *, template: bool = False) -> Origin:
    """The origin of a client id without an idea."""
    return Origin(client_id, author, None, "", template)


def test_a_person_has_one_number_for_all_their_client_ids(database: Database, made: Made) -> None:
    pad, other = made.notepads[:2]
    with database.writing() as session:
        for client_id, person, minute in [(30, "bob", 1), (20, "ann", 2), (10, "bob", 3)]:
            notepads.claim_client(session, pad, client_id, 5, person, after(minute))
        notepads.claim_client(session, other, 40, 5, "ann", after(0))
        found = authorship(session, pad)
        assert authorship(session, other).authors == (Author(0, "ann", "Ann", NOTHING),)
    assert found.authors == (Author(0, "bob", "Bob", NOTHING), Author(1, "ann", "Ann", NOTHING))
    assert found.origins == (by(30, 0), by(20, 1), by(10, 0))


def test_numbers_do_not_depend_on_the_order_in_which_claims_are_read() -> None:
    claims = [(after(1), 8, "ann"), (after(1), 7, "bob"), (after(2), 3, "ann"), (after(0), 9, None)]
    assert {tuple(numbered(order).items()) for order in permutations(claims)} == {(("bob", 0), ("ann", 1))}


def test_what_the_server_put_in_is_shown_as_what_it_is(database: Database, made: Made) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        idea_id = add_idea(session, made)
        notepads.claim_client(session, pad, 1, 5, None, after(1))
        notepads.claim_client(session, pad, 2, 5, "bob", after(2), idea_id)
        shown = authorship(session, pad)
        ideas.set_state(session, idea_id, "hidden", after(3))
        hidden = authorship(session, pad)
    assert shown.origins == (by(1, None, template=True), Origin(2, 0, 1, "Ann", template=False))
    assert hidden.origins[1] == Origin(2, 0, 1, "", template=False)


def test_who_was_erased_is_nobody_and_not_a_template(database: Database, made: Made) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        type_text(session, pad, "van Ann", client_id=7, person="ann")
        session.execute(delete(PersonRow).where(PersonRow.id == "ann"))
        found = authorship(session, pad)
    assert (found.authors, found.origins) == ((), (by(7, None),))


@pytest.mark.parametrize("count", [1, 3])
def test_links_are_read_for_everybody_at_once(database: Database, made: Made, count: int) -> None:
    pad = made.notepads[0]
    with database.writing() as session:
        for number in range(count):
            people.new(session, f"p{number}", made.id, f"P{number}", START)
            notepads.claim_client(session, pad, number, 5, f"p{number}", after(number))
            access_links.make(session, f"l{number}", made.id, "facilitator", made.topics[number % 2], "", START)
            access_links.make(session, f"o{number}", made.id, "organiser", None, "", START)
            access_links.make(session, f"all{number}", made.id, "facilitator", None, "", START)
            access_links.use(session, f"l{number}", f"p{number}", START)
        access_links.use(session, "o0", "p0", START)
        access_links.use(session, "all0", "p0", START)
        access_links.withdraw(session, "o0", START)
    with database.reading() as session, counted_queries() as queries:
        found = authorship(session, pad)
    assert len(queries) == 2, queries
    first = Grants(organiser=False, all_topics=True, topics=frozenset({made.topics[0]}))
    rest = [Grants(False, False, frozenset({made.topics[number % 2]})) for number in range(1, count)]
    assert [author.grants for author in found.authors] == [first, *rest]
