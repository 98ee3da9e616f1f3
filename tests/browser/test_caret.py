"""The caret blinks, is seen where one types, and costs nothing while nobody types."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Hall, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

# Animations without an end keep the browser drawing sixty frames a second.
ENDLESS = """() => document.getAnimations()
    .filter((one) => one.playState === "running")
    .map((one) => one.effect.getComputedTiming())
    .filter(({ duration, iterations }) => iterations === Infinity && duration > 0).length"""


def test_the_caret_blinks_without_keeping_the_browser_busy(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("energienet", "Fatima")
    fatima.begin_line()
    layer = fatima.page.locator("#editor .cm-cursorLayer")
    caret = layer.locator(".cm-cursor-primary")
    expect(caret).to_be_visible()
    assert fatima.page.evaluate(ENDLESS) == 0
    for _ in range(2):
        expect(layer).to_have_css("visibility", "hidden")
        expect(layer).to_have_css("visibility", "visible")
    expect(layer).to_have_css("visibility", "hidden")
    fatima.page.evaluate("() => { const at = Date.now(); Date.now = () => at; }")  # who types on is never at rest
    fatima.page.keyboard.type("a")
    expect(layer).to_have_css("visibility", "visible")


def test_the_caret_stands_still_for_who_wants_no_motion(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server, reduced_motion="reduce").facilitates("energienet", "Fatima")
    fatima.begin_line()
    layer = fatima.page.locator("#editor .cm-cursorLayer")
    seen: set[str] = set()
    began = fatima.page.evaluate("performance.now()")
    until(
        fatima.page,
        lambda: seen.add(layer.evaluate("(one) => getComputedStyle(one).visibility")),
        lambda _: fatima.page.evaluate("performance.now()") > began + 1_500,
    )
    assert seen == {"visible"}
