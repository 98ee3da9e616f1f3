"""A phone is enough: 360 px wide, tools above the keyboard, the cursor never hidden.

No headless browser shows an on-screen keyboard. What one does to a page is emulated in both ways that there are:
the page gets shorter (older Chrome and Firefox on Android), or only what is seen of it does (`visualViewport`;
Chrome from 108 on, and Safari).
"""

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

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


TABLE = """| Straat | Toelichting |
| --- | --- |
| Javastraat | een heel lange omschrijving van kabels en buizen onder de grond |"""
DEVICES = {"phone": (SCREEN, True), "tablet": (ViewportSize(width=820, height=1180), False)}


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


def line_of(page: Page, words: str) -> Locator:
    return page.locator("#editor .cm-line").filter(has_text=words).first


def taps_line(page: Page, words: str) -> None:
    """Tap a line of the notes as a finger does, at a place of the screen; it shows its marks then."""
    line_of(page, words).scroll_into_view_if_needed()
    box = line_of(page, words).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(line_of(page, words)).to_contain_text(f"## {words}")


@pytest.mark.parametrize("device", DEVICES)
def test_the_cursor_goes_where_a_finger_taps_first_and_after_looking_elsewhere(
    server: RunningServer, people: Hall, device: str
) -> None:
    first, second = f"A {device}", f"B {device}"  # so short that a finger in the middle taps beside the words
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    ahmed.page.locator(NOTES).press("Control+Home")
    ahmed.page.keyboard.insert_text(f"Begin\n\n## {first}\n\n## {second}\n\n")
    ahmed.all_saved()
    size, is_mobile = DEVICES[device]
    page = people.person(server, size, has_touch=True, is_mobile=is_mobile).facilitates(TOPIC, "Fatima").page
    expect(page.locator("#toolbar .tools").first).to_be_attached()
    taps_line(page, first)
    page.keyboard.type(" hier")
    expect(line_of(page, first)).to_contain_text(f"{first} hier")
    page.locator(NOTES).blur()
    expect(line_of(page, first)).not_to_contain_text("#")
    taps_line(page, second)
    page.keyboard.type(" daar")
    expect(line_of(page, second)).to_contain_text(f"{second} daar")


def test_a_wide_table_wraps_in_its_cells_and_all_else_as_ever(server: RunningServer, people: Hall) -> None:
    page = (fatima := with_phone(people, server)).page
    fatima.begin_line()
    page.keyboard.insert_text(TABLE)
    page.keyboard.press("Enter")
    cells = page.locator("#editor .md-cell")
    expect(cells).to_have_count(4)
    boxes = [box for cell in cells.all() if (box := cell.bounding_box())]
    assert boxes[2]["y"] == pytest.approx(boxes[3]["y"], abs=1)  # side by side, the long one in lines of its own
    assert boxes[3]["height"] > 2 * boxes[2]["height"]
    assert page.locator(NOTES).evaluate("(notes) => notes.offsetWidth <= notes.parentElement.clientWidth")
