"""A facilitator with only a phone: the ideas are near, the tools one button away, and each part is where one left it."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.browser.test_pages import WIDER
from tests.browser.test_stream import send, violations
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

SMALL = ViewportSize(width=360, height=780)
FINGER_PX = 43.5
TOOLS = "#stream-tools"


def leads(people: Hall, server: RunningServer, topic: str) -> Person:
    """Somebody who leads a room by phone, and looks at the ideas."""
    staff = people.person(server, SMALL, has_touch=True, is_mobile=True).facilitates(topic, "Fatima")
    staff.page.get_by_role("tab", name="Ideeën").tap()
    expect(staff.page.get_by_role("button", name="Meer hulpmiddelen")).to_be_visible()
    return staff


def tap(page: Page, tab: str) -> None:
    """Tap a tab where it stands: the locator's own tap scrolls first, as the bar is out of its place."""
    box = page.get_by_role("tab", name=tab).bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_the_first_idea_is_in_view_and_the_tools_are_behind_one_button(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("incubator")
    send(anna, "Dichtbij")
    page = (staff := leads(people, server, "incubator")).page
    expect(staff.idea("Dichtbij").get_by_role("button", name="Overnemen")).to_be_in_viewport(ratio=1)
    toggle = page.get_by_role("button", name="Meer hulpmiddelen")
    box = toggle.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= FINGER_PX
    expect(page.locator(TOOLS)).to_be_hidden()
    # By keyboard: it opens, the next stop is inside, and Escape comes back to it.
    toggle.focus()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Kaartjes invoeren")).to_be_focused()
    assert violations(staff) == []
    page.get_by_label("Welke ideeën").focus()
    page.keyboard.press("Escape")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(toggle).to_be_focused()
    expect(page.get_by_label("Welke ideeën")).to_be_hidden()


def test_what_matters_of_the_tools_stands_outside(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("energienet")
    page = (staff := leads(people, server, "energienet")).page
    state = page.locator(".stream-state")
    toggle = page.get_by_role("button", name="Meer hulpmiddelen")
    expect(state).to_have_count(0)
    toggle.tap()
    page.get_by_label("Ideeën wachten op goedkeuring").check()
    expect(anna.page.get_by_text("Een begeleider leest je idee eerst.")).to_be_visible()
    toggle.tap()
    expect(state).to_have_text("Eerst goedkeuren")
    below = "(toggle) => document.querySelector('#ideas-order').offsetTop - toggle.offsetTop"
    before = toggle.evaluate(below)
    anna.writes_idea("Wacht even")
    expect(state.get_by_role("button", name="1 wacht")).to_be_visible()
    assert toggle.evaluate(below) == before  # nothing moved under the thumb
    toggle.tap()
    page.get_by_role("button", name="Pauzeren").tap()
    page.get_by_label("Welke ideeën").select_option(label="Nagekomen")
    toggle.tap()
    expect(state).to_contain_text("Alleen: Nagekomen")
    assert violations(staff) == []
    state.get_by_role("button", name="Pauze stoppen").press("Enter")
    expect(toggle).to_be_focused()
    expect(state.get_by_role("button", name="Pauze stoppen")).to_have_count(0)
    state.get_by_role("button", name="1 wacht").tap()
    page.locator("#hidden-ideas").get_by_role("button", name="Goedkeuren").tap()
    expect(anna.idea("Wacht even")).to_be_visible()
    toggle.tap()
    page.get_by_label("Welke ideeën").select_option(label="Alle ideeën")
    page.get_by_label("Ideeën wachten op goedkeuring").uncheck()
    page.get_by_label("Deelnemers kunnen ideeën sturen").uncheck()
    toggle.tap()
    expect(state).to_have_text("Ideeënvak dicht")


def test_letters_of_200_percent_break_nothing(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("buurtcooperatie")
    send(anna, "Met grote letters")
    page = (staff := leads(people, server, "buurtcooperatie")).page
    sizes = {"fontSizes": {"standard": 32, "fixed": 32}}
    staff.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    page.get_by_role("button", name="Meer hulpmiddelen").tap()
    expect(page.get_by_label("Welke ideeën")).to_be_visible()
    assert page.evaluate(WIDER) == []
    # "Overnemen" is not broken off: it is no higher than a line.
    height = staff.idea("Met grote letters").locator(".button-take-over").evaluate("(one) => one.scrollHeight")
    assert height < 32 * 3


def test_ideas_and_notes_are_each_where_one_left_them(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("fondsen")
    send(anna, *(f"Lange lijst {number}: {'langer en langer ' * 12}" for number in range(8)))
    page = (staff := leads(people, server, "fondsen")).page
    expect(staff.idea("Lange lijst 7:")).to_be_visible()
    staff.idea("Lange lijst 1:").evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    place = staff.idea("Lange lijst 1:").bounding_box()
    bar = page.locator(".tabs").bounding_box()
    for _again in range(2):
        tap(page, "Notities")
        expect(page.locator("#editor")).to_be_visible()
        assert page.locator(".tabs").bounding_box() == bar  # it stays under the thumb
        expect(page.get_by_role("link", name=re.compile("Geschiedenis"))).to_be_in_viewport()  # from their top
        tap(page, "Ideeën")
        until(page, lambda: staff.idea("Lange lijst 1:").bounding_box(), lambda now: now == place)
    page.reload()  # as a phone does that was locked for long
    expect(page.get_by_role("tab", name="Ideeën")).to_have_attribute("aria-selected", "true")
    expect(staff.idea("Lange lijst 7:")).to_be_visible()


def test_a_lost_connection_is_said_where_one_looks_for_what_is_new(server: RunningServer, people: Hall) -> None:
    page = (staff := leads(people, server, "fondsen")).page
    staff.watch.expect_outage()
    staff.context.set_offline(True)
    expect(page.locator(".stream-state")).to_have_text("Geen verbinding")
    staff.context.set_offline(False)
    expect(page.locator(".stream-state")).to_have_count(0)


def test_what_is_not_with_the_server_shows_at_the_tab_of_the_notes(server: RunningServer, people: Hall) -> None:
    page = (staff := leads(people, server, "plenair")).page
    notes = page.get_by_role("tab", name="Notities")
    expect(notes).not_to_have_attribute("data-unsaved", "")
    staff.watch.expect_outage()
    staff.context.set_offline(True)
    notes.tap()
    staff.type_line("Zonder internet")
    page.get_by_role("tab", name="Ideeën").tap()
    expect(notes).to_have_attribute("data-unsaved", "")
    expect(notes).to_have_attribute("title", re.compile("^Bewaard op dit apparaat$|^Nog niet opgeslagen"))
    staff.context.set_offline(False)
    expect(notes).not_to_have_attribute("data-unsaved", "")
    expect(notes).to_have_attribute("title", "")
