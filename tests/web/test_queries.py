"""Pages that list things ask the database as often for three things as for one: a literal number."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.web.site import Browser, Site, plan

# What each page asks of the database, whatever the number of topics, ideas, links and conferences.
QUERIES = {
    "/": 1,
    "/c/{}": 7,
    "/c/{}/fondsen": 12,
    "/c/{}/regie": 6,
    "/c/{}/regie/links": 6,
    "/c/{}/verslag.md": 13,
}


@contextmanager
def counted(oogst: Site) -> Iterator[list[str]]:
    """Collect the statements of the pages' read-only connections."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    reader = oogst.parts.database._reader
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
