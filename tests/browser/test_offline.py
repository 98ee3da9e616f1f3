"""Bad Wi-Fi, a closed tab and a server that dies: what was typed stays, and arrives once."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people import PHONE, Hall, same_everywhere, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

KEPT = "Bewaard op dit apparaat"

# What IndexedDB holds, read as letters: a browser writes it a moment after the key.
ON_THE_DEVICE = """async () => {
    let letters = "";
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((found) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => found(asked.result);
        });
        const rows = await new Promise((found) => {
            const asked = database.transaction("outbox").objectStore("outbox").getAll();
            asked.onsuccess = () => found(asked.result);
        });
        database.close();
        letters += rows.map((row) => new TextDecoder().decode(row.update)).join(" ");
    }
    return letters;
}"""


def test_typing_goes_on_without_network_and_arrives_once(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("fondsen", "Fatima")
    ahmed = people.person(server).facilitates("fondsen", "Ahmed")
    fatima.type_line("Met netwerk.")
    ahmed.sees_text("Met netwerk.")
    fatima.watch.expect_outage()
    fatima.context.set_offline(True)
    fatima.page.keyboard.type(" Zonder netwerk.")
    ahmed.page.locator("#editor .cm-content").focus()
    ahmed.page.keyboard.press("Control+Home")
    ahmed.page.keyboard.type("Intussen ging het door.\n")
    expect(fatima.page.locator("#save-state")).to_have_text(KEPT, timeout=30_000)
    assert "Zonder netwerk" not in ahmed.text
    fatima.context.set_offline(False)
    ahmed.sees_text("Met netwerk. Zonder netwerk.")
    text = same_everywhere(server, "fondsen", fatima, ahmed)
    assert text.count("Zonder netwerk.") == 1
    assert text.count("Intussen ging het door.") == 1


def test_server_killed_while_two_people_type(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("incubator", "Fatima")
    ahmed = people.person(server).facilitates("incubator", "Ahmed")
    anna = people.person(server, PHONE).scans("incubator")
    for person in (fatima, ahmed, anna):
        person.watch.expect_outage()
    fatima.type_line("Fatima begint,")
    ahmed.sees_text("Fatima begint,")
    ahmed.type_line("Ahmed begint,")
    fatima.sees_text("Ahmed begint,")  # typed at one place at one moment, either may come first
    fatima.page.keyboard.type(" gaat door")
    server.kill()
    fatima.page.keyboard.type(" tijdens de storing,")
    ahmed.page.keyboard.type(" ook zonder server,")
    expect(fatima.page.locator("#save-state")).to_have_text(KEPT)
    server.start()
    fatima.page.keyboard.type(" tot het einde.")
    ahmed.page.keyboard.type(" tot het slot.")
    text = same_everywhere(server, "incubator", fatima, ahmed)
    assert text.count("Fatima begint, gaat door tijdens de storing, tot het einde.") == 1
    assert text.count("Ahmed begint, ook zonder server, tot het slot.") == 1
    anna.page.get_by_role("tab", name="Notities").click()
    # Her phone looks for the server by itself, up to five seconds apart, and only then joins again.
    expect(anna.page.locator("#notes")).to_contain_text("ook zonder server, tot het slot.", timeout=30_000)


def test_closed_tab_keeps_what_it_had_not_sent(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("energienet", "Fatima")
    ahmed = people.person(server).facilitates("energienet", "Ahmed")
    fatima.watch.expect_outage()
    fatima.type_line("Aan de lijn.")
    ahmed.sees_text("Aan de lijn.")
    fatima.context.set_offline(True)
    fatima.page.keyboard.type(" Getypt in een tab die dichtging.§")
    expect(fatima.page.locator("#save-state")).to_have_text(KEPT, timeout=30_000)
    until(fatima.page, lambda: fatima.page.evaluate(ON_THE_DEVICE), lambda stored: "§" in stored)
    fatima.page.close()
    fatima.context.set_offline(False)
    assert "dichtging" not in ahmed.text
    again = people.window(fatima.context, server).opens("energienet")
    again.editor_is_open()
    ahmed.sees_text("Aan de lijn. Getypt in een tab die dichtging.§")
    text = same_everywhere(server, "energienet", again, ahmed)
    assert text.count("dichtging") == 1
    again.page.reload()
    again.editor_is_open()
    assert same_everywhere(server, "energienet", again, ahmed) == text


def test_idea_waits_in_the_outbox_and_arrives_once(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("buurtcooperatie")
    bob = people.person(server, PHONE).scans("buurtcooperatie")
    anna.writes_idea("Met netwerk bedacht")
    expect(bob.idea("Met netwerk bedacht")).to_be_visible()
    anna.watch.expect_outage()
    anna.context.set_offline(True)
    anna.writes_idea("Onder de grond bedacht")
    expect(anna.idea("Onder de grond bedacht")).to_contain_text("Nog niet verstuurd")
    expect(anna.page.locator("#idea-state")).to_contain_text("Nog niet verstuurd", timeout=30_000)
    expect(anna.page.get_by_label("Jouw idee")).to_have_value("")
    expect(bob.idea("Onder de grond bedacht")).to_have_count(0)
    anna.context.set_offline(False)
    expect(bob.idea("Onder de grond bedacht")).to_be_visible(timeout=20_000)
    expect(anna.page.locator("#idea-state")).to_have_text("Verstuurd")
    anna.page.reload()
    for person in (anna, bob):
        expect(person.idea("Onder de grond bedacht")).to_have_count(1)


def test_idea_that_waits_survives_closing_the_page(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("plenair")
    anna.watch.expect_outage()
    anna.context.set_offline(True)
    anna.writes_idea("Bewaard in de tas")
    expect(anna.idea("Bewaard in de tas")).to_contain_text("Nog niet verstuurd")
    anna.page.close()
    anna.context.set_offline(False)
    again = people.window(anna.context, server).scans("plenair")
    bob = people.person(server, PHONE).scans("plenair")
    for person in (again, bob):
        expect(person.idea("Bewaard in de tas")).to_have_count(1)
    expect(again.page.locator("#idea-state")).to_have_text("Verstuurd")


def test_idea_sent_before_this_browser_is_somebody_waits(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    anna.page.route("**/meedoen", hold)
    anna.page.goto(f"{anna.topic_address('plenair')}?code={server.code}")
    until(anna.page, lambda: held, bool)
    anna.writes_idea("Heel vroeg bedacht")
    expect(anna.idea("Heel vroeg bedacht")).to_contain_text("Nog niet verstuurd")
    held[0].continue_()
    expect(anna.page.locator("#idea-state")).to_have_text("Verstuurd")
    anna.page.reload()
    expect(anna.idea("Heel vroeg bedacht")).to_have_count(1)


def test_draft_of_an_idea_survives_a_reload(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("kamer-van-de-commons")
    anna.page.get_by_label("Jouw idee").press_sequentially("Half afgemaakt")
    anna.page.reload()
    expect(anna.page.get_by_label("Jouw idee")).to_have_value("Half afgemaakt")
