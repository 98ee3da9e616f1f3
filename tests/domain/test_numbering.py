"""Tries to give a number twice, to lose one through rewording or moving, or to pass one to an outcome that looks alike."""

from hypothesis import given
from hypothesis import strategies as st

from notes.domain.numbering import GivenNumber, Numbered, comparable, lapsed, numbered
from notes.domain.outcomes import outcomes, without_internal

WORDS = st.sampled_from(["fonds", "bellen", "wie betaalt", "kas", "huis", "net"])
LINE = st.tuples(st.sampled_from(["Besluit", "Inzicht", "Vraag", "Intern"]), WORDS).map(
    lambda one: f"- {one[0]}: {one[1]}"
)


def read(notes: str, *before: GivenNumber) -> tuple[Numbered, ...]:
    """Return the outcomes of notes with their numbers, as a report reads them."""
    return numbered(notes, outcomes(without_internal(notes)[0]), before)


def names(found: tuple[Numbered, ...]) -> list[str]:
    """Return what outcomes are called, with their words."""
    return [f"{each.letter}{each.number} {each.outcome.text}" for each in found]


def kept(notes: str, found: tuple[Numbered, ...], *, at: int | None = None) -> list[GivenNumber]:
    """Return the numbers as a version keeps them."""
    return [
        GivenNumber(each.letter, each.number, comparable(each.outcome.text), each.outcome.idea, at) for each in found
    ]


def test_numbers_count_by_kind_in_the_order_of_the_notes() -> None:
    assert names(read("- Besluit: een\n- Vraag: wie\n- Besluit: twee\n- Actie: doen\n")) == [
        "B1 een",
        "V1 wie",
        "B2 twee",
        "A1 doen",
    ]


def test_a_new_outcome_between_two_takes_no_number_that_was_given() -> None:
    before = read("- Besluit: een\n- Besluit: twee\n")
    assert names(read("- Besluit: een\n- Besluit: nieuw\n- Besluit: Twee.\n", *kept("", before))) == [
        "B1 een",
        "B3 nieuw",
        "B2 Twee.",
    ]


def test_a_moved_outcome_keeps_its_number_and_a_deleted_ones_number_is_never_given_again() -> None:
    given_numbers = kept("", read("- Besluit: een\n- Besluit: twee\n"))
    now = read("- Besluit: twee\n- Besluit: drie\n", *given_numbers)
    assert names(now) == ["B2 twee", "B3 drie"]
    assert [(each.key, each.lapsed_in) for each in lapsed(given_numbers, now, 2)] == [(("B", 1), 2)]


def test_what_lapsed_earlier_keeps_its_version_and_comes_back_under_its_number() -> None:
    gone = GivenNumber("B", 1, "een", lapsed_in=2)
    assert lapsed([gone], (), 3) == (gone,)
    assert names(read("- Besluit: een\n", gone)) == ["B1 een"]


def test_a_reworded_outcome_is_known_by_a_character_that_is_still_there() -> None:
    notes = "Inleiding\n\n- Besluit: een coöperatief fonds 😀\n- Besluit: twee\n"
    known = GivenNumber("B", 7, "een fonds", at=notes.index("fonds"))
    assert names(read(notes, known)) == ["B7 een coöperatief fonds 😀", "B8 twee"]


def test_a_character_in_another_line_or_kind_says_nothing() -> None:
    notes = "Over fonds\n\n- Vraag: welk fonds\n- Besluit: twee\n"
    for place in (notes.index("Over"), notes.index("welk")):
        assert names(read(notes, GivenNumber("B", 7, "anders", at=place))) == ["V1 welk fonds", "B8 twee"]


def test_an_idea_goes_before_equal_words_and_these_before_a_place() -> None:
    notes = "- Besluit: [een](idee:4)\n- Besluit: twee\n"
    by_idea = GivenNumber("B", 9, "twee", idea=4)
    by_words = GivenNumber("B", 8, "twee", at=notes.index("een"))
    assert names(read(notes, by_words, by_idea)) == ["B9 een", "B8 twee"]


def test_places_count_in_the_whole_text_with_its_internal_lines() -> None:
    notes = "- Intern: geheim en lang\n- Besluit: nieuw verwoord\n"
    found = read(notes, GivenNumber("B", 3, "oud", at=notes.index("verwoord")))
    assert (names(found), found[0].offset) == (["B3 nieuw verwoord"], notes.index("nieuw"))


@given(st.lists(LINE, max_size=8), st.lists(LINE, max_size=8))
def test_no_number_is_given_twice_and_none_changes_its_words_by_itself(first: list[str], then: list[str]) -> None:
    before = read("\n".join(first))
    given_numbers = kept("", before)
    after = read("\n".join(then), *given_numbers)
    keys = [each.key for each in after]
    assert len(set(keys)) == len(keys)
    words = {each.key: each.text for each in given_numbers}
    assert all(words.get(each.key, comparable(each.outcome.text)) == comparable(each.outcome.text) for each in after)
    gone = {each.key for each in lapsed(given_numbers, after, 2)}
    assert gone == words.keys() - set(keys)
    assert [each.key for each in read("\n".join(first), *given_numbers)] == [each.key for each in before]
