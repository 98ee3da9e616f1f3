"""An organiser edits with the keyboard on a small screen; another device; a link withdrawn while its socket types."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.people import Hall, Person, until
from tests.browser.test_rights import makes_link
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

SMALL = ViewportSize(width=320, height=640)
TOPIC = "buurtcooperatie"


def edits(person: Person, path: str = "") -> None:
    person.page.goto(f"{person.server.address}/c/{person.server.slug}/regie/bewerken{path}")


def test_a_room_gets_its_place_by_keyboard_and_participants_see_it(people: Hall, server: RunningServer) -> None:
    olga, anna = people.person(server, SMALL).organises(), people.person(server).scans(TOPIC)
    page = olga.page
    edits(olga)
    page.get_by_role("link", name="De buurtcoöperatie").focus()
    page.keyboard.press("Enter")
    place = page.get_by_label("Zaal: Break-out ronde II", exact=True)
    place.focus()
    page.keyboard.type("De Grote Zaal")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    anna.page.goto(f"{server.address}/c/{server.slug}")
    expect(anna.page.get_by_text("De Grote Zaal").first).to_be_visible()


def test_another_device_goes_on_as_the_same_person(people: Hall, server: RunningServer) -> None:
    fatima, phone = people.person(server).facilitates(TOPIC, "Fatima"), people.person(server, SMALL)
    fatima.page.get_by_role("link", name="Ander apparaat").click()
    fatima.page.get_by_role("button", name="Maak een code").click()
    code = fatima.page.locator(".device-code").inner_text()
    phone.page.goto(f"{server.address}/ander-apparaat")
    phone.page.get_by_label("Code").fill(code.lower())
    phone.page.get_by_role("button", name="Ga verder").click()
    expect(phone.page.get_by_text("Dit apparaat is nu ook van jou, Fatima.")).to_be_visible()
    phone.opens(TOPIC).page.get_by_role("tab", name="Notities").click()
    phone.editor_is_open()


def test_a_link_that_is_withdrawn_while_its_socket_types_loses_no_letter(people: Hall, server: RunningServer) -> None:
    olga = people.person(server).organises()
    page = olga.page
    address = makes_link(olga, "Weg onder het typen")
    fatima = people.person(server)
    fatima.use_link(address, "Fatima")
    expect(fatima.page).to_have_url(re.compile(rf"/c/{server.slug}"))
    fatima.opens(TOPIC).editor_is_open()
    fatima.watch.expect_outage()
    fatima.begin_line()
    words = [f"woord{number}" for number in range(40)]
    fatima.page.keyboard.type(" ".join(words[:10]) + " ")
    fatima.all_saved()
    page.locator("summary", has_text="Intrekken: Weg onder het typen").click()
    withdraw = page.get_by_role("button", name="Ja, intrekken: Weg onder het typen")
    fatima.page.keyboard.type(" ".join(words[10:20]) + " ")
    withdraw.click(no_wait_after=True)
    fatima.page.keyboard.type(" ".join(words[20:]))
    expect(fatima.page.get_by_role("alert")).to_contain_text("Je toegang is ingetrokken")
    expect(fatima.page.locator("#editor .cm-content")).to_have_count(0)

    def somewhere() -> str:
        kept = fatima.page.get_by_role("region", name="Je tekst").get_by_role("textbox")
        return server.log_text(TOPIC) + " ".join(each.input_value() for each in kept.all())

    # What was typed while the editor was there is stored, or kept on the page; after it closes nobody types.
    found = until(olga.page, somewhere, lambda text: all(word in text for word in words[:20]))
    typed = [word for word in words if word in found]
    assert typed == words[: len(typed)]
