"""A facilitator's stream: what is hidden stays so, everything can be undone, and it all works by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import PHONE, Person, hall, until
from tests.browser.test_pages import AXE, RULES
from tests.house.test_build import BUILD
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "incubator"
FORM = "#idea-form"


Room = tuple[Person, Person, Person]


@pytest.fixture(scope="module")
def opened(server: RunningServer, browser: Browser) -> Iterator[Room]:
    """A facilitator, and two phones of participants; the tests share their pages."""
    with hall(browser) as people:
        anna, bert = (people.person(server, PHONE).scans(TOPIC) for _ in range(2))
        yield people.person(server).facilitates(TOPIC, "Fatima"), anna, bert


@pytest.fixture
def room(opened: Room) -> Room:
    """Everybody looks at the top of the ideas: who reads further down is not shown what is new."""
    for person in opened:
        person.page.evaluate("scrollTo(0, 0); document.querySelector('#ideas-section').scrollTo(0, 0)")
        person.page.evaluate("document.activeElement.blur()")
    return opened


def send(person: Person, *texts: str, name: str = "") -> None:
    for text in texts:
        person.writes_idea(text, name)
        expect(person.idea(text)).to_be_visible()


def foot(staff: Person) -> Locator:
    return staff.page.locator(".stream-foot")


def undo(staff: Person) -> None:
    foot(staff).get_by_role("button", name="Ongedaan maken").last.click()


def more(staff: Person, text: str, entry: str) -> None:
    staff.idea(text).get_by_role("button", name="Meer", exact=True).click()
    staff.idea(text).get_by_role("button", name=entry).click()


def violations(person: Person) -> list[str]:
    person.page.evaluate(AXE)
    found: list[str] = person.page.evaluate(RULES)
    return found


def test_participants_load_nothing_of_the_stream_that_staff_have(room: Room) -> None:
    def loaded(person: Person) -> str:
        names = person.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
        scripts = {name.rpartition("/")[2].partition("?")[0] for name in names if "/static/build/" in name}
        return "".join((BUILD / name).read_text(encoding="utf-8") for name in scripts if name.endswith(".js"))

    staff, anna, _ = room
    assert "stream-foot" in loaded(staff)
    assert "stream-foot" not in loaded(anna)


def test_hidden_words_go_from_every_page_and_come_back(room: Room) -> None:
    staff, anna, bert = room
    page = staff.page
    send(bert, "Lelijk een", "Lelijk twee", name="Scheldnaam")
    for person in (anna, staff):
        expect(person.idea("Lelijk twee")).to_be_visible()
    # By keyboard alone: to the ideas, hide the first, say why.
    page.locator("#editor .cm-content").focus()
    page.keyboard.press("Alt+F9")
    expect(staff.idea("Lelijk twee")).to_be_focused()
    page.keyboard.press("v")
    expect(anna.idea("Lelijk twee")).to_have_count(0)
    expect(page.locator("#ideas > .idea:focus")).to_have_count(1)  # the next one: keys go on
    foot(staff).get_by_label("Waarom?").fill("scheldwoord")
    foot(staff).get_by_role("button", name="Bewaren").click()
    expect(foot(staff)).to_have_count(0)
    expect(page.get_by_text("Lelijk twee")).to_be_hidden()  # the page may be on the beamer: a number only
    fold = page.locator("#hidden-ideas")
    expect(fold.locator(".count")).to_have_text("1")  # all others are in the list
    fold.locator("summary").click()
    expect(fold.locator(".idea")).to_contain_text("scheldwoord")
    fold.get_by_role("button", name="Terugzetten").click()
    expect(anna.idea("Lelijk twee")).to_be_visible()
    fold.locator("summary").click()
    more(staff, "Lelijk een", "Naam weghalen")
    expect(anna.idea("Lelijk een")).to_contain_text("Deelnemer")
    more(staff, "Lelijk een", "Verberg alles van dit apparaat")
    expect(anna.page.get_by_text("Lelijk")).to_have_count(0)
    undo(staff)
    expect(anna.idea("Lelijk")).to_have_count(2)
    more(staff, "Lelijk een", "Zet dit apparaat op wachten")
    bert.writes_idea("Lelijk drie")
    expect(bert.idea("Lelijk drie")).to_contain_text("Wacht op goedkeuring")
    expect(page.locator("#hidden-ideas .badge-waiting").first).to_have_text("1 wacht")
    expect(anna.page.get_by_text("Lelijk drie")).to_have_count(0)
    more(staff, "Lelijk een", "Laat dit apparaat niet meer wachten")
    assert violations(staff) == []


def test_an_idea_moves_to_another_topic_and_back_under_open_pages(room: Room) -> None:
    staff, anna, bert = room
    send(bert, "Verkeerde zaal")
    expect(anna.idea("Verkeerde zaal")).to_be_visible()
    staff.idea("Verkeerde zaal").get_by_role("button", name="Meer", exact=True).click()
    choice = staff.idea("Verkeerde zaal").get_by_label("Verplaats naar")
    title = choice.locator("option").last.inner_text()
    choice.select_option(title)
    staff.idea("Verkeerde zaal").get_by_role("button", name="Verplaatsen").click()
    for person in (anna, bert, staff):
        expect(person.idea("Verkeerde zaal")).to_have_count(0)
    expect(bert.page.locator("#announce")).to_contain_text(f"Je idee staat nu bij ‘{title}’.")
    undo(staff)
    expect(anna.idea("Verkeerde zaal")).to_be_visible()


def test_the_box_closes_and_ideas_wait_under_open_pages(room: Room) -> None:
    staff, anna, bert = room
    page = staff.page
    page.get_by_text("Ideeënvak").click()
    page.get_by_label("Ideeën wachten op goedkeuring").check()
    bert.page.get_by_label("Jouw idee").fill("Al getypt")
    page.get_by_label("Deelnemers kunnen ideeën sturen").uncheck()
    expect(anna.page.locator(FORM)).to_be_hidden()
    expect(anna.page.get_by_text("Nieuwe ideeën staan hier nu uit.")).to_be_visible()
    # What was typed before still arrives; then the box goes.
    bert.page.get_by_role("button", name="Idee versturen").click()
    expect(bert.idea("Al getypt")).to_contain_text("Wacht op goedkeuring")
    expect(bert.page.locator(FORM)).to_be_hidden()
    page.get_by_label("Deelnemers kunnen ideeën sturen").check()
    expect(anna.page.locator(FORM)).to_be_visible()
    anna.writes_idea("Wacht ook")
    fold = page.locator("#hidden-ideas")
    fold.locator("summary").click()
    fold.get_by_role("button", name=re.compile(r"Alle \d wachtende ideeën goedkeuren")).click()
    for text in ("Al getypt", "Wacht ook"):
        expect(anna.idea(text)).to_be_visible()
    fold.locator("summary").click()
    page.get_by_label("Ideeën wachten op goedkeuring").uncheck()
    page.get_by_text("Ideeënvak").click()


def test_several_are_taken_over_at_once_by_keyboard_and_one_goes_with_its_line(
    room: Room,
) -> None:
    staff, anna, bert = room
    page = staff.page
    # Whoever points at the stream keeps it still; the test before may have left focus or pointer there.
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    send(anna, "Samen een", "Samen twee")
    expect(staff.idea("Samen twee")).to_be_visible()
    before = staff.text
    staff.idea("Samen twee").focus()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    foot(staff).get_by_label("Overnemen als").select_option(label="Besluit")
    foot(staff).get_by_role("button", name="2 overnemen").click()
    for text in ("Samen een", "Samen twee"):
        expect(bert.idea(text)).to_contain_text("Overgenomen door Fatima")
        staff.sees_text(f"- Besluit: [{text}](idee:")
    staff.idea("Samen een").focus()
    page.keyboard.press("z")
    until(page, lambda: staff.text, lambda text: text == before)
    # One alone; it is hidden together with its line, and comes back with it.
    staff.idea("Samen een").get_by_role("button", name="Overnemen in de notities").click()
    staff.sees_text("[Samen een](idee:")
    written = staff.text
    staff.idea("Samen een").get_by_role("button", name="Verbergen").click()
    staff.idea("Samen een").get_by_role("button", name="Ja, regel weghalen").click()
    until(page, lambda: staff.text, lambda text: "Samen een" not in text)
    undo(staff)
    until(page, lambda: staff.text, lambda text: text == written)
    expect(bert.idea("Samen een")).to_be_visible()
    # Paused, what is new waits until it is asked for.
    page.get_by_role("button", name="Pauzeren").click()
    send(anna, "Tijdens de pauze")
    expect(page.get_by_role("button", name="1 nieuw")).to_be_visible()
    expect(staff.idea("Tijdens de pauze")).to_have_count(0)
    staff.idea("Samen een").focus()
    page.keyboard.press("p")
    expect(staff.idea("Tijdens de pauze")).to_be_visible()
