"""Half an emoji: Yjs and the server disagree about halves for ever, so none may leave a browser."""

import pytest

from tests.browser.people import Hall, Person, same_everywhere, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
_SELECT_ALL = """() => {
    const content = document.querySelector("#editor .cm-content");
    content.focus();
    document.getSelection().selectAllChildren(content);
}"""
_SELECTED = """() => {
    const content = document.querySelector("#editor .cm-content");
    const { state } = content.cmTile?.root?.view ?? content.cmView?.rootView?.view;
    return state.selection.main.from === 0 && state.selection.main.to === state.doc.length;
}"""
FAMILY = "👨\u200d👩\u200d👧\u200d👦"  # seven code points, eleven UTF-16 units


@pytest.fixture
def two(server: RunningServer, people: Hall) -> tuple[Person, Person]:
    return people.person(server).facilitates(TOPIC, "Fatima"), people.person(server).facilitates(TOPIC, "Ahmed")


def last_line(person: Person) -> str:
    return person.text.rpartition("\n")[2]


def hears_input(person: Person, script: str) -> None:
    """Change the line under the cursor as an input method does: in the DOM, outside the editor's commands."""
    person.page.evaluate(
        """(script) => {
            const selection = document.getSelection();
            const line = selection.anchorNode.nodeType === 3 ? selection.anchorNode.parentElement : selection.anchorNode;
            const words = document.createTreeWalker(line.closest(".cm-line"), NodeFilter.SHOW_TEXT).nextNode();
            const [start, end, text] = JSON.parse(script);
            words.replaceData(start, end - start, text);
        }""",
        script,
    )


def test_replacing_through_the_keyboard(server: RunningServer, two: tuple[Person, Person]) -> None:
    one, other = two
    one.type_line("blij 😀")
    other.sees_text("blij 😀")
    one.page.keyboard.press("Shift+ArrowLeft")
    one.page.keyboard.type("😁")
    one.page.keyboard.type(" klaar")
    assert same_everywhere(server, TOPIC, one, other).endswith("blij 😁 klaar")


def test_autocorrect_that_changes_only_the_second_half(server: RunningServer, two: tuple[Person, Person]) -> None:
    one, other = two
    one.type_line("mooi 😀")
    other.sees_text("mooi 😀")
    # 😀 and 😁 share their first unit: a smallest difference would begin inside the pair.
    hears_input(one, '[6, 7, "\\ude01"]')
    one.sees_text("mooi 😁")
    assert same_everywhere(server, TOPIC, one, other).endswith("mooi 😁")


def test_filling_the_whole_editor(server: RunningServer, two: tuple[Person, Person]) -> None:
    one, other = two
    one.type_line("vullen 😀 😀")
    other.sees_text("vullen 😀 😀")
    # It edits as a script does, and Chromium gives what it puts in the looks of what was there.
    one.watch.expect_message("Applying inline style violates")
    one.page.evaluate(_SELECT_ALL)
    until(one.page, lambda: one.page.evaluate(_SELECTED), bool)  # the editor heard of it
    one.page.keyboard.insert_text("vullen 😁 😀\n\nen verder")
    other.sees_text("vullen 😁 😀")
    assert same_everywhere(server, TOPIC, one, other).endswith("en verder")


def test_backspace_takes_whole_emoji(server: RunningServer, two: tuple[Person, Person]) -> None:
    one, other = two
    one.type_line(f"gezin {FAMILY} en 😀")
    other.sees_text(FAMILY)
    one.page.keyboard.press("Backspace")
    one.page.keyboard.press("Backspace")
    assert same_everywhere(server, TOPIC, one, other).endswith(f"gezin {FAMILY} en")
    for _letter in " en":
        one.page.keyboard.press("Backspace")
    one.page.keyboard.press("Backspace")
    same_everywhere(server, TOPIC, one, other).encode("utf-8")  # half a pair could not be encoded


def test_both_replace_the_same_emoji_at_once(server: RunningServer, two: tuple[Person, Person]) -> None:
    one, other = two
    one.type_line("samen 😀!")
    other.sees_text("samen 😀!")
    other.cursor_to_end()
    for person in two:
        person.page.keyboard.press("ArrowLeft")
        person.page.keyboard.press("Shift+ArrowLeft")
    one.page.keyboard.type("😁")
    other.page.keyboard.type("😂")
    line = same_everywhere(server, TOPIC, one, other).rpartition("\n")[2]
    assert line in {"samen 😁😂!", "samen 😂😁!", "samen 😁!", "samen 😂!"}
