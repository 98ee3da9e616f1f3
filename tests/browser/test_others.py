"""The others in the notes: whose cursor stands where, who is here, and who wrote what."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.browser.test_pages import AXE, RULES
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser


LONG = "Begeleider Ahmed de Vries-van den Berg"
# Where a caret and its name stand, and how far the text itself can be scrolled sideways.
_CARETS = """() => [...document.querySelectorAll(".cm-other-caret")].map((caret) => {
    const name = caret.querySelector(".cm-other-name");
    const box = name.getBoundingClientRect();
    const scroller = caret.closest(".cm-scroller");
    return {
        name: name.textContent, left: box.left, right: box.right, height: box.height,
        shown: getComputedStyle(name).visibility === "visible", look: caret.className,
        sideways: scroller.scrollWidth - scroller.clientWidth, wide: document.documentElement.clientWidth,
    };
})"""


def carets(person: Person) -> list[dict[str, Any]]:
    """The others' carets as somebody sees them."""
    found: list[dict[str, Any]] = person.page.evaluate(_CARETS)
    return found


def caret_of(person: Person, name: str) -> dict[str, Any]:
    """Wait for somebody's caret, and return it."""
    seen = until(person.page, lambda: carets(person), lambda found: any(one["name"] == name for one in found))
    return next(one for one in seen if one["name"] == name)


def colour(look: str) -> str:
    """The classes of a person's colour and line."""
    return " ".join(re.findall(r"(?:person|line)-\d", look))


def violations(person: Person) -> Any:
    """What axe finds on the page."""
    person.page.evaluate(AXE)
    return person.page.evaluate(RULES)


def test_a_name_fits_beside_its_caret_at_both_edges_and_comes_back_on_hover(
    server: RunningServer, people: Hall
) -> None:
    fatima = people.person(server, PHONE, has_touch=True, is_mobile=True).facilitates("energienet", "Fatima")
    ahmed = people.person(server).facilitates("energienet", LONG)
    fatima.page.get_by_role("tab", name="Notities").click()
    ahmed.type_line("Deze regel loopt op een telefoon tot heel dicht bij de rand door")
    fatima.sees_text("de rand door")
    for press in ("End", "Home"):
        ahmed.page.keyboard.press(press)
        caret = until(fatima.page, lambda: caret_of(fatima, LONG), lambda one: bool(one["shown"]))
        assert caret["left"] >= 0, caret
        assert caret["right"] <= caret["wide"], caret
        assert caret["sideways"] <= 0, caret
        assert caret["height"] >= 16, caret
    fatima.cursor_to_end()
    gone = until(ahmed.page, lambda: caret_of(ahmed, "Fatima"), lambda one: not one["shown"])
    ahmed.page.locator(".cm-other-caret").evaluate("caret => caret.scrollIntoView({ block: 'center' })")
    place = ahmed.page.locator(".cm-other-caret").bounding_box()
    assert place is not None
    ahmed.page.mouse.move(place["x"] + 1, place["y"] + place["height"] / 2)
    until(ahmed.page, lambda: caret_of(ahmed, "Fatima"), lambda one: bool(one["shown"]))
    assert colour(gone["look"]) != colour(caret["look"])


