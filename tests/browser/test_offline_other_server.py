"""A kept page meets a server that began anew, and a Wi-Fi that is not the internet yet."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from notes.ground.system import RandomIds
from notes.store.backup import new_epochs
from notes.store.unit_of_work import Database
from tests.browser import device
from tests.browser.people import PHONE, Hall
from tests.browser.test_offline_start import opens_again, ready_to_go
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser


def test_notes_that_began_anew_do_not_take_text_of_before(server: RunningServer, people: Hall) -> None:
    fatima = people.person(server).facilitates("buurtcooperatie", "Fatima")
    fatima.type_line("Voor de reservekopie.")
    fatima.all_saved()
    device.notes_are_kept(fatima, "Voor de reservekopie.")
    ready_to_go(fatima, "buurtcooperatie")
    again = opens_again(people, fatima, "buurtcooperatie")
    again.editor_is_open()
    again.type_line("Nooit verstuurd.§")
    device.outbox_holds(again, "§")
    again.page.close()
    server.kill()
    with closing(Database(server.database_url)) as database, database.writing() as session:
        new_epochs(session, RandomIds().epoch)
    server.start()
    fatima.context.set_offline(False)
    later = people.window(fatima.context, server).opens("buurtcooperatie")
    later.editor_is_open()
    kept = later.page.get_by_role("region", name="Je tekst")
    expect(kept.get_by_role("textbox")).to_have_value("Nooit verstuurd.§")
    expect(kept).to_contain_text("De notities zijn opnieuw begonnen.")
    assert "Nooit verstuurd.§" not in later.text
    assert "Nooit verstuurd.§" not in str(device.databases(later.page))


@contextmanager
def captive_portal(port: int) -> Iterator[None]:
    """A Wi-Fi that answers every address with its own page, where the server was."""

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = b"<!doctype html><title>Wifi</title><h1>Welkom bij de wifi</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *_arguments: object) -> None:  # noqa: A002 -- the standard library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Portal) as portal:
        Thread(target=portal.serve_forever, daemon=True).start()
        yield
        portal.shutdown()


def test_page_of_a_wifi_portal_is_neither_shown_nor_kept(server: RunningServer, people: Hall) -> None:
    anna = people.person(server, PHONE).scans("plenair")
    device.page_is_kept(anna, "plenair")
    anna.watch.expect_outage()
    server.kill()
    with captive_portal(server.port):
        again = opens_again(people, anna, "plenair")
        again.watch.expect_message("Failed to load module script")  # what is fetched later gets the portal's page
        expect(again.page.get_by_role("alert")).to_contain_text("Log in op de wifi")
        expect(again.page.locator("#ideas-section")).to_be_visible()
        assert "Welkom bij de wifi" not in device.kept_words(again.page)
    server.start()
    expect(again.page.get_by_role("alert")).to_have_count(0, timeout=30_000)
    expect(again.page.locator("#old-page")).to_have_count(0)
