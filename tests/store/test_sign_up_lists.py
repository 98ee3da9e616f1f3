"""What organisers see is what is stored, on both databases, with a literal number of queries."""

import pytest
from sqlalchemy import text

from notes.domain.sign_ups import SignUpForm, SignUpState
from notes.store import door, sign_up_lists, sign_ups
from notes.store.sign_ups import SignUpSettings
from notes.store.unit_of_work import Database
from tests.store.builders import Made, after, counted_queries

PEOPLE = (
    SignUpForm(name="Zoë Öz", email="zoe@example.org", dinner=True, diet="Geen vlees"),
    SignUpForm(name="Ada L", email="ada@bedrijf.example", organisation="Bedrijf", dinner=True, diet="geen VLEES"),
    SignUpForm(name="Bob 100%", access_needs="een tolk", dinner=True),
    SignUpForm(name="Wacht", dinner=True, diet="vegan"),
)


@pytest.fixture
def filled(database: Database, made: Made) -> Made:
    """Three places, four people, one who came unannounced."""
    with database.writing() as session:
        sign_ups.set_settings(session, made.id, SignUpSettings(open=True, places=3))
        item = session.scalar(text("SELECT id FROM programme_item WHERE slug = 'ronde'"))
        for number, form in enumerate(PEOPLE):
            chosen = SignUpForm(
                name=form.name,
                email=form.email,
                organisation=form.organisation,
                dinner=form.dinner,
                diet=form.diet,
                access_needs=form.access_needs,
                choices={item: made.topics[number % 2]},
            )
            sign_ups.add(session, made.id, chosen, key=f"k{number}", request=f"r{number}", at=after(number))
        form = SignUpForm(name="Onverwacht")
        sign_ups.add(session, made.id, form, key="d", request="d", at=after(9), at_the_door=True)
        for one in door.guests(session, made.id):
            if one.name in ("Onverwacht", "Ada L"):
                door.record(session, f"in-{one.id}", one.id, after(10), arrived=True)
    return made


def test_the_figures_count_who_has_a_place(database: Database, filled: Made) -> None:
    with database.reading() as session, counted_queries() as queries:
        found = sign_up_lists.figures(session, filled.id)
    assert len(queries) == 2, queries
    assert dict(found.states) == {
        SignUpState.PLACED: 3,
        SignUpState.WAITING: 1,
        SignUpState.CANCELLED: 0,
        SignUpState.DOOR: 1,
    }
    assert (found.dinner, found.access, found.inside) == (3, 1, 2)
    assert {topic: many for (_item, topic), many in found.wanted.items()} == {filled.topics[0]: 2, filled.topics[1]: 1}


def test_the_kitchen_hears_wishes_that_are_the_same_once(database: Database, filled: Made) -> None:
    with database.reading() as session:
        assert sign_up_lists.wishes(session, filled.id) == (("Geen vlees", 2),)


@pytest.mark.parametrize(
    ("words", "names"),
    [("zoe", ["Zoë Öz"]), ("OZ zoë", ["Zoë Öz"]), ("bedrijf", ["Ada L"]), ("%", ["Bob 100%"]), ("_", []), ("\\", [])],
)
def test_a_search_finds_parts_of_words_whatever_the_accents(
    database: Database, filled: Made, words: str, names: list[str]
) -> None:
    with database.reading() as session:
        found = sign_up_lists.page_of(session, filled.id, words=words, start=0, most=10)
    assert ([row.form.name for row in found.rows], found.found) == (names, len(names))


def test_a_page_is_a_part_and_the_file_is_everybody(database: Database, filled: Made) -> None:
    with database.reading() as session, counted_queries() as queries:
        page = sign_up_lists.page_of(session, filled.id, start=1, most=2)
        everybody = sign_up_lists.everybody(session, filled.id)
    assert len(queries) == 6, queries
    assert (page.rows, page.found) == (everybody[1:3], 5)
    assert [len(row.form.choices) for row in everybody] == [1, 1, 0, 1, 1]
    with database.reading() as session:
        waiting = sign_up_lists.page_of(session, filled.id, state=SignUpState.WAITING, start=0, most=9)
    assert [row.form.name for row in waiting.rows] == ["Wacht"]
