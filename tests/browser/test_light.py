"""What a phone pays for: bytes and requests of a first visit, over the real server, until the page is live.

Counted is all that the page asks for: HTML, styles, scripts, the icon, becoming somebody, and the socket as one
request without what goes through it. Bodies are counted as they travel, packed with gzip, because plain http in a
hall has nothing better. The room is a new one (a server of this module's own): what people wrote comes on top. The service worker comes seconds later, from the browser's cache for the most part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.people import until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

# A page in English brings its sentences along: about 2 kB more than the Dutch one.
MAX_BYTES, MAX_REQUESTS = {"nl": 50_000, "en": 52_000}, 8
TOPIC = "fondsen"
SMALL_PHONE = ViewportSize(width=360, height=640)


@dataclass
class Travelled:
    """What a page asked for, in order, and how many bytes came."""

    addresses: list[str] = field(default_factory=list)
    bodies: dict[str, int] = field(default_factory=dict)


def watched(context: BrowserContext, page: Page) -> Travelled:
    """Note everything that the page loads, as its network layer counts it, without the headers."""
    found, names, heads = Travelled(), dict[str, str](), dict[str, int]()
    network = context.new_cdp_session(page)

    def begins(event: Mapping[str, Any]) -> None:
        names[event["requestId"]] = event["url"] if "url" in event else event["request"]["url"]
        found.addresses.append(names[event["requestId"]])

    def came(event: Mapping[str, Any]) -> None:
        request = event["requestId"]
        found.bodies[names[request]] = event["encodedDataLength"] - heads[request]

    network.on("Network.requestWillBeSent", begins)
    network.on("Network.webSocketCreated", begins)
    network.on(
        "Network.responseReceived",
        lambda event: heads.update({event["requestId"]: event["response"]["encodedDataLength"]}),
    )
    network.on("Network.loadingFinished", came)
    network.send("Network.enable")
    network.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "gzip"}})
    return found


def choose_english(server: RunningServer, context: BrowserContext) -> None:
    """Choose a language without loading anything that a first visit loads."""
    token = context.request.get(server.address).text().split('name="csrf_token" value="')[1].split('"')[0]
    chosen = context.request.post(f"{server.address}/taal", form={"language": "en", "csrf_token": token})
    assert chosen.ok


@pytest.mark.parametrize("language", ["nl", "en"])
def test_first_visit_of_a_participant_is_small(mortal_server: RunningServer, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport=SMALL_PHONE, locale="nl-NL")
    try:
        if language == "en":
            choose_english(mortal_server, context)
        page = context.new_page()
        travelled = watched(context, page)
        page.goto(f"{mortal_server.address}/c/{mortal_server.slug}/{TOPIC}?code={mortal_server.code}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#here")).to_be_visible()  # live: the server said who is here
        until(page, lambda: travelled.addresses, lambda seen: any("socket.io" in one for one in seen))
        icon = page.locator("link[rel=icon]").get_attribute("href")
        assert icon is not None
        if not any(one.endswith(icon) for one in travelled.addresses):  # a browser without a window loads none
            travelled.addresses.append(icon)
            travelled.bodies[icon] = len(requests.get(mortal_server.address + icon, timeout=10).content)
        assert len(travelled.addresses) <= MAX_REQUESTS, travelled.addresses
        assert sum(travelled.bodies.values()) <= MAX_BYTES[language], travelled.bodies
        assert len(travelled.bodies) >= len(travelled.addresses) - 1, "all but the socket is counted"
    finally:
        context.close()


def test_idea_box_is_in_view_on_a_small_phone_right_after_scanning(
    mortal_server: RunningServer, browser: Browser
) -> None:
    context = browser.new_context(viewport=SMALL_PHONE, locale="nl-NL", has_touch=True, is_mobile=True)
    try:
        page = context.new_page()
        page.goto(f"{mortal_server.address}/c/{mortal_server.slug}/{TOPIC}?code={mortal_server.code}")
        expect(page.locator("#here")).to_be_visible()
        for part in (page.get_by_label("Jouw idee"), page.get_by_role("button", name="Idee versturen")):
            box = part.bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= SMALL_PHONE["height"], (part, box)
    finally:
        context.close()
