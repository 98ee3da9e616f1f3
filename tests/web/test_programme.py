"""The public programme: which topics meet when, and what was begun on another day than planned."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from notes.domain.plan import PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from notes.store import conferences
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
    items = found.split('<li class="programme-item')[1:]
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", item)).split()) for item in items]


@pytest.mark.parametrize("path", PATHS)
def test_each_round_says_which_topics_meet_and_where(three: Site, path: str) -> None:
    assert [item.partition("> ")[2] for item in programme_of(three.browser(), path)] == [
        "10.00 – 11.00 Ronde 1 1 Fondsen · Zaal 1 3 Buurt",
        "11.00 – 12.00 Ronde 2 2 Daken · Zaal 1 3 Buurt",
        "12.00 – 13.00 Ronde 3 1 Fondsen · Zaal 3 3 Buurt",
    ]


def test_each_topic_says_when_it_meets_next(three: Site) -> None:
    pieces = three.browser().get("/c/stad").text.split('class="topic-place quiet">')[1:]
    lines = [re.sub(r"<[^>]*>", "", piece.partition('<span class="topic-states')[0]).strip() for piece in pieces]
    assert lines == ["Ronde 1, 10.00–11.00 · Zaal 1", "Ronde 2, 11.00–12.00 · Zaal 1", "Ronde 1, 10.00–11.00"]


def test_where_every_topic_meets_in_every_round_nothing_is_repeated(three: Site) -> None:
    page = three.browser().get("/c/gelijk").text
    assert "programme-topics" not in page
    assert "topic-place" not in page


def test_what_is_begun_on_another_day_than_planned_stands_under_that_day(tmp_path: Path) -> None:
    with site(tmp_path, replace(plan(), items=ITEMS, topics=TOPICS)) as made:
        with made.parts.database.reading() as db:
            found = conferences.conference_by_slug(db, "stad")
            assert found is not None
            first = conferences.programme(db, found.id)[0]
        organiser = made.browser("organiser")
        assert organiser.post(f"/c/stad/regie/programma/{first.id}", {"do": "start", "seen": 0}).status_code == 303
        pages = {
            path: unescape(organiser.get(path).text) for path in (*PATHS, "/c/stad/regie", "/c/stad/regie/bewerken")
        }
    today = date_in_words(datetime.now(ZoneInfo("Europe/Amsterdam")))
    for path in (*PATHS, "/c/stad/regie"):
        days = re.findall(r"<h3[^>]*>(\w+ \d+ \w+ \d{4})</h3>", pages[path])
        assert days == [today, "zaterdag 1 december 2096"], path
        assert "gepland: 1 dec 10.00" in pages[path]
    # Where one edits the plan, the plan is shown.
    assert "zaterdag 1 december 2096, 10.00–11.00" in pages["/c/stad/regie/bewerken"]


def date_in_words(moment: datetime) -> str:
    return format_date(moment, "EEEE d MMMM y", locale="nl")
