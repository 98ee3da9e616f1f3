"""Tries to publish without the right, twice at once, or nothing at all; to change what was published; to lose a number."""

import json
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from notes.domain.harvest import ReportStatus
from notes.live.commands import CommandRefused
from notes.store import conferences, versions
from notes.store.models import AccessLinkRow, GrantRow
from notes.web.report_making import publish, stored
from tests.web.site import Browser, Site, plan, site


@pytest.fixture
def oogst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site of its own: what is published stays."""
    with site(tmp_path_factory.mktemp("web")) as made:
        yield made


def write(organiser: Browser, kind: str, text: str, **more: str) -> str:
    """Put a line into the notes of "fondsen" with the form below them; return its request."""
    request = text.replace(" ", "-")
    fields = {"kind": kind, "text": text, "request": request, **more}
    assert organiser.post("/c/stad/fondsen/regel", fields).status_code == 303
    return request


def stad(oogst: Site) -> int:
    """Return the number of the conference."""
    with oogst.parts.database.reading() as db:
        found = conferences.conference_by_slug(db, "stad")
    assert found is not None
    return found.id


def person_of(oogst: Site, role: str) -> str:
    """Return the id of somebody with a link for a role."""
    query = select(GrantRow.person_id).join(AccessLinkRow, AccessLinkRow.id == GrantRow.link_id)
    with oogst.parts.database.reading() as db:
        found = db.scalar(query.where(AccessLinkRow.role == role))
    assert found is not None
    return found


def numbers(markdown: str) -> list[tuple[str, str]]:
    """Return the numbered lines of a report, outcomes of tables too."""
    return re.findall(r"^(?:- \*\*|\| )(fondsen-\S+?)(?:\*\*| \|) (.*?)(?: \|.*)?$", markdown, re.MULTILINE)


def published(oogst: Site, number: int) -> str:
    """Return the Markdown of a version as anybody gets it."""
    answer = oogst.browser().get(f"/v/stad/{number}.md")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_only_organisers_publish_and_withdraw(oogst: Site) -> None:
    acts = ("/c/stad/verslag/publiceren", "/c/stad/verslag/intrekken/1", "/c/stad/verslag/keuzes")
    for role in ("reader", "participant", "facilitator"):
        browser = oogst.browser(role)
        assert [browser.post(path, {"reason": "zomaar"}).status_code for path in acts] == [403] * len(acts)
        assert browser.get(acts[0]).status_code == 403
    assert oogst.browser().get("/v/stad/1").status_code == 404


def test_the_public_address_says_when_the_report_is_expected_and_then_shows_it(oogst: Site) -> None:
    organiser, anybody = oogst.browser("organiser"), oogst.browser()
    assert 'href="/v/stad"' in anybody.get("/c/stad").text
    before = anybody.get("/v/stad")
    assert (before.status_code, "Nog niet verschenen. Het komt na afloop van het programma:" in before.text) == (
        200,
        True,
    )
    write(organiser, "decision", "Er komt een fonds")
    answer = organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad/verslag")
    page = anybody.get("/v/stad")
    assert "Er komt een fonds" in page.text
    assert "CONCEPT" not in page.text
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)
    assert style is not None
    assert "'sha256-" in page.headers["Content-Security-Policy"].split("style-src")[1].split(";")[0]
    assert (page.headers["Cache-Control"], anybody.get(f"/v/{stad(oogst)}").text) == ("no-cache", page.text)
    again = anybody.get("/v/stad", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_numbers_stay_with_their_outcomes_and_are_never_given_again(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "decision", "Er komt een fonds")
    second = write(organiser, "decision", "We vergaderen maandelijks")
    write(organiser, "action", "Statuten schrijven", owner="Fatima")
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    assert organiser.post(f"/c/stad/fondsen/regel/{second}/terug", {}).status_code == 303
    write(organiser, "decision", "We delen kennis")
    organiser.post("/c/stad/verslag/publiceren", {"status": "final"})
    before, after = published(oogst, 1), published(oogst, 2)
    assert ("fondsen-B1", "Er komt een fonds") in numbers(before)
    assert ("fondsen-B2", "We vergaderen maandelijks") in numbers(before)
    assert ("fondsen-B1", "Er komt een fonds") in numbers(after)
    assert ("fondsen-B3", "We delen kennis") in numbers(after)
    assert "fondsen-B2: vervallen in versie 2" in after
    changed = after.split("## Veranderd sinds versie 1")[1].split("\n## ")[0]
    assert "Nieuw: fondsen-B3 – We delen kennis" in changed
    assert "Vervallen: fondsen-B2\n" in changed
    assert "We vergaderen maandelijks" not in after  # it may be gone for a reason
    assert 'status: "vastgesteld"' in after
    assert 'versie: "2"' in after


def test_a_version_never_changes_and_a_withdrawn_one_says_why(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "insight", "Samen gaat beter")
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    before = {ending: oogst.browser().get(f"/v/stad/1.{ending}").data for ending in ("md", "json", "html")}
    write(organiser, "insight", "Geld is er genoeg")
    after = {ending: oogst.browser().get(f"/v/stad/1.{ending}").data for ending in ("md", "json", "html")}
    assert before == after
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    refused = organiser.post("/c/stad/verslag/intrekken/1", {"reason": "  "}, follow_redirects=True)
    assert "Schrijf op waarom je deze versie intrekt" in refused.text
    organiser.post("/c/stad/verslag/intrekken/1", {"reason": "Er stond een verkeerde naam in."})
    gone = oogst.browser().get("/v/stad/1")
    assert (gone.status_code, "Er stond een verkeerde naam in." in gone.text) == (410, True)
    assert "Samen gaat beter" not in gone.text
    assert oogst.browser().get("/v/stad/1.md").status_code == 410
    assert "Geld is er genoeg" in oogst.browser().get("/v/stad").text


def test_the_report_says_that_something_changed_since_the_version_that_readers_see(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "insight", "Een nieuw inzicht")
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    changed = "Sindsdien is er iets veranderd."
    assert changed not in organiser.get("/c/stad/verslag").text
    write(organiser, "insight", "Nog een inzicht")
    assert changed in organiser.get("/c/stad/verslag").text


def test_two_who_publish_at_once_give_one_version(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "insight", "Samen gaat beter")
    with oogst.parts.database.reading() as db, oogst.app.test_request_context():
        found = stored(db, stad(oogst))
    person = person_of(oogst, "organiser")
    with oogst.app.test_request_context():
        assert publish(found, person, ReportStatus.PROVISIONAL) == 1
        with pytest.raises(CommandRefused, match="published_meanwhile"):
            publish(found, person, ReportStatus.PROVISIONAL)
    with oogst.parts.database.reading() as db:
        assert [each.number for each in versions.listed(db, stad(oogst))] == [1]


def test_what_is_internal_or_hidden_is_in_no_format_and_counted(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser"), oogst.browser("participant")
    write(organiser, "insight", "Samen gaat beter")
    write(organiser, "note", "Intern: het GEHEIM van de kas")
    participant.post("/c/stad/fondsen/ideeen", {"text": "VERBORGEN plan", "uuid": "u-1"})
    organiser.post("/c/stad/fondsen/ideeen/1/verbergen", {"hidden": "1", "reason": "grof"})
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    for ending in ("md", "json", "html"):
        text = oogst.browser().get(f"/v/stad/1.{ending}").text
        assert "Samen gaat beter" in text
        assert not re.search("GEHEIM|VERBORGEN", text)
    assert "1 interne notitie is weggelaten." in published(oogst, 1)
    assert "1 idee is weggelaten." in published(oogst, 1)


def test_where_an_outcome_came_from_stands_under_it_when_the_organisers_want_that(oogst: Site) -> None:
    organiser = oogst.browser("organiser", name="Fatima Bakker")
    choices = {"names_policy": "first", "language": "nl", "section": ["notes", "ideas"], "origins": "1"}
    assert organiser.post("/c/stad/verslag/keuzes", choices).status_code == 303
    write(organiser, "insight", "Samen gaat beter")
    write(organiser, "action", "Statuten schrijven")
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    data = json.loads(oogst.browser().get("/v/stad/1.json").text)
    origins = {each["number"]: each["origin"] for each in data["topics"][0]["outcomes"]}
    assert {number: (each["by"], each["item"]) for number, each in origins.items()} == {
        "fondsen-I1": ("Fatima", "ronde-1"),
        "fondsen-A1": ("Fatima", "ronde-1"),
    }
    assert (
        len(re.findall(r"^ {4}- \*Herkomst: Fatima, \d\d\.\d\d uur, Ronde I\*$", published(oogst, 1), re.MULTILINE))
        == 1
    )
    assert "## Programma" not in published(oogst, 1)


def test_the_checklist_points_out_and_never_forbids(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "action", "Bel Piet op 06-12345678")
    page = organiser.get("/c/stad/verslag/publiceren").text
    for words in (
        "Nog geen eigenaar: Bel Piet",
        "Nog geen datum: Bel Piet",
        "06-12345678",
        "Onderwerpen zonder uitkomsten",
    ):
        assert words in page
    assert organiser.post("/c/stad/verslag/publiceren", {"status": "final"}).status_code == 303
    assert published(oogst, 1)


def test_a_topic_that_was_looked_through_is_so_until_its_notes_change(oogst: Site) -> None:
    organiser, facilitator = oogst.browser("organiser"), oogst.browser("facilitator", topic="fondsen", name="Ahmed")
    write(organiser, "insight", "Samen gaat beter")
    assert facilitator.post("/c/stad/verslag/nagekeken/fondsen", {"done": "1"}).status_code == 303
    assert facilitator.post("/c/stad/verslag/nagekeken/energienet", {"done": "1"}).status_code == 404
    assert facilitator.get("/c/stad/verslag").text.count('action="/c/stad/verslag/nagekeken/') == 1
    assert "Nagekeken door Ahmed" in organiser.get("/c/stad/verslag/publiceren").text
    write(organiser, "insight", "Geld is er genoeg")
    assert "Nagekeken door Ahmed" not in organiser.get("/c/stad/verslag/publiceren").text


def test_the_live_report_answers_only_when_something_was_stored(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    page = organiser.get("/c/stad/verslag").text
    mark = re.search(r'data-mark="&#34;(\w+)&#34;"', page)
    assert mark is not None
    same = organiser.get("/c/stad/verslag/nu", headers={"If-None-Match": f'"{mark[1]}"'})
    write(organiser, "insight", "Samen gaat beter")
    fresh = organiser.get("/c/stad/verslag/nu", headers={"If-None-Match": f'"{mark[1]}"'})
    assert (same.status_code, fresh.status_code) == (304, 200)
    assert "Samen gaat beter" in fresh.text


def test_topics_stand_in_the_order_that_the_organisers_choose(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    for topic in ("fondsen", "energienet"):
        organiser.post(f"/c/stad/{topic}/regel", {"kind": "insight", "text": topic, "request": topic})
    organiser.post("/c/stad/verslag/keuzes", {"up": "energienet"})
    markdown = organiser.get("/c/stad/verslag.md").text
    assert re.findall(r"^## (Fondsen|Energienet)$", markdown, re.MULTILINE) == ["Energienet", "Fondsen"]
    organiser.post("/c/stad/verslag/keuzes", {"down": "energienet"})
    organiser.post("/c/stad/verslag/keuzes", {"down": "energienet"})  # the last one stays the last
    markdown = organiser.get("/c/stad/verslag.md").text
    assert re.findall(r"^## (Fondsen|Energienet)$", markdown, re.MULTILINE) == ["Fondsen", "Energienet"]


def test_the_checklist_names_nobody_whom_the_report_does_not(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "action", "Bellen", owner="Fatima")
    write(organiser, "quote", "“Geld is mest” — Kees Karels")
    assert "Geld is mest" in organiser.get("/c/stad/verslag.md").text  # the stored texts are up to it
    shown = {"names_policy": "full", "owners_policy": "typed"}
    organiser.post("/c/stad/verslag/keuzes", shown)
    page = organiser.get("/c/stad/verslag/publiceren").text
    assert ("Eigenaar van een actie: Fatima" in page, "Bron van een citaat: Kees Karels" in page) == (True, True)
    organiser.post("/c/stad/verslag/keuzes", {"names_policy": "none", "owners_policy": "none"})
    page = organiser.get("/c/stad/verslag/publiceren").text
    assert ("Eigenaar van een actie" in page, "Bron van een citaat" in page) == (False, False)


def test_who_is_nobody_here_cannot_sign_off(oogst: Site) -> None:
    for path in ("/", "/c/stad", "/v/stad"):
        assert 'action="/afmelden"' not in oogst.browser().get(path).text
        assert 'action="/afmelden"' in oogst.browser("joined").get(path).text


def test_a_file_of_this_moment_holds_the_last_words_for_facilitators_too(oogst: Site) -> None:
    facilitator = oogst.browser("facilitator", topic="fondsen")
    for number in range(5):
        write(facilitator, "insight", f"Inzicht nummer {number}")
        assert f"Inzicht nummer {number}" in facilitator.get("/c/stad/verslag.md").text


@pytest.mark.parametrize("number", ["0", "9", "99999999999999999999999", "1.exe"])
def test_a_version_that_is_not_there_is_not_found(oogst: Site, number: str) -> None:
    answer = oogst.browser().get(f"/v/stad/{number}")
    assert (answer.status_code, 'href="/"' in answer.text) == (404, True)


def test_another_choice_of_names_is_no_change_of_what_was_said(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "quote", "“Geld is mest” — Kees Karels")
    write(organiser, "action", "Bellen", owner="Fatima")
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    organiser.post("/c/stad/verslag/keuzes", {"names_policy": "full", "owners_policy": "none"})
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    changed = published(oogst, 2).split("## Veranderd sinds versie 1")[1].split("\n## ")[0]
    assert changed.strip() == "Aan de inhoud is niets veranderd."


def test_what_the_organisers_decide_in_their_own_notepads_keeps_its_number(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    own = plan(summary_template="- Besluit: we gaan door\n", closing_template="# Rode draad\n\n- Actie: bellen @Jo\n")
    with site(tmp_path_factory.mktemp("web"), own) as oogst:
        organiser = oogst.browser("organiser")
        for number in (1, 2):
            answer = organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
            assert answer.headers["Location"] == "/c/stad/verslag"
            text = published(oogst, number)
            assert "| samenvatting-B1 | we gaan door | Samenvatting |" in text
            assert "| rode-draad-A1 | bellen | Jo |" in text
        assert "Aan de inhoud is niets veranderd." in text
        assert b"rode-draad-A1" in oogst.browser().get("/v/stad/1.csv").data
        with oogst.parts.database.reading() as db:
            given = versions.given(db, stad(oogst))
        assert {place: [each.mark is not None for each in numbers] for place, numbers in given.items()} == {
            "summary": [True],
            "closing": [True],
        }


def test_a_number_in_the_draft_leads_to_the_moment_in_the_history(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    write(organiser, "insight", "Samen gaat beter")
    write(organiser, "decision", "Er komt een fonds")
    organiser.get("/c/stad/verslag.md")  # the stored texts are up to it
    page = organiser.get("/c/stad/verslag").text
    for number in ("fondsen-I1", "fondsen-B1"):
        assert re.search(rf'<a href="/c/stad/verslag/herkomst/{number}"[^>]*>{number}</a>', page)
    rows = [organiser.get(f"/c/stad/verslag/herkomst/fondsen-{each}").headers["Location"] for each in ("I1", "B1")]
    assert rows == [f"/c/stad/fondsen/geschiedenis#rij-{row}" for row in (2, 3)]
    assert organiser.get("/c/stad/verslag/herkomst/fondsen-A9").status_code == 404
    assert oogst.browser("participant").get("/c/stad/verslag/herkomst/fondsen-B1").status_code == 403


def test_the_line_above_a_version_is_in_the_language_of_its_words(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    organiser.post("/c/stad/verslag/keuzes", {"language": "en", "section": "summary"})
    organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    page = oogst.browser().get("/v/stad/1").text
    assert '<nav class="site-bar" lang="en" aria-label="About this version">' in page
    assert ">Downloads and versions</a>" in page


def test_who_moves_a_topic_finds_the_order_open_for_the_next_move(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.post("/c/stad/verslag/keuzes", {"down": "fondsen"})
    assert answer.headers["Location"] == "/c/stad/verslag?order=1#report-order"
    assert 'id="report-choices" open>' in organiser.get("/c/stad/verslag?order=1").text
    assert 'id="report-choices">' in organiser.get("/c/stad/verslag").text
