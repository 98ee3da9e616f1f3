"""Who composes with an input method keeps composing while others type around it; no letter is lost or doubled.

Phone keyboards compose every word, so this is how most people type.
"""

from typing import Any

import pytest
from playwright.sync_api import CDPSession

from tests.browser.people import LAPTOP, PHONE, Hall, Person, same_everywhere, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser


TOPIC = "energienet"
ANDROID = {
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/153.0.0.0 Mobile Safari/537.36",
    "is_mobile": True,
    "has_touch": True,
}
DEVICES: dict[str, dict[str, Any]] = {"laptop": {"size": LAPTOP}, "phone": {"size": PHONE, **ANDROID}}


class Composer:
    """Somebody with an input method: words grow under composition before they are there."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._browser: CDPSession = person.context.new_cdp_session(person.page)

    def composes(self, text: str) -> None:
        """Show `text` as what is being composed."""
        facts = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        self._browser.send("Input.imeSetComposition", facts)

    def commits(self, text: str) -> None:
        """End the composition with `text`."""
        self._browser.send("Input.insertText", {"text": text})

    @property
    def composing(self) -> bool:
        """Whether the editor knows that something is being composed."""
        return bool(self.person.page.evaluate(_COMPOSING))


_CURSOR = """(at) => {
    const { view } = document.querySelector("#editor .cm-content").cmTile.root;
    view.dispatch({ selection: { anchor: at } });
    view.focus();
}"""
_COMPOSING = """() => document.querySelector("#editor .cm-content").cmTile.root.view.composing"""


@pytest.fixture(params=sorted(DEVICES))
def two(server: RunningServer, people: Hall, request: pytest.FixtureRequest) -> tuple[Composer, Person]:
    """Fatima composes; Ahmed types around her. Their lines are the last ones."""
    fatima = people.person(server, **DEVICES[request.param]).facilitates(TOPIC, "Fatima")
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    ahmed.type_line("Boven\nSamen drinken wij \nOnder")
    until(fatima.page, lambda: fatima.text, lambda text: text.endswith("\nBoven\nSamen drinken wij \nOnder"))
    fatima.page.evaluate(_CURSOR, fatima.text.rindex("\nOnder"))
    return Composer(fatima), ahmed


def puts(person: Person, line_from_end: int, keys: str, text: str) -> None:
    """Go to a line, counted from the end of the notes, and type there."""
    person.cursor_to_end()
    for _line in range(line_from_end):
        person.page.keyboard.press("ArrowUp")
    person.page.keyboard.press(keys)
    person.page.keyboard.type(text)


def lines(person: Person) -> list[str]:
    return person.text.split("\n")[-3:]


def test_others_type_above_in_the_same_line_and_take_the_line_below(
    server: RunningServer, two: tuple[Composer, Person]
) -> None:
    fatima, ahmed = two
    steps = [(2, "End", " de streep"), (1, "Home", "Morgen: "), (0, "Shift+Home", "Anders")]
    typed = "かきくけこ"
    for count, (line, keys, words) in enumerate(steps, 1):
        fatima.composes(typed[:count])
        puts(ahmed, line, keys, words)
        fatima.person.sees_text(words)
        assert fatima.composing
    for count in range(len(steps) + 1, len(typed) + 1):
        fatima.composes(typed[:count])
    fatima.commits("柿久")
    text = same_everywhere(server, TOPIC, fatima.person, ahmed)
    assert text.endswith("Boven de streep\nMorgen: Samen drinken wij 柿久\nAnders")
    fatima.person.page.keyboard.type(" erbij")
    assert lines(fatima.person)[1] == "Morgen: Samen drinken wij 柿久 erbij"


def test_a_composition_that_is_interrupted_keeps_what_was_composed(
    server: RunningServer, two: tuple[Composer, Person]
) -> None:
    fatima, ahmed = two
    fatima.composes("koff")
    puts(ahmed, 1, "Home", "Later: ")
    ahmed.all_saved()
    fatima.person.sees_text("Later: Samen")
    fatima.person.page.evaluate("document.activeElement.blur()")
    text = same_everywhere(server, TOPIC, fatima.person, ahmed)
    assert text.endswith("Boven\nLater: Samen drinken wij koff\nOnder")
