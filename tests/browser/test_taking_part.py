"""Taking part from the address to the other phone's list: by keyboard only, with large letters, zoomed in, without script."""

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.browser.test_pages import TOO_SMALL, WIDER
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "incubator"
ZOOMED = ViewportSize(width=320, height=256)  # a screen of 1280 × 1024 at 400 %
BODY_PX = 18
STEPS_MAX = 60
# What is cut off at the side of its own box, with nothing that scrolls it.
CUT = """() => [...document.querySelectorAll("main *, footer *")]
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, svg, .question, .table-wrap, pre"))
    .filter((one) => getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.tagName}.${one.className}`)"""
LETTERS = "(one) => Number.parseFloat(getComputedStyle(one).fontSize)"


def tabs_to(page: Page, target: Locator) -> None:
    """Go on with Tab until `target` has the focus, and show that one sees where one is."""
    expect(target).to_be_visible()
    for _step in range(STEPS_MAX):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            assert target.evaluate("(one) => getComputedStyle(one).outlineStyle") != "none"
            return
    raise AssertionError(f"not reached with Tab: {target}")


def button(person: Person, words: str, name: str) -> Locator:
    found: Locator = person.idea(words).get_by_role("button", name=re.compile(name))
    return found


def test_everything_by_keyboard(server: RunningServer, people: Hall) -> None:
    bob = people.person(server, PHONE).scans(TOPIC)
    bob.writes_idea("Het idee van Bob")
    anna = people.person(server)
    page = anna.page
    page.goto(server.address)
    tabs_to(page, page.get_by_label("Deelnamecode"))
    page.keyboard.type(server.code.lower())
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_role("link", name=re.compile("incubator", re.IGNORECASE)))
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_label("Jouw idee"))
    page.keyboard.type("Met het toetsenbord")
    tabs_to(page, page.get_by_label("Je naam (mag leeg blijven)"))
    page.keyboard.type("Anna")
    tabs_to(page, page.get_by_role("button", name="Idee versturen"))
    page.keyboard.press("Enter")
    expect(bob.idea("Met het toetsenbord")).to_contain_text("Anna")
    expect(page.locator("#name-said")).to_have_text("Je naam: Anna")
    expect(page.get_by_label("Je naam (mag leeg blijven)")).to_be_hidden()
    tabs_to(page, page.locator("#name-fold > summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Je naam (mag leeg blijven)")).to_have_value("Anna")
    tabs_to(page, button(anna, "Met het toetsenbord", "Bewerken"))
    page.keyboard.press("Enter")
    expect(anna.idea("").get_by_label("Jouw idee")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(", en beter")
    tabs_to(page, button(anna, "", "Opslaan"))
    page.keyboard.press("Enter")
    expect(bob.idea("Met het toetsenbord, en beter")).to_have_count(1)
    support = button(anna, "Het idee van Bob", "Ik ook")
    tabs_to(page, support)
    page.keyboard.press("Space")
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(bob.idea("Het idee van Bob").locator(".support-count")).to_have_text("1")
    page.reload()  # back to the top, and no second tap that is too quick to be meant
    expect(support).to_have_attribute("aria-pressed", "true")
    tabs_to(page, support)
    page.keyboard.press("Space")
    expect(bob.idea("Het idee van Bob").locator(".support-count")).to_have_count(0)
    page.reload()
    tabs_to(page, button(anna, "Met het toetsenbord", "Intrekken"))
    page.keyboard.press("Enter")
    tabs_to(page, button(anna, "Met het toetsenbord", "Ja, intrekken"))
    page.keyboard.press("Enter")
    expect(bob.idea("Met het toetsenbord")).to_have_count(0)
    expect(page.locator("#idea-state")).to_have_text("Je idee is ingetrokken.")


@pytest.mark.parametrize("letters", [16, 32], ids=["zoomed to 400 %", "letters of 200 %"])
def test_nothing_is_lost_or_scrolls_sideways(server: RunningServer, people: Hall, letters: int) -> None:
    anna = people.person(server, ZOOMED if letters == 16 else ViewportSize(width=360, height=640))
    page = anna.page
    tools = anna.context.new_cdp_session(page)
    tools.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}})
    for address in (server.address, f"{server.address}/{server.code}", anna.topic_address(TOPIC)):
        page.goto(address)
        if address.endswith(TOPIC):
            expect(page.locator("#here")).to_be_visible()
            anna.writes_idea("Een idee met een buurtcoöperatievergaderingsverslagenverzameling", "Anna " + "B" * 30)
            mine = anna.idea("Een idee met een buurt").first
            mine.get_by_role("button", name="Bewerken").click()
            expect(mine.get_by_label("Jouw idee")).to_be_focused()
        for look in (WIDER, CUT, TOO_SMALL):
            until(page, partial(page.evaluate, look), lambda faults: faults == [])
    for words in (page.locator("body"), page.locator(".idea-text, .idea-edit textarea").first):
        assert words.evaluate(LETTERS) >= BODY_PX * letters / 16


def test_without_script_one_edits_and_withdraws_and_is_told_in_ones_language(
    server: RunningServer, people: Hall
) -> None:
    anna = people.person(server, PHONE, java_script_enabled=False)
    page = anna.page
    page.goto(f"{anna.topic_address(TOPIC)}?code={server.code}")
    anna.writes_idea("Zonder script bedacht", "Anna")
    expect(page.locator("#name-said")).to_have_text("Je naam: Anna")
    page.locator("button[lang=en]").click()
    mine = anna.idea("Zonder script bedacht")
    mine.locator("summary", has_text="Edit").click()
    too_long = "te lang " * 100
    mine.get_by_label("Your idea").fill(too_long)
    anna.watch.expect_status(422)
    mine.get_by_role("button", name="Save").click()
    expect(mine.locator(".field-error")).to_contain_text("500")
    assert mine.get_by_label("Your idea").input_value().strip() == too_long.strip()
    mine.get_by_label("Your idea").fill("Zonder script verbeterd")
    mine.get_by_role("button", name="Save").click()
    better = anna.idea("Zonder script verbeterd")
    expect(better).to_have_count(1)
    better.locator("summary", has_text="Withdraw").click()
    better.get_by_role("button", name="Yes, withdraw").click()
    until(page, lambda: anna.idea("Zonder script").count(), lambda count: count == 0)
