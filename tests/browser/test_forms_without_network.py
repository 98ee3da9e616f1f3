"""A form that is sent while the server cannot be reached: page and words stay, and go when it is there again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import PHONE, Hall, Person
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser


def stays_until_there_is_a_network(person: Person, label: str, words: str, button: str) -> None:
    """Fill in, send in vain, and send again."""
    page: Page = person.page
    page.get_by_label(label, exact=True).fill(words)
    person.watch.expect_outage()
    person.context.set_offline(True)
    send = page.locator("main").get_by_role("button", name=button, exact=True).last
    send.click()
    refused = page.get_by_role("alert").filter(has_text="Geen verbinding: er is niets verstuurd.")
    expect(refused).to_be_in_viewport()
    expect(page.get_by_label(label, exact=True)).to_have_value(words)
    send.click()
    expect(refused).to_be_visible()
    person.context.set_offline(False)
    with page.expect_navigation():
        send.click()


@pytest.mark.parametrize(
    ("path", "label", "button"),
    [
        ("bewerken/conferentie", "Ondertitel", "Bewaren"),
        ("links", "Naam voor deze link", "Link maken"),
    ],
)
def test_an_organisers_form_waits_for_the_network(
    people: Hall, server: RunningServer, path: str, label: str, button: str
) -> None:
    olga = people.person(server, PHONE).organises()
    address, words = f"{server.address}/c/{server.slug}/regie/{path}", "Woorden die niemand kwijt wil"
    olga.page.goto(address)
    stays_until_there_is_a_network(olga, label, words, button)
    olga.page.goto(address)
    assert words in olga.page.content()


def test_who_comes_in_by_a_secret_link_keeps_the_name_until_there_is_a_network(
    people: Hall, server: RunningServer
) -> None:
    fatima = people.person(server, PHONE)
    fatima.page.goto(server.access_address("facilitator"))
    stays_until_there_is_a_network(fatima, "Je naam", "Fatima", "Ga verder")
    expect(fatima.page.get_by_role("link", name="Schermen")).to_be_visible()
