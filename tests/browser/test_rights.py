"""Rights that change under an open page, and text that does not fit: nothing typed is lost."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from notes.live.rhythm import FREEZE_GRACE_SECONDS
from tests.browser.people import PHONE, Hall, Person, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "incubator"


def desk_of(people: Hall, server: RunningServer) -> Person:
    organiser = people.person(server).organises()
    organiser.page.on("dialog", lambda dialog: dialog.accept())
    return organiser


def room_card(organiser: Person) -> str:
    """Go to the desk; return the selector of the room's card."""
    organiser.page.goto(f"{organiser.server.address}/c/{organiser.server.slug}/regie")
    return f'.room[data-notepad="{organiser.server.notepads[TOPIC]}"]'


def lets_participants_write(organiser: Person, on: bool) -> None:
    card = organiser.page.locator(room_card(organiser))
    card.locator("summary").click()
    card.get_by_label(re.compile("Deelnemers mogen ook in de notities typen")).set_checked(on)
    card.get_by_role("button", name="Instellingen bewaren").click()
    expect(organiser.page.get_by_text("De instellingen zijn bewaard.")).to_be_visible()


def moves_room(organiser: Person, button: str) -> None:
    organiser.page.locator(room_card(organiser)).get_by_role("button", name=re.compile(button)).click()
    expect(organiser.page.get_by_text("De zaal is aangepast.")).to_be_visible()


def makes_link(organiser: Person, label: str) -> str:
    """Make a facilitator's link for all topics; return its address."""
    organiser.page.goto(f"{organiser.server.address}/c/{organiser.server.slug}/regie/links")
    organiser.page.get_by_label("Voor wie").select_option("facilitator")
    organiser.page.get_by_label("Naam voor deze link").fill(label)
    organiser.sends("Link maken")
    cover = organiser.page.locator(".notice").get_by_role("button", name="Toon")
    if cover.count():
        cover.click()
    return organiser.page.locator("#shown-link").input_value()


