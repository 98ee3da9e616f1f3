"""From typing in a room to the published version in one go: the draft follows, two taps on a phone, and a way back."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.people import Hall, Person
from tests.browser.test_pages import AXE, RULES, TOO_SMALL, WIDER
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
SMALL: ViewportSize = {"width": 320, "height": 640}


def found_by_axe(page: Page) -> list[str]:
    """What axe finds on the page, what is wider than it, and what a finger misses."""
    page.evaluate(AXE)
    found: list[str] = [*page.evaluate(RULES), *page.evaluate(WIDER)]
    return found


def report_of(person: Person, path: str = "") -> str:
    """The address of the organisers' report pages."""
    return f"{person.server.address}/c/{person.server.slug}/verslag{path}"


def test_what_is_typed_stands_in_the_draft_and_after_two_taps_in_public(people: Hall, server: RunningServer) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    olga = people.person(server, SMALL, has_touch=True, is_mobile=True).organises()
    page = olga.page
    page.goto(report_of(olga))
    heading = page.get_by_role("heading", name="Verslag: Coöperatieven maken de stad – CONCEPT")
    expect(heading).to_be_visible()
    heading.evaluate("(one) => { window.before = one; }")
    fatima.type_line("- Besluit: Er komt een energiefonds")
    expect(page.locator("#report").get_by_text("Er komt een energiefonds").first).to_be_visible()
    assert page.evaluate("() => window.before.isConnected"), "what did not change was drawn again"
    # As in what is published, a row of a list of outcomes is a card on a phone: its cells stand below each other.
    card = page.locator("#report .stacked tr").filter(has_text="Er komt een energiefonds").first
    left = card.locator("td").evaluate_all("(cells) => cells.map((one) => one.getBoundingClientRect().left)")
    assert len(left) == 3
    assert len(set(left)) == 1
    assert card.locator("td").last.get_attribute("data-label") == "Onderwerp"
    assert found_by_axe(page) + page.evaluate(TOO_SMALL) == []

    fatima.type_line("- Besluit: Op het laatst")  # a text is stored a second late: a version may not be
    fatima.all_saved()
    page.get_by_role("link", name=re.compile("ubliceren")).tap()
    expect(page.get_by_text("Onderwerpen zonder uitkomsten")).to_be_visible()
    assert found_by_axe(page) + page.evaluate(TOO_SMALL) == []
    button = page.get_by_role("button", name=re.compile("Versie .* publiceren"))
    number = int(re.sub(r"\D", "", button.inner_text()))  # another test may have published before
    button.tap()
    expect(page.get_by_role("heading", name=f"Versie {number} staat online")).to_be_visible()
    fatima.type_line("- Besluit: Na de eerste versie")
    fatima.all_saved()

    anybody = people.person(server, SMALL, java_script_enabled=False)
    anybody.page.goto(f"{server.address}/v/{server.slug}")
    expect(anybody.page.get_by_text("Er komt een energiefonds").first).to_be_visible()
    expect(anybody.page.get_by_text("Op het laatst").first).to_be_visible()
    expect(anybody.page.get_by_text("Na de eerste versie")).to_have_count(0)

    reader = people.person(server, SMALL)
    for path in ("", f"/{number}", "/versies"):
        reader.page.goto(f"{server.address}/v/{server.slug}{path}")
        assert found_by_axe(reader.page) == []
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="Gegevens (.json)").first.click()
    data: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (data["version"], data["status"]) == (number, "provisional")
    numbers = [each["number"] for topic in data["topics"] for each in topic["outcomes"]]
    assert numbers == ["energienet-B1", "energienet-B2"]


def test_a_withdrawn_version_says_why_to_who_comes_back(people: Hall, server: RunningServer) -> None:
    olga = people.person(server).organises()
    olga.page.goto(report_of(olga, "/publiceren"))
    olga.sends(re.compile("Versie .* publiceren"))
    row = olga.page.locator(".report-versions li").first
    number = re.search(r"\d+", row.get_by_role("link").inner_text())
    assert number is not None
    row.locator("summary").click()
    row.get_by_label("Waarom? Lezers zien dit.").fill("Een naam moest eruit.")
    row.get_by_role("button", name="Ja, intrekken").click()
    expect(olga.page.get_by_text("ingetrokken: Een naam moest eruit.")).to_be_visible()
    reader = people.person(server, SMALL)
    reader.watch.expect_status(410)
    answer = reader.page.goto(f"{server.address}/v/{server.slug}/{number[0]}")
    assert answer is not None
    assert answer.status == 410
    expect(reader.page.get_by_text("Een naam moest eruit.")).to_be_visible()


def test_a_file_that_is_being_made_says_so_and_comes_under_its_own_name(people: Hall, server: RunningServer) -> None:
    olga = people.person(server).organises()
    page = olga.page
    page.goto(report_of(olga))
    page.get_by_text("Downloaden", exact=True).click()
    link = page.get_by_role("link", name="PDF", exact=True)
    said = page.locator("li", has=link).get_by_role("status")
    with page.expect_download() as download:
        link.click()
        expect(said).to_have_text("Wordt gemaakt…")
    assert download.value.suggested_filename.endswith(".pdf")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    expect(said).to_have_text("Klaar.")
    page.route("**/verslag.docx", lambda route: route.fulfill(status=200, body="log eerst in"))
    other = page.get_by_role("link", name="Word", exact=True)
    other.click()
    expect(page.locator("li", has=other).get_by_role("status")).to_have_text("Dit lukte niet. Probeer het opnieuw.")
    assert found_by_axe(page) == []
