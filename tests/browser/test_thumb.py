"""A phone is enough: 360 px wide, tools above the keyboard, the cursor never hidden.

No headless browser shows an on-screen keyboard. What one does to a page is emulated in both ways that there are:
the page gets shorter (older Chrome and Firefox on Android), or only what is seen of it does (`visualViewport`;
Chrome from 108 on, and Safari).
"""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.people import Hall, Person, until
from tests.browser.test_toolbar import NOTES, sees_line, tool
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
SCREEN = ViewportSize(width=360, height=640)
SEEN_PX = 380
FINGER_PX = 43.5
SEE_LESS = """(height) => {
    Object.defineProperty(visualViewport, "height", { configurable: true, get: () => height });
    visualViewport.dispatchEvent(new Event("resize"));
}"""
# What covers the notes above, where the cursor is, and where the tools begin.
SIGHT = """() => {
    const content = document.querySelector("#editor .cm-content");
    const view = content.cmTile?.root?.view ?? content.cmView?.rootView?.view ?? content.cmView?.view;
    const caret = view.coordsAtPos(view.state.selection.main.head);
    const head = document.querySelector(".panel-notes .panel-head").getBoundingClientRect();
    const bar = document.getElementById("toolbar").getBoundingClientRect();
    return [Math.max(0, head.bottom), caret.top, caret.bottom, bar.top, bar.bottom];
}"""


def page_gets_shorter(page: Page) -> None:
    page.set_viewport_size({"width": SCREEN["width"], "height": SEEN_PX})


def less_is_seen(page: Page) -> None:
    page.evaluate(SEE_LESS, SEEN_PX)


def with_phone(people: Hall, server: RunningServer) -> Person:
    """A facilitator with a phone who tapped the notes."""
    person = people.person(server, SCREEN, has_touch=True, is_mobile=True).facilitates(TOPIC, "Fatima")
    expect(person.page.locator("#toolbar")).to_be_hidden()  # nobody types yet: it would be in the way
    person.page.locator(NOTES).tap()
    expect(tool(person.page, "Inzicht")).to_be_visible()
    return person


def cursor_is_seen(page: Page) -> None:
    """Wait until nothing covers the cursor, and the tools stand at the lower edge of what is seen."""
    until(
        page,
        lambda: page.evaluate(SIGHT),
        lambda sight: sight == sorted(sight) and abs(sight[4] - SEEN_PX) < 1,
    )


@pytest.mark.parametrize("keyboard", [page_gets_shorter, less_is_seen])
def test_tools_stand_above_the_keyboard_and_the_cursor_is_seen(
    server: RunningServer, people: Hall, keyboard: object
) -> None:
    page = (fatima := with_phone(people, server)).page
    assert callable(keyboard)
    keyboard(page)
    fatima.begin_line()
    cursor_is_seen(page)
    for number in range(14):
        page.keyboard.type(f"- regel {number}" if number == 0 else f"regel {number}")
        page.keyboard.press("Enter")
    cursor_is_seen(page)
    page.keyboard.press("Enter")
    tool(page, "Besluit").tap()
    page.keyboard.type("op de telefoon")
    sees_line(fatima, "- Besluit: op de telefoon")
    expect(page.locator(NOTES)).to_be_focused()
    cursor_is_seen(page)
    for _line in range(14):
        page.keyboard.press("ArrowUp")
    cursor_is_seen(page)
    page.keyboard.press("Control+Home")
    cursor_is_seen(page)


def test_an_action_is_filled_in_by_thumb_and_every_tool_is_in_reach(server: RunningServer, people: Hall) -> None:
    page = (fatima := with_phone(people, server)).page
    page_gets_shorter(page)
    fatima.begin_line()
    bar = page.locator("#toolbar")
    for box in filter(None, (one.bounding_box() for one in bar.get_by_role("button").all())):
        assert box["width"] >= FINGER_PX
        assert box["height"] >= FINGER_PX
    tool(page, "Actie").tap()
    page.keyboard.type("Sleutel kopen")
    tool(page, "Wie").tap()
    expect(bar).to_contain_text("Vraag of de naam in het openbare verslag mag.")
    cursor_is_seen(page)
    page.keyboard.type("Anna")
    tool(page, "Uiterlijk").tap()
    tool(page, "Klaar").tap()
    sees_line(fatima, "- [ ] Actie: Sleutel kopen @Anna")
    expect(page.locator(NOTES)).to_be_focused()
    assert bar.evaluate("(bar) => bar.scrollWidth > bar.clientWidth && getComputedStyle(bar).overflowX === 'auto'")
    tool(page, "Hulp en toetsen").scroll_into_view_if_needed()
    expect(tool(page, "Hulp en toetsen")).to_be_in_viewport(ratio=1)
    expect(page.locator(NOTES)).to_be_focused()
    tool(page, "Ongedaan maken").tap()
    expect(page.locator(NOTES)).to_be_focused()
