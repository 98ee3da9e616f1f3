"""The public programme: which topics meet when, and what was begun on another day than planned."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from notes.domain.plan import PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from tests.web.site import Browser, Site, plan, site

PATHS = ("/c/stad", "/c/stad/aanmelden")


def round_at(number: int, hour: int) -> PlannedItem:
    begins, ends = (datetime(2096, 12, 1, each, tzinfo=UTC) for each in (hour, hour + 1))
    return PlannedItem(
        slug=f"ronde-{number}", title=f"Ronde {number}", kind=ItemKind.ROUND, starts_at=begins, ends_at=ends
    )


def topic(slug: str, **places: str) -> PlannedTopic:
    """Return a topic that meets in rounds: `ronde_1="Zaal 1"`."""
    meetings = tuple(PlannedMeeting(item=each.replace("_", "-"), place=place) for each, place in places.items())
    return PlannedTopic(slug=slug, title=slug.capitalize(), question="Hoe dan?", meetings=meetings)


ITEMS = tuple(round_at(number, 8 + number) for number in (1, 2, 3))
TOPICS = (
    topic("fondsen", ronde_1="Zaal 1", ronde_3="Zaal 3"),
    topic("daken", ronde_2="Zaal 1"),
    topic("buurt", ronde_1="", ronde_2="", ronde_3=""),
)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a conference of three rounds that differ, "stad", and one of which they do not, "gelijk"."""
    with site(tmp_path_factory.mktemp("web"), replace(plan(), items=ITEMS, topics=TOPICS)) as made:
        made.add(replace(plan("gelijk"), items=ITEMS, topics=TOPICS[2:]))
        yield made


def programme_of(browser: Browser, path: str) -> list[str]:
    """Return the words of each item of the programme."""
    found = browser.get(path).text.partition('class="programme-list"')[2].partition("</ol>")[0]
    return [
        unescape(" ".join(re.sub(r"<[^>]*>", " ", item).split()))
        for item in found.split('<li class="programme-item')[1:]
    ]


@pytest.mark.parametrize("path", PATHS)
def test_each_round_says_which_topics_meet_and_where(three: Site, path: str) -> None:
    assert [item.partition("> ")[2] for item in programme_of(three.browser(), path)] == [
        "10.00 – 11.00 Ronde 1 1 Fondsen · Zaal 1 3 Buurt",
        "11.00 – 12.00 Ronde 2 2 Daken · Zaal 1 3 Buurt",
        "12.00 – 13.00 Ronde 3 1 Fondsen · Zaal 3 3 Buurt",
    ]


def test_each_topic_says_when_it_meets_next(three: Site) -> None:
    places = re.findall(r'class="topic-place quiet">(.*?)</span>', three.browser().get("/c/stad").text)
    assert places == [
        "Ronde 1, 10.00–11.00 · Zaal 1",
        "Ronde 2, 11.00–12.00 · Zaal 1",
        "Ronde 1, 10.00–11.00",
    ]


def test_where_every_topic_meets_in_every_round_nothing_is_repeated(three: Site) -> None:
    page = three.browser().get("/c/gelijk").text
    assert "programme-topics" not in page
    assert "topic-place" not in page
