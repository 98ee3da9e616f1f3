"""Every page that exists, on a phone of 320 px and on a laptop, light and dark, in both languages.

`OOGST_SCREENSHOTS=folder` keeps a picture of each.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, ViewportSize, expect

from notes.ground.settings import project_folder
from tests.browser.people import Hall, Person, hall
from tests.browsers import engine
from tests.integration.server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.engines]

TOPIC = "kamer-van-de-commons"
SMALL = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1280, height=800)
LONG = "Buurtcoöperatievergaderingsverslagenverzameling over de buurtcoöperatievergadering"
AXE = (project_folder() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = "() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map((one) => "
RULES += "`${one.id}: ${one.help}: ${one.nodes.slice(0, 4).map((node) => node.target.join(' ')).join(', ')}`))"
WIDER = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > wide + 1)
        .map((one) => [`${one.tagName}.${one.className}`, one.getBoundingClientRect()])
        .map(([name, { left, right }]) => `${name} from ${Math.round(left)} to ${Math.round(right)}`).slice(0, 8);
}"""
TOO_SMALL = """() => [...document.querySelectorAll(
        "button, .button, select, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea, .tab, .topic-button, summary")]
    .filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !one.closest(".visually-hidden"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
    .map(([one, box]) => `${one.tagName}.${one.className} "${one.textContent.trim().slice(0, 30)}" `
        + `${Math.round(box.width)}×${Math.round(box.height)}`)"""


def as_it_comes(_page: Page) -> None:
    """Nothing is done to it."""


@dataclass(frozen=True)
class Kind:
    """A page: who sees it, at which address; `then` brings it into the state that is looked at."""

    name: str
    who: str
    address: str
    status: int = 200
    then: Callable[[Page], None] = as_it_comes


def wrong_code(page: Page) -> None:
    page.get_by_label("Deelnamecode").or_(page.get_by_label("Join code")).fill("ONZIN1")
    page.locator(".code-form button, .join-form button").click()
    expect(page.locator("#code-error")).to_be_visible()


def signed_off(page: Page) -> None:
    page.locator("#sign-off button").click()
    expect(page.locator(".page-signed-off")).to_be_visible()


def shown_link(page: Page) -> None:
    page.locator(".link-list button").first.click()
    expect(page.locator(".notice-info")).to_be_visible()


def link_on_paper(page: Page) -> None:
    shown_link(page)
    page.locator(".notice-info form button").click()
    expect(page.locator(".sheet-link")).to_be_visible()


def parts_open(page: Page) -> None:
    for part in page.locator("main details > summary").all():
        part.click()


def nothing_typed(page: Page) -> None:
    page.locator("#title").fill("")
    page.locator("form.card button[type=submit]").first.click()
    expect(page.locator("#title-error")).to_be_visible()
    parts_open(page)


def other_file(page: Page) -> None:
    file = page.request.get(f"{page.url.rpartition('/')[0]}/programma.toml").text()
    page.locator("#toml").fill(file.replace("Werkconferentie", "Anders"))
    page.locator("#toml").locator("xpath=ancestor::form").locator("button").click()
    expect(page.locator(".plan-changes")).to_be_visible()


def made_without_a_name(page: Page) -> None:
    page.locator("form.card button[type=submit]").click()
    expect(page.locator("#title-error")).to_be_visible()


def code_made(page: Page) -> None:
    page.locator(".access-form button").click()
    expect(page.locator(".device-code")).to_be_visible()


def nothing_cut(page: Page) -> None:
    cut = "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent)"
    assert page.locator("[data-fit]").count() > 0
    assert page.locator("[data-fit]").evaluate_all(cut) == []


def asked_first(page: Page) -> None:
    page.locator(".confirm > summary").first.click()
    expect(page.locator(".confirm-question").first).to_be_visible()


def everything_open(page: Page) -> None:
    for part in page.locator("details.report-part > summary").all():
        part.click()
    expect(page.get_by_text("127.0.0.1", exact=False).first).to_be_visible()


def wrong_idea(page: Page) -> None:
    ideas = page.locator("[data-tab=ideas]")
    if ideas.is_visible():  # the page comes back to the part that was looked at last
        ideas.click()
    page.locator("#idea-text").fill("")
    page.locator(".idea-form button[type=submit]").click()
    expect(page.locator("#idea-text-error")).to_be_visible()


