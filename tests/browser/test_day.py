"""A day in real browsers: two desks, a facilitator and phones, from a message to the second round, and nobody's text goes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import text

from notes.store.unit_of_work import Database
from tests.browser.people import PHONE, Hall, Person
from tests.browser.test_pages import AXE, RULES, TOO_SMALL, WIDER
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

SMALL = ViewportSize(width=320, height=640)  # and as wide as 1280 px at 400 %
HOURS_MS = 5 * 3_600_000


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose first round ends in three quarters of an hour; the second comes in an hour."""
    server = RunningServer(tmp_path_factory.mktemp("day"))
    now = datetime.now(UTC)
    database = Database(server.database_url)
    with database.writing() as session:
        for slug, begins, ends in (("kamer", -60, 130), ("ronde-1", -15, 45), ("ronde-2", 60, 120)):
            times = {
                "slug": slug,
                "begin": f"{now + timedelta(minutes=begins):%F %T.%f}",
                "end": f"{now + timedelta(minutes=ends):%F %T.%f}",
            }
            change = "UPDATE programme_item SET starts_at = :begin, ends_at = :end WHERE slug = :slug"
            session.execute(text(change), times)
        session.execute(text("UPDATE meeting SET places = 1"))
    database.close()
    with server as running:
        yield running


def desk_of(people: Hall, server: RunningServer, name: str, size: ViewportSize | None = None) -> Page:
    return people.person(server, size).organises(name).page


def is_fine(page: Page) -> None:
    """Hold a page against axe and against 320 px, and give it its size back."""
    size = page.viewport_size
    page.evaluate(AXE)
    assert page.evaluate(RULES) == []
    page.set_viewport_size(SMALL)
    faults = [*page.evaluate(RULES), *page.evaluate(WIDER), *page.evaluate(TOO_SMALL)]
    if size is not None:
        page.set_viewport_size(size)
    assert faults == []


def newcomer(people: Hall, server: RunningServer, topic: str) -> Person:
    """Somebody on a phone who has been here since before the next round; its clock is hours behind."""
    phone = people.person(server, PHONE)
    phone.page.add_init_script(f"{{ const now = Date.now; Date.now = () => now() - {HOURS_MS}; }}")
    return phone.scans(topic)


def test_a_day_from_the_desk(evening: RunningServer, people: Hall) -> None:
    olga, bert = desk_of(people, evening, "Olga"), desk_of(people, evening, "Bert", PHONE)
    anna = newcomer(people, evening, "fondsen")
    fatima = people.person(evening).facilitates("fondsen", "Fatima")
    expect(anna.page.locator("#time-left")).to_have_text(re.compile(r"nog 4[0-4] min"))  # by the server's clock

    # A message is on every page, once per page, and can be taken back.
    for person in (anna, fatima):  # halfway down the page it is seen, too
        person.page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
    olga.get_by_label("Wat wil je laten weten?").fill("Koffie in de foyer")
    olga.get_by_role("button", name="Bericht versturen").click()
    for person in (anna, fatima):
        expect(person.page.locator(".day-message")).to_contain_text("Koffie in de foyer")
        expect(person.page.locator(".day-message")).to_be_in_viewport()
    is_fine(anna.page)
    anna.page.get_by_role("button", name="Sluiten").click()
    expect(anna.page.locator(".day-message")).to_be_hidden()
    anna.page.reload()
    expect(anna.page.locator("#here")).to_be_visible()
    expect(anna.page.locator(".day-message")).to_be_hidden()
    expect(bert.get_by_role("button", name="Intrekken: Koffie in de foyer")).to_be_visible()
    bert.get_by_role("button", name="Intrekken: Koffie in de foyer").click()
    expect(fatima.page.locator(".day-message")).to_have_count(0)

    # Ten minutes more, by the keyboard; the phones count to the new end, the other desk follows.
    longer = olga.get_by_role("button", name="+10 min: Break-out ronde I", exact=True)
    longer.focus()
    olga.keyboard.press("Enter")
    expect(olga.locator(".notice")).to_contain_text("duurt 10 min langer")
    expect(anna.page.locator("#time-left")).to_have_text(re.compile(r"nog 5[0-4] min"))
    expect(bert.locator("[data-live=now]")).to_contain_text("10 min verlengd")
    bert.get_by_role("button", name="Ongedaan maken: ‘Break-out ronde I’ duurt 10 min langer").first.click()
    expect(bert.locator(".notice")).to_contain_text("Teruggedraaid")
    expect(anna.page.locator("#time-left")).to_have_text(re.compile(r"nog 4[0-4] min"))

    # Opposite buttons: the last wins, and both see how it stands.
    olga.get_by_role("button", name="Afronden: Break-out ronde I", exact=True).click()
    bert.locator("[data-live=now]").get_by_role("button", name="+5 min: De Kamer van de Commons").click()
    expect(bert.locator("[data-live=acts]")).to_contain_text("‘Break-out ronde I’ is afgerond Olga")
    expect(anna.page.locator("#room-state")).to_have_text("Afgerond")
    is_fine(olga)
    is_fine(bert)


