"""A page that was visited opens without a network; what is typed on it arrives once, or is handed back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import device
from tests.browser.people import PHONE, Hall, Person, same_everywhere, until
from tests.browser.test_rights import TOPIC as SWITCHED
from tests.browser.test_rights import desk_of, lets_participants_write, moves_room
from tests.integration.server import RunningServer
from tools.find_browser import launch_options

pytestmark = pytest.mark.browser

NOTHING = re.compile(r'\[\{(?:"oogst-files-\w+": \["[^"]*/static/build/[^"]*"\])?\}, \{\}, \[\]\]')

KEPT = "Bewaard op dit apparaat"


def ready_to_go(person: Person, topic: str) -> None:
    """Wait until the page and everything that it needs are on the device, then take the network away."""
    device.page_is_kept(person, topic)
    person.watch.expect_outage()
    person.context.set_offline(True)


def opens_again(people: Hall, person: Person, topic: str) -> Person:
    """Close the tab and open the page in another one."""
    again = people.window(person.context, person.server)
    again.watch.expect_outage()
    person.page.close()
    return again.opens(topic)


def test_visited_page_opens_without_network_and_after_a_restart_all_arrives_once(
    server: RunningServer, people: Hall, browser: Browser, tmp_path: Path
) -> None:
    def phone(*, online: bool) -> Person:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone", viewport=PHONE, locale="nl-NL", offline=not online, **launch_options()
        )
        return people.window(context, server)

    ahmed = people.person(server).facilitates("fondsen", "Ahmed")
    fatima = phone(online=True).facilitates("fondsen", "Fatima")
    fatima.type_line("Met netwerk.")
    fatima.all_saved()
    device.notes_are_kept(fatima, "Met netwerk.")
    ready_to_go(fatima, "fondsen")
    fatima = opens_again(people, fatima, "fondsen")
    fatima.editor_is_open()
    expect(fatima.page.locator("#old-page")).to_contain_text("bewaard op dit apparaat")
    fatima.cursor_to_end()
    fatima.page.keyboard.type(" Zonder netwerk.§")
    expect(fatima.page.locator("#save-state")).to_have_text(KEPT)
    device.outbox_holds(fatima, "§")
    ahmed.page.locator("#editor .cm-content").focus()
    ahmed.page.keyboard.press("Control+Home")
    ahmed.page.keyboard.type("Intussen ging het door.\n")
    fatima.context.close()
    # The phone is started again, still without a network: what was typed stands there.
    fatima = phone(online=False)
    fatima.watch.expect_outage()
    fatima.opens("fondsen").editor_is_open()
    fatima.sees_text("Met netwerk. Zonder netwerk.§")
    expect(fatima.page.locator("#save-state")).to_have_text(KEPT)
    fatima.cursor_to_end()
    fatima.page.keyboard.type(" En na de herstart.¶")
    device.outbox_holds(fatima, "¶")
    tab = people.window(fatima.context, server)
    tab.watch.expect_outage()
    tab.opens("fondsen").editor_is_open()
    tab.page.locator("#editor .cm-content").focus()
    tab.page.keyboard.press("Control+Home")  # at one place either tab's words may come first
    tab.page.keyboard.type("In een tweede tabblad.†\n")
    device.outbox_holds(tab, "†")
    assert "Zonder netwerk" not in ahmed.text
    fatima.context.set_offline(False)
    ahmed.sees_text("Met netwerk. Zonder netwerk.§ En na de herstart.¶", within=30)
    text = same_everywhere(server, "fondsen", fatima, tab, ahmed)
    for words in ("Met netwerk.", "Zonder netwerk.", "na de herstart.", "tweede tabblad.", "Intussen ging het door."):
        assert text.count(words) == 1, text
    expect(fatima.page.locator("#old-page")).to_have_count(0)
    fatima.page.reload()
    fatima.editor_is_open()
    assert same_everywhere(server, "fondsen", fatima, ahmed) == text


def test_ideas_can_be_read_and_written_on_a_kept_page(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("plenair")
    anna.writes_idea("Met netwerk bedacht")
    expect(anna.idea("Met netwerk bedacht")).to_be_visible()
    ready_to_go(anna, "plenair")
    again = opens_again(people, anna, "plenair")
    expect(again.page.locator("#old-page")).to_contain_text("Je ziet deze pagina zoals hij was op")
    expect(again.page.locator("#here")).to_be_hidden()
    again.writes_idea("Onderweg bedacht")
    expect(again.idea("Onderweg bedacht")).to_contain_text("Nog niet verstuurd")
    assert server.code not in device.everything(again.page)
    again.context.set_offline(False)
    expect(again.page.locator("#idea-state")).to_have_text("Verstuurd", timeout=30_000)
    again.page.reload()
    for words in ("Met netwerk bedacht", "Onderweg bedacht"):
        expect(again.idea(words)).to_have_count(1)


def test_frozen_meanwhile_hands_the_text_back_and_takes_it_when_it_may_again(
    server: RunningServer, people: Hall
) -> None:
    organiser = desk_of(people, server)
    lets_participants_write(organiser, on=True)
    anna = people.person(server).scans(SWITCHED)
    anna.editor_is_open()
    device.notes_are_kept(anna, "")
    ready_to_go(anna, SWITCHED)
    again = opens_again(people, anna, SWITCHED)
    again.editor_is_open()
    again.type_line("In de trein getypt.§")
    device.outbox_holds(again, "§")
    again.page.close()
    moves_room(organiser, "Ronde afronden")
    again.context.set_offline(False)
    # The page comes for somebody who only reads now: the words are found all the same.
    later = people.window(anna.context, server).opens(SWITCHED)
    kept = later.page.get_by_role("region", name="Je tekst")
    expect(kept.get_by_role("textbox")).to_have_value("In de trein getypt.§")
    expect(kept).to_contain_text("Dit was nog niet opgeslagen.")
    assert "In de trein getypt.§" not in server.log_text(SWITCHED)
    expect(kept.get_by_role("button", name="In de notities zetten")).to_be_hidden()
    moves_room(organiser, "Zaal openen")
    later.page.reload()
    later.editor_is_open()
    kept.get_by_role("button", name="In de notities zetten").click()
    later.all_saved()
    expect(kept).to_be_hidden()
    # A paragraph of its own, after what was there: not against the first heading.
    assert server.log_text(SWITCHED).endswith("\n\nIn de trein getypt.§")
    assert server.log_text(SWITCHED).count("In de trein getypt.§") == 1
    lets_participants_write(organiser, on=False)


def test_signing_off_leaves_nothing_on_the_device(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("kamer-van-de-commons", "Fatima")
    fatima.type_line("Van Fatima.")
    fatima.all_saved()
    device.notes_are_kept(fatima, "Van Fatima.")
    device.page_is_kept(fatima, "kamer-van-de-commons")
    # Once more by the secret link, now that the worker sees every page.
    fatima.page.reload()
    fatima.facilitates("kamer-van-de-commons", "Fatima")
    device.page_is_kept(fatima, "kamer-van-de-commons")
    assert "/toegang/" not in device.everything(fatima.page)
    fatima.page.get_by_role("button", name="Afmelden op dit apparaat").click()
    expect(fatima.page.get_by_role("heading", level=1)).to_contain_text("afgemeld")
    # A part of the program that was on its way may come after the emptying; nothing of hers is in it.
    until(fatima.page, lambda: device.everything(fatima.page), lambda left: NOTHING.fullmatch(left) is not None)
    fatima.watch.expect_outage()
    fatima.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        fatima.opens("kamer-van-de-commons")


def test_kept_page_is_shown_to_its_own_session_only(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("plenair")
    device.page_is_kept(anna, "plenair")
    anna.context.clear_cookies()
    anna.page.goto(f"{server.address}/privacy")
    until(anna.page, lambda: device.kept_pages(anna.page), lambda pages: pages == [])
    anna.page.get_by_role("button", name="English").click()
    expect(anna.page.get_by_role("heading", level=1)).to_be_visible()
    anna.watch.expect_outage()
    anna.context.set_offline(True)
    anna.opens("plenair")
    expect(anna.page.get_by_role("heading", level=1)).to_have_text("You have no internet now")
    expect(anna.page.get_by_role("link", name="Try again")).to_be_visible()
    anna.context.set_offline(False)  # and then it tries by itself
    expect(anna.page.locator("#ideas-section")).to_be_visible()
