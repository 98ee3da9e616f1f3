"""A projector of the browser tests: a window that nobody touches, and what is measured of its picture."""

import re
from typing import Any

import requests
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.people import Person
from tests.integration.server import RunningServer

WIDE = ViewportSize(width=1920, height=1080)
OLD = ViewportSize(width=1024, height=768)
UPRIGHT = ViewportSize(width=1080, height=1920)
FORMATS = (WIDE, OLD, UPRIGHT)
CODE = re.compile(r"^[CDFHJKMNPQRTVWXY]{4}$")

# Every letter that can be seen: its size as a part of the screen's height, and whether it stays within the edges.
LETTERS = """() => {
    const high = innerHeight, wide = innerWidth, faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let seen = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const one = node.parentElement;
        if (!node.textContent.trim() || one.closest(".visually-hidden")) continue;
        if (!one.checkVisibility({ opacityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const words = node.textContent.trim().slice(0, 40);
        for (const box of range.getClientRects()) {
            if (box.width === 0 || box.bottom <= 0 || box.top >= high) continue;
            seen += 1;
            const size = parseFloat(getComputedStyle(one).fontSize);
            if (size < high / 30) faults.push(`small: ${(high / size).toFixed(1)}: ${words}`);
            if (box.left < wide * 0.039 || box.right > wide * 0.961) faults.push(`at the edge: ${words}`);
        }
    }
    return { seen, faults: [...new Set(faults)] };
}"""

# The most lines of text that stand below each other in one column, list by list.
LINES = """() => Math.max(0, ...[...document.querySelectorAll(".screen-cards, .screen-lines, .screen-notes")].map((list) => {
    const frame = list.getBoundingClientRect(), columns = new Map();
    const walker = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.textContent.trim() || !node.parentElement.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.bottom < frame.top + 2 || box.top > frame.bottom - 2) continue;
            const column = box.left < frame.left + frame.width / 2 || !list.matches(".screen-cards") ? 0 : 1;
            const lines = columns.get(column) ?? [];
            const middle = (box.top + box.bottom) / 2;
            if (!lines.some((line) => Math.abs(line - middle) < box.height * 0.55)) lines.push(middle);
            columns.set(column, lines);
        }
    }
    return Math.max(0, ...[...columns.values()].map((lines) => lines.length));
}))"""

# What is cut off inside a picture, but for what is meant to run on (notes) or to end with an ellipsis.
CUT = """() => [...document.querySelectorAll(".screen-view *")]
    .filter((one) => one.checkVisibility() && !one.closest(".screen-notes, .visually-hidden, svg"))
    .filter((one) => !["screen-words", "screen-title", "screen-tile-title"].some((name) => one.classList.contains(name)))
    .filter((one) => !["SPAN", "B"].includes(one.tagName))
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
        || one.matches(".screen-cards, .screen-lines, .screen-tile") && one.scrollHeight > one.clientHeight + 1)
    .map((one) => `${one.className} ${one.scrollWidth}>${one.clientWidth} ${one.scrollHeight}>${one.clientHeight}`)"""


class Projector:
    """A screen's window."""

    def __init__(self, person: Person) -> None:
        """Take a window that nobody is behind."""
        self.person = person
        self.page: Page = person.page
        self.number = 0

    def opens(self) -> str:
        """Open the page and return the code that it shows."""
        self.page.goto(f"{self.person.server.address}/scherm")
        return self.code()

    def code(self) -> str:
        """Return the code that it shows."""
        code = self.page.locator(".screen-pairing-code")
        expect(code).to_have_text(CODE)
        return str(code.inner_text())

    def shows(self, kind: str) -> None:
        """Wait until it shows a kind of picture."""
        expect(self.page.locator(f".screen-view.is-{kind}")).to_be_visible()

    def measured(self) -> list[str]:
        """Return what is too small, too near the edge, cut off or too much in its picture."""
        found: dict[str, Any] = self.page.evaluate(LETTERS)
        lines = self.page.evaluate(LINES)
        faults = [*found["faults"], *(f"cut: {each}" for each in self.page.evaluate(CUT))]
        return [*faults, f"{lines} lines"] if lines > 12 else faults


class Leader:
    """Somebody who steers by plain forms, from another device."""

    def __init__(self, server: RunningServer, role: str = "organiser", topic: str | None = None) -> None:
        """Come in by a link."""
        self.server = server
        self.session: requests.Session = server.session(role, "Olga", topic)
        self.base = f"{server.address}/c/{server.slug}"

    def post(self, path: str, page: str = "/schermen", **fields: str) -> requests.Response:
        """Send a form of a page."""
        token = self.session.get(self.base + page).text.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.session.post(
            self.base + path, data={"csrf_token": token, **fields}, headers={"Referer": self.base + page}
        )
        assert answer.ok, answer.text[:2000]
        return answer

    def pairs(self, projector: Projector, topic: str = "", label: str = "Grote zaal") -> None:
        """Type the code that a projector shows."""
        answer = self.post("/schermen", code=projector.code(), topic=topic, label=label)
        projector.number = int(answer.url.rpartition("-")[2])

    def lets(self, projector: Projector, view: str, topic: str = "") -> None:
        """Choose what it shows, and wait until it does."""
        self.post(f"/schermen/{projector.number}", view=view, topic=topic)
        projector.shows(view)

    def line(self, topic: str, kind: str, text: str, **more: str) -> None:
        """Put a line into a topic's notes."""
        self.post(f"/{topic}/regel", f"/{topic}", kind=kind, text=text, **more)
