"""Organisers write the summary and the closing of the report themselves, at once, and it stands in the report."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.people import WITHIN_SECONDS, Hall, Person, until
from tests.browser.test_pages import AXE, RULES, TOO_SMALL, WIDER
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

SMALL = ViewportSize(width=320, height=640)


def opens(person: Person) -> Person:
    """Go to the page and wait until both notepads can be typed in."""
    person.page.goto(f"{person.server.address}/c/{person.server.slug}/verslag/notities")
    both_open(person)
    return person


def both_open(person: Person) -> None:
    expect(person.page.locator(".cm-content")).to_have_count(2, timeout=WITHIN_SECONDS * 1000)


def text_of(person: Person, kind: str) -> Callable[[], str]:
    """What somebody's editor of a notepad shows, whether it is in view or not."""
    return lambda: str(person.page.locator(f"#{kind}-editor .cm-content").text_content())


def types(person: Person, kind: str, words: str) -> None:
    """Type at the end of a notepad."""
    content = person.page.locator(f"#{kind}-editor .cm-content")
    content.focus()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(words)


def chooses(person: Person, name: str) -> None:
    tab = person.page.get_by_role("tab", name=name)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")


def is_saved(person: Person, kind: str, state: str = "saved") -> None:
    expect(person.page.locator(f"#{kind}-save-state")).to_have_attribute("data-state", state)


def locks(organiser: Person, *, locked: bool) -> None:
    """Lock the conference or open it again, from another page of the organiser's."""
    desk = f"{organiser.server.address}/c/{organiser.server.slug}/regie"
    page = organiser.context.request.get(desk).text()
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form: dict[str, str | float | bool] = {"csrf_token": token, "locked": "1" if locked else "0"}
    assert organiser.context.request.post(f"{desk}/vastzetten", form=form, headers={"Referer": desk}).ok


def test_two_organisers_write_the_report_at_once_without_internet_too_and_what_comes_too_late_is_kept(
    server: RunningServer, people: Hall
) -> None:
    olga = opens(people.person(server).organises("Olga"))
    piet = opens(people.person(server, SMALL, has_touch=True, is_mobile=True).organises("Piet"))
    type_in_the_same_line(olga, piet)
    types_without_internet(piet)
    until(olga.page, text_of(olga, "closing"), lambda text: text.endswith("Samen verder"))
    olga.page.reload()
    both_open(olga)
    report = olga.context.request.get(f"{server.address}/c/{server.slug}/verslag.md").text()
    summary = report.split("## Samenvatting\n\n")[1].split("\n\n##")[0]
    assert sorted(summary.replace(" ", "")) == sorted("WijzagenErisveel")
    assert summary.split() == text_of(olga, "summary")().partition("Samenvatting")[2].split()
    # Of the closing only what somebody wrote under: the conference's own questions wait for an answer.
    assert "## Vervolgstappen\n\n1. Samen verder\n\n## Cijfers" in report
    assert "Rode draad" not in report
    assert "### Wat voegt een coöperatie toe?" not in report
    fits_and_is_accessible(piet)
    comes_too_late(olga, piet)


def type_in_the_same_line(olga: Person, piet: Person) -> None:
    for one, other in zip("Wij zagen ", "Er is veel", strict=True):
        types(olga, "summary", one)
        types(piet, "summary", other)
    for person in (olga, piet):
        is_saved(person, "summary")
    shown = until(olga.page, text_of(olga, "summary"), lambda text: text == text_of(piet, "summary")())
    assert sorted(shown.partition("Samenvatting")[2].replace(" ", "")) == sorted("WijzagenErisveel")
    expect(olga.page.locator("#summary-editor .cm-other-name")).to_have_text("Piet")


def types_without_internet(piet: Person) -> None:
    chooses(piet, "Rode draad")
    expect(piet.page.locator("#summary-editor")).to_be_hidden()
    piet.watch.expect_outage()
    piet.context.set_offline(True)
    types(piet, "closing", "\n1. Samen verder")
    is_saved(piet, "closing", "kept")
    expect(piet.page.locator("#summary-save-state")).to_have_text("Opgeslagen · geen verbinding")
    piet.context.set_offline(False)
    is_saved(piet, "closing")


def fits_and_is_accessible(piet: Person) -> None:
    """Look at both tabs on a phone of 320 px, one in the light and one in the dark."""
    page = piet.page
    page.evaluate(AXE)
    for name, in_the_dark in (("Samenvatting", False), ("Rode draad", True)):
        page.emulate_media(color_scheme="dark" if in_the_dark else "light", reduced_motion="reduce")
        chooses(piet, name)
        assert page.evaluate(RULES) == []
        assert page.evaluate(WIDER) == []
        assert page.evaluate(TOO_SMALL) == []


def comes_too_late(olga: Person, piet: Person) -> None:
    """Olga types without internet while Piet locks the conference: she reads on, her words at hand."""
    olga.watch.expect_outage()
    olga.context.set_offline(True)
    types(olga, "summary", "Te laat.")
    is_saved(olga, "summary", "kept")
    locks(piet, locked=True)
    try:
        olga.context.set_offline(False)
        expect(olga.page.locator("#summary-editor")).to_be_hidden()
        expect(olga.page.locator("#summary .kept-text textarea")).to_have_value("Te laat.")
        expect(olga.page.locator("#summary-notes .block")).not_to_contain_text(["Te laat."])
        expect(olga.page.get_by_role("alert").filter(has_text="vastgezet")).to_be_visible()
        expect(piet.page.locator("#closing-notes")).to_contain_text("Samen verder")
    finally:
        locks(piet, locked=False)
    both_open(olga)
    olga.page.get_by_role("button", name="In de notities zetten").click()
    until(piet.page, text_of(piet, "summary"), lambda text: "Te laat." in text)


def test_on_a_wide_page_the_report_stands_beside_what_is_written(server: RunningServer, people: Hall) -> None:
    olga = opens(people.person(server, ViewportSize(width=1440, height=900)).organises())
    report = olga.page.locator("#report")
    types(olga, "summary", "Naast elkaar te zien. ")
    expect(report).to_contain_text("Naast elkaar te zien.")
    expect(report).to_be_in_viewport()
    olga.page.keyboard.press("Control+z")
    expect(report).not_to_contain_text("Naast elkaar te zien.")
    olga.page.evaluate(AXE)
    assert olga.page.evaluate(RULES) == []
    assert olga.page.evaluate(WIDER) == []
    olga.page.set_viewport_size({"width": 900, "height": 900})
    expect(report).to_be_hidden()