def test_who_is_here_is_listed_live_by_name_and_badge(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("energienet", "Fatima")
    hostile = "<b>Olga</b> (organisator)"
    olga = people.person(server, PHONE)
    olga.use_link(server.access_address("organiser"), hostile)
    olga.opens("energienet").editor_is_open()
    people.person(server, PHONE).scans("energienet")
    button = fatima.page.get_by_role("button", name="Wie is hier")
    listed = fatima.page.get_by_role("group", name="Wie is hier")
    expect(button).to_have_text("Wie is hier3")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(listed.get_by_role("listitem")).to_have_text(["FatimaBegeleiderjij", f"{hostile}Organisator"])
    expect(listed.get_by_text("1 kijkt mee")).to_be_visible()
    second = people.window(fatima.context, server).opens("energienet")
    second.editor_is_open()
    expect(button).to_have_text("Wie is hier4")
    expect(listed.get_by_role("listitem")).to_have_count(2)  # another tab is no other person
    assert violations(fatima) == []
    assert len({colour(look) for look in fatima.page.evaluate(_MARKS)}) == 2
    # Whose caret stays where it is keeps it bare, whoever else moves.
    olga.page.get_by_role("tab", name="Notities").click()
    olga.type_line("Hier beweegt Olga")
    second.cursor_to_end()
    until(fatima.page, lambda: [one["shown"] for one in carets(fatima)], lambda shown: shown == [False, False])
    fatima.page.evaluate("document.querySelectorAll('.cm-other-caret').forEach((one) => { one.dataset.kept = '1'; })")
    olga.page.keyboard.press("Home")
    until(
        fatima.page, lambda: carets(fatima), lambda found: [one["name"] for one in found if one["shown"]] == [hostile]
    )
    assert fatima.page.locator(".cm-other-caret[data-kept]").count() == 2
    olga.page.close()
    expect(listed.get_by_role("listitem")).to_have_text(["FatimaBegeleiderjij"])
    fatima.page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    fatima.page.get_by_role("heading", level=1).click()
    expect(listed).to_be_hidden()


_MARKS = '() => [...document.querySelectorAll("[id$=who-is-here] .person-mark")].map((mark) => mark.className)'


def test_the_list_fits_on_a_small_phone(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server, {"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    fatima.facilitates("energienet", LONG)
    fatima.page.get_by_role("tab", name="Notities").click()
    fatima.page.get_by_role("button", name="Wie is hier").tap()
    box = fatima.page.get_by_role("group", name="Wie is hier").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert fatima.page.evaluate("document.documentElement.scrollWidth") == 320


def pressed(person: Person) -> None:
    """Show who wrote what."""
    button = person.page.get_by_role("button", name="Wie schreef wat")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")


def look_of(person: Person, words: str) -> str:
    """Wait until words have an author's line, and return how they look."""
    part = person.page.locator("#editor .author").filter(has_text=words).first
    expect(part).to_be_visible()
    return str(part.get_attribute("class"))


def test_who_wrote_what_is_shown_of_people_who_are_gone_and_of_who_comes(server: RunningServer, people: Hall) -> None:
    ahmed = people.person(server).facilitates("energienet", "Ahmed van toen")
    ahmed.type_line("Gisteren door Ahmed.")
    ahmed.all_saved()
    ahmed.page.reload()
    ahmed.editor_is_open()
    ahmed.type_line("En later weer.")
    ahmed.all_saved()
    ahmed.page.close()
    anna = people.person(server, PHONE).scans("energienet")
    anna.writes_idea("Een zonneweide", "Anna")
    fatima = people.person(server).facilitates("energienet", "Fatima")
    fatima.idea("Een zonneweide").get_by_role("button", name="Overnemen").click()
    fatima.sees_text("Een zonneweide")
    fatima.type_line("Dit is van Fatima.")
    fatima.all_saved()
    expect(fatima.page.locator("#editor .author")).to_have_count(0)
    notes = fatima.page.locator("#editor")
    top = notes.evaluate("(notes) => notes.getBoundingClientRect().top + scrollY")
    pressed(fatima)
    assert look_of(fatima, "Gisteren door Ahmed.") == look_of(fatima, "En later weer.")
    assert look_of(fatima, "Gisteren door Ahmed.") != look_of(fatima, "Dit is van Fatima.")
    assert "author-idea" in look_of(fatima, "Een zonneweide")
    listed = fatima.page.get_by_role("list", name="Wie schreef wat").get_by_role("listitem")
    for name in ("Ahmed van toenBegeleider", "jijBegeleider", "Overgenomen ideeën", "Sjabloon"):
        expect(listed.filter(has_text=name)).to_have_count(1)
    assert notes.evaluate("(notes) => notes.getBoundingClientRect().top + scrollY") == top  # nothing was pushed down
    line = fatima.page.locator(".author-line")
    fatima.cursor_to_end()
    expect(line).to_have_text("Geschreven door jou")
    for words, sentence in (
        ("Gisteren", "Geschreven door Ahmed van toen"),
        ("zonneweide", "Idee van Anna, overgenomen in de notities"),
        (fatima.text.partition("\n")[0].strip("# "), "Uit het sjabloon"),
    ):
        fatima.page.locator("#editor .author").filter(has_text=words).first.click()
        expect(line).to_have_text(sentence)
    fatima.page.locator("#editor .author").filter(has_text="Gisteren").first.hover()
    expect(line).to_have_text("Geschreven door Ahmed van toen")
    assert violations(fatima) == []
    karim = people.person(server).facilitates("energienet", "Karim")
    karim.type_line("Karim kwam later.")
    assert look_of(fatima, "Karim kwam later.") != look_of(fatima, "Gisteren door Ahmed.")
    expect(listed.filter(has_text="Karim")).to_have_count(1)
    fatima.page.get_by_role("button", name="Wie schreef wat").click()
    expect(fatima.page.locator("#editor .author")).to_have_count(0)
    expect(line).to_have_count(0)
    expect(listed).to_have_count(0)


_TOP_OF = """(words) => {
    const line = [...document.querySelectorAll("#editor .cm-line")].find((one) => one.textContent === words);
    return line ? line.getBoundingClientRect().top : null;
}"""


def top_of(person: Person, words: str) -> float:
    """How far from the top of the window a line stands, as soon as it stands still."""
    seen: list[float | None] = [None]

    def look() -> bool:
        seen.append(person.page.evaluate(_TOP_OF, words))
        return seen[-1] is not None and seen[-1] == seen[-2]

    until(person.page, look, bool)
    assert seen[-1] is not None
    return seen[-1]


def test_what_one_reads_or_types_stays_put_while_others_write_above_it(server: RunningServer, people: Hall) -> None:
    ahmed, fatima = (people.person(server).facilitates("incubator", name) for name in ("Ahmed", "Fatima"))
    pim = people.person(server, PHONE, has_touch=True, is_mobile=True).facilitates("incubator", "Pim")
    ahmed.begin_line()
    ahmed.page.keyboard.insert_text("\n\n".join(f"Alinea {number}" for number in range(90)))
    tops = {}
    for person in (fatima, pim):
        person.sees_text("Alinea 89")
        person.page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    fatima.page.locator("#editor .cm-line").filter(has_text="Alinea 45").click()
    for person in (fatima, pim):
        tops[person] = top_of(person, "Alinea 45")
    ahmed.page.keyboard.press("Control+Home")
    for words, keys in (("Nieuw\n" * 20, ()), ("Nog een regel\n", ()), ("En dit", ("Shift+PageUp", "Delete"))):
        ahmed.page.keyboard.insert_text(words)
        for key in keys:
            ahmed.page.keyboard.press(key)
        until(ahmed.page, lambda: {one.text for one in (ahmed, fatima, pim)}, lambda texts: len(texts) == 1)
        for person in (fatima, pim):
            assert top_of(person, "Alinea 45") == pytest.approx(tops[person], abs=3)
