"""Outcomes as they are typed: the mark in the margin, what was understood, and the list that leads to each."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.people import Hall, Person
from tests.browser.test_pages import AXE, RULES
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
NARROW = ViewportSize(width=360, height=740)
LEFT_EDGE = """line => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return range.getBoundingClientRect().left;
}"""


def line(person: Person, words: str) -> Locator:
    """The editor's line with these words."""
    return person.page.locator("#editor .cm-line", has_text=words)


def left_edge(person: Person, words: str) -> float:
    """Where the words of a line begin, in pixels."""
    return float(line(person, words).evaluate(LEFT_EDGE))


def test_outcomes_are_marked_as_they_are_typed(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    for words in ("Besluit: het fonds komt er", "- [ ] Actie: notaris bellen @[Jan de Wit] (uiterlijk 15-01-2022)"):
        fatima.type_line(words)
        fatima.page.keyboard.press("Enter")
    decision, action = line(fatima, "het fonds komt er"), line(fatima, "notaris bellen")
    expect(decision).to_have_attribute("data-kind", "decision")
    expect(decision).to_have_attribute("title", "Besluit")
    expect(action).to_have_attribute("title", "Actie · Jan de Wit · za 15 januari 2022")
    expect(action).to_have_attribute("data-understood", "Jan de Wit · za 15 januari 2022")

    # a date that cannot be read is said, not guessed
    fatima.type_line("Actie: beheerder mailen (uiterlijk volgende keer)")
    expect(line(fatima, "beheerder mailen")).to_have_attribute(
        "data-understood", "geen datum herkend in “volgende keer”"
    )

    # a day that is offered here is not called unclear while one is on its line; the report reads whole days only
    fatima.page.keyboard.press("Enter")
    fatima.type_line("Actie: drukker vragen (uiterlijk volgende week vrijdag)")
    expect(line(fatima, "drukker vragen")).to_have_attribute("title", "Actie")
    fatima.page.keyboard.press("ArrowUp")
    expect(line(fatima, "drukker vragen")).to_have_attribute(
        "data-understood", "geen datum herkend in “volgende week vrijdag”"
    )
    fatima.page.keyboard.press("ArrowDown")
    expect(line(fatima, "drukker vragen")).to_have_attribute("title", "Actie")

    # a heading makes outcomes of the items below it
    fatima.page.keyboard.press("Enter")
    fatima.type_line("## Open vragen")
    fatima.page.keyboard.press("Enter")
    fatima.page.keyboard.type("- wie betaalt dat?")
    expect(line(fatima, "wie betaalt dat?")).to_have_attribute("title", "Open vraag")

    # an internal line runs on to the line right under it, and no further
    fatima.type_line("Intern: Jan twijfelt")
    fatima.page.keyboard.press("Enter")
    fatima.page.keyboard.type("hier direct onder")
    expect(line(fatima, "hier direct onder")).to_have_attribute("data-kind", "internal")
    fatima.page.keyboard.press("Enter")
    fatima.page.keyboard.press("Enter")
    fatima.page.keyboard.type("weer voor iedereen")
    expect(line(fatima, "weer voor iedereen")).to_be_visible()
    assert line(fatima, "weer voor iedereen").get_attribute("data-kind") is None


def test_the_list_of_outcomes_leads_to_each(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    fatima.type_line("Inzicht: jongeren willen meedoen")
    button = fatima.page.get_by_role("button", name="Uitkomsten")
    button.focus()
    fatima.page.keyboard.press("Enter")
    panel = fatima.page.get_by_role("region", name="Uitkomsten")
    expect(panel.get_by_role("heading", name="Uitkomsten")).to_be_focused()
    before = int(button.locator(".count").inner_text())

    # alive while one types
    fatima.type_line("Citaat: samen lukt het")
    quote = panel.get_by_role("button", name="samen lukt het")
    expect(quote).to_be_visible()
    expect(button.locator(".count")).to_have_text(str(before + 1))
    fatima.page.evaluate(AXE)
    assert fatima.page.evaluate(RULES) == []

    panel.get_by_role("button", name="jongeren willen meedoen").press("Enter")
    expect(fatima.page.locator("#editor .cm-content")).to_be_focused()
    fatima.page.keyboard.type("!")
    fatima.sees_text("jongeren willen meedoen!")

    quote.focus()
    fatima.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(button).to_be_focused()


def test_on_a_narrow_phone_marks_do_not_move_the_text(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server, NARROW).facilitates(TOPIC, "Fatima")
    fatima.type_line("Vraag wie doet er mee")
    before = left_edge(fatima, "wie doet er mee")
    fatima.page.keyboard.press("Home")
    for _letter in "Vraag":
        fatima.page.keyboard.press("ArrowRight")
    fatima.page.keyboard.type(":")
    expect(line(fatima, "wie doet er mee")).to_have_attribute("data-kind", "question")
    assert left_edge(fatima, "wie doet er mee") == before
    assert fatima.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    fatima.page.get_by_role("button", name="Uitkomsten").click()
    jump = fatima.page.get_by_role("region", name="Uitkomsten").get_by_role("button", name="wie doet er mee")
    box = jump.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    jump.click()
    expect(fatima.page.locator(".outcome-list")).to_have_count(0)
    fatima.page.keyboard.type("?")
    fatima.sees_text("wie doet er mee?")


def offers(person: Person) -> None:
    """Wait until the editor completes what is typed."""
    expect(person.page.locator("#editor .cm-content")).to_have_attribute("aria-autocomplete", "list")


def elsewhere(server: RunningServer, text: str) -> None:
    """Put a line into another topic's notes."""
    browser, address = server.session("facilitator", "Ahmed"), f"{server.address}/c/{server.slug}/incubator"
    token = browser.get(address).text.split('name="csrf_token" value="')[1].split('"', 1)[0]
    line = {"kind": "note", "text": text, "request": "wilma", "csrf_token": token}
    browser.post(f"{address}/regel", data=line, headers={"Referer": address}).raise_for_status()


def test_names_and_days_are_completed_by_key(server: RunningServer, people: Hall) -> None:
    elsewhere(server, "Vragen aan @[Wilma van Elders]")
    fatima = people.person(server).facilitates(TOPIC, "Fatima el Idrissi")
    fatima.page.clock.set_system_time("2026-11-24T12:00:00")  # a Tuesday
    offers(fatima)
    options = fatima.page.get_by_role("listbox", name="Voorstellen").get_by_role("option")

    # everybody who is here, the cursor in the notes or not; not what somebody else is in the middle of
    people.person(server).facilitates(TOPIC, "Tarik Aziz")
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    fatima.type_line("Samen met")
    ahmed.sees_text("Samen met")
    ahmed.type_line("Vragen aan @Taria")
    fatima.sees_text("@Taria")
    fatima.page.keyboard.type(" @tar")
    expect(options).to_have_text(["Tarik Aziz hier"])
    fatima.page.keyboard.press("Escape")
    fatima.type_line("- [ ] Actie: gemeente schrijven @fat")
    expect(options).to_have_text(["Fatima el Idrissi hier"])
    fatima.page.evaluate(AXE)
    assert fatima.page.evaluate(RULES) == []
    fatima.page.keyboard.press("Tab")
    fatima.sees_text("schrijven @[Fatima el Idrissi]")
    fatima.page.keyboard.type(" (uiterlijk volgende vr")
    expect(options).to_have_text(["vr 4 december 2026", "vr 27 november 2026"])
    assert fatima.page.evaluate(RULES) == []
    fatima.page.keyboard.press("ArrowDown")
    fatima.page.keyboard.press("Enter")
    fatima.page.keyboard.type(")")
    fatima.sees_text("gemeente schrijven @[Fatima el Idrissi] (uiterlijk 27-11-2026)")
    expect(line(fatima, "gemeente schrijven")).to_have_attribute(
        "data-understood", "Fatima el Idrissi · vr 27 november 2026"
    )

    # a name that stands in the notes, by tap; and no list where nothing is left to complete
    fatima.page.keyboard.type(" samen met @idr")
    options.first.click()
    fatima.sees_text("samen met @[Fatima el Idrissi]")
    expect(options).to_have_count(0)

    # a name that stands in another topic's notes: asked for at the first "@"
    fatima.page.keyboard.type(" en @wilm")
    fatima.page.keyboard.press("Backspace")
    expect(options).to_have_text(["Wilma van Elders"])
    # Escape closes the list, and what was typed stays
    fatima.page.keyboard.type(" voor overmorgen")
    expect(options).to_have_text(["do 26 november 2026"])
    fatima.page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    fatima.sees_text("voor overmorgen")

    # in its brackets a day is a day, however fast one types, and the cursor goes on behind them
    fatima.type_line("- [ ] Actie: bank bellen (uiterlijk )")
    fatima.page.keyboard.press("ArrowLeft")
    fatima.page.keyboard.type("morgen")
    fatima.page.keyboard.press("Enter")
    fatima.page.keyboard.type(" dus")
    fatima.sees_text("bank bellen (uiterlijk 25-11-2026) dus")
