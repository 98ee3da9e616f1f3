"""The toolbar by mouse and by keyboard alone, the stops of an action, and the help sheet."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.people import Hall, Person, hall, same_everywhere, until
from tests.browser.test_pages import AXE, RULES
from tests.browser.test_rights import TOPIC as RIGHTS_TOPIC
from tests.browser.test_rights import desk_of, lets_participants_write
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
NOTES = "#editor .cm-content"


def writer(people: Hall, server: RunningServer, name: str = "Fatima") -> Person:
    """A facilitator whose tools are there."""
    person = people.person(server).facilitates(TOPIC, name)
    expect(tool(person.page, "Besluit")).to_be_visible()
    return person


@pytest.fixture(scope="module")
def window(browser: Browser, server: RunningServer) -> Iterator[Person]:
    """A facilitator whose window the module's short tests share."""
    with hall(browser) as people:
        yield writer(people, server)


@pytest.fixture
def tools(window: Person, server: RunningServer) -> Person:
    """That facilitator, who has what the tests before this one left in the notes."""
    same_everywhere(server, TOPIC, window)
    return window


def tool(page: Page, name: str) -> Locator:
    return page.locator("#toolbar").get_by_role("button", name=name, exact=True)


# What lies over something else of the page's top and its tools.
_OVER = """() => {
    const parts = [...document.querySelectorAll(".topic-header > h1, .topic-when, .topic-ways a, #toolbar button, #ideas-section h2")];
    const boxes = parts.filter((part) => part.checkVisibility()).map((part) => [part.textContent, part.getBoundingClientRect()]);
    return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${one} / ${other}`));
}"""


def line_of(person: Person) -> str:
    """The last line of the notes."""
    return person.text.rpartition("\n")[2]


def sees_line(person: Person, line: str) -> None:
    until(person.page, lambda: line_of(person), lambda found: found == line)


def pressed(page: Page) -> list[str]:
    """The names of the tools that say they are on."""
    found: list[str] = page.locator("#toolbar [aria-pressed=true]").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent.trim())"
    )
    return found


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is, light and dark."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        found += [f"{scheme}: {fault}" for fault in page.evaluate(RULES)]
    return found


def test_by_mouse_a_tool_works_on_the_line_again_undoes_it_and_the_cursor_stays(
    server: RunningServer, people: Hall
) -> None:
    fatima = writer(people, server)
    page = fatima.page
    fatima.type_line("We doen het samen")
    tool(page, "Besluit").click()
    sees_line(fatima, "- Besluit: We doen het samen")
    expect(page.locator(NOTES)).to_be_focused()
    page.keyboard.type(" en meteen")
    sees_line(fatima, "- Besluit: We doen het samen en meteen")
    assert pressed(page) == ["Besluit", "Lijst"]
    tool(page, "Inzicht").click()
    sees_line(fatima, "- Inzicht: We doen het samen en meteen")
    tool(page, "Ongedaan maken").click()
    sees_line(fatima, "- Besluit: We doen het samen en meteen")
    tool(page, "Opnieuw doen").click()
    sees_line(fatima, "- Inzicht: We doen het samen en meteen")
    tool(page, "Inzicht").click()
    sees_line(fatima, "- We doen het samen en meteen")
    page.keyboard.press("End")  # undoing went to the start of the line, where the change was
    page.keyboard.press("Shift+Home")
    tool(page, "Vet").click()
    sees_line(fatima, "- **We doen het samen en meteen**")
    assert pressed(page) == ["Vet", "Lijst"]
    page.keyboard.press("Control+Home")  # the buttons follow the cursor
    until(page, lambda: pressed(page), lambda found: "Vet" not in found)


@pytest.mark.parametrize("letters", [16, 32], ids=["as usual", "letters of 200 %"])
def test_nothing_at_the_top_lies_over_anything_else(server: RunningServer, people: Hall, letters: int) -> None:
    organiser = people.person(server).organises()
    sizes = {"fontSizes": {"standard": letters, "fixed": letters}}
    organiser.context.new_cdp_session(organiser.page).send("Page.setFontSizes", sizes)
    organiser.opens(TOPIC).editor_is_open()
    expect(tool(organiser.page, "Besluit")).to_be_visible()
    for width in (1280, 1000, 700):  # below, the tools are a strip that scrolls by itself
        organiser.page.set_viewport_size({"width": width, "height": 800})
        assert organiser.page.evaluate(_OVER) == [], width


