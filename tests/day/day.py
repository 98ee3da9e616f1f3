"""The people of the scripted day and what each of them does: the steps in test_day.py are made of these."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PHONE, Hall, Person, hall
from tests.day.story import Room
from tests.day.venue import Pictures, Venue


@dataclass
class Day:
    """The venue, everybody in it, and the pictures that are taken."""

    venue: Venue
    people: Hall
    pictures: Pictures
    leads: dict[str, list[Person]] = field(default_factory=dict)  # by topic
    phones: dict[str, Person] = field(default_factory=dict)  # one of the participants in each topic
    crowd: list[requests.Session] = field(default_factory=list)  # participants without a window of their own

    @property
    def conference(self) -> str:
        """The address of the conference's page."""
        return f"{self.venue.address}/c/{self.venue.slug}"

    def organiser(self, name: str, *, phone: bool = False) -> Person:
        """An organiser with the desk open."""
        return self.people.person(self.venue, PHONE if phone else None).organises(name)

    def leads_come(self, room: Room) -> None:
        """The facilitators of a room open their links."""
        self.leads[room.slug] = [self.people.person(self.venue).facilitates(room.slug, name) for name in room.leads]

    def somebody_scans(self, room: Room) -> Person:
        """A participant scans a room's QR code with a phone."""
        self.phones[room.slug] = self.people.person(self.venue, PHONE).scans(room.slug)
        return self.phones[room.slug]

    def many_come(self, count: int) -> None:
        """Participants whose phones are played by requests: each has a person and a cookie of its own."""
        for cookie in self.venue.participants(count):
            phone = requests.Session()
            name, value = cookie.split("=", 1)
            phone.cookies.set(name, value, domain=self.venue.host)
            self.crowd.append(phone)

    def write(self, room: Room, sections: dict[str, tuple[str, ...]]) -> None:
        """Let the room's first facilitator fill in sections of the newest template, and wait until they are stored."""
        lead = self.leads[room.slug][0]
        keyboard = lead.page.keyboard
        for heading, lines in sections.items():
            lead.page.locator("#editor .cm-line").get_by_text(heading, exact=True).last.click()
            keyboard.press("End")
            keyboard.press("ArrowDown")
            keyboard.press("ArrowDown")
            for number, line in enumerate(lines):
                if number:
                    keyboard.press("Enter")  # the list goes on by itself
                else:
                    keyboard.press("End")
                keyboard.insert_text(line)
        lead.all_saved()

    def send_ideas(self, room: Room, ideas: tuple[tuple[str, str], ...]) -> None:
        """Let people of the crowd send ideas, each from a phone of its own."""
        self.leads[room.slug][0].page.mouse.move(5, 5)  # who points at the list holds new ideas back
        for number, (words, name) in enumerate(ideas):
            self._post(self.crowd[number], room, "ideeen", text=words, name=name, uuid=str(uuid5(NAMESPACE_URL, words)))
        for words, _name in ideas:
            expect(self.leads[room.slug][0].idea(words)).to_be_visible()

    def support(self, room: Room, words: str, count: int) -> None:
        """Let this many of the crowd tap "Ik ook" with an idea."""
        lead = self.leads[room.slug][0]
        number = lead.idea(words).get_attribute("data-number")
        for phone in self.crowd[-count:]:
            self._post(phone, room, f"ideeen/{number}/steun", on="1")
        expect(lead.idea(words).locator(".support-count")).to_have_text(str(count))

    def take_over(self, room: Room, words: str) -> None:
        """Let a room's facilitator take an idea over into the notes."""
        lead = self.leads[room.slug][0]
        lead.idea(words).get_by_role("button", name="Overnemen in de notities").click()
        expect(lead.idea(words)).to_contain_text("Overgenomen")
        lead.all_saved()

    def type_cards(self, room: Room) -> None:
        """Let a facilitator type in what people wrote on paper."""
        lead = self.leads[room.slug][0]
        page = lead.page
        lead.opens_tools()
        page.get_by_text("Kaartjes invoeren").click()
        for card in room.cards:
            page.get_by_label("Wat staat er op het kaartje?").fill(card)
            page.keyboard.press("Enter")
        for card in room.cards:
            expect(lead.idea(card)).to_contain_text("Op papier")
        lead.closes_tools()

    def picture(self, name: str, page: Page, *, whole: bool = False) -> None:
        """Take a picture of a window."""
        self.pictures.take(name, page, whole=whole)

    def _post(self, phone: requests.Session, room: Room, path: str, **fields: str) -> None:
        address = f"{self.conference}/{room.slug}"
        if "X-CSRFToken" not in phone.headers:
            page = phone.get(address)
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
            assert token is not None, page.text[:500]
            phone.headers.update({"X-CSRFToken": token[1], "Referer": address, "Accept": "application/json"})
        answer = phone.post(f"{address}/{path}", data=fields)
        assert answer.ok, answer.text


@contextmanager
def conference_day(venue: Venue, browser: Browser, pictures: Pictures) -> Iterator[Day]:
    """Open the doors; at the end every window is closed, and any fault of any page is an error."""
    with hall(browser) as people:
        day = Day(venue, people, pictures)
        try:
            yield day
        finally:
            for phone in day.crowd:
                phone.close()
