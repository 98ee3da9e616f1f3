"""A page that nobody looks at costs nothing: the server sends it no beat, and it catches up when it is looked at."""

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
BEAT = b"\xa4beat"  # the event's name as MessagePack writes it

# A headless page is never really hidden: what it says of itself is set by the test.
COVERABLE = """
    window.isCovered = false;
    Object.defineProperty(Document.prototype, "hidden", { get: () => window.isCovered });
"""
COVER = """(covered) => {
    window.isCovered = covered;
    document.dispatchEvent(new Event("visibilitychange"));
}"""


class Beats:
    """Counts the beats that reach a page."""

    def __init__(self, page: Page) -> None:
        self.count = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)

    def _received(self, payload: str | bytes) -> None:
        self.count += isinstance(payload, bytes) and BEAT in payload


def reads(person: Person, words: str) -> None:
    """Wait until the rendered notes hold these words."""
    expect(person.page.locator("#notes")).to_contain_text(words)


def test_a_page_in_the_background_is_sent_nothing_and_catches_up(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    anna, bob = people.person(server, PHONE), people.person(server, PHONE)
    anna.page.add_init_script(COVERABLE)
    beats = Beats(anna.page)
    for reader in (anna, bob):
        reader.scans(TOPIC)
    fatima.type_line("Voor de pauze.")
    for reader in (anna, bob):
        reader.page.get_by_role("tab", name="Notities").click()
        reads(reader, "Voor de pauze.")
    until(anna.page, lambda: beats.count, lambda count: count > 0)

    anna.page.evaluate(COVER, True)
    # Answers come in the order of what was sent: when this one is here, the server knows that she is away.
    anna.page.get_by_role("tab", name="Ideeën").click()
    anna.writes_idea("Een idee op de valreep")
    expect(anna.page.locator("#idea-state")).to_have_text("Verstuurd")
    before = beats.count
    for number in range(3):
        fatima.type_line(f"Tijdens de pauze {number}.")
        reads(bob, f"Tijdens de pauze {number}.")
    anna.page.get_by_role("tab", name="Notities").click()
    assert beats.count == before
    assert "Tijdens de pauze" not in anna.page.locator("#notes").inner_text()

    anna.page.evaluate(COVER, False)
    reads(anna, "Tijdens de pauze 2.")
    fatima.type_line("Na de pauze.")
    reads(anna, "Na de pauze.")
    assert beats.count > before
