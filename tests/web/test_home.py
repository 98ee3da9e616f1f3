"""The way in: typed codes, posters, and a friendly second try."""

from pathlib import Path

import pytest

from notes.ground import limits
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


def test_many_wrong_codes_from_one_address_are_slowed_down(tmp_path: Path) -> None:
    with site(tmp_path) as oogst:
        browser = oogst.browser()
        statuses = {browser.get("/FOUT99").status_code for _ in range(limits.WRONG_CODES_PER_ADDRESS_PER_MINUTE)}
        assert statuses == {404}
        assert browser.get("/FOUT99").status_code == 429
