"""Steering screens by plain forms: who may, what is counted, and what the page says."""

import re

import pytest

from notes.ground import limits
from tests.web.site import Browser, Site, plan
from tests.web.test_screen import Screen, paired, shows


def said(page: str) -> str:
    found = re.findall(r'class="notice notice-\w+" role="\w+">([^<]*)<', page)
    return str(found[-1]) if found else ""


def card(page: str, number: int) -> str:
    return page.split(f'id="scherm-{number}"')[1].partition("</li>")[0]


def test_participants_and_readers_find_no_screens(oogst: Site) -> None:
    for role in ("reader", "joined", "participant"):
        browser = oogst.browser(role)
        assert browser.get("/c/stad/schermen").status_code == 403
        assert browser.get("/c/stad/schermen/ideeen").status_code == 403
        acts = ("schermen", "schermen/1", "schermen/1/ontkoppelen", "schermen/leeg", "schermen/instellingen")
        assert {browser.post(f"/c/stad/{path}", {"on": 1}).status_code for path in acts} == {403}


def test_leaders_of_another_conference_do_not_see_a_screen(oogst: Site) -> None:
    oogst.add(plan("anders"))
    _, number = paired(oogst, oogst.browser("organiser"))
    stranger = oogst.browser("organiser", conf="anders")
    assert stranger.get("/c/stad/schermen").status_code == 403
    assert stranger.post(f"/c/anders/schermen/{number}", {"view": "all"}).status_code == 404
    assert f'id="scherm-{number}"' not in stranger.get("/c/anders/schermen").text


def test_a_topics_facilitator_sees_and_steers_only_what_is_theirs(oogst: Site) -> None:
    organiser, fatima = oogst.browser("organiser"), oogst.browser("facilitator", topic="fondsen")
    _, own = paired(oogst, fatima, "fondsen")
    _, other = paired(oogst, organiser, "energienet")
    page = fatima.get("/c/stad/schermen").text
    assert (f'id="scherm-{own}"' in page, f'id="scherm-{other}"' in page) == (True, False)
    assert fatima.post(f"/c/stad/schermen/{other}", {"view": "all"}).status_code == 404
    assert "Energienet" not in card(page, own)
    assert 'name="screen_ideas"' not in page
    assert fatima.post("/c/stad/schermen/instellingen", {"screen_ideas": "at_once"}).status_code == 403


