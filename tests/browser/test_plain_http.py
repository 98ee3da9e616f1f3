"""On the venue's network: an address of this machine, plain http, and what browsers take away there."""

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Hall, same_everywhere
from tests.integration.server import RunningServer
from tests.network import is_own

pytestmark = pytest.mark.browser

TOPIC = "fondsen"


def own_address() -> str | None:
    """An IPv4 address of this machine that is no loopback, or None where there is none."""
    try:
        listed = subprocess.run(["hostname", "-I"], capture_output=True, text=True, timeout=10, check=False).stdout
    except FileNotFoundError:
        return None
    return next((each for each in listed.split() if ":" not in each and is_own(each)), None)


@pytest.fixture(scope="module")
def lan_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but loopback")
    with RunningServer(tmp_path_factory.mktemp("lan"), host=address) as running:
        yield running


def test_ideas_and_typing_without_a_secure_context(lan_server: RunningServer, people: Hall) -> None:
    fatima = people.person(lan_server).facilitates(TOPIC, "Fatima")
    missing = (
        "() => [window.isSecureContext, typeof crypto.randomUUID, typeof crypto.subtle, typeof navigator.clipboard]"
    )
    assert fatima.page.evaluate(missing) == [False, "undefined", "undefined", "undefined"]
    ahmed = people.person(lan_server).facilitates(TOPIC, "Ahmed")
    anna = people.person(lan_server, PHONE).scans(TOPIC)
    anna.writes_idea("Een gezamenlijk fonds")
    for person in (fatima, ahmed, anna):
        expect(person.idea("Een gezamenlijk fonds")).to_be_visible()
    fatima.type_line("Getypt zonder https")
    ahmed.sees_text("Getypt zonder https")
    assert same_everywhere(lan_server, TOPIC, fatima, ahmed).endswith("Getypt zonder https")
    fatima.idea("Een gezamenlijk fonds").get_by_role("button", name="Overnemen in de notities").click()
    ahmed.sees_text("Een gezamenlijk fonds")
    fatima.page.reload()
    fatima.editor_is_open()
    fatima.sees_text("Getypt zonder https")
