"""Notes look like the result while they are typed; nothing that is hidden is lost, moved or loaded."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.people import Hall, Person, hall, same_everywhere, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
NOTES = """# Kop van het stuk

Met **vet** en *schuin* en ~~weg~~ en `code`.

Met [een link](https://elders.example/x) erin.

- punt
    - dieper
- [ ] Actie: **zaal** vegen
- [x] klaar
- [Samen kopen](idee:7)

> citaat

| Naam | Bedrag |
|:-----|-------:|
| Fonds | 25 |

---

![Foto](https://elders.example/1.png) en ![](2.png)
"""
SHOWN = [
    "Kop van het stuk",
    "",
    "Met vet en schuin en weg en code.",
    "",
    "Met een link erin.",
    "",
    " punt",
    " dieper",
    " Actie: zaal vegen",
    " klaar",
    " Samen kopen",
    "",
    " citaat",
    "",
    "| Naam | Bedrag |",
    "",
    "| Fonds | 25 |",
    "",
    "",
    "",
    "Foto en afbeelding zonder beschrijving",
    "",
]
# The lines as they are seen: without what is drawn with no colour, and without the boxes before the words.
_LINES = """() => [...document.querySelectorAll("#editor .cm-line")].map((line) => {
    const copy = line.cloneNode(true);
    for (const unseen of copy.querySelectorAll(".md-unseen, .md-bullet, .md-box[class*=indent]")) unseen.remove();
    return copy.textContent;
})"""
_HEIGHTS = '() => [...document.querySelectorAll("#editor .cm-line")].map((line) => line.getBoundingClientRect().height)'
_CURSOR = """() => {
    const content = document.querySelector("#editor .cm-content");
    const view = content.cmTile?.root?.view ?? content.cmView?.rootView?.view;
    return view.state.selection.main.head;
}"""
_PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("#editor .cm-content").dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def writer(server: RunningServer, browser: Browser) -> Iterator[Person]:
    """A facilitator with the notepad open, for all tests of this module: each begins with notes of its own."""
    with hall(browser) as people:
        yield people.person(server).facilitates(TOPIC, "Fatima")


def begin(person: Person, notes: str) -> None:
    """Replace the notes; the cursor is at their end."""
    person.page.locator("#editor .cm-content").focus()
    person.page.keyboard.press("Control+a")
    person.page.evaluate(_PASTE, notes)
    person.page.keyboard.press("Control+End")
    until(person.page, lambda: person.text, lambda text: text == notes)


def lines(page: Page) -> list[str]:
    seen: list[str] = page.evaluate(_LINES)
    return seen


def are_seen(person: Person, wanted: list[str]) -> None:
    until(person.page, lambda: lines(person.page), lambda seen: seen == wanted)


def line(person: Person, number: int) -> Locator:
    return person.page.locator("#editor .cm-line").nth(number)


def look(element: Locator, name: str) -> Any:
    return element.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_notes_look_like_the_result(writer: Person) -> None:
    begin(writer, NOTES)
    are_seen(writer, SHOWN)
    editor = writer.page.locator("#editor")
    sizes = [float(look(line(writer, number), "fontSize").removesuffix("px")) for number in (0, 2)]
    assert sizes[0] / sizes[1] == pytest.approx(1.6)
    assert int(look(editor.locator(".md-strong").first, "fontWeight")) >= 700
    assert look(editor.locator(".md-emphasis"), "fontStyle") == "italic"
    assert "line-through" in look(editor.locator(".md-strikethrough"), "textDecoration")
    assert "mono" in look(editor.locator(".md-code"), "fontFamily")
    bullets = "(box) => getComputedStyle(box, '::before').content"
    assert [box.evaluate(bullets) for box in editor.locator(".md-bullet").all()] == ['"•"', '"◦"', '"•"']
    expect(editor.locator(".md-sign-idea svg")).to_be_visible()
    left = [editor.locator(".md-cell").nth(number).bounding_box() for number in (1, 3)]
    assert left[0] is not None
    assert left[1] is not None
    assert left[0]["x"] == pytest.approx(left[1]["x"], abs=1)


def test_marks_are_there_on_the_line_of_the_cursor_only_and_no_line_jumps(writer: Person) -> None:
    begin(writer, NOTES)
    are_seen(writer, SHOWN)
    heights = writer.page.evaluate(_HEIGHTS)
    source = NOTES.split("\n")
    for number in reversed(range(len(SHOWN) - 1)):
        writer.page.keyboard.press("ArrowUp")
        writer.page.keyboard.press("Home")
        wanted = [*SHOWN]
        wanted[number] = source[number].removeprefix("    ")
        are_seen(writer, wanted)
        assert writer.page.evaluate(_HEIGHTS) == pytest.approx(heights, abs=0.5), source[number]
    writer.page.locator("#save-state").click()
    writer.page.evaluate("document.activeElement.blur()")
    are_seen(writer, SHOWN)


def test_keys_walk_over_hidden_marks_without_getting_lost(writer: Person) -> None:
    begin(writer, "een **twee**\n\ndrie [vier](https://a.example) vijf")
    keyboard = writer.page.keyboard
    keyboard.press("Control+Home")
    for _step in range(len("een **twee**") + 1):
        keyboard.press("ArrowRight")
    assert writer.page.evaluate(_CURSOR) == len("een **twee**\n")
    keyboard.press("ArrowRight")
    keyboard.press("End")
    keyboard.press("Shift+ArrowUp")
    keyboard.press("Shift+ArrowUp")
    keyboard.press("Shift+Home")
    keyboard.type("weg")
    assert writer.text == "weg"


def test_nothing_moves_under_the_mouse_while_it_is_down(writer: Person) -> None:
    begin(writer, "een **twee** drie\n\nslot")
    first = line(writer, 0)
    box = first.locator(".md-strong").bounding_box()
    assert box is not None
    writer.page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    writer.page.mouse.down()
    assert lines(writer.page)[0] == "een twee drie"
    writer.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=4)
    assert lines(writer.page)[0] == "een twee drie"
    writer.page.mouse.up()
    until(writer.page, lambda: lines(writer.page)[0], lambda seen: seen == "een **twee** drie")
    writer.page.keyboard.type("x")
    assert writer.text == "een **x** drie\n\nslot"


def test_a_task_is_ticked_by_mouse_and_keyboard_and_undone(writer: Person) -> None:
    begin(writer, "- [ ] Actie: **zaal** vegen\n- [x] klaar\n\nslot")
    box = writer.page.get_by_role("checkbox", name="Actie: zaal vegen")
    expect(box).not_to_be_checked()
    expect(writer.page.get_by_role("checkbox", name="klaar")).to_be_checked()
    before = writer.page.evaluate(_CURSOR)
    box.click()
    expect(box).to_be_checked()
    assert writer.text == "- [x] Actie: **zaal** vegen\n- [x] klaar\n\nslot"
    assert writer.page.evaluate(_CURSOR) == before
    writer.page.keyboard.press("Control+z")
    assert writer.text == "- [ ] Actie: **zaal** vegen\n- [x] klaar\n\nslot"
    writer.page.keyboard.press("Control+End")  # undo went to the line, where its marks are shown
    expect(box).not_to_be_checked()
    writer.page.keyboard.press("Control+Home")
    writer.page.keyboard.press("Control+Enter")
    assert writer.text.startswith("- [x] Actie: **zaal** vegen\n")
    writer.page.keyboard.press("Control+Enter")
    assert writer.text == "- [ ] Actie: **zaal** vegen\n- [x] klaar\n\nslot"


def test_a_link_opens_with_a_modifier_only_and_in_a_tab_that_knows_nothing_of_this_one(writer: Person) -> None:
    address = f"{writer.server.address}/privacy"
    begin(writer, f"zie [de privacy]({address}) hier\n\nslot")
    link = line(writer, 0).locator(".md-link")
    expect(link).to_have_text("de privacy")
    expect(link).to_have_attribute("title", f"{address} – Ctrl-klik om te openen")
    before = writer.page.evaluate(_CURSOR)
    with writer.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    assert opened.value.url in {address, "about:blank"}
    opened.value.wait_for_url(address)
    assert opened.value.evaluate("window.opener") is None
    opened.value.close()
    assert writer.page.evaluate(_CURSOR) == before
    link.click()
    until(writer.page, lambda: lines(writer.page)[0], lambda seen: seen == f"zie [de privacy]({address}) hier")
    with writer.context.expect_page() as again:
        writer.page.keyboard.press("Alt+Enter")
    again.value.wait_for_url(address)
    again.value.close()
    assert len(writer.context.pages) == 1


def test_a_dash_below_a_line_does_not_make_it_jump(writer: Person) -> None:
    begin(writer, "tekst")
    writer.page.keyboard.press("Enter")
    heights = writer.page.evaluate(_HEIGHTS)
    for key in "- een":
        writer.page.keyboard.press(key)
        assert writer.page.evaluate(_HEIGHTS) == heights


def test_composition_beside_hidden_marks_keeps_the_text_whole(writer: Person, people: Hall) -> None:
    ahmed = people.person(writer.server).facilitates(TOPIC, "Ahmed")
    begin(writer, "**een** twee\n\n- **drie** vier\n- ")
    same_everywhere(writer.server, TOPIC, writer, ahmed)
    compose = writer.context.new_cdp_session(writer.page)

    def composes(*steps: str) -> None:
        for step in steps:
            compose.send(
                "Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
            )
        ahmed.page.locator("#editor .cm-content").focus()
        ahmed.page.keyboard.press("Control+Home")
        ahmed.page.keyboard.type("*a* ")  # somebody else types above meanwhile
        writer.sees_text("*a* " * typed)
        assert steps[-1] in writer.text
        compose.send("Input.insertText", {"text": "日本"})

    typed = 1
    composes("に", "にほ", "日本")  # in an empty item, right behind its mark
    assert writer.text.endswith("\n- 日本")
    writer.page.keyboard.press("ArrowUp")
    writer.page.keyboard.press("Home")
    for _step in range(len("- **drie")):
        writer.page.keyboard.press("ArrowRight")
    typed = 2
    composes("n", "に", "日本")  # inside bold words, right before their mark
    whole = "*a* *a* **een** twee\n\n- **drie日本** vier\n- 日本"
    assert same_everywhere(writer.server, TOPIC, writer, ahmed) == whole
    expect(ahmed.page.locator("#editor .md-strong").last).to_have_text("drie日本")
    until(writer.page, lambda: lines(writer.page)[0], lambda seen: seen == "a a een twee")


def test_plain_text_shows_every_mark_and_is_remembered(writer: Person) -> None:
    begin(writer, NOTES)
    choice = writer.page.get_by_role("button", name="Platte tekst")
    expect(choice).to_have_attribute("aria-pressed", "false")
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    are_seen(writer, NOTES.split("\n"))
    assert look(line(writer, 0), "fontSize") == look(line(writer, 2), "fontSize")
    writer.all_saved()
    writer.page.reload()
    writer.editor_is_open()
    expect(choice).to_have_attribute("aria-pressed", "true")
    are_seen(writer, NOTES.split("\n"))
    choice.click()
    are_seen(writer, SHOWN)


def test_images_are_never_loaded(writer: Person) -> None:
    asked: list[str] = []
    writer.page.on("request", lambda request: asked.append(request.url))
    begin(writer, "![foto](https://elders.example/foto.png)\n\n![](/static/icon.svg?nergens)\n\nslot")
    expect(line(writer, 0).locator("svg")).to_be_visible()
    expect(line(writer, 0)).to_have_text("foto")
    writer.page.keyboard.press("Control+Home")
    until(writer.page, lambda: lines(writer.page)[0], lambda seen: seen.startswith("![foto]"))
    writer.all_saved()
    assert [url for url in asked if "foto.png" in url or "nergens" in url] == []
