"""Tries to sign up twice, without a token, by script, with a forged address; and to see somebody else's sign-up."""

import json
import re
from collections import Counter

import pytest
from icalendar import Calendar

from notes.domain.sign_ups import SignUpState
from notes.ground import limits
from notes.store import mails
from notes.store.sign_ups import SignUpSettings
from tests.hostile import HACK, REFUSED, TAKEN
from tests.web.signing_up import form_of, of_conference, sign_up, take_sign_ups
from tests.web.site import Site, plan


def test_the_page_tells_the_story_and_who_signs_up_gets_a_page_of_their_own(oogst: Site) -> None:
    take_sign_ups(oogst, "verhaal")
    browser = oogst.browser()
    assert 'href="/c/verhaal/aanmelden"' in browser.get("/c/verhaal").text
    page = browser.get("/c/verhaal/aanmelden").text
    for words in ("Over fondsen.", "En meer.", "Ronde I", "Pakhuis", "Er is een lift.", "Geen drempels.", "Fondsen"):
        assert words in page
    choice = re.search(r'name="(ronde-\d+)"', page)
    topic = oogst.topic_id("energienet", "verhaal")
    assert choice is not None
    wishes = {"dinner": "1", "diet": "geen noten", "access_needs": "een tolk", choice[1]: str(topic)}
    answer = sign_up(browser, "verhaal", **wishes)
    assert answer.status_code == 303
    own = browser.get(answer.location)
    assert own.headers["Referrer-Policy"] == "no-referrer"
    for words in ("Je bent aangemeld", "Ada", "geen noten", "een tolk", "Energienet"):
        assert words in own.text
    [stored] = of_conference(oogst, "verhaal")
    assert (stored.form.diet, list(stored.form.choices.values())) == ("geen noten", [topic])
    agenda = Calendar.from_ical(browser.get(f"{answer.location}/programma.ics").data)
    [event] = agenda.walk("VEVENT")
    assert (event["summary"], event["location"]) == ("Ronde I: Energienet", "Grote zaal, Pakhuis")
    kept = json.loads(browser.get(f"{answer.location}/gegevens.json").data)
    assert (kept["email"], kept["choices"]) == ("ada@example.org", {"Ronde I": "Energienet"})


def test_no_cookie_is_needed_and_none_ties_the_browser_to_the_sign_up(oogst: Site) -> None:
    take_sign_ups(oogst, "koekje")
    form = form_of(oogst.browser(), "koekje")
    bare = oogst.app.test_client(use_cookies=False)
    answer = bare.post("/c/koekje/aanmelden", data={"form": form, "name": "Ada", "email": "ada@example.org"})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    own = bare.get(answer.location)
    assert own.status_code == 200
    gone = bare.post(f"{answer.location}/afmelden")
    assert gone.status_code == 303
    assert of_conference(oogst, "koekje")[0].state is SignUpState.CANCELLED


def test_errors_stand_beside_the_fields_and_what_was_typed_stays(oogst: Site) -> None:
    take_sign_ups(oogst, "fout")
    browser = oogst.browser()
    answer = sign_up(browser, "fout", name="", email="ada", organisation="Buurtcoöperatie", access_needs="n" * 501)
    assert answer.status_code == 422
    for field, sentence in (
        ("name", "Vul je naam in."),
        ("email", "Dit is geen e-mailadres."),
        ("access", "Dit is te lang"),
    ):
        error = re.search(rf'id="sign-up-{field}-error">([^<]+)<', answer.text)
        assert error is not None, field
        assert sentence in error[1]
    assert 'value="Buurtcoöperatie"' in answer.text
    assert "n" * 501 in answer.text
    assert of_conference(oogst, "fout") == []


def test_the_same_form_sent_twice_is_one_sign_up(oogst: Site) -> None:
    take_sign_ups(oogst, "dubbel")
    browser = oogst.browser()
    form = form_of(browser, "dubbel")
    first, second = (sign_up(browser, "dubbel", form) for _twice in range(2))
    assert first.location == second.location
    assert len(of_conference(oogst, "dubbel")) == 1


