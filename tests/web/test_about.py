"""Tries to find something on the pages about privacy and accessibility that is not so, or not for this visitor."""

from collections.abc import Iterator

import pytest

from notes.domain.conference import NamesPolicy
from notes.domain.plan import conference_from_toml
from notes.domain.plan_writing import plan_data
from notes.ground.limits import COOKIE_DAYS, QUARANTINE_RETENTION_DAYS
from notes.store.planning import plan_of
from tests.web.site import Site, plan, site


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose conference has words of its own, beside one that is not public."""
    own = plan(
        organisers="Stichting de Stad",
        contact="privacy@stad.example",
        privacy_text="We maken **foto’s**.\n\n<script>alert(1)</script>",
        accessibility_text="## De zaal\n\nEr is een ringleiding.",
        names_policy=NamesPolicy.FIRST,
    )
    with site(tmp_path_factory.mktemp("web"), own, contact="beheer@server.example") as made:
        made.add(plan("besloten", public=False, organisers="De Stille Club", privacy_text="GEHEIM"))
        yield made


def test_a_conferences_own_words_and_address_stand_on_its_pages_only(told: Site) -> None:
    page = told.browser().get("/privacy?conf=stad").text
    for words in ("<strong>foto’s</strong>", "Stichting de Stad", "privacy@stad.example"):
        assert words in page
    assert "<script>alert" not in page
    other = told.browser().get("/privacy").text
    assert "foto’s" not in other
    assert "beheer@server.example" in other
    rooms = told.browser().get("/toegankelijkheid?conf=stad").text
    assert "Er is een ringleiding." in rooms
    assert "privacy@stad.example" in rooms


def test_a_conference_that_is_not_public_is_told_to_who_gave_its_code_only(told: Site) -> None:
    for path in ("/privacy?conf=besloten", "/toegankelijkheid?conf=besloten"):
        assert "De Stille Club" not in told.browser().get(path).text
        assert "De Stille Club" in told.browser("joined", conf="besloten").get(path).text
    assert (
        "Alleen wie de code of een link heeft"
        in told.browser("joined", conf="besloten").get("/privacy?conf=besloten").text
    )


def test_what_it_says_is_what_the_settings_are(told: Site) -> None:
    organiser = told.browser("organiser")
    organiser.get("/c/stad/verslag")
    organiser.post("/c/stad/verslag/keuzes", {"names_policy": "first", "owners_policy": "typed"})
    assert "alleen voornamen" in organiser.get("/privacy?conf=stad").text
    organiser.post("/c/stad/verslag/keuzes", {"names_policy": "none", "owners_policy": "none"})
    page = organiser.get("/privacy?conf=stad").text
    assert "geen namen van deelnemers" in page
    assert "Wie een actie doet, staat er niet in." in page
    assert f"na {COOKIE_DAYS} dagen" in page
    assert f"hoogstens {QUARANTINE_RETENTION_DAYS} dagen" in page


def test_how_long_sign_ups_stay_is_what_the_organisers_chose(told: Site) -> None:
    told.add(plan("kort", retention_days=3))
    assert "Aanmeldingen gaan vanzelf weg, 3 dagen na" in told.browser().get("/privacy?conf=kort").text
    assert "Aanmeldingen gaan vanzelf weg, 30 dagen na" in told.browser().get("/privacy?conf=stad").text
    assert "tenzij de organisatoren een ander aantal kozen" in told.browser().get("/privacy").text


def test_every_page_of_a_conference_leads_to_its_own(told: Site) -> None:
    for path in ("/c/stad", "/c/stad/fondsen"):
        page = told.browser().get(path).text
        assert 'href="/privacy?conf=stad"' in page
        assert 'href="/toegankelijkheid?conf=stad"' in page
    assert 'href="/privacy"' in told.browser().get("/").text


def test_its_words_are_in_the_file_of_the_programme(told: Site) -> None:
    with told.parts.database.reading() as db:
        made = plan_of(db, 1)
    assert made is not None
    assert conference_from_toml(plan_data(made)).accessibility_text == "## De zaal\n\nEr is een ringleiding."
