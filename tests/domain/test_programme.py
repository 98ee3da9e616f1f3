"""When a topic meets from now on: extensions count, what an organiser ended does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from notes.domain.programme import ItemKind, Meeting, ProgrammeItem, Topic, still_to_come

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(number: int, begins: datetime) -> ProgrammeItem:
    kind = ItemKind.ROUND
    return ProgrammeItem(
        id=number, slug=f"r{number}", title=f"Ronde {number}", kind=kind, starts_at=begins, ends_at=begins + HOUR
    )


FIRST, SECOND, ELSEWHERE = item(1, NOON), item(2, NOON + 2 * HOUR), item(3, NOON)
TOPIC = Topic(id=1, slug="fondsen", title="Fondsen", meetings=(Meeting(item_id=2), Meeting(item_id=1)))


def left(now: datetime, *items: ProgrammeItem) -> list[int]:
    return [each.id for each in still_to_come(TOPIC, items, now)]


def test_rounds_to_come_are_those_of_the_topic_in_order() -> None:
    items = (SECOND, ELSEWHERE, FIRST)
    assert left(NOON - HOUR, *items) == [1, 2]
    assert left(NOON + HOUR, *items) == [2]
    assert left(NOON + 3 * HOUR, *items) == []


def test_an_extension_counts_and_an_end_by_hand_does_too() -> None:
    late = NOON + HOUR + timedelta(minutes=5)
    assert left(late, replace(FIRST, extended_minutes=10)) == [1]
    assert left(NOON, replace(FIRST, ended_at=NOON)) == []
