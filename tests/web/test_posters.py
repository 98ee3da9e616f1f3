"""Posters: for organisers, in the conference's language, with codes that lead where they say."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from notes.store import access_links
from tests.web.site import Site, plan, site

ROOT = "/c/stad/regie/posters"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that is told its public address."""
    with site(tmp_path_factory.mktemp("public"), public_address="https://oogst.example.org") as made:
        yield made


def shown_addresses(page: str) -> list[str]:
    return re.findall(r'<p class="sheet-address" data-size="\d">([^<]*)</p>', page)


@pytest.mark.parametrize("role", ["reader", "participant", "facilitator"])
def test_nobody_but_an_organiser_gets_them(oogst: Site, role: str) -> None:
    browser = oogst.browser(role)
    paths = (ROOT, f"{ROOT}/alles", f"{ROOT}/alles.pdf")
    assert [browser.get(path).status_code for path in paths] == [403, 403, 403]


def test_every_room_the_conference_the_cards_and_the_report_have_a_sheet(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    page = organiser.get(f"{ROOT}/alles").text
    assert re.findall(r'class="sheet sheet-(\w+)"', page) == ["room", "room", "conference", "cards", "cards", "report"]
    code = oogst.codes["stad"]
    assert shown_addresses(page) == [*[f"localhost/{code}"] * 3, "localhost/v/1"]
    assert page.count("Mijn idee") == page.count("Naam (mag leeg)") == 8
    assert re.search(r'<p>Ronde I, [^<]*<span class="unbroken">\d\d\.\d\d–\d\d\.\d\d</span>', page)
    assert ": Grote zaal</p>" in page
    assert "/toegang/" not in page
    one = organiser.get(f"{ROOT}/zaal-fondsen").text
    assert re.findall(r'<h2 class="sheet-title" data-size="1">(.*?)</h2>', one) == ["Fondsen"]
    assert [organiser.get(f"{ROOT}/{which}").status_code for which in ("zaal-nergens", "x", "fondsen")] == [404] * 3


def test_the_code_of_a_room_opens_its_topic_and_joins(oogst: Site) -> None:
    browser = oogst.browser()
    page = browser.get(f"/c/stad/fondsen?code={oogst.codes['stad']}").text
    assert 'id="idea-form"' in page
    assert 'id="join"' not in page
    assert browser.get(f"/{oogst.codes['stad']}").status_code == 303


def test_sheets_come_as_pdf_too_and_a_failure_is_said_in_a_page(oogst: Site, caplog: pytest.LogCaptureFixture) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.get(f"{ROOT}/verslag.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert 'filename="stad-verslag.pdf"' in answer.headers["Content-Disposition"]
    oogst.add(plan("uit"))
    other = oogst.browser("organiser", conf="uit")
    oogst.parts.exports.__exit__(None, None, None)
    assert other.get("/c/uit/regie/posters/alles").status_code == 503  # their codes were not made before
    answer = organiser.get(f"{ROOT}/verslag.pdf")
    assert (answer.status_code, "Dit bestand kon niet worden gemaakt" in answer.text) == (503, True)
    assert "event=export_failed format=sheets reason=stopped" in caplog.text
    oogst.parts.exports.__enter__()


def test_a_sheet_speaks_the_conferences_language_whatever_the_organisers(oogst: Site) -> None:
    oogst.add(plan("city", language="en"))
    organiser = oogst.browser("organiser", conf="city")
    organiser.post("/taal", {"language": "nl"})
    page = organiser.get("/c/city/regie/posters/alles").text
    assert "Scan and join" in page
    assert "Scan en doe mee" not in page
    assert ">Afdrukken</button>" in page


@pytest.mark.parametrize(
    ("path", "warning"),
    [
        (ROOT, "Deze adressen werken alleen op deze computer."),
        ("/c/stad/regie/links", "Deze links werken alleen op deze computer."),
        ("/c/stad/regie/aanmelden", "Het adres van de aanmeldpagina werkt alleen op deze computer."),
        ("/c/stad/aanmeldingen/mail", "De links in deze mails werken alleen op deze computer."),
    ],
)
def test_pages_warn_when_their_addresses_work_on_this_computer_only(
    oogst: Site, public: Site, path: str, warning: str
) -> None:
    assert warning in oogst.browser("organiser").get(path).text
    assert warning not in public.browser("organiser").get(path).text


def test_a_sheet_holds_the_public_address(public: Site) -> None:
    assert shown_addresses(public.browser("organiser").get(f"{ROOT}/verslag").text) == ["oogst.example.org/v/1"]


def test_sheet_of_a_link_is_covered_and_no_page_address_holds_the_secret(oogst: Site) -> None:
    link = oogst.link("facilitator", "fondsen", label="Fatima, zaal 2")
    organiser = oogst.browser("organiser")
    shown = organiser.post(f"/c/stad/regie/links/{link}/toon", {}).text
    assert f'action="/c/stad/regie/links/{link}/blad"' in shown
    answer = organiser.post(f"/c/stad/regie/links/{link}/blad", {})
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'class="sheets is-secret"' in answer.text
    assert "Begeleider van Fondsen" in answer.text
    assert "Fatima, zaal 2" in answer.text
    assert shown_addresses(answer.text) == [f"localhost{oogst.address(link)}"]
    file = organiser.post(f"/c/stad/regie/links/{link}/blad.pdf", {})
    assert file.data.startswith(b"%PDF-")
    assert organiser.get(f"/c/stad/regie/links/{link}/blad").status_code in (404, 405)
    assert oogst.browser("facilitator").post(f"/c/stad/regie/links/{link}/blad", {}).status_code == 403
    with oogst.parts.database.writing() as db:
        access_links.withdraw(db, link, datetime.now(UTC))
    assert organiser.post(f"/c/stad/regie/links/{link}/blad", {}).status_code == 404
