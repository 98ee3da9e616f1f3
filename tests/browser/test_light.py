"""What a phone pays for: bytes and requests of a first visit, over the real server, until the page is live.

Counted is all that the page asks for: HTML, styles, scripts, the icon, becoming somebody, and the socket as one
request without what goes through it. Bodies are counted as they travel, packed with gzip, because plain http in a
hall has nothing better. The room is a filled one: thirty ideas, a third of them supported, and notes. The service
worker comes seconds later, from the browser's cache for the most part.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.people import Hall, until
from tests.integration.server import RunningServer

pytestmark = pytest.mark.browser

MAX_BYTES, MAX_REQUESTS = 50_000, 8
TOPIC, SCANNED = "fondsen", "energienet"
WORDS = """buurt samen fonds opzetten met gemeente energie dak delen zonnepanelen voor iedereen die wil bewoners avond koffie
leden contributie stichting bestuur jongeren wijk beheer gebouw ruimte verhuren opbrengst terug naar bank lening garantie
eerlijk prijs subsidie aanvragen hulp vrijwilligers vergoeding school tuin voedsel markt werkplaats gereedschap lenen auto
fiets laadpaal kennis uitwisselen andere steden bezoeken verslag website nieuwsbrief eerste stap maand januari iemand
aanspreken provincie woningbouwvereniging sportclub kerk moskee bibliotheek kinderen ouderen zorg maaltijd tafel"""
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


def sentence(chance: random.Random) -> str:
    """Words that a packer cannot make much smaller than people's own."""
    return " ".join(chance.sample(WORDS.split(), chance.randint(8, 18))).capitalize() + "."


@pytest.fixture(scope="module")
def filled_server(server: RunningServer) -> RunningServer:
    """A room in which ten people wrote thirty ideas and supported some, and somebody wrote notes."""
    chance, room = random.Random(6), f"{server.address}/c/{server.slug}/{TOPIC}"

    def post(cookie: str, token: str, to: str, **form: object) -> str:
        headers = {"Cookie": cookie, "Referer": room}
        form |= {"csrf_token": token}
        answer = requests.post(f"{room}/{to}", form, headers=headers, allow_redirects=False, timeout=10)
        assert answer.status_code == 303, (to, answer.status_code)
        return answer.headers["Location"].partition("#idee-")[2]

    numbers = list[str]()
    for at, person in enumerate(server.participants(10)):
        first = requests.get(room, headers={"Cookie": person}, timeout=10)
        cookie = f"oogst={first.cookies['oogst']}"
        token = first.text.split('name="csrf_token" value="')[1].split('"')[0]
        for _ in range(3):
            name = chance.choice(["", "Fatima", "Jan-Willem", "Ahmed"])
            numbers.append(post(cookie, token, "ideeen", text=sentence(chance), name=name, uuid=str(uuid4())))
        if at > 0:
            post(cookie, token, f"ideeen/{numbers[at - 1]}/steun", on=1)
    writer = server.session("facilitator", "Fatima", TOPIC)
    token = writer.get(room).text.split('name="csrf_token" value="')[1].split('"')[0]
    for kind in ("note", "insight", "decision", "question", "note") * 4:
        form = {"csrf_token": token, "kind": kind, "text": sentence(chance), "request": str(uuid4())}
        assert writer.post(f"{room}/regel", form, headers={"Referer": room}, allow_redirects=False).status_code == 303
    return server


def choose_english(server: RunningServer, context: BrowserContext) -> None:
    """Choose a language without loading anything that a first visit loads."""
    token = context.request.get(server.address).text().split('name="csrf_token" value="')[1].split('"')[0]
    chosen = context.request.post(f"{server.address}/taal", form={"language": "en", "csrf_token": token})
    assert chosen.ok


@pytest.mark.parametrize("language", ["nl", "en"])
def test_first_visit_of_a_participant_is_small(filled_server: RunningServer, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport=SMALL_PHONE, locale="nl-NL")
    try:
        if language == "en":
            choose_english(filled_server, context)
        page = context.new_page()
        travelled = watched(context, page)
        page.goto(f"{filled_server.address}/c/{filled_server.slug}/{TOPIC}?code={filled_server.code}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#ideas > .idea")).to_have_count(30)
        expect(page.locator("#notes > .block")).not_to_have_count(0)
        expect(page.locator("#here")).to_be_visible()  # live: the server said who is here
        until(page, lambda: travelled.addresses, lambda seen: any("socket.io" in one for one in seen))
        icon = page.locator("link[rel=icon]").get_attribute("href")
        assert icon is not None
        if not any(one.endswith(icon) for one in travelled.addresses):  # a browser without a window loads none
            travelled.addresses.append(icon)
            travelled.bodies[icon] = len(requests.get(filled_server.address + icon, timeout=10).content)
        assert len(travelled.addresses) <= MAX_REQUESTS, travelled.addresses
        assert sum(travelled.bodies.values()) <= MAX_BYTES, travelled.bodies
        assert len(travelled.bodies) >= len(travelled.addresses) - 1, "all but the socket is counted"
    finally:
        context.close()


def test_idea_box_is_in_view_on_a_small_phone_right_after_scanning(server: RunningServer, browser: Browser) -> None:
    context = browser.new_context(viewport=SMALL_PHONE, locale="nl-NL", has_touch=True, is_mobile=True)
    try:
        page = context.new_page()
        page.goto(f"{server.address}/c/{server.slug}/{TOPIC}?code={server.code}")
        expect(page.locator("#here")).to_be_visible()
        for part in (page.get_by_label("Jouw idee"), page.get_by_role("button", name="Idee versturen")):
            box = part.bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= SMALL_PHONE["height"], (part, box)
    finally:
        context.close()


def test_from_the_rooms_qr_to_the_list_of_another_phone_without_a_page_between(
    server: RunningServer, people: Hall
) -> None:
    other = people.person(server, SMALL_PHONE).scans(SCANNED)
    phone = people.person(server, SMALL_PHONE, has_touch=True, is_mobile=True)
    page = phone.page
    pages = list[str]()
    page.on("framenavigated", lambda frame: pages.append(frame.url))
    # What a room's QR code holds: its address, with the code of the conference.
    address = f"{server.address}/c/{server.slug}/{SCANNED}?code={server.code}"
    answer = page.goto(address)
    assert answer is not None
    assert (answer.status, answer.request.redirected_from) == (200, None)
    expect(page.locator("#here")).to_be_visible()
    box = page.get_by_label("Jouw idee")
    expect(box).to_be_in_viewport(ratio=1)
    # The name is one field, and may stay empty.
    assert page.locator("#idea-form input:not([type=hidden])").count() == 1
    assert page.get_by_label("Je naam (mag leeg blijven)").get_attribute("required") is None
    box.fill("Gescand en gestuurd")
    page.get_by_role("button", name="Idee versturen").click()
    expect(other.idea("Gescand en gestuurd")).to_be_visible()
    assert pages == [address]
