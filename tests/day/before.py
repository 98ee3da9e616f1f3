"""Before the day: the rehearsal of a fortnight earlier and its clean start, the posters, and the screens that are paired."""

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.projector import WIDE, Projector
from tests.day.day import Day
from tests.day.story import ROOMS

_CARD = ".screens-card"


def rehearse(day: Day) -> Person:
    """Play examples in, look, and clear everything for the day itself; return the organiser's window."""
    day.venue.it_is(14, 0, days_before=14)
    olga = day.organiser("Olga")
    page = olga.page
    page.goto(f"{day.conference}/regie/oefenen")
    page.get_by_role("button", name="Vul met voorbeelden").click()
    expect(page.get_by_text("De voorbeelden staan erin.")).to_be_visible(timeout=30_000)
    day.picture("oefenen", page, whole=True)
    watching = day.people.person(day.venue)
    watching.page.goto(f"{day.conference}/{ROOMS[0].slug}")
    expect(watching.page.get_by_text("OEFENING").first).to_be_visible()
    day.picture("oefenen-onderwerp", watching.page)
    watching.page.close()
    page.get_by_label("Typ de naam van de conferentie om te bevestigen").fill("Coöperatieven maken de stad")
    page.get_by_role("button", name="Leegmaken en klaarzetten").click()
    expect(page.get_by_text("Alles is leeg en staat klaar.")).to_be_visible(timeout=30_000)
    page.goto(f"{day.conference}/regie/posters")
    day.picture("posters", page)
    return olga


def put_screens_up(day: Day, olga: Person) -> dict[str, Projector]:
    """Open a screen in two rooms and the great hall, and pair them from the organiser's laptop."""
    screens: dict[str, Projector] = {}
    page = olga.page
    for name, topic in (("zaal 1", ROOMS[0].slug), ("zaal 4", ROOMS[3].slug), ("grote zaal", "")):
        projector = Projector(day.people.person(day.venue, WIDE))
        code = projector.opens()
        if not screens:
            day.picture("scherm-koppelen", projector.page)
        page.goto(f"{day.conference}/schermen")
        page.get_by_label("Code op het scherm").fill(code)
        page.get_by_label("Naam voor dit scherm").fill(name)
        page.locator("#screen-topic").select_option(topic)
        page.get_by_role("button", name="Koppelen", exact=True).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        projector.shows("join")
        screens[name] = projector
    day.picture("scherm-meedoen", screens["zaal 4"].page)
    return screens


def show(day: Day, olga: Person, screen: str, view: str) -> None:
    """Let a screen show another view, from the organiser's page."""
    olga.page.goto(f"{day.conference}/schermen")
    card = olga.page.locator(_CARD).filter(has=olga.page.get_by_role("heading", name=screen))
    card.get_by_role("button", name=view, exact=True).click()
    expect(card.locator("strong")).to_contain_text(view)
