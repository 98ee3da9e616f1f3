"""Pages that list things ask the database as often for three things as for one: a literal number."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from notes.live.commands import UseAccessLink
from notes.live.items import Join, Joined
from notes.store import notepads
from tests.web.site import Browser, Site, plan

# What each page asks of the database, whatever the number of topics, ideas, links and conferences.
QUERIES = {
    "/": 2,
    "/c/{}": 9,
    "/c/{}/aanmelden": 9,
    "/c/{}/fondsen": 14,
    "/c/{}/regie": 17,
    "/c/{}/regie/nu": 16,
    "/c/{}/regie/links": 6,
    "/c/{}/regie/sjabloon": 6,
    "/c/{}/regie/aanmelden": 7,
    "/c/{}/schermen": 6,
    "/c/{}/schermen/ideeen": 7,
    "/c/{}/verslag.md": 18,
    "/c/{}/verslag": 28,
    "/c/{}/verslag/publiceren": 21,
}


# The statements of one more person's join, alone in its tick, by role: three of them are the tick's and shared
# by all who join in it (begin, revisions, ideas). The document is loaded once.
JOINING = {"viewer": 5, "writer": 8}


@contextmanager
def counted(oogst: Site, *, writing: bool = False) -> Iterator[list[str]]:
    """Collect the statements of the pages' read-only connections, or all of the scribe's."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if writing or statement.startswith("SELECT"):
            seen.append(statement)

    database = oogst.parts.database
    reader = database._writer if writing else database._reader
    event.listen(reader, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(reader, "before_cursor_execute", note)


@pytest.mark.parametrize("size", [1, 3])
def test_pages_ask_as_often_whatever_they_list(oogst: Site, size: int) -> None:
    slug = f"maat-{size}"
    oogst.add(plan(slug, topics=size))
    organiser = oogst.browser("organiser", conf=slug)
    _fill(oogst, slug, size)
    # Once before, so that what is rendered once per change is rendered.
    found = {path: _queries(oogst, organiser, path.format(slug)) for path in QUERIES}
    assert found == QUERIES


def _queries(oogst: Site, browser: Browser, path: str) -> int:
    # The fewest of a few: the engine's own threads may read something meanwhile.
    return min(_queries_once(oogst, browser, path) for _ in range(3))


def _queries_once(oogst: Site, browser: Browser, path: str) -> int:
    browser.get(path)
    oogst.parts.database._reader.dispose()  # and with it what was kept because nothing changed
    with counted(oogst) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def _fill(oogst: Site, slug: str, size: int) -> None:
    for number in range(size):
        oogst.link("facilitator", "fondsen", slug, label=f"begeleider {number}")
        participant = oogst.browser("participant", conf=slug)
        form = {"text": f"Idee {number}", "uuid": f"{slug}-{number}", "name": f"Naam {number}"}
        assert participant.post(f"/c/{slug}/fondsen/ideeen", form).status_code == 303


@pytest.mark.parametrize("role", list(JOINING))
def test_everybody_who_joins_a_room_costs_it_as_little_as_the_one_before(oogst: Site, role: str) -> None:
    with oogst.parts.database.reading() as session:
        notepad = notepads.notepad_of_topic(session, oogst.topic_id("fondsen"))
    assert notepad is not None
    people = [_person(oogst) for _ in range(4)]
    asked = [_joining(oogst, notepad.id, person, 7_000 + number, role) for number, person in enumerate(people)]
    # The first one loads the document; whether a second of the clock passes meanwhile is not the joins' doing.
    assert min(asked[1:]) == JOINING[role], asked


def _person(oogst: Site) -> str:
    link = oogst.link("facilitator")
    return str(oogst.parts.engine.submit(UseAccessLink(link_id=link, person_id=None, name="Anna")))


def _joining(oogst: Site, notepad_id: int, person_id: str, client_id: int, role: str) -> int:
    writer = role == "writer"
    item = Join(notepad_id, person_id, writer, None, client_id if writer else None, 0, joined=True)
    with counted(oogst, writing=True) as seen:
        assert isinstance(oogst.parts.engine.join(f"{role}-{client_id}", item), Joined)
    return len(seen)