def test_withdrawn_link_stops_an_open_editor(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    address = makes_link(organiser, "Fatima, zaal 2")
    fatima = people.person(server)
    fatima.use_link(address, "Fatima")
    expect(fatima.page).to_have_url(re.compile(rf"/c/{server.slug}"))
    fatima.opens(TOPIC).editor_is_open()
    fatima.type_line("Dit stond er al.")
    fatima.all_saved()
    organiser.page.locator("summary", has_text="Intrekken: Fatima, zaal 2").click()
    expect(fatima.page.get_by_role("alert")).to_have_count(0)  # the first click only asks
    organiser.page.get_by_role("button", name="Ja, intrekken: Fatima, zaal 2").click()
    expect(organiser.page.get_by_text("De link is ingetrokken")).to_be_visible()
    expect(fatima.page.get_by_role("alert")).to_contain_text("Je toegang is ingetrokken")
    expect(fatima.page.locator("#editor .cm-content")).to_have_count(0)
    shown = fatima.page.locator("#notes-section")
    expect(shown).to_contain_text("Dit stond er al.")
    assert "Dit stond er al." in server.log_text(TOPIC)
    fatima.watch.expect_status(404)
    fatima.page.goto(address)
    expect(fatima.page.get_by_role("heading", level=1)).to_contain_text("werkt niet")
    assert urlsplit(fatima.page.url).path.startswith("/toegang/")


def test_participant_types_only_where_the_switch_says_so(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    anna = people.person(server, PHONE).scans(TOPIC)
    anna.page.get_by_role("tab", name="Notities").click()
    expect(anna.page.locator("#notes")).to_be_visible()
    expect(anna.page.locator("#editor .cm-content")).to_have_count(0)
    line = anna.page.locator("#line-details")
    expect(line).to_have_count(0)
    anna.page.evaluate("window.isTheSamePage = true")
    lets_participants_write(organiser, on=True)
    line.locator("summary").click()
    anna.page.get_by_label("Tekst", exact=True).fill("Een regel van Anna")
    anna.page.keyboard.press("Enter")
    expect(line.get_by_role("button", name="Neem terug: Een regel van Anna")).to_be_visible()
    assert anna.page.evaluate("window.isTheSamePage") is True
    offer = anna.page.get_by_role("button", name="Nu meetypen")
    opened = anna.page.locator("#editor .cm-content")
    expect(offer.or_(opened).first).to_be_visible()
    if offer.is_visible():
        offer.click()
    anna.page.get_by_role("tab", name="Notities").click()
    anna.editor_is_open()
    anna.type_line("Anna typt zelf mee.")
    anna.all_saved()
    assert "Anna typt zelf mee." in server.log_text(TOPIC)
    # Freezing the room: the editor closes, what was typed stays, and a line that was begun stays in its box.
    anna.watch.expect_outage()
    if not line.locator("form").is_visible():
        line.locator("summary").click()
    words = anna.page.get_by_label("Tekst", exact=True)
    words.fill("Nog niet klaar")
    moves_room(organiser, "Ronde afronden")
    expect(anna.page.locator("#notes")).to_be_visible()
    expect(anna.page.locator("#editor .cm-content")).to_have_count(0)
    expect(anna.page.locator("#notes")).to_contain_text("Anna typt zelf mee.")
    expect(anna.page.locator("#room-state")).to_have_text("Afgerond")
    expect(line).to_contain_text("Je kunt hier nu geen regels toevoegen. Wat je schreef, staat er nog.")
    expect(line.get_by_role("button", name="Regel toevoegen")).to_be_disabled()
    words.fill("")
    words.blur()
    expect(line).to_be_hidden()
    moves_room(organiser, "Zaal openen")
    expect(line).to_be_visible()
    expect(line.get_by_role("button", name="Regel toevoegen")).to_be_enabled()
    lets_participants_write(organiser, on=False)


def test_frozen_room_keeps_what_was_typed_without_network(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    lets_participants_write(organiser, on=True)
    anna = people.person(server).scans(TOPIC)
    anna.editor_is_open()
    anna.begin_line()
    anna.watch.expect_outage()
    anna.watch.expect_status(403)  # the form for one line, asked for while the room is being closed
    anna.context.set_offline(True)
    anna.page.keyboard.type("Net te laat getypt.")
    expect(anna.page.locator("#save-state")).to_have_text("Bewaard op dit apparaat", timeout=30_000)
    moves_room(organiser, "Ronde afronden")
    grace_is_over = time.monotonic() + FREEZE_GRACE_SECONDS + 0.5
    until(organiser.page, time.monotonic, lambda now: now > grace_is_over)
    anna.context.set_offline(False)
    kept = anna.page.get_by_role("region", name="Je tekst")
    words = kept.get_by_role("textbox")
    expect(words).to_have_value("Net te laat getypt.", timeout=30_000)
    assert "Net te laat getypt." not in server.log_text(TOPIC)
    anna.page.reload()
    expect(anna.page.locator("#notes")).to_be_visible()
    expect(words).to_have_value("Net te laat getypt.")
    moves_room(organiser, "Zaal openen")
    lets_participants_write(organiser, on=False)


def test_oversized_paste_is_refused_with_the_limit_and_kept(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    fatima.cursor_to_end()
    before = fatima.text
    words = "Veel te lang verhaal. " * 10_000
    paste(fatima, words)
    kept = fatima.page.get_by_role("region", name="Je tekst")
    expect(kept).to_contain_text("200.000")
    assert kept.get_by_role("textbox").input_value().strip() == words.strip()
    assert fatima.text == before
    # It lies below the tools, whole, however far one scrolled.
    fatima.page.evaluate("document.querySelector('#editor').scrollIntoView({ block: 'start' })")
    tools, box = (part.bounding_box() for part in (fatima.page.locator("#toolbar"), kept))
    assert tools is not None
    assert box is not None
    assert 0 < tools["y"] + tools["height"] <= box["y"]
    fatima.page.keyboard.press("Control+End")
    fatima.page.keyboard.type("x")
    fatima.all_saved()
    assert server.log_text(TOPIC).endswith("x")
    kept.get_by_role("button", name="Weggooien").click()
    expect(kept).to_be_hidden()


def test_large_paste_that_fits_arrives(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("fondsen", "Fatima")
    ahmed = people.person(server).facilitates("fondsen", "Ahmed")
    fatima.begin_line()
    paste(fatima, "Een lang verslag. " * 5_000 + "Einde.")
    until(ahmed.page, lambda: ahmed.text, lambda text: text.count("Een lang verslag.") == 5_000, within=30)
    fatima.all_saved()
    assert server.log_text("fondsen") == fatima.text == ahmed.text


def paste(person: Person, words: str) -> None:
    """Paste as the browser does after Ctrl-V."""
    person.page.locator("#editor .cm-content").evaluate(
        """(editor, words) => {
            const data = new DataTransfer();
            data.setData("text/plain", words);
            editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        words,
    )