_TOP_IN_PAGE = "(notes) => notes.getBoundingClientRect().top + scrollY"
_RING = """(editor) => {
    const { outlineWidth, outlineOffset } = getComputedStyle(editor);
    return editor.offsetWidth + 2 * (parseFloat(outlineWidth) + parseFloat(outlineOffset));
}"""


def test_by_keyboard_alone_the_toolbar_is_one_stop_and_an_action_is_filled_in(
    server: RunningServer, people: Hall
) -> None:
    page = (fatima := writer(people, server)).page
    fatima.begin_line()
    top = page.locator(NOTES).evaluate(_TOP_IN_PAGE)
    page.keyboard.press("Alt+F10")
    expect(tool(page, "Inzicht")).to_be_focused()
    assert page.locator("#toolbar button[tabindex='0']").count() == 1
    for key, name in [("End", "Hulp en toetsen"), ("ArrowRight", "Inzicht"), ("ArrowLeft", "Hulp en toetsen")]:
        page.keyboard.press(key)
        expect(tool(page, name)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Tab")  # one stop: away from the bar, and back to where one was
    page.keyboard.press("Tab")
    expect(tool(page, "Actie")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(NOTES)).to_be_focused()
    expect(tool(page, "Wat")).to_have_attribute("aria-current", "step")
    page.keyboard.type("Werkgroep oprichten")
    page.keyboard.press("Tab")
    sees_line(fatima, "- [ ] Actie: Werkgroep oprichten @")
    expect(page.locator("#announce")).to_contain_text("Vraag of de naam in het openbare verslag mag.")
    page.keyboard.type("Jan de Vries")
    page.keyboard.press("Tab")
    sees_line(fatima, "- [ ] Actie: Werkgroep oprichten @[Jan de Vries] (uiterlijk )")
    hint = page.get_by_text("Wanneer moet het klaar zijn?")  # as a whole, and the notes stay where they are
    assert hint.evaluate("(hint) => hint.scrollWidth <= hint.clientWidth")
    assert page.locator(NOTES).evaluate(_TOP_IN_PAGE) == pytest.approx(top, abs=0.1)
    # The focus ring is no wider than what stands still above it.
    assert page.locator("#editor .cm-editor").evaluate(_RING) <= page.locator("#editor").evaluate(
        "(one) => one.offsetWidth"
    )
    page.keyboard.type("15-01-2022")
    page.keyboard.press("Tab")
    sees_line(fatima, "- [ ] Actie: Werkgroep oprichten @[Jan de Vries] (uiterlijk 15-01-2022)")
    expect(tool(page, "Wat")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.type("Volgende")
    sees_line(fatima, "- [ ] Volgende")


def test_stops_left_empty_leave_nothing_behind_while_another_types_above(server: RunningServer, people: Hall) -> None:
    fatima, ahmed = writer(people, server), writer(people, server, "Ahmed")
    page = fatima.page
    fatima.begin_line()
    tool(page, "Actie").click()
    page.keyboard.type("Bellen")
    page.keyboard.press("Tab")
    sees_line(fatima, "- [ ] Actie: Bellen @")
    ahmed.page.locator(NOTES).focus()
    ahmed.page.keyboard.press("Control+Home")
    ahmed.page.keyboard.type("Ahmed schrijft boven\n\n")
    fatima.sees_text("Ahmed schrijft boven\n\n")
    page.keyboard.press("Tab")
    sees_line(fatima, "- [ ] Actie: Bellen (uiterlijk )")
    page.keyboard.press("Control+z")  # back to before that step
    sees_line(fatima, "- [ ] Actie: Bellen @")
    page.keyboard.type("Anna")
    page.keyboard.press("Tab")
    sees_line(fatima, "- [ ] Actie: Bellen @Anna (uiterlijk )")
    page.locator(".cm-line").first.click()  # elsewhere: the end of it
    sees_line(fatima, "- [ ] Actie: Bellen @Anna")
    expect(tool(page, "Wat")).to_be_hidden()
    fatima.begin_line()
    tool(page, "Actie").click()
    page.keyboard.type("Mailen")
    page.keyboard.press("Tab")
    page.keyboard.type("@Wim ")  # the sign stood there already
    page.keyboard.press("Escape")
    page.keyboard.type("de Boer")
    sees_line(fatima, "- [ ] Actie: Mailen @Wim de Boer")
    fatima.begin_line()
    tool(page, "Actie").click()
    page.keyboard.type("Mailen")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    sees_line(fatima, "- [ ] Actie: Mailen ")
    assert same_everywhere(server, TOPIC, fatima, ahmed).startswith("Ahmed schrijft boven\n\n")


@pytest.mark.parametrize(
    ("keys", "typed", "line"),
    [
        (["Control+b"], "vet", "**vet**"),
        (["Control+i"], "schuin", "*schuin*"),
        (["Control+k"], "hier", "[hier](https://)"),
        (["Control+Alt+2"], "Kop", "## Kop"),
        (["Control+Alt+1", "Control+Alt+3"], "Kop", "### Kop"),
        (["Control+Shift+Digit7"], "een", "1. een"),
        (["Control+Shift+Digit8"], "een", "- een"),
        (["Control+Shift+Digit9"], "een", "- [ ] een"),
    ],
)
def test_keys_as_in_google_docs(tools: Person, keys: list[str], typed: str, line: str) -> None:
    tools.begin_line()
    for key in keys:
        tools.page.keyboard.press(key)
    tools.page.keyboard.type(typed)
    sees_line(tools, line)
    tools.page.keyboard.press("Control+End")
    tools.page.keyboard.press("Enter")


def test_help_sheet_opens_from_notes_button_and_question_mark_and_gives_the_focus_back(
    tools: Person,
) -> None:
    page = tools.page
    sheet = page.get_by_role("dialog", name="Hulp en toetsen")
    tools.cursor_to_end()
    page.keyboard.press("Control+/")
    expect(sheet).to_contain_text("- [ ] Actie: … @naam (uiterlijk 15-01-2022)")
    expect(sheet).to_contain_text("Ctrl+Shift+7")
    page.evaluate(AXE)
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(NOTES)).to_be_focused()
    page.keyboard.type("?")  # in a text it is a character
    until(page, lambda: tools.text, lambda text: text.endswith("?"))
    expect(sheet).to_have_count(0)
    page.locator("#main").focus()
    page.keyboard.press("?")
    sheet.get_by_label("De toets ? opent dit blad").uncheck()
    sheet.get_by_role("button", name="Sluiten").click()
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("?")
    tool(page, "Hulp en toetsen").click()
    expect(sheet).to_have_count(1)  # by the button only: the key was switched off
    sheet.get_by_label("De toets ? opent dit blad").check()
    page.keyboard.press("Escape")


def test_whoever_may_write_has_the_tools_and_loses_them_with_the_editor(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    lets_participants_write(organiser, on=True)
    anna = people.person(server).scans(RIGHTS_TOPIC)
    expect(tool(anna.page, "Besluit")).to_be_visible()
    anna.page.evaluate(AXE)
    tool(anna.page, "Actie").click()
    assert faults(anna.page) == []
    lets_participants_write(organiser, on=False)
    expect(anna.page.locator("#toolbar")).to_be_hidden()
    expect(anna.page.locator("#toolbar button")).to_have_count(0)
    anna.page.locator("#main").focus()
    anna.page.keyboard.press("?")
    expect(anna.page.locator("#notes .block").first).to_be_visible()
    expect(anna.page.locator(".help-sheet")).to_have_count(0)


def test_notes_are_spelled_in_the_language_of_the_conference(tools: Person) -> None:
    page = tools.page
    page.locator(".choice-form button[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    notes = page.locator(NOTES)
    expect(notes).to_have_attribute("lang", "nl")
    expect(notes).to_have_attribute("spellcheck", "true")
    tool(page, "Decision").click()  # the button in the visitor's language, its word in the conference's
    until(page, lambda: tools.text, lambda text: re.search("^- Besluit: ", text, re.MULTILINE) is not None)
    page.locator(".choice-form button[lang=nl]").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
