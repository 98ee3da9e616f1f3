"""The closing: outcomes on the screens of the hall, the summary, and the report that is published on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.projector import Projector
from tests.day.before import show
from tests.day.day import Day
from tests.day.story import PLENARY, SUMMARY

FORMATS = ("md", "html", "pdf", "docx", "json", "zip")


def close_the_day(day: Day, olga: Person, screens: dict[str, Projector]) -> None:
    """All topics side by side in the hall while the last outcomes are marked; the organiser writes the summary."""
    day.venue.it_is(21, 35)
    hall = screens["grote zaal"]
    show(day, olga, "grote zaal", "Alle onderwerpen")
    hall.shows("all")
    day.send_ideas(PLENARY, PLENARY.ideas)
    day.write(PLENARY, PLENARY.first)
    show(day, olga, "zaal 1", "Uitkomsten")
    screens["zaal 1"].shows("outcomes")
    expect(screens["zaal 1"].page.get_by_text("een stedelijk buurtfonds").first).to_be_visible()
    day.picture("scherm-alle-onderwerpen", hall.page)
    day.picture("scherm-uitkomsten", screens["zaal 1"].page)
    olga.page.goto(f"{day.conference}/verslag/notities")
    olga.page.locator("#summary-editor .cm-content").focus()
    olga.page.keyboard.press("Control+End")
    olga.page.keyboard.insert_text("\n\n".join(SUMMARY))
    expect(olga.page.locator("#summary-save-state")).to_have_attribute("data-state", "saved")
    day.picture("samenvatting", olga.page)


def publish(day: Day, number: int) -> str:
    """Publish the next version on a phone, keep it in all formats, and return its Markdown."""
    page = day.organiser("Olga", phone=True).page
    page.goto(f"{day.conference}/verslag")
    day.picture(f"versie-{number}-concept", page)
    page.get_by_role("link", name=re.compile("ubliceren")).first.click()
    day.picture(f"versie-{number}-nakijken", page, whole=True)
    page.get_by_role("button", name=f"Versie {number} publiceren").click()
    expect(page.get_by_role("heading", name=f"Versie {number} staat online")).to_be_visible(timeout=30_000)
    day.picture(f"versie-{number}-online", page)
    reader = day.people.person(day.venue)
    reader.page.goto(f"{day.venue.address}/v/{day.venue.slug}/{number}")
    day.picture(f"versie-{number}", reader.page)
    for form in FORMATS:
        answer = reader.context.request.get(f"{day.venue.address}/v/{day.venue.slug}/{number}.{form}", timeout=60_000)
        assert answer.ok, (form, answer.status)
        (day.pictures.folder / f"verslag-{number}.{form}").write_bytes(answer.body())
    return (day.pictures.folder / f"verslag-{number}.md").read_text(encoding="utf-8")
