"""What word processors and web pages put on the clipboard comes in as clean notes; nothing of it is fetched or run.

The samples were made by hand after what the programs put on a clipboard; each has beside it what must stand
in the notes, under a heading of the second level.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people import Hall, Person, same_everywhere, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "incubator"
SAMPLES = Path(__file__).parent / "samples"
NAMES = ("word", "word-online", "google-docs", "web-page")
LOOKS = "<p>Uit een <b>document</b></p><ul><li>met een punt</li></ul>"
FREEZE_MS = 5_000  # measured: 80-300 on a quiet machine, 1,950 on one that did three things more: only a freeze is more
# The service worker keeps every part of the script on the device; here one has to be late or away.
_NO_WORKER: dict[str, Any] = {"service_workers": "block"}
# Playwright has no clipboard on plain http: the event as the browser makes it.
_PASTE = """(types) => {
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(types)) data.setData(type, text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("#editor .cm-content").dispatchEvent(event);
}"""
_DROP = """([name, type, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    const line = [...document.querySelectorAll("#editor .cm-line")].at(-1);
    const box = line.getBoundingClientRect();
    const where = { clientX: box.right - 2, clientY: (box.top + box.bottom) / 2 };
    const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, ...where });
    line.dispatchEvent(event);
    return event.defaultPrevented;
}"""
# The longest time in which the page could not answer, from now on.
_WATCH_FREEZES = """() => {
    window.longest = 0;
    let last = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        port2.postMessage(null);
    };
    port2.postMessage(null);
}"""


def pastes(person: Person, html: str, plain: str = "de kale tekst") -> None:
    person.page.evaluate(_PASTE, {"text/html": html, "text/plain": plain})


def pastes_on_a_new_line(person: Person, html: str, plain: str = "de kale tekst") -> str:
    """Paste under what stands there; return what was added."""
    person.cursor_to_end()
    person.page.keyboard.press("Enter")
    before = person.text
    pastes(person, html, plain)
    return until(person.page, lambda: person.text, lambda text: len(text) > len(before)).removeprefix(before)


@pytest.fixture
def fatima(server: RunningServer, people: Hall) -> Person:
    return people.person(server).facilitates(TOPIC, "Fatima")


def test_samples_come_in_as_clean_notes_and_nothing_of_them_is_fetched_or_run(fatima: Person) -> None:
    title = fatima.page.title()
    for name in NAMES:
        html = (SAMPLES / f"{name}.html").read_text(encoding="utf-8")
        notes = (SAMPLES / f"{name}.md").read_text(encoding="utf-8")
        fatima.type_line(f"## Uit {name}")
        written = fatima.text
        assert pastes_on_a_new_line(fatima, html).strip("\n") == notes.strip("\n")
        fatima.page.keyboard.press("Control+z")
        assert fatima.text.strip() == written.strip()
    assert fatima.page.title() == title
    assert fatima.watch.faults() == []  # requests to other hosts are among them


def test_what_cannot_take_looks_gets_the_words(fatima: Person) -> None:
    fatima.type_line("- een punt ")
    pastes(fatima, LOOKS, "woorden")
    fatima.sees_text("- een punt woorden")
    fatima.page.keyboard.press("Control+End")
    fatima.page.keyboard.type("\n\n```\n")
    pastes(fatima, LOOKS, "in code")
    fatima.sees_text("```\nin code")
    fatima.page.keyboard.type("\n```\n\n")
    fatima.page.keyboard.down("Control")
    fatima.page.keyboard.down("Shift")
    fatima.page.keyboard.down("v")
    pastes(fatima, LOOKS, "met Shift")
    for key in ("v", "Shift", "Control"):
        fatima.page.keyboard.up(key)
    fatima.sees_text("\nmet Shift")
    fatima.page.keyboard.press("Enter")
    # Coloured source of a code editor, and a page without any looks: the words are meant as they are.
    types = {"text/html": LOOKS, "text/plain": "- [ ] bron", "vscode-editor-data": "{}"}
    fatima.page.evaluate(_PASTE, types)
    fatima.sees_text("\n- [ ] bron")
    assert pastes_on_a_new_line(fatima, "<p><span>* kaal *</span></p>", "* kaal *").endswith("* kaal *")
    # Nothing but looks on the clipboard: those, and where they cannot be taken, the words in them.
    assert pastes_on_a_new_line(fatima, LOOKS, "").endswith("Uit een **document**\n\n- met een punt")
    assert pastes_on_a_new_line(fatima, "<p>zonder <span>looks</span> &amp; zo</p>", "").endswith("zonder looks & zo")
    fatima.type_line("- een punt ")
    pastes(fatima, "<b>met &lt;woorden&gt;</b>", "")
    fatima.sees_text("- een punt met <woorden>")


def test_blocks_make_room_around_themselves_and_an_empty_item_makes_place(fatima: Person) -> None:
    fatima.type_line("## Afspraken")
    fatima.page.keyboard.type("\n- ")
    pastes(fatima, "<p>woorden <i>en</i> een <a href='https://example.org/'>adres</a></p>")
    fatima.sees_text("## Afspraken\n- woorden *en* een [adres](https://example.org/)")
    fatima.page.keyboard.type("\n")
    pastes(fatima, "<ul><li>een</li><li>twee</li></ul>")
    fatima.sees_text("adres](https://example.org/)\n\n- een\n- twee")
    fatima.page.keyboard.type("\n\nvoorachter")
    for _letter in "achter":
        fatima.page.keyboard.press("ArrowLeft")
    pastes(fatima, "<h1>Kop</h1><p>tekst</p>")
    fatima.sees_text("voor\n\n### Kop\n\ntekst\n\nachter")


def test_looks_arrive_late_at_a_place_that_moved_along(server: RunningServer, people: Hall) -> None:
    fatima, ahmed = (people.person(server, **_NO_WORKER).facilitates(TOPIC, name) for name in ("Fatima", "Ahmed"))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    fatima.page.route("**/build/shared-*.js", hold)
    fatima.type_line("Hier komt het:")
    fatima.page.keyboard.press("Enter")
    pastes(fatima, LOOKS)
    until(fatima.page, lambda: len(held), lambda count: count > 0)
    fatima.page.keyboard.type("en ik typ door")
    ahmed.page.locator("#editor .cm-content").focus()
    ahmed.page.keyboard.press("Control+Home")
    ahmed.page.keyboard.type("Boven.\n")
    fatima.sees_text("Boven.")
    for request in held:
        request.continue_()
    fatima.sees_text("Uit een **document**\n\n- met een punt\n\nen ik typ door")
    assert fatima.text.startswith("Boven.\n")
    fatima.page.keyboard.type("!")
    assert same_everywhere(server, TOPIC, fatima, ahmed).endswith(
        "Hier komt het:\n\nUit een **document**\n\n- met een punt\n\nen ik typ door!"
    )


def test_without_what_reads_looks_the_words_come_in_at_once(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server, **_NO_WORKER).facilitates(TOPIC, "Fatima")
    fatima.watch.expect_outage()
    fatima.page.route("**/build/shared-*.js", lambda route: route.abort())
    assert pastes_on_a_new_line(fatima, LOOKS, "Uit een document\r\nmet\x00 een \ud83d punt") == (
        "Uit een document\nmet een \N{REPLACEMENT CHARACTER} punt"
    )


def test_150_kb_with_looks_does_not_freeze_the_page_and_is_one_step(server: RunningServer, people: Hall) -> None:
    fatima, ahmed = (people.person(server).facilitates(TOPIC, name) for name in ("Fatima", "Ahmed"))
    part = (
        "<h2>Kop</h2><p class=MsoNormal style='margin:0;font-family:Calibri'><span lang=NL style='font-size:11.0pt'>"
        "Een zin met <b style='mso-bidi-font-weight:normal'>vette</b> woorden, en nog een stuk dat lang genoeg is.<o:p></o:p></span></p><ul><li>punt</li></ul>"
    )
    # Other tests may have filled the notes.
    fatima.cursor_to_end()
    fatima.page.keyboard.press("Control+a")
    fatima.page.keyboard.press("Delete")
    fatima.page.evaluate(_WATCH_FREEZES)
    pastes(fatima, f"<html>{part * 1_850}</html>")
    until(fatima.page, lambda: len(fatima.text), lambda length: length > 0)
    added = fatima.text
    assert added.count("Een zin met **vette** woorden,") == 1_850
    assert len(added) > 150_000
    assert fatima.page.evaluate("window.longest") < FREEZE_MS
    same_everywhere(server, TOPIC, fatima, ahmed)
    fatima.page.keyboard.press("Control+z")
    assert fatima.text == ""
    same_everywhere(server, TOPIC, fatima, ahmed)


def test_1_mb_is_refused_with_the_limit_named_and_the_words_kept(fatima: Person) -> None:
    before = fatima.text
    words = "Een heel lange tekst. " * 47_000
    fatima.cursor_to_end()
    fatima.page.evaluate(_WATCH_FREEZES)
    pastes(fatima, f"<p><b>{words}</b></p>", words)
    kept = fatima.page.get_by_role("region", name="Je tekst")
    expect(kept).to_contain_text("niet langer zijn dan 200.000 tekens")
    assert fatima.page.evaluate("window.longest") < FREEZE_MS
    assert kept.get_by_role("textbox").input_value() == words
    assert fatima.text == before
    kept.get_by_role("button", name="Weggooien").click()


def test_a_dropped_text_file_comes_in_and_another_file_is_refused_kindly(fatima: Person) -> None:
    fatima.type_line("Sleep hierheen")
    assert fatima.page.evaluate(_DROP, ["lijst.md", "", "\ufeff## Meegebracht\r\n\r\n- een\r\n"])
    fatima.sees_text("Sleep hierheen\n\n## Meegebracht\n\n- een")
    note = fatima.page.locator(".editor-note")
    before = fatima.text
    assert fatima.page.evaluate(_DROP, ["foto.png", "image/png", "\x89PNG"])
    expect(note).to_contain_text("Alleen tekstbestanden")
    assert fatima.page.evaluate(_DROP, ["groot.txt", "text/plain", "x" * 800_001])
    expect(note).to_contain_text("200.000 tekens")
    assert fatima.text == before
    fatima.page.keyboard.type("!")
    expect(note).to_have_count(0)