def notes_tab(page: Page) -> None:
    if page.locator("[data-tab=notes]").is_visible():
        page.locator("[data-tab=notes]").click()
    expect(page.locator("#notes")).to_be_visible()


def editor(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    if page.locator("[data-tab=notes]").is_visible():
        page.locator("[data-tab=notes]").click()
    expect(page.locator("#editor .cm-content")).to_be_visible()
    expect(page.locator("#toolbar .tool").first).to_be_visible()


CONF, ROOM = "/c/{slug}", "/c/{slug}/" + TOPIC
KINDS = (
    Kind("home", "reader", "/"),
    Kind("wrong-code", "reader", "/", 404, wrong_code),
    Kind("conference-reader", "reader", CONF),
    Kind("conference-wrong-code", "reader", CONF, 404, wrong_code),
    Kind("topic-reader", "reader", ROOM),
    Kind("access", "reader", "{access}"),
    Kind("access-withdrawn", "reader", "/toegang/onzin", 404),
    Kind("not-found", "reader", "/c/nergens", 404),
    Kind("privacy", "reader", "/privacy?conf={slug}"),
    Kind("accessibility", "reader", "/toegankelijkheid?conf={slug}"),
    Kind("archive", "organiser", "/c/{slug}/regie/archief"),
    Kind("rehearsal", "organiser", "/c/{slug}/regie/oefenen"),
    Kind("conference", "participant", CONF),
    Kind("topic-participant", "participant", ROOM),
    Kind("topic-participant-notes", "participant", ROOM, 200, notes_tab),
    Kind("topic-wrong-idea", "participant", ROOM, 200, wrong_idea),
    Kind("topic-facilitator", "facilitator", ROOM),
    Kind("topic-editor", "facilitator", ROOM, 200, editor),
    Kind("topic-organiser", "organiser", ROOM),
    Kind("desk", "organiser", "/c/{slug}/regie"),
    Kind("desk-lock", "organiser", "/c/{slug}/regie", 200, asked_first),
    Kind("links", "organiser", "/c/{slug}/regie/links"),
    Kind("link-withdraw", "organiser", "/c/{slug}/regie/links", 200, asked_first),
    Kind("link-shown", "organiser", "/c/{slug}/regie/links", 200, shown_link),
    Kind("posters", "organiser", "/c/{slug}/regie/posters"),
    Kind("sheets", "organiser", "/c/{slug}/regie/posters/alles", 200, nothing_cut),
    Kind("link-sheet", "organiser", "/c/{slug}/regie/links", 200, link_on_paper),
    Kind("edit", "organiser", "/c/{slug}/regie/bewerken", 200, parts_open),
    Kind("edit-texts", "organiser", "/c/{slug}/regie/bewerken/conferentie", 422, nothing_typed),
    Kind("edit-item", "organiser", "/c/{slug}/regie/bewerken/programma/nieuw", 422, nothing_typed),
    Kind("edit-topic", "organiser", "/c/{slug}/regie/bewerken/onderwerpen/" + TOPIC, 422, nothing_typed),
    Kind("edit-file", "organiser", "/c/{slug}/regie/bewerken/bestand", 200, other_file),
    Kind("new-conference", "organiser", "/c/{slug}/regie/nieuw", 422, made_without_a_name),
    Kind("device", "organiser", "/c/{slug}/ander-apparaat", 200, code_made),
    Kind("other-device", "reader", "/ander-apparaat"),
    Kind("screens", "organiser", "/c/{slug}/schermen"),
    Kind("screens-facilitator", "facilitator", "/c/{slug}/schermen"),
    Kind("screen-ideas", "facilitator", "/c/{slug}/schermen/ideeen"),
    Kind("report", "organiser", "/c/{slug}/verslag"),
    Kind("report-open", "organiser", "/c/{slug}/verslag", 200, everything_open),
    Kind("publish", "organiser", "/c/{slug}/verslag/publiceren"),
    Kind("not-published", "reader", "/v/{slug}"),
    Kind("sign-up", "reader", CONF + "/aanmelden"),
    Kind("sign-up-settings", "organiser", CONF + "/regie/aanmelden"),
    Kind("sign-up-list", "organiser", CONF + "/aanmeldingen"),
    Kind("door", "organiser", CONF + "/deur"),
    Kind("no-internet", "reader", "/geen-internet/{language}"),
    Kind("signed-off", "signing-off", ROOM, 200, signed_off),
)


@pytest.fixture(scope="module")
def filled(server: RunningServer) -> RunningServer:
    """A room with ideas and outcomes in it, long words included."""
    facilitator = server.session("facilitator", "Fatima van den Oudenburg-Achterhuizen", TOPIC)
    anna = server.session("participant", "Anna")
    address = f"{server.address}/c/{server.slug}/{TOPIC}"
    ideas = [(LONG, "Anna"), ("Een deelkelder in elke straat", ""), ("Samen soep 🍲 eten", "Bob " + "B" * 40)]
    for text, name in ideas:
        posted(anna, address, "/ideeen", text=text, name=name)
    first, second, _ = sorted(int(number) for number in re.findall(r'id="idee-(\d+)"', facilitator.get(address).text))
    for number in (first, second):
        posted(facilitator, address, f"/ideeen/{number}/steun", on="1")
    posted(facilitator, address, f"/ideeen/{second}/overnemen")
    for kind, text in [
        ("decision", LONG),
        ("action", "Sleutelkastje kopen"),
        ("note", f"https://example.org/{'x' * 90}"),
    ]:
        posted(facilitator, address, "/regel", kind=kind, text=text, owner="Fatima", due="15-01-2022")
    return server


def posted(browser: requests.Session, address: str, path: str, **fields: str) -> None:
    page = browser.get(address).text
    fields["csrf_token"] = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = browser.post(address + path, data=fields, headers={"Referer": address})
    assert answer.ok, answer.text[:2000]


@pytest.fixture(scope="module")
def visitors(browser: Browser, filled: RunningServer) -> Iterator[Callable[[str], Person]]:
    """Somebody of each role, each in a window that the module's tests share."""
    with hall(browser) as people:
        known: dict[str, Person] = {}

        def of_role(role: str) -> Person:
            if role not in known:
                known[role] = came_in(people, filled, role)
            return known[role]

        yield of_role


def came_in(people: Hall, server: RunningServer, role: str) -> Person:
    person = people.person(server, WIDE)
    if role in {"participant", "signing-off"}:
        person.scans(TOPIC)
    elif role == "facilitator":
        person.facilitates(TOPIC, "Ahmed")
    elif role == "organiser":
        person.organises()
    return person


def goes_to(person: Person, kind: Kind, language: str) -> Page:
    page, server = person.page, person.server
    person.watch.expect_status(kind.status)
    page.set_viewport_size(SMALL)
    address = kind.address.format(
        slug=server.slug, access=server.access_address("facilitator", TOPIC), language=language
    )
    if kind.who == "signing-off":
        person.scans(TOPIC)
    page.goto(address if address.startswith("http") else server.address + address)
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f".choice-form button[lang={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
    kind.then(page)
    return page


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("OOGST_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


# Every page in both languages; in Dutch with every size in both colours, in English with each once.
LOOKS: dict[str, tuple[tuple[ViewportSize, str], ...]] = {
    "nl": ((SMALL, "light"), (SMALL, "dark"), (WIDE, "dark"), (WIDE, "light")),
    "en": ((SMALL, "dark"), (WIDE, "light")),
}


if engine() == "firefox":  # which cannot be told to like the dark
    LOOKS = dict.fromkeys(LOOKS, ((SMALL, "light"),))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_page(visitors: Callable[[str], Person], kind: Kind, language: str) -> None:
    page = goes_to(visitors(kind.who), kind, language)
    page.evaluate(AXE)
    faults = [fault for size, scheme in LOOKS[language] for fault in faults_of(page, kind, size, scheme, language)]
    assert not faults, "\n".join(faults)


def faults_of(page: Page, kind: Kind, size: ViewportSize, scheme: str, language: str) -> list[str]:
    page.set_viewport_size(size)
    if engine() == "chromium":
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    keep_picture(page, f"{kind.name}-{size['width']}-{scheme}-{language}")
    look = f"{size['width']} px {scheme}"
    faults = [f"{look}: {fault}" for fault in page.evaluate(RULES)]
    if size is SMALL:
        faults += [f"{look}: scrolls sideways because of {fault}" for fault in page.evaluate(WIDER)]
        faults += [f"{look}: smaller than a finger: {fault}" for fault in page.evaluate(TOO_SMALL)]
    return faults
