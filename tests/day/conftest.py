"""The doors of the day: a venue in rehearsal, with its own clock, and somewhere for the pictures."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.day.day import Day, conference_day
from tests.day.venue import Pictures, Venue


@pytest.fixture
def day(tmp_path: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Day]:
    """The conference in rehearsal, in a database of its own."""
    venue = Venue(tmp_path / "venue")
    venue.it_is(14, 0, days_before=14)
    venue.rehearses()
    folder = Path(os.environ.get("OOGST_DAY_FOLDER") or tmp_path) / request.path.stem.removeprefix("test_")
    with venue, conference_day(venue, browser, Pictures(folder)) as opened:
        yield opened
