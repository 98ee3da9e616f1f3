"""Tries to take a rehearsal for the real thing, to empty a conference by accident, or without the right."""

import io
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from notes.domain.plan import conference_from_toml
from notes.store import conferences, sign_ups
from notes.store.sign_ups import SignUpSettings
from tests.web.signing_up import sign_up
from tests.web.site import Site, plan, site
from tests.web.test_screen import paired, shows

MARK = "OEFENING"


@pytest.fixture
def oogst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with a rehearsal in Dutch and one in English."""
    with site(tmp_path_factory.mktemp("web"), plan(rehearsal=True)) as made:
        made.add(plan("town", rehearsal=True, language="en"))
        yield made


def test_a_new_conference_is_a_rehearsal_unless_its_file_says_otherwise() -> None:
    made = {"title": "Dag", "topics": [{"title": "Een"}]}
    assert conference_from_toml(made).rehearsal
    assert not conference_from_toml({**made, "rehearsal": False}).rehearsal


def test_every_page_and_every_file_of_a_rehearsal_says_so(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    organiser.post("/c/stad/regie/oefenen/vullen", {})
    pages = ("", "/fondsen", "/regie", "/regie/links", "/regie/archief", "/verslag", "/verslag/publiceren")
    for path in pages:
        assert MARK in organiser.get(f"/c/stad{path}").text, path
    assert MARK in oogst.browser().get("/c/stad").text
    for ending in ("md", "html", "json", "ics"):
        assert MARK in organiser.get(f"/c/stad/verslag.{ending}").text, ending
    for ending in ("csv", "pdf", "zip"):
        assert MARK in organiser.get(f"/c/stad/verslag.{ending}").headers["Content-Disposition"], ending
    organiser.post("/c/stad/verslag/publiceren", {"status": "final"})
    assert MARK in oogst.browser().get("/v/stad").text


def test_screens_mails_the_start_page_and_the_list_of_sign_ups_say_so_too(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    with oogst.parts.database.writing() as session:
        conference = conferences.conference_by_slug(session, "stad")
        assert conference is not None
        sign_ups.set_settings(session, conference.id, SignUpSettings(open=True))
    screen, number = paired(oogst, organiser)
    for view in ("join", "ideas", "notes", "outcomes", "all", "report"):
        shows(organiser, number, view)
        assert MARK in screen.looks(), view
    sign_up(oogst.browser(), "stad", name="Ada", email="ada@example.org")
    packed = zipfile.ZipFile(io.BytesIO(organiser.get("/c/stad/aanmeldingen/mail/mails.zip").data))
    mail = message_from_bytes(packed.read(packed.namelist()[0]), policy=policy.default)
    body = mail.get_body()
    assert body is not None
    assert str(mail["Subject"]).startswith(f"{MARK} – ")
    assert body.get_content().startswith(f"{MARK} – Dit is een oefening.")
    [calendar] = mail.iter_attachments()
    assert f"({MARK})" in calendar.get_content()
    assert MARK in organiser.get("/c/stad/aanmeldingen/aanmeldingen.csv").headers["Content-Disposition"]
    cards = oogst.browser().get("/").text.split('class="conference-card')[1:]
    assert [MARK in card for card in cards] == [True, True]
    oogst.add(plan("echt"))
    assert MARK not in oogst.browser().get("/").text.split('href="/c/echt"')[1].split("</li>")[0]


def test_samples_are_in_the_conferences_language(oogst: Site) -> None:
    for conf, words in (("stad", "Begin met één straat"), ("town", "Begin with one street")):
        organiser = oogst.browser("organiser", conf=conf)
        answer = organiser.post(f"/c/{conf}/regie/oefenen/vullen", {}, follow_redirects=True)
        assert answer.status_code == 200
        for topic in ("fondsen", "energienet"):
            assert words in organiser.get(f"/c/{conf}/{topic}").text
        assert organiser.get(f"/c/{conf}/verslag.md").text.count("-A1") == 4  # twice for each topic


def test_it_is_emptied_by_who_types_its_name_and_then_it_is_real(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser"), oogst.browser("participant")
    organiser.post("/c/stad/regie/oefenen/vullen", {})
    participant.post("/c/stad/fondsen/ideeen", {"text": "Oefenidee", "uuid": "u-1"})
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    refused = organiser.post("/c/stad/regie/oefenen/leegmaken", {"name": "Conferentie"})
    assert (refused.status_code, "Er is niets gewist" in refused.text) == (422, True)
    assert "Oefenidee" in organiser.get("/c/stad/fondsen").text
    assert 'href="/c/stad/regie/archief/alles.zip"' in organiser.get("/c/stad/regie/oefenen").text
    answer = organiser.post("/c/stad/regie/oefenen/leegmaken", {"name": "conferentie STAD "})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad/regie")
    page = oogst.browser().get("/c/stad/fondsen").text
    for gone in ("Oefenidee", "Begin met één straat", MARK):
        assert gone not in page
    assert "Inzichten" in page
    assert oogst.browser().get("/v/stad/1").status_code == 404
    assert "Oefenidee" not in organiser.get("/c/stad/verslag.md").text
    assert MARK not in organiser.get("/c/stad/verslag.md").text
    assert participant.post("/c/stad/fondsen/ideeen", {"text": "Echt", "uuid": "u-2"}).status_code in (200, 303)
    assert "Vul met voorbeelden" not in organiser.get("/c/stad/regie/oefenen").text
    assert organiser.post("/c/stad/regie/oefenen/leegmaken", {"name": "Conferentie stad"}).status_code == 409


def test_only_organisers_fill_or_empty(oogst: Site) -> None:
    for role in ("reader", "participant", "facilitator"):
        browser = oogst.browser(role)
        for act in ("vullen", "leegmaken"):
            answer = browser.post(f"/c/stad/regie/oefenen/{act}", {"name": "Conferentie stad"})
            assert answer.status_code == 403
