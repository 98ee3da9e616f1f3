"""Ideas and support on bad Wi-Fi: said in honest words, sent once, and never gone in silence."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people import PHONE, Hall, Person
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "plenair"
PORTAL = "Je bent nog niet op internet. Log in op de wifi of gebruik mobiele data."


def behind_a_portal(route: Route) -> None:
    """Answer as the Wi-Fi's portal does: every address with its own page, and all is well."""
    route.fulfill(status=200, content_type="text/html", body="<h1>Welkom op onze wifi</h1>")


def state_of(person: Person) -> str:
    return person.page.locator("#idea-state").inner_text()


def test_how_much_still_fits_is_shown_and_said_when_the_typing_pauses(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE)
    anna.page.clock.install()
    anna.scans(TOPIC)
    box, said = anna.page.get_by_label("Jouw idee"), anna.page.locator("#announce")
    box.fill("x" * 395)
    expect(anna.page.locator("#idea-left")).to_be_hidden()
    for length, words in ((410, "nog 90 tekens"), (499, "nog 1 teken"), (503, "3 tekens te veel")):
        box.fill("x" * length)
        expect(anna.page.locator("#idea-left")).to_have_text(words)
        expect(said).not_to_have_text(words)
        anna.page.clock.fast_forward(1_300)
        expect(said).to_have_text(words)
        anna.page.clock.fast_forward(3_000)
    box.press("End")
    box.press("Backspace")
    anna.page.clock.fast_forward(1_300)
    expect(said).to_have_text("")  # 2 too many is as wrong as 3
    box.fill("👩‍🌾" * 160)  # counted as the server counts them: three signs each
    expect(anna.page.locator("#idea-left")).to_have_text("nog 20 tekens")


def test_a_portals_answers_are_no_internet_and_what_waits_goes_after_the_log_in(
    server: RunningServer, people: Hall
) -> None:
    bob = people.person(server, PHONE).scans(TOPIC)
    anna = people.person(server, PHONE).scans(TOPIC)
    bob.writes_idea("Een idee om te steunen")
    expect(anna.idea("Een idee om te steunen")).to_be_visible()
    anna.watch.expect_outage()
    anna.page.clock.install()
    anna.context.set_offline(True)
    anna.page.route("**/socket.io/**", behind_a_portal)
    anna.page.route("**/healthz", behind_a_portal)
    support = anna.idea("Een idee om te steunen").get_by_role("button", name=re.compile("Ik ook"))
    expect(anna.page.locator("#save-state")).not_to_have_text("")
    anna.writes_idea("Bedacht achter de portal")
    support.click()
    expect(anna.idea("Een idee om te steunen")).to_contain_text("Nog niet verstuurd")
    expect(anna.page.locator("#idea-state")).to_have_text(
        "Nog niet verstuurd – gaat vanzelf zodra je deze pagina met internet open hebt"
    )
    # What was never on its way is its author's: thrown away, or put back into the box.
    anna.writes_idea("Toch maar niet")
    anna.idea("Toch maar niet").get_by_role("button", name="Weggooien").click()
    expect(anna.idea("Toch maar niet")).to_have_count(0)
    anna.idea("Bedacht achter de portal").get_by_role("button", name="Aanpassen").click()
    expect(anna.idea("Bedacht achter de portal")).to_have_count(0)
    expect(anna.page.get_by_label("Jouw idee")).to_have_value("Bedacht achter de portal")
    anna.page.get_by_role("button", name="Idee versturen").click()
    anna.context.set_offline(False)
    anna.page.clock.fast_forward(13_000)
    expect(anna.page.locator("#notice-portal")).to_have_text(PORTAL)
    expect(anna.page.locator("#idea-state")).to_have_text(PORTAL)
    expect(bob.idea("Bedacht achter de portal")).to_have_count(0)
    anna.page.unroute_all()
    anna.page.clock.fast_forward(10_000)
    expect(bob.idea("Bedacht achter de portal")).to_be_visible(timeout=20_000)
    expect(anna.page.locator("#notice-portal")).to_have_count(0)
    expect(bob.idea("Een idee om te steunen").locator(".support-count")).to_have_text("1")
    expect(anna.idea("Een idee om te steunen")).not_to_contain_text("Nog niet verstuurd")


def test_an_edit_that_is_typed_and_not_saved_survives_a_reload_and_a_take_over(
    server: RunningServer, people: Hall
) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    anna = people.person(server, PHONE).scans(TOPIC)
    anna.writes_idea("Eerst zo bedacht")
    idea = anna.idea("Eerst zo bedacht")
    idea.get_by_role("button", name="Bewerken").click()
    idea.get_by_label("Jouw idee").fill("Daarna beter bedacht")
    anna.page.reload()
    expect(idea.get_by_label("Jouw idee")).to_have_value("Daarna beter bedacht")
    expect(idea.get_by_label("Jouw idee")).not_to_be_focused()
    fatima.idea("Eerst zo bedacht").get_by_role("button", name="Overnemen in de notities").click()
    aside = anna.page.locator("#ideas li", has_text="Daarna beter bedacht")
    expect(aside).to_contain_text("Je idee is intussen overgenomen. Wat je typte, is niet")
    expect(idea.get_by_label("Jouw idee")).to_have_count(0)
    anna.page.reload()
    expect(aside).to_contain_text("Je idee is intussen overgenomen. Wat je typte, is niet")
    aside.get_by_role("button", name="Weggooien").click()
    expect(aside).to_have_count(0)


@pytest.mark.parametrize("away", [False, True], ids=["on the page", "while away"])
def test_an_edit_of_an_idea_that_is_hidden_meanwhile_is_handed_over(
    server: RunningServer, people: Hall, *, away: bool
) -> None:
    words, more = f"Verborgen onder het typen {away}", f"Nog veel beter {away}"
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    anna = people.person(server, PHONE).scans(TOPIC)
    anna.writes_idea(words)
    idea = anna.idea(words)
    idea.get_by_role("button", name="Bewerken").click()
    idea.get_by_label("Jouw idee").fill(more)
    if away:
        anna.page.goto("about:blank")
    fatima.idea(words).get_by_role("button", name="Verbergen").click()
    expect(fatima.idea(words)).to_have_count(0)
    if away:
        anna.opens(TOPIC)
    aside = anna.page.locator("#ideas li", has_text=more)
    expect(aside).to_contain_text("Dit idee kun je niet meer bewerken. Wat je typte, is niet weg.")
    expect(aside).to_have_count(1)
    aside.get_by_role("button", name="Aanpassen").click()
    expect(anna.page.get_by_label("Jouw idee")).to_have_value(more)