def test_the_second_round_asks_where_one_sits_and_a_draft_stays(evening: RunningServer, people: Hall) -> None:
    olga = desk_of(people, evening, "Olga")
    anna, henk = newcomer(people, evening, "fondsen"), newcomer(people, evening, "fondsen")
    henk.page.goto(f"{evening.address}/c/{evening.slug}")
    is_fine(henk.page)
    henk.page.locator("[data-asked=going]").get_by_role("button", name="De buurtcoöperatie").click()
    going = henk.page.locator("[data-asked=going]").get_by_role("button", name="De buurtcoöperatie")
    expect(going).to_have_attribute("aria-pressed", "true")
    expect(olga.locator("[data-live=going]")).to_contain_text("1 van 1 plekken")
    henk.opens("energienet")
    expect(henk.page.locator("#here")).to_be_visible()

    expect(anna.page.locator("#here")).to_be_visible()
    anna.page.get_by_label("Jouw idee").fill("Half getypt")
    olga.get_by_role("button", name="Nu beginnen: Break-out ronde II").click()
    asked = anna.page.locator("[data-asked=here]")
    expect(asked.get_by_role("heading")).to_have_text("Break-out ronde II is begonnen. Waar zit je?")
    is_fine(anna.page)
    asked.get_by_role("button", name="Ik blijf hier").click()
    expect(asked).to_have_count(0)
    assert anna.page.get_by_label("Jouw idee").input_value() == "Half getypt"
    anna.page.reload()
    expect(anna.page.locator("#here")).to_be_visible()
    expect(asked).to_have_count(0)

    henk.page.locator("[data-asked=here]").get_by_role("button", name="De buurtcoöperatie").click()
    expect(henk.page).to_have_url(henk.topic_address("buurtcooperatie"))
    expect(henk.page.locator("[data-asked=here]")).to_have_count(0)

    # The facilitator looks at what came in this round.
    anna.page.get_by_role("button", name="Idee versturen").click()
    fatima = people.person(evening).facilitates("fondsen", "Fatima")
    expect(fatima.idea("Half getypt")).to_be_visible()
    fatima.opens_tools()
    choice = fatima.page.get_by_label("Welke ideeën")
    choice.select_option("Break-out ronde I")
    expect(fatima.idea("Half getypt")).to_have_count(0)
    choice.select_option("Break-out ronde II")
    expect(fatima.idea("Half getypt")).to_be_visible()

    # A start that was a mistake: the question goes, and the first round is back.
    olga.get_by_role("button", name="Ongedaan maken").first.click()
    expect(olga.locator("[data-live=now]")).to_contain_text("Nu beginnen")


def test_hands_stay_where_they_are_while_the_desk_is_live(evening: RunningServer, people: Hall) -> None:
    olga, bert = desk_of(people, evening, "Olga"), desk_of(people, evening, "Bert")
    lock = olga.get_by_text("Conferentie vastzetten", exact=True)
    lock.click()
    button = olga.locator("[data-live=now]").get_by_role("button", name="+5 min: De Kamer van de Commons")
    button.focus()
    bert.locator("[data-live=now]").get_by_role("button", name="+10 min: De Kamer van de Commons").click()
    expect(olga.locator("[data-live=now]")).to_contain_text("min verlengd")
    assert olga.evaluate("document.activeElement.getAttribute('aria-label')") == "+5 min: De Kamer van de Commons"
    expect(olga.get_by_role("button", name="Ja, vastzetten")).to_be_visible()
    olga.get_by_role("button", name="Ja, vastzetten").click()
    expect(bert.get_by_role("button", name="Weer openzetten")).to_be_visible()
    bert.get_by_role("button", name="Ongedaan maken").first.click()
    expect(olga.get_by_text("Conferentie vastzetten", exact=True)).to_be_visible()


def test_without_a_server_the_desk_stays_with_what_was_typed(evening: RunningServer, people: Hall) -> None:
    olga = people.person(evening, PHONE).organises()
    page, words = olga.page, "De koffie staat klaar in de gang"
    page.get_by_label("Wat wil je laten weten?").fill(words)
    olga.watch.expect_outage()
    olga.context.set_offline(True)
    send = page.get_by_role("button", name="Bericht versturen")
    send.click()
    refused = page.get_by_role("alert").filter(has_text="Geen verbinding: er is niets verstuurd.")
    expect(refused).to_be_visible()
    expect(page.get_by_label("Wat wil je laten weten?")).to_have_value(words)
    longer = page.locator("[data-live=now]").get_by_role("button", name="+5 min: De Kamer van de Commons")
    longer.click()
    expect(page.locator("[data-live=now]").get_by_role("alert")).to_be_visible()  # beside what was pressed
    olga.context.set_offline(False)
    # The live parts may know before the page that answers is there: what is pressed meanwhile goes with the old one.
    for pressed in (send, longer):
        with page.expect_navigation():
            pressed.click()
    expect(page.locator("[data-live=messages]")).to_contain_text(words)
    expect(page.locator("[data-live=acts]")).to_contain_text("5 min langer")
    page.locator("[data-live=messages]").get_by_role("button", name="Intrekken").first.click()
    expect(page.locator("[data-live=messages]")).not_to_contain_text(words)


def test_publishing_is_two_taps_from_the_desk_on_a_phone(evening: RunningServer, people: Hall) -> None:
    olga = desk_of(people, evening, "Olga", ViewportSize(width=360, height=740))
    olga.wait_for_load_state()  # with all its styles
    assert olga.evaluate("document.scrollingElement.scrollWidth") == 360
    olga.get_by_role("link", name="Nakijken en publiceren").click()
    expect(olga.get_by_role("heading", name="Kijk hier nog even naar")).to_be_visible()
    assert olga.evaluate("document.scrollingElement.scrollWidth") == 360
    olga.get_by_role("button", name="Versie 1 publiceren").click()
    expect(olga.get_by_text("Versie 1 staat online")).to_be_visible()
