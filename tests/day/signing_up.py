"""Before the day people sign up; at the door two letters of a name let them in."""

import re

from playwright.sync_api import expect

from tests.browser.people import PHONE, Person
from tests.day.day import Day

PLACES = 3
PEOPLE = (("Zoë van den Berg", "geen vlees"), ("Ahmed El Amrani", ""), ("Ada Lovelace", "allergisch voor noten"))
WAITS = ("Jan de Vries", "")


def sign_ups_open(day: Day) -> None:
    """An organiser opens the page: three places, dinner, and what is said about the venue."""
    page = day.organiser("Olga").page
    page.goto(f"{day.conference}/regie/aanmelden")
    page.get_by_label("Mensen kunnen zich hier aanmelden").check()
    page.get_by_label("Aantal plaatsen").fill(str(PLACES))
    page.get_by_label("Toegankelijkheid van de plek").fill("De ingang is zonder drempel. Er is een lift.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Mensen kunnen zich aanmelden.")).to_be_visible()
    day.picture("aanmelden-instellen", page)


def somebody_signs_up(day: Day, name: str, diet: str) -> Person:
    """Somebody reserves with a phone, and sees their own page."""
    visitor = day.people.person(day.venue, PHONE)
    page = visitor.page
    page.goto(f"{day.conference}/aanmelden")
    page.get_by_label("Je naam").fill(name)
    page.get_by_label("E-mailadres").fill(f"{re.sub(r'[^a-z]', '', name.lower())}@example.org")
    page.get_by_label("Ik eet mee").check()
    page.get_by_label("Dieetwens").fill(diet)
    for choice in page.locator("select[name^=ronde]").all():
        choice.select_option(index=1)
    page.locator("#sign-up button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Je ")
    return visitor


def cancels(visitor: Person) -> None:
    """Somebody gives their place back."""
    visitor.page.get_by_text("Ik kom niet").click()
    visitor.page.get_by_role("button", name="Ja, meld me af").click()
    expect(visitor.page.get_by_role("heading", name="Je bent afgemeld")).to_be_visible()


def door_lets_in(day: Day, *names: str) -> None:
    """Somebody at the door lets people in, and one who did not sign up."""
    keeper = day.organiser("Dirk", phone=True)
    page = keeper.page
    page.goto(f"{day.conference}/deur")
    for name in names:
        page.get_by_label("Twee letters van de naam").fill(name[:2])
        page.get_by_role("button", name=f"Is er: {name}").click()
        expect(page.locator("#door-state")).to_contain_text(f"{name} is binnen.")
    page.get_by_label("Naam", exact=True).fill("Een buurvrouw")
    page.get_by_role("button", name="Is er ook").click()
    expect(page.locator("#door-inside")).to_have_text(str(len(names) + 1))
    day.picture("deur", page)
