"""The history in a real browser: every moment is what the log says, and an old text comes back without harm."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from notes.store import history, notepads
from notes.store.unit_of_work import Database
from tests.browser.long_past import LongPast, write_long_past
from tests.browser.people import PHONE, Hall, Person, same_everywhere, until
from tests.browser.test_pages import AXE, RULES
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

LONG, SHORT = "fondsen", "energienet"
ROWS = 3_000
NARROW: ViewportSize = {"width": 320, "height": 640}
_SHOWN = """() => {
    const content = document.querySelector("#history-sheet .cm-content");
    const view = content?.cmTile?.root?.view ?? content?.cmView?.rootView?.view ?? content?.cmView?.view;
    return view.state.doc.toString();
}"""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, LongPast]]:
    """A server of this module's own: one topic has a long past."""
    server = RunningServer(tmp_path_factory.mktemp("history"))
    made = write_long_past(server, LONG, ROWS)
    with server:
        yield server, made


def opens_history(person: Person, topic: str) -> Page:
    """Go to the history by the link above the notes."""
    person.page.get_by_role("link", name="Geschiedenis").click()
    expect(person.page.locator("#history-sheet .cm-content")).to_be_visible()
    assert person.page.url.endswith(f"/{topic}/geschiedenis")
    return person.page


def slider(page: Page) -> Any:
    return page.get_by_role("slider", name="Moment in de geschiedenis")


def row_of(page: Page) -> int:
    """The last row of what is shown, by the address of its download."""
    address = page.get_by_role("link", name="Download deze versie").get_attribute("href") or ""
    found = re.search(r"rij=(\d+)", address)
    assert found is not None, address
    return int(found[1])


def slides_to(page: Page, share: float) -> None:
    """Move the slider as a hand does."""
    page.evaluate(
        """async ([share]) => {
            const slider = document.querySelector("#history-slider");
            slider.valueAsNumber = Math.round(share * Number(slider.max));
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        }""",
        [share],
    )


def stored_moments(server: RunningServer, topic: str) -> list[tuple[int, str, str]]:
    database = Database(server.database_url)
    with database.reading() as session:
        found = [(one.seq, one.kind, one.label) for one in history.moments(session, server.notepads[topic])]
    database.close()
    return found


def newest_row(server: RunningServer, topic: str) -> int:
    database = Database(server.database_url)
    with database.reading() as session:
        facts = notepads.notepad(session, server.notepads[topic])
    database.close()
    assert facts is not None
    return facts.seq


def test_every_place_of_the_slider_shows_what_a_replay_gives(
    past: tuple[RunningServer, LongPast], people: Hall
) -> None:
    server, made = past
    fatima = people.person(server).facilitates(LONG, "Fatima")
    page = opens_history(fatima, LONG)
    page.get_by_label("Vergelijk met").select_option("Niets")
    seen = set()
    for share in (0, 0.004, 0.1, 0.25, 1 / 3, 0.5, 0.71, 0.9, 0.999, 1):
        slides_to(page, share)
        row = row_of(page)
        assert page.evaluate(_SHOWN) == made.texts[row]
        seen.add(row)
    assert len(seen) == 10
    assert {0, ROWS} <= seen
    # What differs: without the one or the other it is the text of each of both moments.
    page.get_by_label("Vergelijk met").select_option("Het begin")
    slides_to(page, 0.3)
    assert page.evaluate(_SHOWN) == made.texts[row_of(page)]
    page.get_by_label("Vergelijk met").select_option("De wijziging ervoor")
    expect(page.locator("#history-sheet .was-added, #history-sheet .was-removed").first).to_be_visible()
    expect(page.locator("#history-who")).to_contain_text("Fatima")
    slides_to(page, 0.9)
    expect(page.locator("#history-who")).to_contain_text("Anna")


