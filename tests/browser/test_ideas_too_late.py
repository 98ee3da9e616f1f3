"""Ideas that cannot be taken any more, because of what happened without internet: in sight, and never gone in silence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import PHONE, Hall, Person, until
from tests.browser.test_rights import desk_of, makes_link
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

TOPIC = "plenair"
LOCKED = "De conferentie is vastgezet"


def sets_lock(organiser: Person, on: bool) -> None:
    desk = organiser.page
    desk.goto(f"{organiser.server.address}/c/{organiser.server.slug}/regie")
    if on:
        desk.get_by_text("Conferentie vastzetten", exact=True).click()
    desk.get_by_role("button", name="Ja, vastzetten" if on else "Weer openzetten").click()
    expect(desk.locator(".notice")).to_have_text(re.compile("vastgezet" if on else "weer open"))


def tools(person: Person) -> list[Locator]:
    """What who leads adds something with."""
    return [person.page.get_by_text(name) for name in ("Eén regel toevoegen", "Idee toevoegen", "Kaartjes invoeren")]


@contextmanager
def locked(organiser: Person) -> Iterator[None]:
    """Lock the conference for the length of a `with` block."""
    sets_lock(organiser, True)
    try:
        yield
    finally:
        sets_lock(organiser, False)


def test_what_waited_while_the_conference_got_locked_stays_can_be_copied_and_goes_when_it_may_again(
    server: RunningServer, people: Hall
) -> None:
    organiser = desk_of(people, server)
    bob = people.person(server, PHONE).scans(TOPIC)
    bob.writes_idea("Nog te steunen")
    anna = people.person(server, PHONE).scans(TOPIC)
    support = anna.idea("Nog te steunen")
    expect(support).to_be_visible()
    fatima = people.person(server).facilitates(TOPIC, "Fatima")
    fatima.opens_tools()
    for tool in tools(fatima):
        expect(tool).to_be_visible()
    for person in (anna, fatima):
        person.watch.expect_outage()
        person.context.set_offline(True)
    anna.writes_idea("Eerste zonder internet")
    anna.writes_idea("Tweede zonder internet")
    support.get_by_role("button", name=re.compile("Ik ook")).click()
    expect(support).to_contain_text("Nog niet verstuurd")
    with locked(organiser):
        # Who leads may do nothing either, and is offered nothing.
        fatima.context.set_offline(False)
        for tool in tools(fatima):
            expect(tool).to_be_hidden(timeout=20_000)
        anna.context.set_offline(False)
        # One comes back into the box, the other stays in the list; each says why.
        expect(anna.page.get_by_label("Jouw idee")).to_have_value("Eerste zonder internet", timeout=20_000)
        expect(anna.page.locator("#idea-text-error")).to_contain_text(LOCKED)
        expect(anna.idea("Tweede zonder internet")).to_contain_text(LOCKED)
        expect(support).to_contain_text(LOCKED)
        expect(support.locator(".support-count")).to_have_text("0")
        # The box is gone after a reload: its words are not.
        anna.page.reload()
        expect(anna.page.get_by_label("Jouw idee")).to_have_count(0)
        for words in ("Eerste zonder internet", "Tweede zonder internet"):
            idea = anna.idea(words)
            expect(idea.get_by_role("button", name="Aanpassen")).to_have_count(0)
            idea.get_by_role("button", name="Kopiëren").click()
            expect(idea).to_contain_text("Gekopieerd")
        anna.page.reload()
        expect(anna.idea("Eerste zonder internet")).to_have_count(1)
    for tool in tools(fatima):
        expect(tool).to_be_visible()
    anna.page.reload()
    anna.idea("Tweede zonder internet").get_by_role("button", name="Aanpassen").click()
    expect(anna.page.get_by_label("Jouw idee")).to_have_value("Tweede zonder internet")
    anna.page.get_by_role("button", name="Idee versturen").click()
    expect(bob.idea("Tweede zonder internet")).to_be_visible()
    expect(bob.idea("Eerste zonder internet")).to_have_count(0)
    expect(anna.idea("Eerste zonder internet").get_by_role("button", name="Aanpassen")).to_be_visible()


def test_words_of_somebody_whose_link_was_withdrawn_stay_in_sight(server: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, server)
    address = makes_link(organiser, "Ideeën van Karim")
    karim = people.person(server)
    karim.use_link(address, "Karim")
    karim.opens(TOPIC).editor_is_open()
    karim.page.locator(".idea-form-details > summary").click()
    karim.watch.expect_outage()
    karim.context.set_offline(True)
    karim.writes_idea("Bedacht zonder internet")
    karim.page.get_by_label("Jouw idee").fill("Nog maar half")
    organiser.page.locator("summary", has_text="Intrekken: Ideeën van Karim").click()
    organiser.page.get_by_role("button", name="Ja, intrekken: Ideeën van Karim").click()
    expect(organiser.page.get_by_text("De link is ingetrokken")).to_be_visible()
    karim.context.set_offline(False)
    expect(karim.page.get_by_role("alert").first).to_contain_text("Je toegang is ingetrokken", timeout=20_000)
    half = karim.idea("Nog maar half")
    expect(half).to_contain_text("Dit was nog niet verstuurd.")
    expect(half.get_by_role("button", name="Kopiëren")).to_be_visible()
    # Without the link he is a participant, and what he had sent counts as a participant's.
    expect(karim.idea("Bedacht zonder internet")).to_have_count(1)
    until(
        karim.page,
        lambda: karim.idea("Bedacht zonder internet").inner_text(),
        lambda text: "niet verstuurd" not in text,
    )