def test_who_signs_up_as_somebody_who_is_there_sees_nothing_of_them(oogst: Site) -> None:
    take_sign_ups(oogst, "ander")
    sign_up(oogst.browser(), "ander", diet="geheim", dinner="1")
    stranger = oogst.browser()
    answer = sign_up(stranger, "ander", name="ada", email="ADA@example.org", diet="andere", dinner="1")
    assert answer.location == "/c/ander/aanmelden/gemaild"
    page = stranger.get(answer.location).text
    assert "geheim" not in page
    assert "/aanmelding/" not in page
    assert of_conference(oogst, "ander")[0].form.diet == "geheim"


@pytest.mark.parametrize("form", ["", "onzin", "a.1.b", "é.ü", "token.1700000000.AAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_form_that_we_did_not_hand_out_is_asked_again_with_what_was_typed(oogst: Site, form: str) -> None:
    slug = "stad"
    answer = oogst.browser().client.post(
        f"/c/{slug}/aanmelden", data={"form": form, "name": "Getypt", "email": "ada@example.org"}
    )
    assert answer.status_code == 403
    assert "stond te lang open" in answer.text or "kan hier nu niet" in answer.text


def test_another_sites_page_cannot_send_our_form(oogst: Site) -> None:
    take_sign_ups(oogst, "vreemd")
    browser = oogst.browser()
    data = {"form": form_of(browser, "vreemd"), "name": "Ada", "email": "ada@example.org"}
    answer = browser.client.post("/c/vreemd/aanmelden", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, of_conference(oogst, "vreemd")) == (403, [])


def test_a_program_that_fills_in_everything_is_told_and_a_person_can_mend_it(oogst: Site) -> None:
    take_sign_ups(oogst, "val")
    browser = oogst.browser()
    answer = sign_up(browser, "val", **{"leeg-laten": "https://reclame.example"})
    assert answer.status_code == 422
    assert "Maak het laatste vak leeg" in answer.text
    assert "sign-up-trap" not in answer.text
    assert sign_up(browser, "val").status_code == 303


@pytest.mark.usefixtures("standing_minute")
def test_one_script_is_stopped_and_other_addresses_go_on(oogst: Site) -> None:
    take_sign_ups(oogst, "script")
    script = oogst.browser()
    form = form_of(script, "script")
    script_address = {"REMOTE_ADDR": "192.0.2.7"}

    def sends(form: str, number: int) -> int:
        data = {"form": form, "name": f"Bot {number}", "email": f"bot{number}@example.org"}
        return script.client.post("/c/script/aanmelden", data=data, environ_base=script_address).status_code

    # With one form it only changes the one sign-up that it made; with a fresh form each, an address has its limit.
    one_form = Counter(sends(form, number) for number in range(60))
    assert one_form == {303: limits.SIGN_UPS_PER_FORM_PER_HOUR, 429: 60 - limits.SIGN_UPS_PER_FORM_PER_HOUR}
    assert len(of_conference(oogst, "script")) == 1
    forms = [form_of(script, "script") for _ in range(limits.SIGN_UPS_PER_ADDRESS_PER_HOUR + 50)]
    fresh = Counter(sends(form, 1_000 + number) for number, form in enumerate(forms))
    assert fresh == {303: limits.SIGN_UPS_PER_ADDRESS_PER_HOUR - 1, 429: 51}
    answer = sign_up(oogst.browser(), "script")
    assert answer.status_code == 303
    refused = script.client.post(
        "/c/script/aanmelden",
        data={"form": form_of(script, "script"), "name": "Ada Echt", "email": "echt@example.org"},
        environ_base=script_address,
    )
    assert "verstuur het over een uur opnieuw" in refused.text
    assert 'value="Ada Echt"' in refused.text


def test_hostile_words_are_only_words(oogst: Site) -> None:
    take_sign_ups(oogst, "boos")
    browser = oogst.browser()
    for number, words in enumerate(TAKEN.values()):
        answer = sign_up(browser, "boos", name=words[:90], email=f"x{number}@example.org", organisation=words)
        page = browser.get(answer.location).text if answer.status_code == 303 else answer.text
        for tag in (f"<script>{HACK}", "<img src=x", "<svg/onload", "<h1>Gekaapt"):
            assert tag not in page


def test_what_cannot_be_kept_is_refused(oogst: Site) -> None:
    take_sign_ups(oogst, "weiger")
    browser = oogst.browser()
    # Half a sign does not survive the way here; a hundred thousand characters are more than a form may hold.
    kept = {name: words for name, (words, _code) in REFUSED.items() if name != "half a sign"}
    found = {name: sign_up(browser, "weiger", access_needs=words).status_code for name, words in kept.items()}
    assert found == {**dict.fromkeys(kept, 422), "a hundred thousand": 413}


@pytest.mark.parametrize(
    "email", ["ada@example.org\r\nBcc: all@example.org", "ada@example.org\nX: y", "a@b.nl, c@d.nl"]
)
def test_an_address_brings_no_header_and_no_second_one(oogst: Site, email: str) -> None:
    take_sign_ups(oogst, "kop")
    answer = sign_up(oogst.browser(), "kop", email=email)
    assert (answer.status_code, of_conference(oogst, "kop")) == (422, [])


def test_a_private_link_changes_gives_up_and_erases_and_no_other_link_does(oogst: Site) -> None:
    take_sign_ups(oogst, "eigen", SignUpSettings(open=True, places=1, retention_days=30))
    browser = oogst.browser()
    own = sign_up(browser, "eigen").location
    waits = sign_up(browser, "eigen", name="Bob", email="bob@example.org").location
    assert "Je staat op de wachtlijst" in browser.get(waits).text
    assert "Je bent nummer 1." in browser.get(waits).text
    changed = browser.client.post(own, data={"name": "Ada L", "email": "ada@example.org"})
    assert changed.status_code == 303
    assert "Ada L" in browser.get(own).text
    wrong = browser.client.post(own, data={"name": "", "email": "ada@example.org"})
    assert (wrong.status_code, "Vul je naam in." in wrong.text) == (422, True)
    assert browser.client.post(f"{own}/afmelden").status_code == 303
    assert "Je bent afgemeld" in browser.get(own).text
    assert "Je bent aangemeld" in browser.get(waits).text
    assert browser.client.post(f"{own}/wissen").location == "/c/eigen"
    forged = own[:-1] + ("A" if own[-1] != "A" else "B")
    for path in (own, forged, "/aanmelding/onzin", f"{own}/programma.ics", f"{forged}/gegevens.json"):
        assert browser.get(path).status_code == 404, path
    with oogst.parts.database.reading() as session:
        kinds = [
            mail.kind
            for mail in mails.of_conference(
                session, of_conference(oogst, "eigen")[0].conference_id, waiting=True, most=10
            )
        ]
    assert kinds == ["moved_up", "waiting"]


def test_settings_are_for_organisers_and_say_what_is_wrong(oogst: Site) -> None:
    oogst.add(plan("zet"))
    for role in ("reader", "participant", "facilitator"):
        assert oogst.browser(role, conf="zet").get("/c/zet/regie/aanmelden").status_code == 403
    organiser = oogst.browser("organiser", conf="zet")
    page = organiser.get("/c/zet/regie/aanmelden").text
    assert 'name="days" value="30"' in page
    assert "kan hier nu niet" in organiser.get("/c/zet/aanmelden").text
    for field, typed in (("places", "veel"), ("days", "9999"), ("places", "-1")):
        answer = organiser.post("/c/zet/regie/aanmelden", {"open": "1", "places": "", "days": "", field: typed})
        assert answer.status_code == 422
        assert f'value="{typed}"' in answer.text
    answer = organiser.post(
        "/c/zet/regie/aanmelden", {"open": "1", "places": "2", "days": "14", "accessibility": "Lift"}
    )
    assert answer.status_code == 303
    public = oogst.browser().get("/c/zet/aanmelden").text
    assert "Er zijn nog 2 plaatsen." in public
    assert "Ik eet mee" not in public
