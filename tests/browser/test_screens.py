"""A hall with projectors: paired by a code, steered from a phone, readable from the back, and left alone for hours."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from notes.store import ideas
from notes.store.unit_of_work import Database
from tests.browser.people import PHONE, Hall, hall
from tests.browser.projector import FORMATS, WIDE, Leader, Projector
from tests.browser.test_pages import AXE, RULES, TOO_SMALL, WIDER
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

LONG = "Buurtcoöperatievergaderingsverslagenverzameling over de buurtcoöperatievergadering"
TOPIC = "fondsen"
IDEAS = (
    "Een deelkelder in elke straat, waar gereedschap staat dat je zelden gebruikt",
    LONG,
    "Samen soep koken 🍲",
    f"Laat de gemeente een revolverend fonds beginnen met de opbrengst van de erfpacht, {'en zo verder, ' * 20}klaar",
    *(f"Voorstel nummer {number} voor een sterkere buurtcoöperatie" for number in range(1, 30)),
)
LINES = (
    ("decision", "Er komt een revolverend fonds voor coöperatieve woningbouw", ""),
    ("action", "Werkgroep fonds oprichten", "Fatima van den Oudenburg-Achterhuizen"),
    ("action", f"Notaris vragen naar {LONG}", ""),
    ("insight", "Geld is er genoeg, vertrouwen niet", ""),
    ("question", "Wie staat garant in de eerste vijf jaar?", ""),
    ("quote", "Een coöperatie is geen bedrijf met leden, maar leden met een bedrijf", ""),
)
VIEWS = (("join", TOPIC), ("ideas", TOPIC), ("notes", TOPIC), ("outcomes", TOPIC), ("all", ""), ("report", ""))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose rooms are full of long words; its ideas are an hour old, so that nobody waits for them."""
    server = RunningServer(tmp_path_factory.mktemp("screens"))
    had_ideas(server)
    with server as running:
        for topic in list(running.topics)[:4]:
            leader = Leader(running)
            for number, (kind, text, owner) in enumerate(LINES):
                request, due = f"{topic}-{number}", "15-1-2027" if owner else ""
                leader.line(topic, kind, text, owner=owner, request=request, due=due)
        yield running


def had_ideas(server: RunningServer) -> None:
    database, at = Database(server.database_url), datetime.now(UTC) - timedelta(hours=1)
    try:
        with database.writing() as session:
            for number, text in enumerate(IDEAS):
                ideas.add(
                    session,
                    topic_id=server.topics[TOPIC],
                    conference_id=server.conference_id,
                    uuid=f"screens-{number}",
                    person_id=None,
                    name="Anna",
                    text=text,
                    state="visible",
                    late=False,
                    at=at,
                    hands=number,
                )
    finally:
        database.close()


@pytest.fixture(scope="module")
def screens(browser: Browser, full: RunningServer) -> Iterator[Hall]:
    """The module's windows; they close while the server that they ask still runs."""
    assert full.address
    with hall(browser) as opened:
        yield opened


def opened(people: Hall, server: RunningServer, **wishes: object) -> Projector:
    projector = Projector(people.person(server, WIDE, **wishes))
    projector.opens()
    return projector


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("OOGST_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_code_pairs_a_screen_from_a_phone_that_steers_it_with_the_keyboard_too(
    people: Hall, server: RunningServer
) -> None:
    projector, phone = opened(people, server), people.person(server, PHONE).organises()
    page = phone.page
    page.get_by_role("link", name="Schermen", exact=True).first.click()
    page.get_by_label("Code op het scherm").fill(projector.code().lower())
    page.get_by_label("Naam voor dit scherm").fill("Zaal van de beamer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zaal van de beamer")).to_be_visible()
    projector.shows("join")
    expect(projector.page.locator(".screen-code")).to_have_text(server.code)
    card = page.locator(".screens-card").filter(has_text="Zaal van de beamer")
    card.get_by_role("button", name="Alle onderwerpen").focus()
    page.keyboard.press("Enter")
    projector.shows("all")
    expect(card.get_by_role("button", name="Alle onderwerpen")).to_have_attribute("aria-pressed", "true")
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(AXE)
    assert [*page.evaluate(RULES), *page.evaluate(WIDER), *page.evaluate(TOO_SMALL)] == []
    page.get_by_role("button", name="Alle schermen leeg").click()
    projector.shows("blank")
    page.get_by_role("button", name="Schermen weer aan").click()
    projector.shows("all")
    page.locator("summary").filter(has_text="Zaal van de beamer").click()
    page.get_by_role("button", name="Ja, ontkoppelen").click()
    projector.code()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_picture_is_read_from_the_back_in_every_format(screens: Hall, full: RunningServer, scheme: str) -> None:
    projector, leader = opened(screens, full, color_scheme=scheme, reduced_motion="reduce"), Leader(full)
    faults = faults_of(projector, "code", scheme)
    leader.pairs(projector)
    for view, topic in VIEWS:
        leader.lets(projector, view, topic)
        if view == "join":  # a code may be as wide as this
            projector.page.locator(".screen-code").evaluate("(code) => { code.textContent = 'WMWMWM'; }")
        faults += faults_of(projector, view, scheme)
    leader.lets(projector, "ideas")
    faults += faults_of(projector, "ideas", scheme)
    assert not faults, "\n".join(faults)


