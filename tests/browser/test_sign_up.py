"""Somebody signs up with the keyboard alone; the door lets in without a network, once; the pages are for everybody."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from notes.store import door, sign_ups
from notes.store.sign_ups import SignUpSettings
from notes.store.unit_of_work import Database
from tests.browser import device
from tests.browser.people import Hall, Person, until
from tests.browser.test_pages import AXE, RULES, TOO_SMALL, WIDER
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

SMALL = ViewportSize(width=320, height=640)


@pytest.fixture
def open_server(server: RunningServer) -> RunningServer:
    """A server whose conference takes sign-ups and has two places left."""
    database = Database(server.database_url)
    with database.writing() as session:
        places = sign_ups.taken(session, server.conference_id) + 2
        settings = SignUpSettings(open=True, places=places, retention_days=30, accessibility="Er is een lift.")
        sign_ups.set_settings(session, server.conference_id, settings)
    database.close()
    return server


def faults(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = [*page.evaluate(RULES), *page.evaluate(WIDER), *page.evaluate(TOO_SMALL)]
    return found


def inside(server: RunningServer) -> dict[str, bool]:
    database = Database(server.database_url)
    try:
        with database.reading() as session:
            return {one.name: one.arrived_at is not None for one in door.guests(session, server.conference_id)}
    finally:
        database.close()


def signs_up(person: Person, name: str) -> None:
    """Fill the form in with the keyboard alone, from its first field on."""
    page = person.page
    page.goto(f"{person.server.address}/c/{person.server.slug}/aanmelden")
    page.get_by_label("Je naam").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(f"{name.split(maxsplit=1)[0].lower()}@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # joins dinner
    page.keyboard.press("Tab")
    page.keyboard.type("geen noten")
    page.keyboard.press("Enter")


def test_somebody_signs_up_by_keyboard_and_the_next_one_moves_up(people: Hall, open_server: RunningServer) -> None:
    ada = people.person(open_server, SMALL, java_script_enabled=False)
    signs_up(ada, "Ada Lovelace")
    expect(ada.page.get_by_role("heading", name="Je bent aangemeld")).to_be_visible()
    expect(ada.page.get_by_text("geen noten").first).to_be_visible()
    bob = people.person(open_server, SMALL)
    bob.page.goto(f"{open_server.address}/c/{open_server.slug}/aanmelden")
    assert faults(bob.page) == []
    bob.watch.expect_status(422)
    bob.page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(bob.page.get_by_text("Vul je naam in.")).to_be_in_viewport()
    assert faults(bob.page) == []
    signs_up(bob, "Bob de Bouwer")
    cas = people.person(open_server, SMALL)
    signs_up(cas, "Cas Zoë")
    expect(cas.page.get_by_role("heading", name="Je staat op de wachtlijst")).to_be_visible()
    assert faults(cas.page) == []
    ada.page.get_by_text("Ik kom niet").click()
    ada.page.get_by_role("button", name="Ja, meld me af").click()
    expect(ada.page.get_by_role("heading", name="Je bent afgemeld")).to_be_visible()
    cas.page.reload()
    expect(cas.page.get_by_role("heading", name="Je bent aangemeld")).to_be_visible()


def test_the_door_lets_in_without_a_network_once_and_leaves_nothing(people: Hall, open_server: RunningServer) -> None:
    for name in ("Dia van Dam", "Ema Zoet"):
        visitor = people.person(open_server, SMALL)
        signs_up(visitor, name)
        expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    olga = people.person(open_server, SMALL, has_touch=True, is_mobile=True).organises()
    page = olga.page
    for path in (
        "aanmeldingen",
        "aanmeldingen/keuken",
        "aanmeldingen/invoeren",
        "aanmeldingen/mail",
        "regie/aanmelden",
    ):
        page.goto(f"{open_server.address}/c/{open_server.slug}/{path}")
        assert faults(page) == [], path
    page.goto(f"{open_server.address}/c/{open_server.slug}/deur")
    search = page.get_by_label("Twee letters van de naam")
    search.fill("di")
    page.get_by_role("button", name="Is er: Dia van Dam").tap()
    until(page, lambda: inside(open_server), lambda seen: seen["Dia van Dam"])
    assert faults(page) == []
    device_page = f"{open_server.address}/c/{open_server.slug}/deur"
    until(page, lambda: device.kept_pages(page), lambda pages: device_page in pages)

    olga.watch.expect_outage()
    olga.context.set_offline(True)
    page.reload()
    search.fill("zo")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Is er: Ema Zoet").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Naam", exact=True).fill("Onverwacht")
    page.get_by_role("button", name="Is er ook").tap()
    expect(page.locator("#door-state")).to_contain_text("Nog niet verstuurd: 2")
    assert (inside(open_server)["Ema Zoet"], "Onverwacht" in inside(open_server)) == (False, False)
    page.reload()
    expect(page.locator("#door-state")).to_contain_text("Nog niet verstuurd: 2")
    olga.context.set_offline(False)
    until(page, lambda: inside(open_server), lambda seen: seen["Ema Zoet"] and seen.get("Onverwacht", False))
    expect(page.locator("#door-state")).not_to_contain_text("Nog niet verstuurd")
    search.fill("ema")
    page.get_by_role("button", name=re.compile("^Toch niet")).tap()
    until(page, lambda: inside(open_server), lambda seen: not seen["Ema Zoet"])
    assert list(inside(open_server)).count("Onverwacht") == 1

    assert "Dia van Dam" in device.everything(page)
    page.get_by_role("button", name="Afmelden op dit apparaat").tap()
    expect(page.locator(".page-signed-off")).to_be_visible()
    assert "Dia van Dam" not in device.everything(page)