def test_the_page_says_what_a_screen_shows_and_whether_it_is_on(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    screen, number = paired(oogst, organiser)
    # It asked for its code just now: nobody has to load the page again to hear that it is on.
    assert "staat aan" in card(organiser.get("/c/stad/schermen").text, number)
    screen.looks()
    shows(organiser, number, "ideas")
    shown = card(organiser.get("/c/stad/schermen").text, number)
    assert all(words in shown for words in ("staat aan", "Ideeën · Fondsen"))
    assert re.findall(r'value="(\w+)" aria-pressed="true"', shown) == ["ideas"]
    shows(organiser, number, "blank")
    blank = card(organiser.get("/c/stad/schermen").text, number)
    assert ("<strong>Leeg</strong>" in blank, 'value="back"' in blank) == (True, True)


def test_a_wrong_code_is_answered_on_the_same_page_with_what_was_typed(oogst: Site) -> None:
    answer = oogst.browser("organiser").post(
        "/c/stad/schermen", {"code": '"><b>', "label": "Links", "topic": "energienet"}
    )
    assert answer.status_code == 404
    assert "We kennen deze code niet." in answer.text.split('id="screen-code-error"')[1].split("</p>")[0]
    assert 'value="Links"' in answer.text
    assert "<b>" not in answer.text.split("<main")[1]
    assert re.search(r'<option value="energienet" selected>', answer.text.split('id="screen-topic"')[1])


@pytest.mark.usefixtures("standing_minute")
def test_guessing_codes_is_slowed_down_for_a_person_and_nobody_else(oogst: Site) -> None:
    guesser, other = oogst.browser("organiser"), oogst.browser("organiser")
    screen = Screen(oogst)
    for _ in range(limits.WRONG_SCREEN_CODES_PER_PERSON_PER_MINUTE):
        assert "We kennen deze code niet." in guesser.post("/c/stad/schermen", {"code": "XXXX"}).text
    stopped = guesser.post("/c/stad/schermen", {"code": screen.code})
    assert (stopped.status_code, "Wacht een minuut" in stopped.text) == (429, True)
    assert other.post("/c/stad/schermen", {"code": screen.code}).status_code == 303


def test_a_code_pairs_one_screen_once(oogst: Site) -> None:
    organiser, screen = oogst.browser("organiser"), Screen(oogst)
    code = screen.code
    assert organiser.post("/c/stad/schermen", {"code": code}).status_code == 303
    assert "We kennen deze code niet." in organiser.post("/c/stad/schermen", {"code": code}).text


def test_notes_without_a_topic_are_refused_in_words(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    _, number = paired(oogst, organiser, "")
    answer = organiser.post(f"/c/stad/schermen/{number}", {"view": "notes", "topic": ""}, follow_redirects=True)
    assert said(answer.text) == "Kies eerst een onderwerp. Er is niets veranderd."


def test_the_desk_blanks_all_screens_in_one_tap_and_brings_them_back(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    screen, _ = paired(oogst, organiser)
    organiser.post("/c/stad/schermen/leeg", {"on": "0"})
    assert 'value="1"><input type="hidden" name="back" value="desk">' in organiser.get("/c/stad/regie").text
    answer = organiser.post("/c/stad/schermen/leeg", {"on": "1", "back": "desk"}, follow_redirects=True)
    assert (answer.request.path, said(answer.text)) == ("/c/stad/regie", "Alle schermen zijn leeg.")
    assert 'data-kind="blank"' in screen.looks()
    answer = organiser.post("/c/stad/schermen/leeg", {"on": "0", "back": "desk"}, follow_redirects=True)
    assert said(answer.text) == "De schermen laten weer zien wat er stond."
    assert 'data-kind="join"' in screen.looks()


def test_leaders_find_the_screens_from_their_pages_and_participants_do_not(oogst: Site) -> None:
    def leads_there(browser: Browser, path: str) -> bool:
        return '"/c/stad/schermen' in browser.get(path).text

    fatima = oogst.browser("facilitator", topic="fondsen")
    assert [leads_there(fatima, path) for path in ("/c/stad", "/c/stad/fondsen")] == [True, True]
    assert 'href="/c/stad/schermen?topic=fondsen"' in fatima.get("/c/stad/fondsen").text
    assert '<option value="fondsen" selected>' in fatima.get("/c/stad/schermen?topic=fondsen").text
    assert leads_there(oogst.browser("organiser"), "/c/stad/regie")
    assert [leads_there(oogst.browser("participant"), path) for path in ("/c/stad", "/c/stad/fondsen")] == [
        False,
        False,
    ]


def test_publishing_puts_the_qr_code_on_every_screen_if_that_is_wanted(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    _, one = paired(oogst, organiser)
    _, other = paired(oogst, organiser, "energienet")
    shows(organiser, other, "blank")
    page = organiser.get("/c/stad/verslag/publiceren").text
    assert 'name="screens" value="1" checked' in page
    assert organiser.post("/c/stad/verslag/publiceren", {"status": "provisional"}).status_code == 303
    assert "<strong>Leeg</strong>" in card(organiser.get("/c/stad/schermen").text, other)
    wanted = {"status": "provisional", "screens": "1"}
    assert organiser.post("/c/stad/verslag/publiceren", wanted).status_code == 303
    after = organiser.get("/c/stad/schermen").text
    for number in (one, other):
        assert 'value="report" aria-pressed="true"' in card(after, number)
