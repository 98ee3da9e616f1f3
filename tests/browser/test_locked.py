"""A conference that is locked and opened again under open pages: none goes on saying that it is locked."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import PHONE, Hall, Person
from tests.browser.test_ideas_too_late import LOCKED, locked
from tests.browser.test_rights import desk_of
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "kamer-van-de-commons"


def kept(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Je tekst")


def test_the_box_for_who_types_on_goes_when_nothing_was_typed_in_it(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    fatima.type_line("Alles is opgeslagen.")
    fatima.all_saved()
    for _time in range(2):
        with locked(organiser):
            expect(kept(fatima).get_by_role("textbox")).to_be_focused()
            expect(kept(fatima)).not_to_contain_text("niet opgeslagen")
        fatima.editor_is_open()
        expect(kept(fatima)).to_be_hidden()
        fatima.cursor_to_end()
    with locked(organiser):
        expect(kept(fatima).get_by_role("textbox")).to_be_focused()
        fatima.page.keyboard.type("Doorgetypt.")
    fatima.editor_is_open()
    expect(kept(fatima).get_by_role("textbox")).to_have_value("Doorgetypt.")
    expect(kept(fatima)).to_contain_text("Je tekst is bewaard, maar staat niet in de notities.")
    expect(kept(fatima)).not_to_contain_text("niet meer in de notities typen")
    kept(fatima).get_by_role("button", name="In de notities zetten").click()
    fatima.sees_text("Doorgetypt.")


def test_a_page_made_in_a_locked_conference_says_when_it_is_open_again(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    people.person(server, PHONE).scans(TOPIC).writes_idea("Een fietsenstalling")
    fatima, ahmed = (people.person(server).facilitates(TOPIC, name) for name in ("Fatima", "Ahmed"))
    with locked(organiser):
        for person in (fatima, ahmed):
            person.page.reload()
            expect(person.page.locator("#ideas-section")).to_contain_text(LOCKED)
    for person in (fatima, ahmed):
        expect(person.page.locator("#ideas-section")).to_contain_text("De conferentie is niet meer vastgezet.")
    ahmed.page.locator("#ideas-section").get_by_role("button", name="Pagina vernieuwen").click()
    fatima.page.get_by_role("button", name="Nu meetypen").click()
    for person in (fatima, ahmed):
        person.editor_is_open()
        expect(person.idea("fietsenstalling").get_by_role("button", name="Overnemen")).to_be_visible()
        expect(person.page.get_by_text(re.compile("vastgezet"))).to_have_count(0)
