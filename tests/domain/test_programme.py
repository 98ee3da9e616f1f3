"""Tries to have a programme say of every round that everything goes on in it, or keep silent where one has to choose."""

import pytest

from notes.domain.programme import ItemKind, Meeting, Topic, items_that_differ
from tests.domain.test_day import item

ROUNDS = (item(1, 0, 45), item(2, 60, 105), item(3, 120, 165))
OPEN, PLENARY = item(4, -60, 200, ItemKind.OPEN), item(5, 170, 200, ItemKind.PLENARY)
ITEMS = (*ROUNDS, OPEN, PLENARY)


def topic(number: int, **places: str) -> Topic:
    """Return a topic that meets in items: `i1="Zaal 1"`."""
    meetings = tuple(Meeting(item_id=int(name[1:]), place=place) for name, place in places.items())
    return Topic(id=number, slug=f"t{number}", title=f"Onderwerp {number}", meetings=meetings)


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        # Everything in every round, at the same place; the open room and the plenary are one topic's own.
        ([topic(1, i1="A", i2="A", i3="A"), topic(2, i1="B", i2="B", i3="B"), topic(3, i4=""), topic(4, i5="")], set()),
        ([topic(1, i1="A", i2="A"), topic(2, i1="B", i2="B")], set()),  # a round without topics says nothing, either
        ([topic(1, i1=""), topic(2, i1="")], set()),
        ([topic(1, i1="", i3=""), topic(2, i2="")], {1, 2, 3}),
        ([topic(1, i1="A", i2="C"), topic(2, i1="B", i2="B")], {1, 2}),  # another place
        ([topic(1, i1="", i2="", i4=""), topic(2, i1="", i2="", i4="")], {4}),
        ([], set()),
    ],
)
def test_a_programme_says_which_topics_meet_only_where_that_differs(topics: list[Topic], told: set[int]) -> None:
    assert items_that_differ(ITEMS, topics) == told
