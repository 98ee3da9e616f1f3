"""A round begins: its template comes into everybody's open notes once, and a server that is killed adds no other."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from notes.store import rounds
from notes.store.unit_of_work import Database
from tests.browser.people import Hall, Person, until
from tests.browser.test_rights import desk_of
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

BY_CLOCK, BY_HAND = "energienet", "buurtcooperatie"
HEADING = "## Break-out ronde II"


@pytest.fixture
def evening(server: RunningServer) -> RunningServer:
    """A server where the first round is over, and the second begins within minutes (see `second_round_begins`)."""
    now = datetime.now(UTC)
    database = Database(server.database_url)
    with database.writing() as session:
        items = {row.slug: row.id for row in session.execute(text("SELECT slug, id FROM programme_item"))}
        for slug in (BY_CLOCK, BY_HAND):
            rounds.record(session, server.topics[slug], items["ronde-1"], "", now - timedelta(hours=1))
    database.close()
    return server


def second_round_begins(server: RunningServer) -> None:
    """Let the programme's second round be on since a minute, as an organiser's change of the programme would."""
    now = datetime.now(UTC)
    times = {
        "begin": f"{now - timedelta(minutes=1):%Y-%m-%d %H:%M:%S.%f}",
        "end": f"{now + timedelta(hours=1):%F %T.%f}",
    }
    database = Database(server.database_url)
    with database.writing() as session:
        change = "UPDATE programme_item SET starts_at = :begin, ends_at = :end WHERE slug = 'ronde-2'"
        session.execute(text(change), times)
    database.close()


def writes_template(organiser: Person, template: str) -> None:
    """Write the template as an organiser does, and see what becomes of it before saving."""
    page = organiser.page
    page.get_by_role("link", name="Sjabloon voor een ronde").click()
    page.get_by_label("Sjabloon", exact=True).fill(template)
    shown = page.locator("#template-preview")
    expect(shown.get_by_role("heading", name="Wat nemen we mee?")).to_be_visible()
    expect(shown).to_contain_text("Hoe betalen we de coöperatieve beweging")
    expect(page.get_by_text("Nog niet bewaard.")).to_be_visible()
    page.get_by_role("button", name="Sjabloon bewaren").click()
    expect(page.get_by_text("Het sjabloon is bewaard.")).to_be_visible()


def moves(organiser: Person, topic: str, button: str) -> None:
    organiser.page.goto(f"{organiser.server.address}/c/{organiser.server.slug}/regie")
    card = organiser.page.locator(f'.room[data-notepad="{organiser.server.notepads[topic]}"]')
    card.get_by_role("button", name=button).click()
    expect(organiser.page.get_by_text("De zaal is aangepast.")).to_be_visible()


def test_template_is_written_and_comes_once_by_clock_and_by_hand(evening: RunningServer, people: Hall) -> None:
    organiser = desk_of(people, evening)
    writes_template(organiser, "## {ronde}\n\n*{vraag}*\n\n### Wat nemen we mee?\n\n- ")
    moves(organiser, BY_HAND, "Ronde afronden")
    fatima = people.person(evening).facilitates(BY_CLOCK, "Fatima")
    anna = people.person(evening).scans(BY_CLOCK)
    fatima.page.locator("#editor .cm-content").focus()
    fatima.page.keyboard.press("Control+Home")
    fatima.page.keyboard.type("Vooraf: ")
    second_round_begins(evening)
    fatima.sees_text(HEADING)
    fatima.page.keyboard.type("welkom. ")
    fatima.all_saved()
    assert fatima.text.startswith("Vooraf: welkom. ")  # what came below moved nobody's cursor
    expect(anna.page.locator("#notes").get_by_role("heading", name="Break-out ronde II")).to_have_count(1)
    assert HEADING not in evening.log_text(BY_HAND)
    moves(organiser, BY_HAND, "Zaal openen")
    assert evening.log_text(BY_HAND).count(HEADING) == 1
    for person in (fatima, anna, organiser):
        person.watch.expect_outage()
    evening.kill()
    evening.start()
    moves(organiser, BY_HAND, "Ronde afronden")
    moves(organiser, BY_HAND, "Zaal openen")
    fatima.page.keyboard.type("Nog eens. ")
    fatima.all_saved(within=30)
    until(fatima.page, lambda: evening.log_text(BY_CLOCK), lambda log: "Nog eens." in log)
    assert [evening.log_text(topic).count(HEADING) for topic in (BY_CLOCK, BY_HAND, "fondsen")] == [1, 1, 0]
