"""Every page for every role: who gets it, and what it offers."""

import gzip
import json
import re
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from notes.live import rhythm
from notes.live.document import text_of_log
from notes.store import notepads
from notes.store.notepads import Log
from tests.web.site import Browser, Site, plan

ROLES = ("reader", "joined", "participant", "facilitator", "organiser")
# What each page answers to reader, joined, participant, facilitator (of all topics), organiser.
PAGES = {
    "/": (200, 200, 200, 200, 200),
    "/c/stad": (200, 200, 200, 200, 200),
    "/c/stad/fondsen": (200, 200, 200, 200, 200),
    "/c/stad/verslag": (403, 403, 403, 200, 200),
    "/c/stad/verslag.md": (403, 403, 403, 200, 200),
    "/c/stad/regie": (403, 403, 403, 403, 200),
    "/c/stad/regie/links": (403, 403, 403, 403, 200),
    "/c/stad/regie/archief": (403, 403, 403, 403, 200),
    "/c/stad/regie/oefenen": (403, 403, 403, 403, 200),
    "/privacy": (200, 200, 200, 200, 200),
    "/privacy?conf=stad": (200, 200, 200, 200, 200),
    "/toegankelijkheid?conf=nergens": (200, 200, 200, 200, 200),
    "/toegankelijkheid": (200, 200, 200, 200, 200),
    "/afgemeld": (200, 200, 200, 200, 200),
    "/geen-internet/nl": (200, 200, 200, 200, 200),
    "/service-worker.js": (200, 200, 200, 200, 200),
    "/healthz": (200, 200, 200, 200, 200),
    "/readyz": (200, 200, 200, 200, 200),
    "/metrics": (200, 200, 200, 200, 200),
    "/operator/notities/1": (404, 404, 404, 404, 404),
    "/c/nergens": (404, 404, 404, 404, 404),
    "/c/stad/nergens": (404, 404, 404, 404, 404),
    "/toegang/onzin": (404, 404, 404, 404, 404),
    "/notities/1/state": (403, 403, 403, 200, 200),
    "/notities/999/state": (404, 404, 404, 404, 404),
    "/notities/1/authors": (403, 403, 403, 200, 200),
    "/notities/999/authors": (404, 404, 404, 404, 404),
    "/geen/pagina": (404, 404, 404, 404, 404),
}


