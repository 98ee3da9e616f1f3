"""A report of several days says of each round on which day it was; one of a day does not repeat it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from notes.domain.programme import Meeting
from tests.domain.conferences import harvest_of
from tests.domain.test_report import report


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("nl", "Ronde I, 22 november 2021, 19.15–20.15 uur, Zaal 2", "Ronde II, 23 november 2021, 19.15–20.15 uur"),
        ("en", "Ronde I, 22 November 2021, 19:15–20:15, Zaal 2", "Ronde II, 23 November 2021, 19:15–20:15"),
    ],
)
def test_a_round_says_its_day_where_the_programme_has_more_than_one(language: str, first: str, second: str) -> None:
    harvest = harvest_of("- Besluit: ja", language=language)
    (item,), (topic,) = harvest.items, harvest.topics
    later = replace(
        item, id=2, title="Ronde II", starts_at=item.starts_at + timedelta(1), ends_at=item.ends_at + timedelta(1)
    )
    meetings = (*topic.topic.meetings, Meeting(item_id=2))
    two = replace(harvest, items=(item, later), topics=(replace(topic, topic=replace(topic.topic, meetings=meetings)),))
    assert first in report(two)
    assert second in report(two)
    assert first not in report(harvest)
