"""Tries to get everything of a conference without being its organiser, and to put back what is none of it."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

import pytest
from werkzeug.test import TestResponse

from notes.ground import limits
from notes.store import conferences
from tests.web.site import Browser, Site, site


@pytest.fixture
def oogst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site of its own: what comes back stays."""
    with site(tmp_path_factory.mktemp("web")) as made:
        yield made


def upload(browser: Browser, content: bytes, **more: object) -> TestResponse:
    """Send a file to put back."""
    browser.get("/c/stad/regie/archief")
    return browser.post("/c/stad/regie/archief", {"archive": (io.BytesIO(content), "archief.zip")}, **more)


def write(browser: Browser, kind: str, text: str) -> None:
    """Put a line into the notes of "fondsen"."""
    answer = browser.post("/c/stad/fondsen/regel", {"kind": kind, "text": text, "request": text.replace(" ", "-")})
    assert answer.status_code == 303


def body(markdown: str) -> str:
    """Return a report without the moment at which it was made."""
    return re.sub(r"\n- (Gemaakt|Dit verslag is gemaakt)[^\n]*", "", markdown)


def test_only_organisers_take_it_along_or_put_it_back(oogst: Site) -> None:
    for role in ("reader", "participant", "facilitator"):
        browser = oogst.browser(role)
        assert browser.get("/c/stad/regie/archief").status_code == 403
        assert browser.get("/c/stad/regie/archief/alles.zip").status_code == 403
        assert browser.post("/c/stad/regie/archief", {"archive": (io.BytesIO(b"x"), "x.zip")}).status_code == 403
        big = {"archive": (io.BytesIO(bytes(limits.FORM_MAX_BYTES * 2)), "x.zip")}
        assert browser.post("/c/stad/regie/archief", big).status_code == 413


def test_what_was_taken_along_comes_back_as_a_conference_with_the_same_report(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser", name="Fatima"), oogst.browser("participant")
    for text in ("Een fonds", "Nog een fonds", "Weg ermee"):
        participant.post("/c/stad/fondsen/ideeen", {"text": text, "uuid": text.replace(" ", "-")})
    organiser.post("/c/stad/fondsen/ideeen/3/verbergen", {"hidden": "1", "reason": "grof"})
    write(organiser, "decision", "Er komt een fonds")
    write(organiser, "note", "Intern: dit blijft hier")
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    write(organiser, "action", "Statuten schrijven")
    answer = organiser.get("/c/stad/regie/archief/alles.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "VERTROUWELIJK" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "aanmeldingen staan er niet in" in archive.read("VERTROUWELIJK.txt").decode()
        assert b"Weg ermee" in archive.read("data/idea.jsonl")
        assert "Intern: dit blijft hier" in archive.read("leesbaar/fondsen.md").decode()
    before = organiser.get("/c/stad/verslag.md").text
    back = upload(organiser, answer.data)
    assert back.status_code == 200, back.text
    assert "Aanmeldingen zaten niet in het archief." in back.text
    assert 'href="/c/stad/aanmeldingen"' in organiser.get("/c/stad/regie/archief").text
    link = re.search(r'href="([^"]*/toegang/[^"]+)"', back.text)
    assert link is not None
    path = "/toegang/" + unescape(link[1]).rpartition("/toegang/")[2]
    organiser.get(path)
    assert organiser.post(path, {"name": "Fatima"}).headers["Location"] == "/c/stad-2/regie"
    after = organiser.get("/c/stad-2/verslag.md").text
    assert body(after) == body(before)
    assert "Er komt een fonds" in after
    assert "Statuten schrijven" in after
    assert "dit blijft hier" not in after
    assert oogst.browser().get("/v/stad-2/1.md").text == oogst.browser().get("/v/stad/1.md").text


def test_the_rooms_of_what_came_back_take_words(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "insight", "Samen gaat beter")
    back = upload(organiser, organiser.get("/c/stad/regie/archief/alles.zip").data)
    assert back.status_code == 200
    link = re.search(r'href="([^"]*/toegang/[^"]+)"', back.text)
    assert link is not None
    path = "/toegang/" + unescape(link[1]).rpartition("/toegang/")[2]
    organiser.get(path)
    organiser.post(path, {"name": "Fatima"})
    sent = {"kind": "insight", "text": "En later", "request": "later"}
    assert organiser.post("/c/stad-2/fondsen/regel", sent).status_code == 303
    assert [each in organiser.get("/c/stad-2/verslag.md").text for each in ("Samen gaat", "En later")] == [True, True]
    assert "En later" not in organiser.get("/c/stad/verslag.md").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Kies eerst een bestand"),
        (b"hallo", "geen archief van Oogst"),
        (b"PK\x05\x06" + bytes(18), "geen archief"),
    ],
)
def test_a_file_that_is_none_is_told_why_and_changes_nothing(oogst: Site, content: bytes, said: str) -> None:
    organiser = oogst.browser("organiser")
    name = "archief.zip" if content else ""
    organiser.get("/c/stad/regie/archief")
    answer = organiser.post("/c/stad/regie/archief", {"archive": (io.BytesIO(content), name)})
    assert (answer.status_code, said in answer.text) == (422, True)
    with oogst.parts.database.reading() as db:
        assert len(conferences.all_conferences(db)) == 1
