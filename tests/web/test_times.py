"""Tries to find a date that is not written as the words around it are."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from notes.web.times import day_and_time, short_day, time_or_day_too


@pytest.mark.parametrize(
    ("spoken", "short", "with_time"), [("nl", "22 nov 2021", "22 nov 20.05"), ("en", "22 Nov 2021", "22 Nov 20:05")]
)
def test_short_dates_are_dutch_or_british(spoken: str, short: str, with_time: str) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale(spoken):
        assert short_day(date(2021, 11, 22)) == short
        assert day_and_time(datetime(2021, 11, 22, 19, 5, tzinfo=UTC), "Europe/Amsterdam") == with_time


def test_a_time_of_another_day_says_which() -> None:
    app = Flask(__name__)
    Babel(app)
    written = datetime(2021, 11, 22, 22, 50, tzinfo=UTC)  # ten to twelve in Amsterdam
    with app.test_request_context(), force_locale("nl"):
        said = [time_or_day_too(written, "Europe/Amsterdam", written.replace(hour=23, minute=each)) for each in (5, 15)]
        assert time_or_day_too(written, "Europe/Amsterdam", written) == "23.50"
    assert said == ["22 nov 23.50"] * 2
