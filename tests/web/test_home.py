"""The way in: typed codes, posters, and a friendly second try."""

from pathlib import Path

import pytest
from limits import RateLimitItemPerMinute

from notes.ground import limits, throttle
from tests.web.site import Site, plan, site


def test_typed_code_leads_to_the_conference_whatever_its_case_and_spaces(oogst: Site) -> None:
    code = oogst.codes["stad"]
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        answer = oogst.browser().post("/", {"code": typed})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad"), typed


def test_code_typed_on_a_topic_page_leads_back_to_that_topic(oogst: Site) -> None:
    answer = oogst.browser().post("/", {"code": oogst.codes["stad"], "topic": "fondsen"})
    assert answer.headers["Location"] == "/c/stad/fondsen"
    elsewhere = oogst.browser().post("/", {"code": oogst.codes["stad"], "topic": "//evil.example"})
    assert elsewhere.headers["Location"] == "/c/stad"


def test_poster_address_joins(oogst: Site) -> None:
    browser = oogst.browser()
    answer = browser.get(f"/{oogst.codes['stad'].lower()}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad")
    assert 'id="idea-form"' in browser.get("/c/stad/fondsen").text


def test_wrong_code_is_answered_with_a_second_try_that_keeps_it(oogst: Site) -> None:
    for answer in (oogst.browser().post("/", {"code": "FOUT99"}), oogst.browser().get("/FOUT99")):
        assert answer.status_code == 404
        assert "Deze code kennen we niet" in answer.text
        assert 'value="FOUT99"' in answer.text


