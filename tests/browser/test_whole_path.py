"""The main job, end to end: from join to the downloaded report, with three people."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, Person, same_everywhere, until
from tests.browsers import engine
from tests.integration.server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.engines]

TOPIC = "buurtcooperatie"
BEFORE, MIDDLE, AFTER = "Vooraf gezegd. ", "We spraken over wonen.", " En daarna over geld."
IDEA = "Een deelkelder voor gereedschap in elke straat"


def type_together(one: Person, other: Person) -> None:
    """Ahmed types before the paragraph, letter by letter between Fatima's letters after it."""
    one.type_line(MIDDLE)
    other.sees_text(MIDDLE)
    other.page.locator("#editor .cm-line", has_text=MIDDLE).click()
    other.page.keyboard.press("Home")
    for number in range(max(len(BEFORE), len(AFTER))):
        if number < len(AFTER):
            one.page.keyboard.type(AFTER[number])
        if number < len(BEFORE):
            other.page.keyboard.type(BEFORE[number])
        if number == 4:
            one.sees_text(BEFORE[:4] + BEFORE[4])
            other.sees_text(MIDDLE + AFTER[:5])


def sees_cursor(person: Person, of: Person, name: str) -> None:
    of.page.bring_to_front()  # a window behind another one has no cursor
    of.page.locator("#editor .cm-content").focus()
    of.page.keyboard.press("ArrowLeft")
    expect(person.page.locator(".cm-other-caret").filter(has_text=name)).to_be_attached()


def test_from_join_to_report(server: RunningServer, people: Hall, tmp_path: Path) -> None:
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    anna = people.person(server, PHONE).scans(TOPIC)
    bob = people.person(server, PHONE).scans(TOPIC)

    # two people in one paragraph
    type_together(fatima, ahmed)
    sees_cursor(fatima, ahmed, "Ahmed")
    sees_cursor(ahmed, fatima, "Fatima")
    text = same_everywhere(server, TOPIC, fatima, ahmed)
    assert BEFORE + MIDDLE + AFTER in text
    ahmed.page.reload()
    ahmed.editor_is_open()
    until(ahmed.page, lambda: ahmed.text, lambda seen: seen == text)

    # a participant reads along, block by block
    anna.page.get_by_role("tab", name="Notities").click()
    blocks = anna.page.locator("#notes > .block")
    expect(blocks.filter(has_text=MIDDLE)).to_be_visible()
    anna.page.evaluate(
        "() => document.querySelectorAll('#notes > .block').forEach((block) => { block.marked = true; })"
    )
    fatima.page.keyboard.press("End")
    fatima.page.keyboard.type(" Tot slot.")
    expect(blocks.filter(has_text=f"{AFTER.strip()} Tot slot.")).to_be_visible()
    marked = anna.page.evaluate("() => [...document.querySelectorAll('#notes > .block')].map((b) => b.marked === true)")
    assert marked.count(False) == 1, "only the block that changed is a new node"

    # ideas and support
    anna.page.get_by_role("tab", name=re.compile("Ideeën")).click()
    anna.writes_idea(IDEA, "Anna")
    for person in (fatima, ahmed, bob, anna):
        expect(person.idea(IDEA)).to_be_visible()
    bob.idea(IDEA).get_by_role("button", name=re.compile("Ik ook")).click()
    for person in (fatima, ahmed, bob, anna):
        expect(person.idea(IDEA).locator(".support-count")).to_have_text("1")

    # taking over: shown to all, undone within ten seconds, and once
    fatima.idea(IDEA).get_by_role("button", name="Overnemen in de notities").click()
    for person in (ahmed, bob, anna):
        expect(person.idea(IDEA)).to_contain_text("Overgenomen")
    fatima.sees_text(IDEA)
    fatima.idea(IDEA).get_by_role("button", name="Ongedaan maken").press("z")
    expect(ahmed.idea(IDEA)).not_to_contain_text("Overgenomen door")
    until(fatima.page, lambda: fatima.text, lambda seen: IDEA not in seen)
    until(ahmed.page, lambda: ahmed.text, lambda seen: IDEA not in seen)
    ahmed.idea(IDEA).get_by_role("button", name="Overnemen in de notities").click()
    for person in (fatima, bob, anna):
        expect(person.idea(IDEA)).to_contain_text("Overgenomen door Ahmed")
    expect(fatima.idea(IDEA).get_by_role("button", name="Overnemen in de notities")).to_have_count(0)
    bob.page.get_by_role("tab", name="Notities").click()
    expect(bob.page.locator("#notes > .block", has_text=IDEA)).to_contain_text("Anna")

    # outcomes and the report
    fatima.type_line("- Besluit: we beginnen met drie straten\n")
    fatima.type_line("- [ ] Actie: sleutelkastje kopen @Fatima (uiterlijk 15-01-2022)")
    text = same_everywhere(server, TOPIC, fatima, ahmed)
    assert text.count(IDEA) == 1
    report = downloaded_report(people.person(server).organises("Olga"), "uiterlijk 15-01-2022", tmp_path)
    assert "we beginnen met drie straten" in report
    assert re.search(r"^\|.*sleutelkastje kopen.*\|.*Fatima.*\|.*2022.*\|", report, re.MULTILINE), report
    assert IDEA in report
    assert "CONCEPT" in report


def downloaded_report(organiser: Person, last_words: str, folder: Path) -> str:
    organiser.page.get_by_role("link", name="Verslag bekijken").click()
    report = organiser.page.locator("article.report")
    expect(report).to_contain_text(last_words)
    organiser.page.get_by_text("Downloaden", exact=True).click()
    link = organiser.page.get_by_role("link", name="Tekst met opmaak (.md)")
    if engine() == "firefox":  # whose automation tells of no file that a page made: the words beside it do
        link.click()
        expect(link.locator("+ [role=status]")).to_have_text("Klaar.")
        return organiser.context.request.get(f"{organiser.page.url}.md").text()
    with organiser.page.expect_download() as download:
        link.click()
    target = folder / "report.md"
    download.value.save_as(target)
    return target.read_text(encoding="utf-8")


def test_a_slow_second_facilitator_hears_who_took_it_over(server: RunningServer, people: Hall) -> None:
    words = "Samen zonnepanelen inkopen"
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    ahmed = people.person(server).facilitates(TOPIC, "Ahmed")
    people.person(server, PHONE).scans(TOPIC).writes_idea(words)
    for person in (fatima, ahmed):
        expect(person.idea(words)).to_be_visible()
    # At the same moment: both clicks are on their way before either page hears of the other.
    script = "(button) => button.click()"
    buttons = [each.idea(words).locator(".button-take-over").element_handle() for each in (fatima, ahmed)]
    fatima.page.evaluate(script, buttons[0])
    ahmed.page.evaluate(script, buttons[1])
    for person in (fatima, ahmed):
        expect(person.idea(words)).to_contain_text(re.compile("Overgenomen door (Fatima|Ahmed)"))
    assert same_everywhere(server, TOPIC, fatima, ahmed).count(words) == 1