def test_the_slider_goes_by_changes_with_the_keyboard_and_pauses_take_no_room(
    past: tuple[RunningServer, LongPast], people: Hall
) -> None:
    server, made = past
    page = opens_history(people.person(server).facilitates(LONG, "Fatima"), LONG)
    page.get_by_label("Vergelijk met").select_option("Niets")
    control = slider(page)
    last = int(control.get_attribute("max") or 0)
    control.focus()
    for key, step in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", last)):
        page.keyboard.press(key)
        until(page, lambda: int(control.input_value()), lambda value, step=step: value == step)  # type: ignore[misc]  # bound on purpose
        until(page, lambda: page.evaluate(_SHOWN), lambda text: text == made.texts[row_of(page)])
    page.keyboard.press("PageUp")
    page.keyboard.press("PageDown")
    until(page, lambda: int(control.input_value()), lambda value: 0 < value <= last * 0.95)
    # An hour's pause between two people is one step: their times differ by it.
    times = page.evaluate(
        """() => {
            const slider = document.querySelector("#history-slider");
            return [slider.getAttribute("aria-valuetext"), Number(slider.max)];
        }"""
    )
    assert re.search(r"\d\d:\d\d:\d\d, \w+$", times[0]), times
    assert times[1] < ROWS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_from_the_top_breaks_no_rule_and_fits_a_narrow_screen(
    past: tuple[RunningServer, LongPast], people: Hall, scheme: str
) -> None:
    server, _ = past
    person = people.person(server, NARROW, color_scheme=scheme).facilitates(LONG, "Fatima")
    page = opens_history(person, LONG)
    expect(page.locator("#history-changes-list li").first).to_be_attached()
    assert page.evaluate("[scrollY, document.querySelector('#history-sheet .cm-scroller').scrollTop]") == [0, 0]
    page.evaluate(AXE)
    assert page.evaluate(RULES) == []
    for control in ("Zet deze versie terug", "Geef dit moment een naam"):
        page.locator("summary", has_text=control).press("Enter")
    slides_to(page, 0.5)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.evaluate(RULES) == []
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main a, main select, main summary, main input")]
            .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
            .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 24)
            .map(([name, { width, height }]) => `${name}: ${width} x ${height}`)"""
    )
    assert small == []


def writes(person: Person, line: str) -> None:
    person.type_line(line)
    person.all_saved()


def test_compare_name_restore_and_undo_while_another_types(
    past: tuple[RunningServer, LongPast], people: Hall, tmp_path: Path
) -> None:
    server, _ = past
    fatima = people.person(server).facilitates(SHORT, "Fatima")
    ahmed = people.person(server).facilitates(SHORT, "Ahmed")
    writes(fatima, "- Intern: dit is niet voor buiten")
    writes(fatima, "- Van Fatima, en dat blijft")
    good = same_everywhere(server, SHORT, fatima, ahmed)
    row = newest_row(server, SHORT)
    ahmed.sees_text("en dat blijft")
    writes(ahmed, "Van Ahmed, en dat moet weg")
    window = people.window(fatima.context, server)
    window.watch.expect_status(422)  # a moment without a name
    page = opens_history(window.opens(SHORT), SHORT)

    # what changed since the start of the round, by whom
    added = page.locator("#history-sheet ins.was-added", has_text="Van Ahmed")
    expect(added).to_have_attribute("title", "Toegevoegd door Ahmed")
    added.first.hover()
    expect(page.locator("#history-said")).to_have_text("Toegevoegd door Ahmed")
    expect(page.get_by_role("button", name=re.compile("Toegevoegd door Ahmed: .*dat moet weg"))).to_be_visible()

    # the moment before Ahmed
    for _ in range(40):
        if row_of(page) <= row:
            break
        page.get_by_role("button", name="Vorige wijziging").click()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert row_of(page) == row
    page.locator("summary", has_text="Geef dit moment een naam").click()
    page.get_by_role("button", name="Naam bewaren").click()
    expect(page.locator("#history-name-error")).to_have_text("Typ eerst een tekst.")
    page.get_by_label("Naam van dit moment").fill("Zonder Ahmed")
    page.get_by_role("button", name="Naam bewaren").click()
    expect(page.get_by_role("group", name="Momenten").get_by_role("button", name="Zonder Ahmed")).to_be_visible()
    assert (row, "picked", "Zonder Ahmed") in stored_moments(server, SHORT)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download deze versie").click()
    download.value.save_as(tmp_path / "versie.md")
    handed_out = (tmp_path / "versie.md").read_text(encoding="utf-8")
    assert "en dat blijft" in handed_out
    assert "niet voor buiten" not in handed_out
    assert "Ahmed" not in handed_out

    # it comes back; what Ahmed types at the same time stays
    ahmed.page.keyboard.type(" terwijl hij typt")
    page.locator("summary", has_text="Zet deze versie terug").click()
    page.get_by_role("button", name="Ja, zet terug").click()
    ahmed.page.keyboard.type(" en doorgaat")
    expect(page.locator("#history-outcome")).to_contain_text("Teruggezet")
    text = same_everywhere(server, SHORT, fatima, ahmed)
    assert text.startswith(good)
    assert "dat moet weg" not in text
    expect(page.get_by_role("button", name=re.compile("Teruggezet naar"))).to_be_visible()

    # and back
    page.get_by_role("button", name="Toch niet: zet terug wat er stond").click()
    expect(page.get_by_role("button", name=re.compile("Teruggezet naar"))).to_have_count(2)
    assert "Van Ahmed, en dat moet weg" in same_everywhere(server, SHORT, fatima, ahmed)


@pytest.mark.parametrize("calm", [False, True], ids=["with motion", "reduced motion"])
def test_it_is_played_from_the_start_and_stops_when_asked(
    past: tuple[RunningServer, LongPast], people: Hall, *, calm: bool
) -> None:
    server, made = past
    wishes = {"reduced_motion": "reduce"} if calm else {}
    person = people.person(server, PHONE, **wishes).facilitates(LONG, "Fatima")
    page = opens_history(person, LONG)
    page.get_by_label("Vergelijk met").select_option("Niets")
    assert row_of(page) == ROWS  # nothing plays by itself
    play = page.get_by_role("button", name="Afspelen")
    play.click()
    until(page, lambda: row_of(page), lambda row: 0 < row < ROWS)
    page.get_by_role("button", name="Pauzeren").click()
    expect(play).to_be_visible()
    # The picture of its last step may still be on its way.
    until(page, lambda: (page.evaluate(_SHOWN), row_of(page)), lambda seen: seen[0] == made.texts[seen[1]])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
