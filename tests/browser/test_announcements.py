"""What is said to screen readers in a busy minute stays within its limits, and a page can be held still."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "energienet"
MINUTE_MS = 60_000
# Every sentence that any live region of the page says, with the page's own time.
_LISTEN = """() => {
    const live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]";
    window.heard = [];
    const last = new WeakMap();
    const hear = (region) => {
        const text = region.textContent.trim();
        if (text !== "" && last.get(region) !== text) window.heard.push([Date.now(), text]);
        last.set(region, text);
    };
    for (const region of document.querySelectorAll(live)) last.set(region, region.textContent.trim());
    new MutationObserver((changes) => {
        const regions = new Set();
        for (const { target, addedNodes } of changes) {
            const around = (target.nodeType === 1 ? target : target.parentElement)?.closest(live);
            if (around) regions.add(around);
            for (const node of addedNodes) if (node.nodeType === 1) {
                for (const one of [node, ...node.querySelectorAll(live)]) if (one.matches(live)) regions.add(one);
            }
        }
        regions.forEach(hear);
    }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}"""

_ROUND_THAT_ENDS_SOON = """document.addEventListener("readystatechange", () => {
    const island = document.getElementById("page-data");
    if (document.readyState !== "interactive" || island === null) return;
    const left = document.createElement("strong");
    left.id = "time-left";
    left.dataset.ends = String(JSON.parse(island.textContent).made + 6 * 60000);
    left.dataset.title = "Ronde I";
    left.dataset.words = "nog {} min|nog geen minuut|De tijd is om · {} min|De tijd is om|{}: nog vijf minuten.|{}: nog één minuut.|{}: de tijd is om.";
    document.getElementById("meeting").append(left);
});"""


def heard(person: Person) -> list[tuple[float, str]]:
    return [(at, text) for at, text in person.page.evaluate("window.heard")]


def hears(person: Person, part: str) -> None:
    until(person.page, lambda: heard(person), lambda said: any(part in text for _at, text in said))


def test_a_busy_minute_is_told_within_its_limits(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE)
    anna.page.clock.install()
    anna.scans(TOPIC)
    anna.page.evaluate(_LISTEN)
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    ben = people.person(server)
    ben.page.clock.install()  # his taps are far apart
    ben.scans(TOPIC)
    anna.writes_idea("Een idee van Anna")
    hears(anna, "Je idee is verstuurd.")
    support = ben.idea("Een idee van Anna").get_by_role("button", name="Ik ook")
    begin = anna.page.evaluate("Date.now()")
    for number in range(6):
        ben.writes_idea(f"Druk idee {number}")
        ben.page.clock.fast_forward(1_000)
        support.click()
        expect(support).to_have_attribute("aria-pressed", "true" if number % 2 == 0 else "false")
        fatima.type_line(f"Regel {number} van Fatima")
        expect(anna.idea(f"Druk idee {number}")).to_have_count(1)
        anna.page.clock.fast_forward(9_500)
    fatima.idea("Een idee van Anna").get_by_role("button", name="Overnemen").click()
    hears(anna, "Je idee is overgenomen in de notities.")
    anna.page.clock.fast_forward(30_000)
    until(anna.page, lambda: told(anna), lambda counts: sum(count for _at, count in counts) == 6)
    assert anna.page.evaluate("Date.now()") - begin < 2 * MINUTE_MS
    counts = told(anna)
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(counts)]
    assert all(gap >= MINUTE_MS / 2 for gap in gaps), counts
    others = {text for _at, text in heard(anna) if not re.fullmatch(r"\d+ nieuwe? idee(?:ën)?", text)}
    assert others == {"Je idee is verstuurd.", "Je idee is overgenomen in de notities."}


def told(person: Person) -> list[tuple[float, int]]:
    """When how many new ideas were told."""
    found = [(at, re.fullmatch(r"(\d+) nieuwe? idee(?:ën)?", text)) for at, text in heard(person)]
    return [(at, int(count[1])) for at, count in found if count]


def test_the_last_minutes_are_told_by_the_servers_clock(server: RunningServer, people: Hall) -> None:
    anna = people.person(server)
    anna.page.clock.install(time="2020-02-02T12:00:00Z")  # this device's clock is wrong
    # The programme of the example is of 2021: one of its rounds is brought near, before any script of the page runs.
    anna.page.add_init_script(_ROUND_THAT_ENDS_SOON)
    anna.scans(TOPIC)
    anna.page.evaluate(_LISTEN)
    left = anna.page.locator("#time-left")
    anna.page.clock.fast_forward(5_000)  # what counts comes when the page is calm
    expect(left).to_have_text("nog 5 min")
    # Without a network nobody asks the server meanwhile what time it really is, and the time is still told.
    anna.watch.expect_outage()
    anna.context.set_offline(True)
    anna.page.clock.fast_forward(MINUTE_MS)
    hears(anna, "Ronde I: nog vijf minuten.")
    anna.page.clock.fast_forward(4 * MINUTE_MS)
    hears(anna, "Ronde I: nog één minuut.")
    anna.page.clock.fast_forward(MINUTE_MS)
    hears(anna, "Ronde I: de tijd is om.")
    anna.page.clock.fast_forward(3 * MINUTE_MS)
    expect(left).to_have_text("De tijd is om · 3 min")  # and counts on quietly
    assert [text for _at, text in heard(anna) if "Ronde" in text] == [
        "Ronde I: nog vijf minuten.",
        "Ronde I: nog één minuut.",
        "Ronde I: de tijd is om.",
    ]


def test_a_page_held_still_changes_by_own_acts_only_and_loses_nothing(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    fatima.type_line("Voor het stilzetten")
    fatima.all_saved()
    anna = people.person(server).scans(TOPIC)
    notes, note = anna.page.locator("#notes"), anna.page.locator(".still-note")
    expect(notes).to_contain_text("Voor het stilzetten")
    switch = anna.page.get_by_role("button", name="Bijwerken stilzetten")
    switch.press("Enter")
    expect(switch).to_be_hidden()  # what takes it back is the only button
    expect(note.get_by_role("button", name="Weer bijwerken")).to_be_focused()
    expect(note).to_contain_text("Er is nog niets nieuws.")
    ben = people.person(server).scans(TOPIC)
    ben.writes_idea("Een idee dat wacht")
    fatima.type_line("Een regel die wacht")
    expect(note).to_contain_text(re.compile(r"1 idee, 1 stuk notities"))
    anna.writes_idea("Mijn eigen idee")
    expect(anna.idea("Mijn eigen idee")).to_contain_text("Van jou")
    expect(anna.idea("Een idee dat wacht")).to_have_count(0)
    assert "Een regel die wacht" not in notes.inner_text()
    note.get_by_role("button", name="Weer bijwerken").press("Enter")
    expect(anna.idea("Een idee dat wacht")).to_have_count(1)
    expect(notes).to_contain_text("Een regel die wacht")
    expect(note).to_be_hidden()
    expect(switch).to_be_focused()


def test_the_switches_are_remembered_on_a_small_phone(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, {"width": 320, "height": 640}).scans(TOPIC)
    anna.page.locator(".page-switches-fold > summary").press("Enter")
    anna.page.get_by_label("Meldingen (schermlezer)").select_option("Geen")
    anna.page.get_by_role("button", name="Bijwerken stilzetten").press("Space")
    anna.page.reload()
    expect(anna.page.locator(".still-note")).to_be_visible()
    anna.page.evaluate(_LISTEN)
    anna.writes_idea("In stilte")
    expect(anna.idea("In stilte")).to_contain_text("Van jou")
    assert heard(anna) == []
    anna.page.locator(".page-switches-fold > summary").press("Enter")
    choice = anna.page.get_by_label("Meldingen (schermlezer)")
    expect(choice).to_have_value("none")
    choice.select_option("Alleen over mij")
    anna.writes_idea("Niet meer in stilte")
    hears(anna, "Je idee is verstuurd.")
