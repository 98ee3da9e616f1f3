"""A facilitator's work with what many people said: merging, cards from paper, shows of hands; and ideas that are alike.

Each test has a topic of its own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import LAPTOP, PHONE, Hall, Person
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser


def _titles(person: Person) -> list[str]:
    return person.page.locator("#ideas > .idea > .idea-text").all_inner_texts()


def test_alike_ideas_are_shown_supported_merged_and_separated_again(server: RunningServer, people: Hall) -> None:
    desk = people.person(server, LAPTOP).facilitates("incubator", "Fatima")
    anna, bert = people.person(server, PHONE).scans("incubator"), people.person(server, PHONE).scans("incubator")
    anna.writes_idea("Samen een molen kopen")
    expect(bert.idea("Samen een molen")).to_be_visible()
    bert.writes_idea("Laten we een molen kopen!", name="Bert")
    similar = bert.page.locator(".similar")
    expect(similar).to_contain_text("Samen een molen kopen")
    similar.get_by_role("button", name="Ook steunen").click()
    expect(anna.idea("Samen een molen").locator(".support-count")).to_have_text("1")
    similar.get_by_role("button", name="Laten staan").click()
    expect(bert.idea("Laten we een molen")).to_be_visible()

    desk.opens_tools()
    desk.page.get_by_text("Dubbele ideeën").click()
    choice = desk.page.locator(".merging .merge-choice")
    expect(choice.get_by_role("radio").first).to_be_checked()  # the one with support
    choice.get_by_role("button", name="2 ideeën samenvoegen").click()
    for one in (desk, anna, bert):
        expect(one.page.locator("#ideas > .idea")).to_have_count(1)
        expect(one.idea("Samen een molen").locator(".merged")).to_contain_text("Laten we een molen kopen!")
        expect(one.idea("Samen een molen").locator(".support-count")).to_have_text("1")  # Bert, once
    expect(bert.page.locator(".merged .badge-own")).to_be_visible()
    expect(bert.page.locator("#announce")).to_contain_text("samengevoegd")
    bert.page.reload()
    expect(bert.page.locator(".merged")).to_contain_text("Laten we een molen kopen!")
    expect(bert.page.locator("#ideas .button-support")).to_have_count(0)  # part of it is Bert's own
    desk.page.locator(".merged").get_by_role("button", name="Losmaken").click()
    for one in (desk, anna, bert):
        expect(one.page.locator("#ideas > .idea")).to_have_count(2)
    expect(anna.idea("Samen een molen").locator(".support-count")).to_have_text("1")


def test_chosen_ideas_are_merged_under_the_words_that_stay_and_it_can_be_undone(
    server: RunningServer, people: Hall
) -> None:
    desk = people.person(server, LAPTOP).facilitates("energienet", "Mo")
    desk.opens_tools()
    desk.page.get_by_text("Kaartjes invoeren").click()
    card = desk.page.get_by_label("Wat staat er op het kaartje?")
    card.fill("Een brug")
    card.press("Enter")
    take_over = desk.idea("Een brug").get_by_role("button", name="Overnemen")
    expect(take_over).to_be_visible()
    desk.watch.expect_outage()
    desk.context.set_offline(True)
    take_over.click()
    failed = desk.idea("Een brug").locator(".field-error")
    expect(failed).to_be_visible(timeout=30_000)
    expect(desk.idea("Een brug").locator(".take-over .field-error")).to_have_count(0)  # not in the button's frame
    for words in ("Een zwembad", "Bankjes in het park", "Een speeltuin"):
        card.fill(words)
        card.press("Enter")
        expect(card).to_have_value("")
    expect(desk.page.locator(".cards-state")).to_contain_text("3 kaartjes nog niet verstuurd")
    desk.context.set_offline(False)
    expect(desk.page.locator("#ideas .badge-paper")).to_have_count(4)
    assert sorted(_titles(desk)) == ["Bankjes in het park", "Een brug", "Een speeltuin", "Een zwembad"]
    expect(failed).to_have_count(0)  # it works again

    for words in ("Een zwembad", "Een speeltuin"):
        _more(desk, words, "Samenvoegen")
    tray = desk.page.locator("#idea-tray")
    tray.get_by_role("radio", name=re.compile("Een speeltuin")).check()
    tray.get_by_role("button", name="2 ideeën samenvoegen").click()
    expect(desk.idea("Een speeltuin").locator(".merged")).to_contain_text("Een zwembad")
    tray.get_by_role("button", name="Ongedaan maken").click()
    expect(desk.page.locator("#ideas > .idea")).to_have_count(4)

    phone = people.person(server, PHONE).scans("energienet")
    _more(desk, "Bankjes", "Handen tellen")
    desk.page.get_by_label("Hoeveel handen?").fill("99999999")
    desk.page.keyboard.press("Enter")
    expect(desk.idea("Bankjes")).to_contain_text("Vul een aantal handen in van 0 tot 10000.")
    desk.page.get_by_label("Hoeveel handen?").fill("12")
    desk.page.keyboard.press("Enter")
    expect(phone.idea("Bankjes").locator(".idea-hands")).to_have_text("12 handen")
    expect(phone.idea("Bankjes").locator(".support-count")).to_have_text("0")
    _more(desk, "Bankjes", "Handen aanpassen")
    desk.page.get_by_label("Hoeveel handen?").fill("")
    desk.page.keyboard.press("Enter")
    expect(phone.idea("Bankjes").locator(".idea-hands")).to_have_count(0)


def test_new_ideas_wait_while_somebody_is_about_to_tap(server: RunningServer, people: Hall) -> None:
    anna, bert = people.person(server, LAPTOP).scans("fondsen"), people.person(server, PHONE).scans("fondsen")
    bert.writes_idea("De eerste")
    first = anna.idea("De eerste")
    expect(first).to_be_visible()
    first.get_by_role("button", name="Ik ook").hover()
    bert.writes_idea("De tweede, over iets anders")
    expect(anna.page.get_by_role("button", name="1 nieuw")).to_be_visible()
    first.get_by_role("button", name="Ik ook").click()
    expect(first.get_by_role("button", name="Ik ook")).to_have_attribute("aria-pressed", "true")
    expect(bert.idea("De eerste").locator(".support-count")).to_have_text("1")
    expect(anna.idea("De tweede")).to_have_count(0)
    anna.page.get_by_role("button", name="1 nieuw").click()
    expect(anna.idea("De tweede")).to_be_visible()


def test_what_is_chosen_is_merged_from_the_bar_and_who_takes_such_an_idea_over_sees_why_not(
    server: RunningServer, people: Hall
) -> None:
    desk, other = (people.person(server, LAPTOP).facilitates("buurtcooperatie", name) for name in ("Mo", "Greet"))
    phone = people.person(server, PHONE).scans("buurtcooperatie")
    for words in ("Een moestuin", "Een kas", "Iets heel anders"):
        phone.writes_idea(words)
        expect(other.idea(words)).to_be_visible()
    other.page.get_by_role("button", name="Bijwerken stilzetten").press("Enter")  # her page is behind
    desk.idea("Een moestuin").focus()
    desk.page.keyboard.press("x")
    bar = desk.page.locator(".stream-foot")
    expect(bar.get_by_role("button", name="Samenvoegen")).to_have_count(0)
    desk.idea("Een kas").focus()
    desk.page.keyboard.press("x")
    bar.get_by_role("button", name="Samenvoegen").press("Enter")
    expect(bar).to_have_count(0)
    tray = desk.page.locator("#idea-tray")
    expect(tray.get_by_role("radio", checked=True)).to_be_focused()
    expect(tray.get_by_role("button", name="2 ideeën samenvoegen")).to_be_in_viewport(ratio=1)
    tray.get_by_role("radio", name=re.compile("Een kas")).check()
    tray.get_by_role("button", name="2 ideeën samenvoegen").click()
    expect(desk.idea("Een kas").locator(".merged")).to_contain_text("Een moestuin")

    other.idea("Een moestuin").get_by_role("button", name="Overnemen").click()
    refused = other.page.locator("#ideas .field-error", has_text="Dit idee is intussen samengevoegd.")
    expect(refused).to_be_visible()
    other.page.get_by_role("button", name="Weer bijwerken").click()
    merged = other.idea("Een kas").locator(".merged li", has_text="Een moestuin")
    expect(merged.locator(".field-error")).to_be_visible()  # where the idea stands now
    merged.get_by_role("button", name="Losmaken").click()
    expect(other.idea("Een moestuin").get_by_role("button", name="Overnemen")).to_be_visible()
    expect(refused).to_have_count(0)


def _more(staff: Person, words: str, entry: str) -> None:
    staff.idea(words).get_by_role("button", name="Meer", exact=True).click()
    staff.idea(words).get_by_role("button", name=entry, exact=True).click()
