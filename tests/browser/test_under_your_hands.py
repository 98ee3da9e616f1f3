"""What changes while somebody is typing or tapping: no key is lost, and the page says what is so."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, until
from tests.browser.test_rights import TOPIC, desk_of, lets_participants_write, moves_room
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser


def test_who_types_on_when_writing_is_switched_off_keeps_every_word(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    lets_participants_write(organiser, on=True)
    anna = people.person(server).scans(TOPIC)
    anna.editor_is_open()
    anna.type_line("Aan het begin")
    anna.all_saved()
    lets_participants_write(organiser, on=False)
    kept = anna.page.get_by_role("region", name="Je tekst").get_by_role("textbox")
    typed = "".join(f" woord{number}" for number in range(10)) + " en het"
    anna.page.keyboard.type(typed)  # she looks at her keyboard, whatever the page does meanwhile
    until(anna.page, kept.count, lambda count: count == 1)
    expect(kept).to_be_focused()
    anna.page.keyboard.type(" eind.")
    everything = server.log_text(TOPIC).partition("Aan het begin")[2] + kept.input_value()
    assert everything.strip() == f"{typed} eind.".strip()
    anna.page.reload()
    expect(kept).to_have_value(re.compile(r"en het eind\.$"))


def test_room_states_are_told_where_ideas_are_written(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    anna = people.person(server, PHONE).scans(TOPIC)
    note = anna.page.locator("#ideas-note")
    expect(note).to_have_count(0)
    moves_room(organiser, "Ronde afronden")
    expect(note).to_have_text("Deze ronde is afgerond. Je idee komt erbij als ‘nagekomen’.")
    anna.writes_idea("Een idee van na de ronde")
    expect(anna.idea("Een idee van na de ronde")).to_contain_text("Nagekomen")
    expect(anna.page.locator("#idea-state")).to_have_text("Verstuurd")
    anna.page.get_by_label("Jouw idee").fill("Nog een")
    expect(anna.page.locator("#idea-state")).to_have_text("")
    moves_room(organiser, "Zaal openen")
    expect(note).to_have_count(0)


def test_two_tabs_of_one_person_agree(server: RunningServer, people: Hall) -> None:
    first = people.person(server).scans(TOPIC)
    second = people.window(first.context, server).opens(TOPIC)
    expect(second.page.locator("#here")).to_be_visible()
    box = first.page.get_by_label("Jouw idee")
    second.page.get_by_label("Jouw idee").press_sequentially("In het tweede venster")
    expect(box).to_have_value("In het tweede venster")
    second.page.get_by_role("button", name="Idee versturen").click()
    expect(box).to_have_value("")
    stored = first.page.locator("#ideas > .idea[data-idea]").filter(has_text="In het tweede venster")
    expect(stored).to_contain_text("Van jou")
    expect(first.idea("In het tweede venster")).to_have_count(1)


def test_double_tap_counts_once_and_a_facilitator_with_a_phone_begins_at_the_notes(
    server: RunningServer, people: Hall
) -> None:
    fatima = people.person(server, PHONE).facilitates(TOPIC, "Fatima")
    expect(fatima.page.get_by_role("tab", name="Notities")).to_have_attribute("aria-selected", "true")
    anna = people.person(server, PHONE).scans(TOPIC)
    expect(anna.page.get_by_role("tab", name="Ideeën")).to_have_attribute("aria-selected", "true")
    anna.writes_idea("Iets om te steunen")
    expect(anna.idea("Iets om te steunen")).to_contain_text("Van jou")
    ben = people.person(server, PHONE).scans(TOPIC)
    support = ben.idea("Iets om te steunen").get_by_role("button", name="Ik ook")
    support.dblclick()
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(support.locator(".support-count")).to_have_text("1")
