"""A facilitator's stream: what is hidden stays so, everything can be undone, and it all works by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect

from tests.browser.people import LAPTOP, PHONE, Hall, Person, hall, until
from tests.browser.test_pages import AXE, RULES, WIDER
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
        person.page.mouse.move(0, 0)  # whoever points at the list keeps it still
    return opened


def send(person: Person, *texts: str, name: str = "") -> None:
    for text in texts:
        person.writes_idea(text, name)
        expect(person.idea(text)).to_be_visible()


def foot(staff: Person) -> Locator:
    return staff.page.locator(".stream-foot")


A_SECOND_MORE = "() => { const now = Date.now.bind(Date); Date.now = () => now() + 1000; }"


def undo(staff: Person) -> None:
    """Undo what was done last; a second goes by first, as a press that follows at once means nothing to what came."""
    staff.page.evaluate(A_SECOND_MORE)
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
    staff.opens_tools()
    expect(anna.page.get_by_text("Iedereen hier kan je idee lezen.")).to_be_visible()
    page.get_by_label("Ideeën wachten op goedkeuring").check()
    expect(anna.page.get_by_text("Een begeleider leest je idee eerst.")).to_be_visible()
    expect(anna.page.get_by_text("Iedereen hier kan je idee lezen.")).to_be_hidden()
    bert.page.get_by_label("Jouw idee").fill("Al getypt")
    place = bert.page.get_by_label("Jouw idee").bounding_box()
    page.get_by_label("Deelnemers kunnen ideeën sturen").uncheck()
    expect(anna.page.locator(FORM)).to_be_hidden()
    expect(anna.page.get_by_text("Nieuwe ideeën staan hier nu uit.")).to_be_visible()
    # What was typed before stays under the fingers, and still arrives; then the box goes.
    expect(bert.page.get_by_text("Nieuwe ideeën staan hier nu uit.")).to_be_visible()
    assert bert.page.get_by_label("Jouw idee").bounding_box() == place
    bert.page.get_by_role("button", name="Idee versturen").click()
    expect(bert.idea("Al getypt")).to_contain_text("Wacht op goedkeuring")
    expect(bert.page.locator(FORM)).to_be_hidden()
    page.get_by_label("Deelnemers kunnen ideeën sturen").check()
    expect(anna.page.locator(FORM)).to_be_visible()
    anna.writes_idea("Wacht ook")
    fold = page.locator("#hidden-ideas")
    page.locator("#idea-staff").get_by_role("button", name=re.compile(r"\d wachten")).click()
    expect(fold.locator("summary")).to_be_focused()
    fold.get_by_role("button", name=re.compile(r"Alle \d wachtende ideeën goedkeuren")).click()
    for text in ("Al getypt", "Wacht ook"):
        expect(anna.idea(text)).to_be_visible()
    fold.locator("summary").click()
    page.get_by_label("Ideeën wachten op goedkeuring").uncheck()
    expect(anna.page.get_by_text("Iedereen hier kan je idee lezen.")).to_be_visible()
    staff.closes_tools()


def test_early_ideas_are_switched_under_open_pages(room: Room) -> None:
    staff, anna, _ = room
    page, server = staff.page, staff.server
    desk, organiser = f"{server.address}/c/{server.slug}/regie", server.session("organiser", "Olga")
    token = organiser.get(desk).text.split('name="csrf_token" value="')[1].split('"')[0]

    def move(state: str) -> None:
        form = {"csrf_token": token, "state": state}
        organiser.post(f"{desk}/{TOPIC}/zaal", form, headers={"Referer": desk}).raise_for_status()

    move("closed")
    expect(anna.page.get_by_text("Alvast een idee?")).to_be_visible()
    staff.opens_tools()
    page.get_by_label("Ideeën mogen al voordat de zaal open is").uncheck()
    expect(anna.page.locator(FORM)).to_be_hidden()
    expect(anna.page.get_by_text("Ideeën sturen kan zodra de zaal opengaat.")).to_be_visible()
    anna.scans(TOPIC)
    expect(anna.page.locator(FORM)).to_be_hidden()
    page.get_by_label("Ideeën mogen al voordat de zaal open is").check()
    expect(anna.page.locator(FORM)).to_be_visible()
    send(anna, "Alvast dit")
    page.get_by_label("Ideeën mogen al voordat de zaal open is").uncheck()
    expect(anna.page.locator(FORM)).to_be_hidden()
    move("open")
    expect(anna.page.locator(FORM)).to_be_visible()
    page.get_by_label("Ideeën mogen al voordat de zaal open is").check()
    staff.closes_tools()


def test_keys_take_over_open_the_menu_show_what_is_new_and_approve(room: Room) -> None:
    staff, anna, bert = room
    page = staff.page
    send(bert, "Met toetsen")
    expect(staff.idea("Met toetsen")).to_be_visible()
    staff.idea("Met toetsen").focus()
    page.keyboard.press("m")
    menu = staff.idea("Met toetsen").get_by_role("button", name="Meer", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "true")
    staff.idea("Met toetsen").get_by_role("button", name="Handen tellen").press("Enter")
    expect(page.get_by_label("Hoeveel handen?")).to_be_focused()
    page.keyboard.press("Escape")  # out of the menu first
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    page.keyboard.press("o")
    staff.sees_text("[Met toetsen](idee:")
    # What is new waits for who has the focus in the list, until it is asked for.
    send(anna, "Nieuw voor n")
    expect(page.get_by_role("button", name="1 nieuw")).to_be_visible()
    page.keyboard.press("n")
    expect(staff.idea("Nieuw voor n")).to_be_visible()
    staff.idea("Nieuw voor n").focus()
    page.keyboard.press("v")
    expect(anna.idea("Nieuw voor n")).to_have_count(0)
    fold = page.locator("#hidden-ideas")
    fold.locator("summary").click()
    fold.locator(".idea").filter(has_text="Nieuw voor n").focus()
    page.keyboard.press("g")
    expect(anna.idea("Nieuw voor n")).to_be_visible()
    fold.locator("summary").click()
    staff.idea("Nieuw voor n").focus()
    page.keyboard.press("Escape")  # to the notes
    expect(page.locator("#editor .cm-content")).to_be_focused()


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
    staff.opens_tools()
    page.get_by_role("button", name="Pauzeren").click()
    staff.closes_tools()
    send(anna, "Tijdens de pauze")
    expect(page.get_by_role("button", name="1 nieuw")).to_be_visible()
    expect(staff.idea("Tijdens de pauze")).to_have_count(0)
    staff.idea("Samen een").focus()
    page.keyboard.press("p")
    expect(staff.idea("Tijdens de pauze")).to_be_visible()


# What cannot be pressed looks so and can be read, whatever kind of button it is.
LOOK_OF_DISABLED = """() => Object.fromEntries(["button-primary", "button-danger", "button-take-over"].map((kind) => {
    const one = document.body.appendChild(document.createElement("button"));
    one.className = `button ${kind}`;
    one.disabled = true;
    const { color, backgroundColor, borderTopStyle } = getComputedStyle(one);
    one.remove();
    return [kind, [color, backgroundColor, borderTopStyle]];
}))"""


def test_on_a_narrow_phone_the_menu_fits_and_merging_leaves_the_ideas_in_sight(
    server: RunningServer, people: Hall
) -> None:
    anna = people.person(server, PHONE).scans("fondsen")
    send(anna, "Smal een")
    anna.page.get_by_label("Jouw idee").fill("Smal twee")
    anna.page.get_by_role("button", name="Idee versturen").dblclick()
    expect(anna.idea("Smal twee")).to_be_visible()
    expect(anna.page.locator("#idea-text-error")).to_be_hidden()  # the second press is no empty idea
    staff = people.person(server, {"width": 320, "height": 640}).facilitates("fondsen", "Fatima")
    staff.page.get_by_role("tab", name="Ideeën").click()
    staff.idea("Smal een").get_by_role("button", name="Meer", exact=True).click()
    expect(staff.idea("Smal een").get_by_role("button", name="Verberg alles van dit apparaat")).to_be_visible()
    assert staff.page.evaluate(WIDER) == []
    looks = staff.page.evaluate(LOOK_OF_DISABLED)
    assert looks["button-primary"] == looks["button-danger"] == looks["button-take-over"]
    staff.idea("Smal een").get_by_role("button", name="Samenvoegen", exact=True).click()
    tray = staff.page.locator("#idea-tray")
    expect(tray).to_contain_text("ook bij een ander idee")
    height = tray.evaluate("(one) => one.getBoundingClientRect().height / innerHeight")
    assert height < 0.25
    assert staff.page.evaluate(WIDER) == []
    more(staff, "Smal twee", "Samenvoegen")
    tray.get_by_role("button", name="Niet meenemen").first.click()
    expect(tray.get_by_role("radio")).to_have_count(0)
    tray.get_by_role("button", name="Niet samenvoegen").click()
    expect(tray).to_be_hidden()


def test_hiding_all_of_a_device_says_that_what_was_taken_over_stays_in_the_notes(
    server: RunningServer, people: Hall
) -> None:
    staff = people.person(server).facilitates("energienet", "Greet")
    device = people.person(server, PHONE).scans("energienet")
    send(device, "Staat straks in de notities", "Staat er niet in")
    expect(staff.idea("Staat er niet in")).to_be_visible()  # before anybody points at the list, which keeps it still
    taken = staff.idea("Staat straks")
    taken.get_by_role("button", name="Overnemen").click()
    expect(taken).to_contain_text("Overgenomen")
    more(staff, "Staat er niet in", "Verberg alles van dit apparaat")
    expect(foot(staff)).to_contain_text("2 ideeën zijn verborgen. Wat overgenomen is, staat nog in de notities.")
    undo(staff)
    staff.idea("Staat er niet in").get_by_role("button", name="Verbergen").click()
    expect(foot(staff)).to_contain_text("1 idee is verborgen.")
    expect(foot(staff)).not_to_contain_text("notities")
    staff.sees_text("Staat straks in de notities")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_how_much_is_new_is_in_view_wherever_one_reads_and_leads_there(
    server: RunningServer, people: Hall, size: ViewportSize
) -> None:
    plan = "Laptopplan" if size is LAPTOP else "Telefoonplan"
    anna = people.person(server, PHONE).scans("energienet")
    send(anna, *(f"{plan} {number}: {'langer en langer ' * 12}" for number in range(8)))
    staff = people.person(server, size).facilitates("energienet", "Fatima")
    if size is PHONE:
        staff.page.get_by_role("tab", name="Ideeën").click()
    staff.idea(f"{plan} 1:").scroll_into_view_if_needed()
    staff.page.mouse.move(0, 0)
    before = staff.idea(f"{plan} 1:").bounding_box()
    send(anna, f"{plan} van nu")
    fresh = staff.page.get_by_role("button", name="1 nieuw")
    expect(fresh).to_be_in_viewport(ratio=1)
    assert staff.idea(f"{plan} 1:").bounding_box() == before
    fresh.click()
    expect(staff.idea(f"{plan} van nu")).to_be_in_viewport(ratio=1)
    expect(fresh).to_have_count(0)
