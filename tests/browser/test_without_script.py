"""Without script: reading, an idea, support, taking over and one line, as plain forms."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, Person
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "fondsen"


def plain(people: Hall, server: RunningServer) -> Person:
    return people.person(server, PHONE, java_script_enabled=False)


def joins(person: Person) -> Person:
    person.page.goto(f"{person.topic_address(TOPIC)}?code={person.server.code}")
    return person


def test_idea_support_and_taking_over(server: RunningServer, people: Hall) -> None:
    words = "Een noodpotje voor de straat"
    anna, bob, fatima = joins(plain(people, server)), joins(plain(people, server)), plain(people, server)
    fatima.use_link(server.access_address("facilitator", TOPIC), "Fatima")
    anna.writes_idea(words, "Anna")
    expect(anna.page.get_by_role("status").filter(has_text="Je idee is verstuurd")).to_be_visible()
    expect(anna.idea(words)).to_contain_text("Van jou")
    bob.page.reload()
    bob.idea(words).get_by_role("button", name=re.compile("Ik ook")).click()
    expect(bob.idea(words).get_by_role("button", name=re.compile("Ik ook"))).to_have_attribute("aria-pressed", "true")
    expect(bob.idea(words).locator(".support-count")).to_have_text("1")
    fatima.page.reload()
    fatima.idea(words).get_by_role("button", name="Overnemen in de notities").click()
    expect(fatima.idea(words)).to_contain_text("Overgenomen door Fatima")
    expect(fatima.page.locator("#notes")).to_contain_text(words)
    anna.page.reload()
    expect(anna.page.locator("#notes")).to_contain_text(words)
    expect(anna.idea(words).get_by_role("button", name="Intrekken")).to_have_count(0)


def test_one_line_in_the_notes(server: RunningServer, people: Hall) -> None:
    fatima = plain(people, server)
    fatima.use_link(server.access_address("facilitator", TOPIC), "Fatima")
    fatima.page.get_by_text("Eén regel toevoegen").click()
    fatima.page.get_by_label("Soort").select_option(label="Besluit")
    fatima.page.get_by_label("Tekst").fill("Zonder script besloten")
    fatima.page.get_by_role("button", name="Regel toevoegen").click()
    expect(fatima.page.get_by_text("De regel staat in de notities.")).to_be_visible()
    expect(fatima.page.locator("#notes")).to_contain_text("Besluit: Zonder script besloten")
    assert "- Besluit: Zonder script besloten" in server.log_text(TOPIC)


def test_a_date_is_asked_again_and_a_line_is_taken_back(server: RunningServer, people: Hall) -> None:
    fatima = plain(people, server)
    page = fatima.page
    fatima.use_link(server.access_address("facilitator", TOPIC), "Fatima")
    page.get_by_text("Eén regel toevoegen").click()
    page.get_by_label("Soort").select_option(label="Actie")
    page.get_by_label("Tekst").fill("Zonder script bellen")
    page.get_by_label("Wie (bij een actie)").fill("Jan")
    due = page.get_by_label("Uiterlijk (bij een actie)")
    due.fill("ooit eens")
    fatima.watch.expect_status(422)
    page.get_by_role("button", name="Regel toevoegen").click()
    expect(page.locator("#line-due-error")).to_contain_text("Deze datum begrijpen we niet.")
    expect(page.get_by_label("Tekst")).to_have_value("Zonder script bellen")
    due.fill("15 januari 2027")
    page.get_by_role("button", name="Regel toevoegen").click()
    expect(page.get_by_role("status").filter(has_text="Uiterlijk: vrijdag 15 januari 2027.")).to_be_visible()
    assert "- [ ] Actie: Zonder script bellen @Jan (uiterlijk 15-01-2027)" in server.log_text(TOPIC)
    page.get_by_role("button", name="Neem terug: Actie: Zonder script bellen").click()
    expect(page.get_by_role("status").filter(has_text="De regel is weer weg.")).to_be_visible()
    assert "Zonder script bellen" not in server.log_text(TOPIC)


def test_wrong_input_is_kept_beside_its_error(server: RunningServer, people: Hall) -> None:
    anna = joins(plain(people, server))
    too_long = "te lang " * 100
    anna.watch.expect_status(422)
    anna.writes_idea(too_long)
    expect(anna.page.locator("#idea-text-error")).to_contain_text("500")
    field = anna.page.get_by_label("Jouw idee")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert field.input_value().strip() == too_long.strip()
    anna.page.goto(server.address)
    anna.watch.expect_status(404)
    anna.page.get_by_label("Deelnamecode").fill("NEE 123")
    anna.page.get_by_role("button", name="Doe mee").click()
    expect(anna.page.locator("#code-error")).to_contain_text("Deze code kennen we niet")
    expect(anna.page.get_by_label("Deelnamecode")).to_have_value("NEE 123")


def test_template_of_a_round_is_seen_before_it_is_saved(server: RunningServer, people: Hall) -> None:
    olga = plain(people, server)
    page = olga.page
    page.goto(server.access_address("organiser"))
    page.get_by_label("Je naam").fill("Olga")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("link", name="Sjabloon voor een ronde").click()
    page.get_by_label("Sjabloon", exact=True).fill("## {ronde}\n\n### Wat nemen we mee?")
    page.get_by_role("button", name="Voorbeeld bekijken").click()
    shown = page.locator("#template-preview")
    expect(shown.get_by_role("heading", name="Wat nemen we mee?")).to_be_visible()
    expect(page.get_by_text("Nog niet bewaard.")).to_be_visible()
    page.get_by_role("button", name="Begin met het standaardsjabloon").click()
    expect(shown.get_by_role("heading", name="Open vragen")).to_be_visible()
    page.get_by_role("button", name="Sjabloon bewaren").click()
    expect(page.get_by_role("status").filter(has_text="Het sjabloon is bewaard.")).to_be_visible()


def test_code_of_the_poster_leads_to_the_rooms(server: RunningServer, people: Hall) -> None:
    anna = plain(people, server)
    anna.page.goto(f"{server.address}/{server.code.lower()}")
    expect(anna.page.get_by_role("heading", name="Waar zit je?")).to_be_visible()
    anna.page.get_by_role("link", name=re.compile("buurtcoöperatie")).click()
    expect(anna.page.get_by_label("Jouw idee")).to_be_visible()
