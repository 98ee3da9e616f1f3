"""Hostile words on the real pages: nothing runs, nothing is loaded, the layout holds and neighbours stay readable."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from notes.domain.text import one_line
from notes.ground import limits
from notes.store import ideas
from notes.store.unit_of_work import Database
from tests.browser.people import LAPTOP, Hall, Person, until
from tests.hostile import TAKEN
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "kamer-van-de-commons"
TAKEN_OVER = ("script", "internal", "right to left", "one long word", "picture")

# What is wider than its page or its panel, and ideas whose ink may reach into the next.
_LAYOUT = """() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const cards = [...document.querySelectorAll("#ideas > .idea")].filter((card) => card.offsetParent !== null);
    const out = cards.filter((card) => [...card.querySelectorAll("*")].some((part) =>
        part.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)).map((card) => card.id);
    const texts = cards.map((card) => card.querySelector(".idea-text"));
    const open = texts.filter((text) => getComputedStyle(text).overflowY === "visible").length;
    return { wide, out, open };
}"""


def put_in(server: RunningServer) -> dict[str, str]:
    """Store every hostile idea, its words as its author's name as well; return what its page has to show."""
    database = Database(server.database_url)
    try:
        with database.writing() as session:
            for name, words in TAKEN.items():
                ideas.add(
                    session,
                    topic_id=server.topics[TOPIC],
                    conference_id=server.conference_id,
                    uuid=f"hostile {name}",
                    person_id=None,
                    name=one_line(words)[: limits.NAME_MAX_CHARACTERS].strip(),
                    text=words.strip(),
                    state="visible",
                    late=False,
                    at=datetime.now(UTC),
                )
            return {f"idee-{idea.number}": idea.text for idea in ideas.of_topic(session, server.topics[TOPIC])}
    finally:
        database.close()


def assert_harmless(person: Person) -> None:
    assert person.page.evaluate(_LAYOUT) == {"wide": 0, "out": [], "open": 0}
    foreign = "[window.hacked ?? null, document.querySelectorAll('main img:not(.cm-widgetBuffer), [onload]').length]"
    assert person.page.evaluate(foreign) == [None, 0]


def test_hostile_words_are_only_words_wherever_they_appear(server: RunningServer, people: Hall) -> None:
    expected = put_in(server)
    fatima = people.person(server, LAPTOP).facilitates(TOPIC, "<b>Fatima</b> ✓")
    anna = people.person(server, {"width": 320, "height": 640}).scans(TOPIC)
    for person in (fatima, anna):
        expect(person.page.locator("#ideas > .idea")).to_have_count(len(expected))
        shown = "() => Object.fromEntries([...document.querySelectorAll('#ideas > .idea')].map((idea) => [idea.id, "
        shown += "idea.querySelector('.idea-text').textContent]))"
        assert person.page.evaluate(shown) == expected
        assert_harmless(person)
    for name in TAKEN_OVER:
        number = next(key for key, words in expected.items() if words == TAKEN[name].strip())
        card = fatima.page.locator(f"#{number}")
        fatima.page.mouse.move(0, 0)  # the next button may stand where this one did
        card.get_by_role("button", name="Overnemen in de notities").click()
        expect(card).to_contain_text("Overgenomen")
    anna.page.get_by_role("tab", name="Notities").click()
    notes = anna.page.locator("#notes")
    for name in TAKEN_OVER:
        words = "".join(TAKEN[name].split())
        until(anna.page, notes.inner_text, lambda text, words=words: words in "".join(text.split()))  # type: ignore[misc]  # bound on purpose
    assert_harmless(anna)
    assert_harmless(fatima)
    assert fatima.page.locator("#editor .cm-content").count() == 1
    for path in (f"{TOPIC}/geschiedenis", "verslag"):
        fatima.page.goto(f"{server.address}/c/{server.slug}/{path}")
        until(fatima.page, fatima.page.locator("main").inner_text, lambda text: "window.hacked" in text)
        assert fatima.page.evaluate("window.hacked") is None
        assert fatima.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