@pytest.mark.parametrize(
    ("topic", "shown"), [("", "Waar zit je?"), ("fondsen", "Wat kan er beter?"), ("x", "Waar zit je?")]
)
def test_wrong_code_on_a_conference_page_is_answered_there_in_its_language(oogst: Site, topic: str, shown: str) -> None:
    form = {"code": "FOUT99", "conference": "stad", "topic": topic}
    answer = oogst.browser().post("/", form, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert shown in answer.text
    assert "Deze code kennen we niet" in answer.text.split('id="code-error"')[1].split("</p>")[0]
    assert 'value="FOUT99"' in answer.text
    page = f"/c/stad/{topic}" if topic == "fondsen" else "/c/stad"
    assert f'name="back" value="{page}"' in answer.text  # another language or other colours lead back to it


def test_wrong_code_shows_nothing_of_a_conference_that_is_not_public(oogst: Site) -> None:
    oogst.add(plan("besloten", public=False))
    answer = oogst.browser().post("/", {"code": "FOUT99", "conference": "besloten"})
    assert "Conferentie besloten" not in answer.text
    assert "Deze code kennen we niet" in answer.text


def test_who_joins_by_code_is_told_so_once(oogst: Site) -> None:
    sentence = "Je doet mee. Kies hieronder waar je zit."
    browser = oogst.browser()
    browser.post("/", {"code": oogst.codes["stad"]})
    assert [sentence in browser.get("/c/stad").text for _ in range(2)] == [True, False]
    browser.get(f"/{oogst.codes['stad']}")
    assert sentence not in browser.get("/c/stad").text


def test_hostile_code_is_text(oogst: Site) -> None:
    answer = oogst.browser().post("/", {"code": '"><script>alert(1)</script>'})
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_many_wrong_codes_from_one_address_are_slowed_down_and_who_scans_still_gets_in(tmp_path: Path) -> None:
    with site(tmp_path) as oogst:
        browser = oogst.browser()
        tries = range(limits.WRONG_CODES_PER_ADDRESS_PER_MINUTE)
        assert {browser.post("/", {"code": "FOUT99"}).status_code for _ in tries} == {404}
        stopped = browser.post("/", {"code": oogst.codes["stad"]})
        assert (stopped.status_code, "Wacht een minuut, of scan de QR-code." in stopped.text) == (429, True)
        # Three hundred others behind the same address scan the room's QR code or the poster's, and some type it wrong.
        for number in range(300):
            path = f"/c/stad/fondsen?code={oogst.codes['stad']}" if number % 2 else f"/{oogst.codes['stad']}"
            assert oogst.browser().get(path).status_code in (200, 303)
        assert 'id="idea-form"' in oogst.browser().get(f"/c/stad/fondsen?code={oogst.codes['stad']}").text


def test_guessing_in_addresses_is_slowed_down_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = RateLimitItemPerMinute(5)
    monkeypatch.setitem(throttle._HOW_OFTEN, throttle.Act.WRONG_CODE_IN_ADDRESS, few)
    with site(tmp_path) as oogst:
        right = f"/c/stad/fondsen?code={oogst.codes['stad']}"
        for number in range(5):
            assert 'id="idea-form"' not in oogst.browser().get(f"/c/stad/fondsen?code=FOUT{number}").text
        assert 'id="idea-form"' not in oogst.browser().get(right).text
        assert oogst.browser().get("/FOUT99").status_code == 429


def test_old_code_in_a_scanned_address_is_answered_with_a_second_try(oogst: Site) -> None:
    for path in ("/c/stad/fondsen?code=OUD123", "/c/stad?code=OUD123"):
        page = oogst.browser().get(path).text
        assert "Deze code kennen we niet" in page.split('id="code-error"')[1].split("</p>")[0], path
        assert 'value="OUD123"' in page
    joined = oogst.browser("joined").get("/c/stad/fondsen?code=OUD123").text
    assert ('id="idea-form"' in joined, "Deze code kennen we niet" in joined) == (True, False)


def test_topics_that_are_not_open_yet_ask_for_ideas_already(tmp_path: Path) -> None:
    with site(tmp_path) as oogst:
        organiser = oogst.browser("organiser")
        organiser.post("/c/stad/regie/fondsen/zaal", {"state": "closed"})
        anna = oogst.browser("participant")
        assert anna.get("/c/stad").text.count("Alvast een idee?") == 1
        page = anna.get("/c/stad/fondsen").text
        assert "Alvast een idee?" in page.split('id="ideas-note"')[1].split("</div>")[0]
        assert anna.post("/c/stad/fondsen/ideeen", {"text": "Alvast dit", "uuid": "early"}).status_code == 303
        assert "Alvast dit" in oogst.browser("participant").get("/c/stad/fondsen").text
        organiser.post("/c/stad/regie/fondsen/instellingen", {"ideas_open": 1})
        assert "Alvast een idee?" not in anna.get("/c/stad").text
        closed = anna.get("/c/stad/fondsen").text
        form = closed.split('id="idea-form"')[1].split(">")[0]
        assert (" hidden" in form, "Deze zaal is nog niet open" in closed) == (True, True)
        assert anna.post("/c/stad/fondsen/ideeen", {"text": "Te vroeg", "uuid": "too early"}).status_code == 403


def test_ideas_are_never_too_late_until_the_conference_is_locked(oogst: Site) -> None:
    organiser, anna = oogst.browser("organiser"), oogst.browser("participant")
    organiser.post("/c/stad/regie/energienet/zaal", {"state": "frozen"})
    note = anna.get("/c/stad/energienet").text.split('id="ideas-note"')[1].split("</div>")[0]
    assert "nagekomen" in note
    anna.post("/c/stad/energienet/ideeen", {"text": "Nog net dit", "uuid": "late"})
    item = anna.get("/c/stad/energienet").text.split("Nog net dit")[1].split("</li>")[0]
    assert "Nagekomen" in item
    organiser.post("/c/stad/regie/vastzetten", {"locked": 1})
    refused = anna.post("/c/stad/energienet/ideeen", {"text": "Te laat", "uuid": "too-late"})
    assert refused.status_code == 403
    organiser.post("/c/stad/regie/vastzetten", {"locked": 0})


def test_a_browser_that_asks_for_an_icon_by_itself_gets_ours(oogst: Site) -> None:
    answer = oogst.browser().get("/favicon.ico", follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
