"""One line at a time: written, taken back and kept by keyboard, without ever touching the editor."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Hall, Person, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "kamer-van-de-commons"
_TABS_MOST = 120
# Counts how often the editor has the focus, from before the first script of the page.
_NOTE_FOCUS = """
    window.editorFocused = 0;
    document.addEventListener("focusin", (event) => {
        if (event.target.closest?.("#editor")) window.editorFocused += 1;
    });
"""
# What is said in the page's status region, each thing once.
_HEAR = """() => {
    window.said = [];
    const region = document.getElementById("announce");
    new MutationObserver(() => { if (region.textContent) window.said.push(region.textContent); })
        .observe(region, { childList: true, characterData: true, subtree: true });
}"""


class Keyboard:
    """Somebody who has a keyboard and hears what the accessibility tree says, and nothing else."""

    def __init__(self, person: Person) -> None:
        self.page = person.page
        self._cdp = person.context.new_cdp_session(person.page)

    def hears(self) -> str:
        """Role and name of what has the focus, as the accessibility tree tells."""
        nodes: list[dict[str, Any]] = self._cdp.send("Accessibility.getFullAXTree")["nodes"]
        focused = [node for node in nodes if any(each["name"] == "focused" for each in node.get("properties", ()))]
        found = [node for node in focused if node["role"]["value"] != "RootWebArea"]
        return f"{found[-1]['role']['value']}: {found[-1].get('name', {}).get('value', '')}" if found else ""

    def goes_to(self, what: str, key: str = "Tab") -> None:
        """Press a key until something is focused whose role and name begin so."""
        for _step in range(_TABS_MOST):
            if self.hears().startswith(what):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{what} was not reached; last heard: {self.hears()}")

    def chooses(self, kind: str) -> None:
        """Choose a kind in the select that has the focus: the first letters do."""
        self.page.keyboard.type(kind)

    def types(self, field: str, text: str) -> None:
        self.goes_to(f"textbox: {field}")
        self.page.keyboard.type(text)


def opens_form(person: Person) -> Page:
    """Open the form for one line; return the page."""
    person.page.get_by_text("Eén regel toevoegen").click()
    return person.page


def adds(person: Person, text: str, kind: str = "Notitie") -> None:
    person.page.get_by_label("Soort").select_option(label=kind)
    person.page.get_by_label("Tekst", exact=True).fill(text)
    person.page.keyboard.press("Enter")


def own_line(person: Person, text: str) -> Any:
    return person.page.get_by_role("list", name="Jouw laatste regels").get_by_role("listitem").filter(has_text=text)


def test_two_outcomes_and_an_idea_by_keyboard_and_accessibility_tree_alone(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server)
    page, keys = fatima.page, Keyboard(fatima)
    page.add_init_script(_NOTE_FOCUS)
    page.goto(server.access_address("facilitator", TOPIC))
    keys.types("Je naam", "Fatima")
    page.keyboard.press("Enter")
    fatima.editor_is_open()
    page.evaluate(_HEAR)
    keys.goes_to("link: Voeg één regel toe")
    page.keyboard.press("Enter")
    keys.goes_to("combobox: Soort")
    keys.chooses("Besl")
    keys.types("Tekst", "Er komt een wijkfonds")
    page.keyboard.press("Enter")
    until(page, lambda: page.evaluate("said"), lambda said: said == ["De regel staat in de notities."])
    assert keys.hears().startswith("textbox: Tekst")
    keys.goes_to("combobox: Soort", "Shift+Tab")
    keys.chooses("Act")
    keys.types("Tekst", "Statuten opvragen")
    keys.types("Wie", "Jan de Wit")
    keys.types("Uiterlijk", "15 januari 2027")
    page.keyboard.press("Enter")
    until(
        page,
        lambda: page.evaluate("said").pop(),
        lambda said: said == "De regel staat in de notities. Uiterlijk: vrijdag 15 januari 2027.",
    )
    keys.goes_to("DisclosureTriangle: Idee toevoegen")
    page.keyboard.press("Enter")
    keys.types("Jouw idee", "Een buurtkas voor de Kamer")
    keys.goes_to("button: Idee versturen")
    page.keyboard.press("Enter")
    expect(fatima.idea("Een buurtkas voor de Kamer")).to_contain_text("Van jou")
    assert page.evaluate("window.editorFocused") == 0
    report = page.request.get(f"{server.address}/c/{server.slug}/verslag.md").text()
    for part in ("Er komt een wijkfonds", "Statuten opvragen", "Jan de Wit", "15 januari 2027", "Een buurtkas voor"):
        assert part in report, part


def test_line_is_taken_back_until_somebody_changes_it(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    page = opens_form(fatima)
    page.get_by_label("Tekst", exact=True).fill("Blijft niet staan")
    page.get_by_role("button", name="Regel toevoegen").dblclick()
    ahmed.sees_text("- Blijft niet staan")
    expect(page.locator("#line-text-error")).to_be_hidden()  # the second press is no empty line
    page.evaluate(_HEAR)
    own_line(fatima, "Blijft niet staan").get_by_role("button", name="Neem terug").click()
    expect(own_line(fatima, "Blijft niet staan")).to_have_count(0)
    expect(page.get_by_label("Tekst", exact=True)).to_be_focused()
    until(ahmed.page, lambda: ahmed.text, lambda text: "Blijft niet staan" not in text)
    until(page, lambda: page.evaluate("said"), lambda said: said == ["De regel is weer weg."])
    adds(fatima, "Wordt aangevuld")
    ahmed.sees_text("- Wordt aangevuld")
    ahmed.cursor_to_end()
    if ahmed.text.endswith("\n"):
        ahmed.page.keyboard.press("ArrowLeft")
    ahmed.page.keyboard.type(" door Ahmed")
    ahmed.all_saved()
    own_line(fatima, "Wordt aangevuld").get_by_role("button", name="Neem terug").click()
    expect(own_line(fatima, "Wordt aangevuld")).to_contain_text("Die regel is intussen veranderd of weg.")
    assert "- Wordt aangevuld door Ahmed" in server.log_text(TOPIC)
    page.reload()
    expect(page.get_by_role("button", name="Neem terug: Wordt aangevuld")).to_have_count(0)


def test_date_that_is_not_understood_keeps_what_was_typed(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    page = opens_form(fatima)
    who, due, text = (page.get_by_role("textbox", name=name, exact=True) for name in ("Wie", "Uiterlijk", "Tekst"))
    expect(due).to_have_count(0)  # not for who listens either
    page.get_by_label("Soort").select_option(label="Actie")
    text.fill("Zaal huren")
    who.fill("Bob")
    due.fill("3/4/2027")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deze datum begrijpen we niet.").first).to_be_visible()
    expect(due).to_be_focused()
    assert [field.input_value() for field in (text, who, due)] == ["Zaal huren", "Bob", "3/4/2027"]
    assert "Zaal huren" not in server.log_text(TOPIC)
    due.fill("3 april 2027")
    page.keyboard.press("Enter")
    expect(own_line(fatima, "Zaal huren")).to_contain_text("(uiterlijk 03-04-2027)")
    expect(due).to_have_attribute("aria-describedby", "line-due-error line-due-hint")
    expect(page.locator("#line-due-error")).to_be_hidden()


def test_lines_written_without_a_connection_arrive_once_and_in_order(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    page = opens_form(fatima)
    fatima.watch.expect_outage()
    fatima.context.set_offline(True)
    for text in ("Zonder net een", "Zonder net twee"):
        adds(fatima, text)
        expect(page.get_by_label("Tekst", exact=True)).to_have_value("")
        expect(own_line(fatima, text)).to_contain_text("Nog niet verstuurd")
    assert "Zonder net" not in server.log_text(TOPIC)
    fatima.context.set_offline(False)
    for text in ("Zonder net een", "Zonder net twee"):
        expect(own_line(fatima, text).get_by_role("button", name="Neem terug")).to_be_visible(timeout=15_000)
    page.reload()
    fatima.editor_is_open()
    lines = [line for line in server.log_text(TOPIC).split("\n") if "Zonder net" in line]
    assert lines == ["- Zonder net een", "- Zonder net twee"]
