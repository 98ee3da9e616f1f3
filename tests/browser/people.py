"""The people of the browser tests: how they come in, what they see, and what they do."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.watch import Watch
from tests.integration.server import RunningServer

Seen = TypeVar("Seen")

PHONE = ViewportSize(width=390, height=844)
LAPTOP = ViewportSize(width=1280, height=800)
WITHIN_SECONDS = 25.0  # a machine that others keep busy stands still for seconds
_BETWEEN_LOOKS_MS = 30

# The editor's whole text: CodeMirror draws only the lines in view, so the text comes from its state.
_EDITOR_TEXT = """() => {
    const content = document.querySelector("#editor .cm-content");
    const view = content?.cmTile?.root?.view ?? content?.cmView?.rootView?.view ?? content?.cmView?.view;
    return view ? view.state.doc.toString() : null;
}"""


def until(page: Page, look: Callable[[], Seen], holds: Callable[[Seen], bool], within: float = WITHIN_SECONDS) -> Seen:
    """Look until it holds, and return what was seen. Fails with the last sight after `within` seconds."""
    end = time.monotonic() + within
    while True:
        seen = look()
        if holds(seen):
            return seen
        assert time.monotonic() < end, f"not within {within} s; last seen: {seen!r}"
        # ast-grep-ignore: no-sleep-in-tests -- between two looks: polling in the page itself is refused by the CSP
        page.wait_for_timeout(_BETWEEN_LOOKS_MS)


class Person:
    """One person behind one browser window of their own."""

    def __init__(self, context: BrowserContext, page: Page, server: RunningServer) -> None:
        """`page` is the only page of `context`."""
        self.context = context
        self.page = page
        self.server = server
        self.watch = Watch(page, urlsplit(server.address).netloc)

    # --- coming in ------------------------------------------------------------------------------

    def use_link(self, address: str, name: str) -> None:
        """Open a secret link and press its button."""
        self.page.goto(address)
        self.page.get_by_label("Je naam").fill(name)
        self.sends("Ga verder")

    def sends(self, button: str | re.Pattern[str]) -> None:
        """Press a form's button and wait for the page that answers: the form asks for the server first."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()

    def facilitates(self, topic: str, name: str) -> Self:
        """Come in as a facilitator and wait for the editor."""
        self.use_link(self.server.access_address("facilitator", topic), name)
        self.editor_is_open()
        return self

    def organises(self, name: str = "Olga") -> Self:
        """Come in as an organiser: the desk is shown."""
        self.use_link(self.server.access_address("organiser"), name)
        expect(self.page.get_by_role("heading", name="Regie", exact=True)).to_be_visible()
        return self

    def scans(self, topic: str) -> Self:
        """Open a room's QR address and wait until the page is live."""
        self.page.goto(f"{self.topic_address(topic)}?code={self.server.code}")
        expect(self.page.locator("#here")).to_be_visible()
        return self

    def opens(self, topic: str) -> Self:
        """Open a topic's page."""
        self.page.goto(self.topic_address(topic))
        return self

    def topic_address(self, topic: str) -> str:
        """The address of a topic's page."""
        return f"{self.server.address}/c/{self.server.slug}/{topic}"

    # --- the notepad ----------------------------------------------------------------------------

    def editor_is_open(self) -> None:
        """Wait until the notes can be typed in."""
        expect(self.page.locator("#editor .cm-content")).to_be_visible(timeout=WITHIN_SECONDS * 1000)

    @property
    def text(self) -> str:
        """What the editor holds."""
        text = self.page.evaluate(_EDITOR_TEXT)
        assert isinstance(text, str), "no editor is open"
        return text

    def cursor_to_end(self) -> None:
        """Put the cursor at the end of the notes."""
        self.page.locator("#editor .cm-content").focus()
        self.page.keyboard.press("Control+End")

    def begin_line(self) -> None:
        """Put the cursor on an empty line at the end; Enter on an empty item ends a list."""
        self.cursor_to_end()
        for _attempt in range(3):
            if self.text.rpartition("\n")[2] == "":
                return
            self.page.keyboard.press("Enter")
        assert self.text.endswith("\n"), self.text[-80:]

    def type_line(self, line: str) -> None:
        """Type a line of its own at the end of the notes."""
        self.begin_line()
        self.page.keyboard.type(line)

    def sees_text(self, part: str, within: float = WITHIN_SECONDS) -> None:
        """Wait until the editor holds `part`."""
        until(self.page, lambda: self.text, lambda text: part in text, within)

    def all_saved(self, within: float = WITHIN_SECONDS) -> None:
        """Wait until the page says that everything is stored."""
        expect(self.page.locator("#save-state")).to_have_attribute("data-state", "saved", timeout=within * 1000)

    # --- ideas ----------------------------------------------------------------------------------

    def opens_tools(self) -> None:
        """Open what a leader's stream has behind its one button."""
        self._turns_tools("true")

    def closes_tools(self) -> None:
        """Close it again."""
        self._turns_tools("false")

    def _turns_tools(self, expanded: str) -> None:
        toggle = self.page.get_by_role("button", name="Meer hulpmiddelen")
        toggle.click()
        expect(toggle).to_have_attribute("aria-expanded", expanded)

    def writes_idea(self, text: str, name: str = "") -> None:
        """Type an idea and send it."""
        self.page.get_by_label("Jouw idee").fill(text)
        if name:
            if self.page.locator(".name-change").is_visible():  # asked once, then folded
                self.page.locator(".name-change").click()
            self.page.get_by_label("Je naam (mag leeg blijven)").fill(name)
        self.page.get_by_role("button", name="Idee versturen").click()

    def idea(self, text: str) -> Any:
        """The idea with these words in the list."""
        return self.page.locator("#ideas > .idea").filter(has_text=text)


