"""Find and replace in the notes: by keyboard alone, on a phone, and as one's own edit."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, same_everywhere, until
from tests.browser.test_pages import AXE
from tests.browser.test_toolbar import NOTES, faults, tool, writer
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"


def test_by_keyboard_alone_words_are_found_and_replaced_as_ones_own_edit(server: RunningServer, people: Hall) -> None:
    fatima, ahmed = writer(people, server), writer(people, server, "Ahmed")
    page = fatima.page
    fatima.type_line("Zonnepaneel, ZONNEPANEEL en zonnepaneeltje")
    ahmed.sees_text("zonnepaneeltje")
    page.keyboard.press("Control+f")
    page.keyboard.type("zonnepaneel")  # at once: not one letter of it goes into the notes
    find = page.get_by_role("search", name="Zoeken in de notities")
    expect(find).to_contain_text("3 keer gevonden.")
    expect(page.locator(".cm-match")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(find).to_contain_text("2 van 3")
    page.keyboard.press("Shift+Enter")
    expect(find).to_contain_text("1 van 3")
    page.evaluate(AXE)
    assert faults(page) == []
    find.get_by_label("Vervangen door").focus()
    page.keyboard.type("Windmolen")
    page.keyboard.press("Enter")
    fatima.sees_text("Windmolen, ZONNEPANEEL en zonnepaneeltje")
    find.get_by_label("Let op hoofdletters").check()
    expect(find).to_contain_text("1 keer gevonden.")
    find.get_by_label("Let op hoofdletters").uncheck()
    ahmed.begin_line()
    ahmed.page.keyboard.type("Ahmed typt mee")
    fatima.sees_text("Ahmed typt mee")
    find.get_by_role("button", name="Alles vervangen").press("Enter")
    fatima.sees_text("Windmolen, Windmolen en Windmolentje")
    expect(find).to_contain_text("2 keer vervangen.")
    page.keyboard.press("Escape")
    expect(find).to_have_count(0)
    expect(page.locator(NOTES)).to_be_focused()
    expect(page.locator(".cm-match")).to_have_count(0)
    page.keyboard.press("Control+z")
    text = same_everywhere(server, TOPIC, fatima, ahmed)
    assert "Windmolen, ZONNEPANEEL en zonnepaneeltje" in text
    assert "Ahmed typt mee" in text


def test_on_a_phone_the_match_is_seen_below_the_row(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server, PHONE, has_touch=True, is_mobile=True).facilitates(TOPIC, "Fatima")
    page = fatima.page
    page.locator(NOTES).tap()
    fatima.type_line("Een woord dat nergens anders staat: kwartelkoning")
    tool(page, "Zoeken en vervangen").tap()
    page.set_viewport_size({"width": 360, "height": 380})
    find = page.get_by_role("search", name="Zoeken in de notities")
    find.get_by_label("Zoeken", exact=True).fill("kwartelkoning")
    expect(find).to_contain_text("1 keer gevonden.")
    row, match = find.bounding_box(), page.locator(".cm-match-here")
    assert row is not None
    until(
        page,
        match.bounding_box,
        lambda box: box is not None and box["y"] >= row["y"] + row["height"] and box["y"] + box["height"] <= 380,
    )
    find.get_by_role("button", name="Sluiten").tap()
    expect(page.locator(NOTES)).to_be_focused()
