"""Sign-ups for the day and its door, by the same clock and with pictures as the rest of it."""

import pytest
from playwright.sync_api import expect

from tests.day.day import Day
from tests.day.signing_up import PEOPLE, WAITS, cancels, door_lets_in, sign_ups_open, somebody_signs_up

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def test_people_sign_up_and_the_door_lets_them_in(day: Day) -> None:
    sign_ups_open(day)
    signed_up = [somebody_signs_up(day, *who) for who in PEOPLE]
    late = somebody_signs_up(day, *WAITS)
    expect(late.page.get_by_role("heading", name="Je staat op de wachtlijst")).to_be_visible()
    day.picture("aanmelding-wachtlijst", late.page, whole=True)
    cancels(signed_up[1])
    late.page.reload()
    expect(late.page.get_by_role("heading", name="Je bent aangemeld")).to_be_visible()
    day.venue.it_is(16, 45)
    door_lets_in(day, PEOPLE[0][0], WAITS[0])
    olga = day.organiser("Olga")
    for name, path in (("aanmeldingen", "aanmeldingen"), ("keuken", "aanmeldingen/keuken")):
        olga.page.goto(f"{day.conference}/{path}")
        day.picture(name, olga.page, whole=True)
    expect(olga.page.get_by_text("allergisch voor noten")).to_be_visible()