class Hall:
    """Opens windows for people, and asserts at the end that none of their pages had a fault."""

    def __init__(self, browser: Browser) -> None:
        """Everybody uses the same program, each with cookies and storage of their own."""
        self._browser = browser
        self._people: list[Person] = []

    def person(self, server: RunningServer, size: ViewportSize | None = None, **wishes: Any) -> Person:
        """Somebody with a new window of `size`; `wishes` go to the browser's context."""
        context = self._browser.new_context(viewport=size or LAPTOP, locale="nl-NL", **wishes)
        return self.window(context, server)

    def window(self, context: BrowserContext, server: RunningServer) -> Person:
        """Another window with the cookies and storage of `context`."""
        page = context.new_page()
        page.set_default_timeout(WITHIN_SECONDS * 1000)
        person = Person(context, page, server)
        self._people.append(person)
        return person

    def finish(self) -> None:
        """Wait for what is on its way to the server: whoever comes next in the room finds it there."""
        for person in self._people:
            if not person.page.is_closed():
                expect(person.page.locator("#save-state[data-state=saving]")).to_have_count(0)

    def leave(self) -> list[str]:
        """Close everything and return every fault."""
        for person in self._people:
            if not person.page.is_closed():
                person.page.title()  # what the page said last arrives before this answer
        for context in {person.context for person in self._people}:
            context.close()
        return [fault for person in self._people for fault in person.watch.faults()]


@contextmanager
def hall(browser: Browser) -> Iterator[Hall]:
    """A hall that is left at the end; faults fail the test, unless it failed already."""
    people = Hall(browser)
    try:
        yield people
    except BaseException:
        people.leave()
        raise
    try:
        people.finish()
    finally:
        faults = people.leave()
    assert not faults, "\n".join(faults)


def same_everywhere(server: RunningServer, topic: str, *people: Person) -> str:
    """Wait until everybody's editor and the server's log hold the same text; return it."""
    for person in people:
        person.all_saved()
    first = people[0]

    def look() -> list[str]:
        return [*(person.text for person in people), server.log_text(topic)]

    return until(first.page, look, lambda texts: len(set(texts)) == 1)[0]