def faults_of(projector: Projector, view: str, scheme: str) -> list[str]:
    page, faults = projector.page, []
    for size in FORMATS:
        page.set_viewport_size(size)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        name = f"screen-{view}-{size['width']}-{scheme}"
        keep_picture(page, name)
        faults += [f"{name}: {each}" for each in projector.measured()]
        code = page.locator(".screen-qr")
        if code.count():
            box = code.bounding_box()
            assert box is not None
            faults += [f"{name}: QR of {box['height']}"] if box["height"] < size["height"] / 5 else []
    page.evaluate(AXE)
    return [*faults, *(f"{view} {scheme}: {each}" for each in page.evaluate(RULES))]


def test_an_outcome_appears_as_it_is_marked_and_a_hidden_idea_goes_at_once(screens: Hall, full: RunningServer) -> None:
    projector, leader = opened(screens, full), Leader(full)
    page = projector.page
    leader.pairs(projector)
    leader.lets(projector, "all")
    leader.line("buurtcooperatie", "decision", "Elke eerste dinsdag vergaderen we", request="new-1")
    line = page.locator(".screen-line").filter(has_text="Elke eerste dinsdag vergaderen we")
    expect(line).to_be_visible()
    assert "is-new" in (line.get_attribute("class") or "")
    expect(page.locator(".screen-line.is-new")).to_have_count(1)
    leader.lets(projector, "outcomes", "buurtcooperatie")
    leader.line("buurtcooperatie", "action", "Sleutels bijmaken", request="new-2")
    new = page.locator(".screen-line.is-new")
    expect(new).to_have_count(1)
    expect(new).to_contain_text("Sleutels bijmaken")
    expect(new).to_contain_text("Nog geen eigenaar. Wie?")
    leader.lets(projector, "ideas", TOPIC)
    card = page.locator(".screen-card").filter(has_text="Voorstel nummer 29 ")
    expect(card).to_be_visible()
    number = (card.get_attribute("data-key") or "").removeprefix("idea-")
    leader.post(f"/{TOPIC}/ideeen/{number}/verbergen", f"/{TOPIC}", hidden="1")
    expect(card).to_have_count(0, timeout=2_500)
    leader.post(f"/{TOPIC}/ideeen/{number}/verbergen", f"/{TOPIC}", hidden="0")


def test_notes_follow_the_newest_change(screens: Hall, full: RunningServer) -> None:
    projector, leader = opened(screens, full), Leader(full)
    page = projector.page
    leader.pairs(projector)
    leader.lets(projector, "notes", TOPIC)
    heading = page.locator(".screen-sheet h3").first
    heading.evaluate("one => { one.isTheSame = true; }")
    for number in range(12):
        leader.line(TOPIC, "note", f"Regel {number} van een lang gesprek over de erfpacht", request=f"note-{number}")
    last = page.locator(".screen-sheet li").filter(has_text="Regel 11 ")
    expect(last).to_be_in_viewport(ratio=1)
    expect(last).to_have_class("is-newest")
    assert page.locator(".screen-sheet h3").first.evaluate("one => one.isTheSame === true")
    assert projector.measured() == []


def test_a_screen_recovers_from_a_new_start_and_from_a_lost_network(people: Hall, server: RunningServer) -> None:
    projector, leader = opened(people, server), Leader(server)
    page, trouble = projector.page, projector.page.locator("#screen-trouble")
    leader.pairs(projector)
    leader.lets(projector, "outcomes", TOPIC)
    projector.person.watch.expect_outage()
    server.kill()
    expect(trouble).to_have_text("geen verbinding")
    projector.shows("outcomes")
    assert projector.measured() == []
    server.start()
    expect(trouble).to_be_empty()
    projector.shows("outcomes")
    projector.person.context.set_offline(True)
    expect(trouble).to_have_text("geen verbinding")
    projector.person.context.set_offline(False)
    expect(trouble).to_be_empty()
    leader.lets(projector, "join", TOPIC)
    page.reload()
    projector.shows("join")


def test_nothing_moves_for_who_asked_for_none(people: Hall, server: RunningServer) -> None:
    projector, leader = opened(people, server, reduced_motion="reduce"), Leader(server)
    leader.pairs(projector)
    leader.lets(projector, "outcomes", TOPIC)
    leader.line(TOPIC, "insight", "Stil maar waar", request="still-1")
    new = projector.page.locator(".screen-line.is-new")
    expect(new).to_contain_text("Stil maar waar")
    assert projector.page.evaluate("() => document.getAnimations().length") == 0
    assert new.evaluate("one => getComputedStyle(one).animationName") == "none"


def test_the_button_fills_the_screen_and_goes_with_the_pointer(people: Hall, server: RunningServer) -> None:
    projector = opened(people, server)
    page = projector.page
    button = page.get_by_role("button", name="Volledig scherm")
    expect(button).to_be_visible()
    expect(page.locator("body.is-still")).to_be_attached()
    assert button.evaluate("one => getComputedStyle(one).opacity") == "0"
    assert page.evaluate("() => getComputedStyle(document.body).cursor") == "none"
    page.mouse.move(300, 300)
    expect(page.locator("body.is-still")).to_have_count(0)
    button.click()
    expect(button).to_be_hidden()
    assert page.evaluate("() => document.fullscreenElement !== null")
