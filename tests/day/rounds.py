"""The two rounds: rooms that open by themselves, ideas, cards, a message, more time, and what goes wrong in a venue."""

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.projector import Projector
from tests.day.before import show
from tests.day.day import Day
from tests.day.story import COMMONS, MESSAGE, PLENARY, ROOMS


def open_doors(day: Day) -> None:
    """Facilitators come in, people join, and De Kamer van de Commons is open beside the programme."""
    day.venue.it_is(17, 0)
    for room in (*ROOMS, COMMONS, PLENARY):
        day.leads_come(room)
    day.many_come(60)
    day.write(COMMONS, COMMONS.first)
    day.send_ideas(COMMONS, COMMONS.ideas)
    day.take_over(COMMONS, COMMONS.ideas[0][0])
    day.picture("kamer-van-de-commons", day.leads[COMMONS.slug][0].page)
    guest = day.somebody_scans(ROOMS[3])
    day.venue.it_is(19, 5)
    guest.page.goto(day.conference)
    day.picture("voor-de-ronde-telefoon", guest.page, whole=True)


def first_round(day: Day, olga: Person, screens: dict[str, Projector]) -> None:
    """Round I in four rooms; a room loses its network, and everybody gets ten minutes more."""
    day.venue.it_is(19, 16)
    for room in ROOMS:
        phone = day.somebody_scans(room)
        expect(phone.page.locator("#room-state")).to_have_text("Open")
        day.send_ideas(room, room.ideas)
        for number, (words, _name) in enumerate(room.ideas):
            day.support(room, words, 14 - 5 * number)
        day.take_over(room, room.ideas[0][0])
        day.write(room, room.first)
        if room.cards:
            day.type_cards(room)
        day.picture(f"ronde-1-{room.slug}", day.leads[room.slug][0].page)
        day.picture(f"ronde-1-{room.slug}-telefoon", phone.page)
    loses_its_network(day)
    show(day, olga, "zaal 1", "Notities")
    screens["zaal 1"].shows("notes")
    show(day, olga, "zaal 4", "Ideeën")
    screens["zaal 4"].shows("ideas")
    day.picture("scherm-notities", screens["zaal 1"].page)
    day.picture("scherm-ideeen", screens["zaal 4"].page)
    day.venue.it_is(20, 12)
    tells_everybody(day, olga)


def loses_its_network(day: Day) -> None:
    """One room types on without a network; what it typed arrives when the network is back."""
    room = next(each for each in ROOMS if each.slug == "energienet")
    lead = day.leads[room.slug][0]
    lead.watch.expect_outage()
    lead.context.set_offline(True)
    lead.begin_line()
    lead.page.keyboard.insert_text("- Dit typten we zonder wifi.")
    expect(lead.page.locator("#save-state")).not_to_have_attribute("data-state", "saved")
    day.picture("zonder-netwerk", lead.page)
    lead.context.set_offline(False)
    lead.all_saved(within=60)
    assert "Dit typten we zonder wifi." in day.venue.log_text(room.slug)


def tells_everybody(day: Day, olga: Person) -> None:
    """The organiser gives the round ten minutes more and tells everybody where it goes on."""
    page = olga.page
    page.goto(f"{day.conference}/regie")
    page.locator(".day-now").get_by_role("button", name="+10 min").first.click()
    expect(page.get_by_text("duurt 10 min langer").first).to_be_visible()
    page.get_by_label("Wat wil je laten weten?").fill(MESSAGE)
    page.get_by_role("button", name="Bericht versturen").click()
    for phone in day.phones.values():
        expect(phone.page.locator(".day-message", has_text=MESSAGE)).to_be_visible(timeout=30_000)
    day.picture("regie-ronde-1", page, whole=True)
    day.picture("bericht-telefoon", day.phones["fondsen"].page)


def second_round(day: Day, olga: Person) -> None:
    """Round II begins; phones ask where one sits; a facilitator's laptop is shut."""
    day.venue.it_is(20, 31)
    phone = day.phones["fondsen"]
    expect(phone.page.locator(".day-asked").first).to_be_visible(timeout=30_000)
    day.picture("ronde-2-waar-zit-je", phone.page)
    for room in ROOMS:
        day.write(room, room.second)
        if room.late:
            day.send_ideas(room, room.late)
        day.picture(f"ronde-2-{room.slug}", day.leads[room.slug][0].page)
    day.leads["fondsen"][0].page.close()  # a laptop that is shut without a goodbye
    olga.page.goto(f"{day.conference}/regie")
    day.picture("regie-ronde-2", olga.page, whole=True)