def page_data(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


@pytest.mark.parametrize("number", range(len(ROLES)), ids=ROLES)
def test_every_page_answers_each_role_as_the_table_says(oogst: Site, number: int) -> None:
    browser = oogst.browser(ROLES[number])
    found = {path: browser.get(path).status_code for path in PAGES}
    assert found == {path: statuses[number] for path, statuses in PAGES.items()}


def test_topic_page_shows_notes_and_ideas_without_any_script(oogst: Site) -> None:
    participant = oogst.browser("participant")
    participant.post("/c/stad/fondsen/ideeen", {"text": "Een fonds per wijk", "name": "Anna", "uuid": "shows-1"})
    page = oogst.browser().get("/c/stad/fondsen").text
    assert "Een fonds per wijk" in page
    assert '<div class="block"' in page
    assert "Wat kan er beter?" in page
    assert "Grote zaal" in page


def test_reader_gets_no_idea_form_but_a_code_field(oogst: Site) -> None:
    page = oogst.browser().get("/c/stad/fondsen").text
    assert 'id="idea-form"' not in page
    assert 'name="code"' in page
    assert page_data(page)["role"] == "reader"


def test_code_in_the_address_of_a_rooms_qr_opens_the_idea_form_at_once(oogst: Site) -> None:
    browser = oogst.browser()
    page = browser.get(f"/c/stad/fondsen?code={oogst.codes['stad'].lower()}").text
    assert 'id="idea-form"' in page
    urls = page_data(page)["urls"]
    assert isinstance(urls, dict)
    assert urls["join"] == "/c/stad/meedoen"


def test_looking_at_pages_makes_no_person(oogst: Site) -> None:
    before = _people(oogst)
    browser = oogst.browser("joined")
    browser.get("/c/stad")
    browser.get("/c/stad/fondsen")
    assert _people(oogst) == before


def test_facilitator_gets_the_editor_and_the_participant_does_not(oogst: Site) -> None:
    facilitator = page_data(oogst.browser("facilitator").get("/c/stad/fondsen").text)
    participant = oogst.browser("participant").get("/c/stad/fondsen").text
    assert (facilitator["writes"], facilitator["takeOver"]) == (True, True)
    assert '<div id="editor" class="editor" hidden></div>' in participant  # a place, should the right come later
    assert page_data(participant)["writes"] is False


def test_who_writes_is_told_the_keywords_and_who_sees_internal_lines(oogst: Site) -> None:
    facilitator, organiser = oogst.browser("facilitator"), oogst.browser("organiser")
    switches = "/c/stad/regie/energienet/instellingen"
    assert "Intern: (alleen voor begeleiders)." in facilitator.get("/c/stad/energienet").text
    assert "Begin een regel met" not in oogst.browser("participant").get("/c/stad/energienet").text
    organiser.post(switches, {"participants_write": "1", "ideas_open": "1", "early_ideas": "1"})
    assert "Intern: (komt niet in het verslag)." in facilitator.get("/c/stad/energienet").text
    organiser.post(switches, {"ideas_open": "1", "early_ideas": "1"})


def test_facilitator_of_one_topic_is_a_participant_in_another(oogst: Site) -> None:
    browser = oogst.browser("facilitator", topic="fondsen")
    assert page_data(browser.get("/c/stad/fondsen").text)["role"] == "facilitator"
    other = page_data(browser.get("/c/stad/energienet").text)
    assert (other["role"], other["writes"]) == ("participant", False)


def test_style_nonce_stands_only_where_the_editor_is(oogst: Site) -> None:
    writer = oogst.browser("facilitator").get("/c/stad/fondsen")
    nonce = page_data(writer.text)["nonce"]
    assert f"'nonce-{nonce}'" in writer.headers["Content-Security-Policy"]
    reader = oogst.browser().get("/c/stad/fondsen")
    assert page_data(reader.text)["nonce"] is None
    assert "nonce" not in reader.headers["Content-Security-Policy"]


def test_outcome_buttons_write_the_conferences_language_whatever_the_visitor_reads(oogst: Site) -> None:
    oogst.add(plan("city", language="en"))
    english = page_data(oogst.browser("facilitator", conf="city").get("/c/city/fondsen").text)["marking"]
    assert isinstance(english, dict)
    assert english["markers"]["action"] == ["- [ ] Action: ", ""]
    assert english["dueBy"] == "by"
    dutch = page_data(oogst.browser("facilitator").get("/c/stad/fondsen").text)["marking"]
    assert isinstance(dutch, dict)
    assert (dutch["markers"]["quote"], dutch["dueBy"]) == (["> “", "”"], "uiterlijk")


def test_conference_page_says_what_is_on_now_and_has_a_button_per_topic(oogst: Site) -> None:
    page = oogst.browser().get("/c/stad").text
    assert 'href="/c/stad/fondsen"' in page
    assert 'href="/c/stad/energienet"' in page
    now = page.split('id="now"')[1].split("</section>")[0]
    assert "Ronde I" in now


def test_conference_that_is_not_public_exists_only_for_who_gave_its_code(oogst: Site) -> None:
    oogst.add(plan("besloten", public=False))
    stranger, guest = oogst.browser(), oogst.browser("joined", conf="besloten")
    assert stranger.get("/c/besloten").status_code == 404
    assert "besloten" not in stranger.get("/").text
    assert guest.get("/c/besloten").status_code == 200


def test_sign_off_stands_on_every_page_and_forgets_the_device(oogst: Site) -> None:
    browser = oogst.browser("organiser")
    for path in ("/", "/c/stad", "/c/stad/fondsen", "/c/stad/regie", "/c/stad/verslag", "/geen/pagina"):
        assert 'action="/afmelden"' in browser.get(path).text, path
    answer = browser.post("/afmelden", {})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/afgemeld")
    assert browser.get("/c/stad/regie").status_code == 403
    assert "storage" in browser.get("/afgemeld").headers["Clear-Site-Data"]


def test_live_pages_are_not_for_search_engines(oogst: Site) -> None:
    assert '<meta name="robots" content="noindex">' in oogst.browser().get("/c/stad/fondsen").text


def test_hostile_names_and_ideas_are_shown_as_typed(oogst: Site) -> None:
    hostile = "<script>alert(1)</script>\"'&"
    participant = oogst.browser("participant")
    participant.post(
        "/c/stad/energienet/ideeen", {"text": f"{hostile} {{{{ 7*7 }}}}", "name": hostile, "uuid": "host-1"}
    )
    page = oogst.browser().get("/c/stad/energienet").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    data = page_data(page)["ideaList"]
    assert isinstance(data, list)
    assert hostile in data[0]["text"]


def test_pages_refer_to_no_other_host(oogst: Site) -> None:
    browser: Browser = oogst.browser("organiser")
    for path in ("/", "/c/stad", "/c/stad/fondsen", "/c/stad/regie", "/c/stad/regie/links"):
        page = browser.get(path).text
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page) == [], path
        assert " style=" not in page, path
        assert "<script>" not in page, path


def _people(oogst: Site) -> int:
    from notes.store import people

    with oogst.parts.database.reading() as session:
        return people.count(session, 1)


def test_a_notepads_state_travels_compressed_and_says_where_it_ends(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.get("/notities/1/state")
    assert answer.headers["Content-Encoding"] == "gzip"
    state = gzip.decompress(answer.data)
    seq = int(answer.headers["X-Seq"])
    assert text_of_log(Log(None, 0, ((seq, state),))) == oogst.parts.engine.text(1)


def test_only_a_page_whose_notes_are_too_large_for_a_socket_fetches_them_ahead(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    assert page_data(organiser.get("/c/stad/fondsen").text)["large"] is False
    with oogst.parts.database.writing() as session:
        notepad = notepads.notepad_of_topic(session, oogst.topic_id("fondsen"))
        assert notepad is not None
        notepads.save_snapshot(session, notepad.id, 0, b"\0" * (rhythm.FETCH_OVER_BYTES + 1), datetime.now(UTC))
    assert page_data(organiser.get("/c/stad/fondsen").text)["large"] is True


def test_a_topic_page_brings_the_servers_clock_and_how_long_its_round_lasts(oogst: Site) -> None:
    before = datetime.now(UTC).timestamp() * 1000
    page = oogst.browser().get("/c/stad/fondsen").text
    now = cast("float", page_data(page)["made"])
    assert before - 1 <= now <= datetime.now(UTC).timestamp() * 1000 + 1
    left = re.search(
        r'<strong id="time-left" data-ends="(\d+)" data-title="Ronde I" data-words="[^"]*">nog (\d+) min<', page
    )
    assert left is not None
    assert abs((int(left[1]) - now) / 60_000 - int(left[2]) - 0.5) <= 0.51
    assert "rounds" not in page_data(page)
    rounds = cast("list[dict[str, Any]]", page_data(oogst.browser("facilitator").get("/c/stad/fondsen").text)["rounds"])
    assert [(one["title"], one["begins"] < now) for one in rounds] == [("Ronde I", True)]
