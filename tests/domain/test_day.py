"""Tries to have an item counted on for ever, two rounds in one room at once, or a coming one forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from notes.domain.day import Phase, current, met_in, phase, pushed, replaced
from notes.domain.programme import ItemKind, Meeting, ProgrammeItem, Topic

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def item(number: int, begins: int, ends: int, kind: ItemKind = ItemKind.ROUND) -> ProgrammeItem:
    starts, over = at(begins), at(ends)
    return ProgrammeItem(
        id=number, slug=f"i{number}", title=f"Deel {number}", kind=kind, starts_at=starts, ends_at=over
    )


FIRST, SECOND = item(1, 0, 60), item(2, 75, 135)
BREAK, KAMER, CLOSING = item(3, 60, 75, ItemKind.BREAK), item(4, -60, 135, ItemKind.OPEN), item(5, 135, 165)
DAY = (KAMER, FIRST, BREAK, SECOND, CLOSING)
FONDSEN = Topic(id=1, slug="fondsen", title="Fondsen", meetings=tuple(Meeting(item_id=each) for each in (1, 2, 4)))
LATE = Topic(id=2, slug="laat", title="Laat", meetings=(Meeting(item_id=2),))
MET = met_in((FONDSEN, LATE))


@pytest.mark.parametrize(
    ("given", "day", "minutes", "expected"),
    [
        (FIRST, (FIRST, SECOND), -1, Phase.COMING),
        (FIRST, (FIRST, SECOND), 59, Phase.ON),
        (FIRST, (FIRST, SECOND), 60, Phase.OVERTIME),
        (FIRST, (FIRST, SECOND), 74, Phase.OVERTIME),
        (FIRST, (FIRST, SECOND), 75, Phase.OVER),  # it made way
        (FIRST, DAY, 61, Phase.OVER),  # for the break
        (FIRST, (FIRST, KAMER), 119, Phase.OVERTIME),  # what runs beside it takes nobody's place
        (FIRST, (FIRST,), 121, Phase.OVER),  # and it does not count on for ever
        (replace(FIRST, extended_minutes=20), DAY, 79, Phase.ON),
        (replace(FIRST, ended_at=at(50)), DAY, 55, Phase.OVER),
        (replace(SECOND, started_at=at(70)), DAY, 72, Phase.ON),
        (replace(SECOND, started_at=at(90)), DAY, 80, Phase.COMING),
        (replace(SECOND, started_at=at(-9000)), DAY, -8941, Phase.ON),  # rehearsed days ahead: as long as planned
        (replace(SECOND, started_at=at(-9000)), DAY, -8939, Phase.OVERTIME),
        (replace(SECOND, started_at=at(-9000), extended_minutes=5), DAY, -8937, Phase.ON),
        (BREAK, DAY, 80, Phase.OVER),
        (KAMER, DAY, 150, Phase.OVERTIME),
    ],
)
def test_where_an_item_is_in_the_day(
    given: ProgrammeItem, day: tuple[ProgrammeItem, ...], minutes: int, expected: Phase
) -> None:
    items = tuple(given if each.id == given.id else each for each in day)
    assert phase(given, items, at(minutes)) is expected


def test_a_topic_is_in_its_round_and_else_in_what_runs_beside_it() -> None:
    found = [current(FONDSEN, (KAMER, FIRST, SECOND), at(minutes)) for minutes in (-30, 10, 65, 80, 136, 500)]
    assert [each.id if each else None for each in found] == [4, 1, 1, 2, 2, None]


@pytest.mark.parametrize(("minutes", "expected"), [(10, []), (16, [2]), (60, [2])])
def test_an_extension_pushes_the_next_round_of_the_same_rooms_and_no_other(minutes: int, expected: list[int]) -> None:
    longer = replace(FIRST, extended_minutes=minutes)
    assert [each.id for each in pushed(longer, DAY, MET, at(50))] == expected
    assert pushed(longer, DAY, met_in((LATE,)), at(50)) == ()
    begun = replace(SECOND, started_at=at(40))
    assert pushed(longer, (FIRST, begun), MET, at(50)) == ()


def test_a_round_that_starts_takes_the_place_of_the_one_before_but_not_of_one_that_overlaps_by_plan() -> None:
    assert [each.id for each in replaced(SECOND, DAY, MET, at(70))] == [1]
    assert replaced(item(2, 30, 90), DAY, MET, at(35)) == ()
    assert replaced(SECOND, (replace(FIRST, ended_at=at(61)), SECOND), MET, at(70)) == ()
