"""The forms work without script, keep what was typed, and answer JSON to the page's script."""

import re

import pytest

from notes.ground import limits
from notes.ground.throttle import Act, Counted
from tests.web.site import Site

IDEAS = "/c/stad/fondsen/ideeen"
JSON = {"Accept": "application/json"}


def _add(oogst: Site, text: str, uuid: str) -> int:
    answer = oogst.browser("participant").post(IDEAS, {"text": text, "uuid": uuid}, headers=JSON)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    number: int = answer.json["idea"]["number"]
    return number


def test_idea_posted_by_who_only_gave_the_code_makes_a_person_and_is_shown(oogst: Site) -> None:
    browser = oogst.browser("joined")
    answer = browser.post(IDEAS, {"text": "Een windmolen", "name": "Anna de Vries", "uuid": "u-1"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/c/stad/fondsen#idee-")
    page = browser.get("/c/stad/fondsen").text
    assert "Je idee is verstuurd." in page
    assert "Een windmolen" in page
    assert 'value="Anna de Vries"' in page  # the name is asked once


def test_same_idea_sent_twice_is_there_once(oogst: Site) -> None:
    browser = oogst.browser("participant")
    for _ in range(2):
        assert browser.post(IDEAS, {"text": "Tweemaal verstuurd", "uuid": "twice"}).status_code == 303
    assert browser.get("/c/stad/fondsen").text.count('<p class="idea-text">Tweemaal verstuurd</p>') == 1


def test_reader_is_refused_and_keeps_the_text(oogst: Site) -> None:
    answer = oogst.browser().post(IDEAS, {"text": "Ik heb geen code", "uuid": "u-2"})
    assert answer.status_code == 403
    assert "Ik heb geen code" not in oogst.browser().get("/c/stad/fondsen").text


@pytest.mark.parametrize(
    ("text", "name", "field", "message"),
    [
        ("", "", "idea-text", "Typ eerst een tekst."),
        ("x" * (limits.IDEA_MAX_CHARACTERS + 1), "", "idea-text", "er passen 500 tekens in"),
        ("met een belletje \a", "", "idea-text", "tekens in die we niet kunnen bewaren"),
        ("goed", "n" * (limits.NAME_MAX_CHARACTERS + 1), "idea-name", "De naam is te lang: er passen 60 tekens in."),
    ],
    ids=["empty", "too long", "control character", "name too long"],
)
def test_refused_idea_stays_in_the_form_with_the_reason_beside_its_field(
    oogst: Site, text: str, name: str, field: str, message: str
) -> None:
    answer = oogst.browser("participant").post(IDEAS, {"text": text, "name": name, "uuid": "keep-me"})
    assert answer.status_code == 422
    error = answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert message in error
    form = answer.text.split('id="idea-form"')[1].split("</form>")[0]
    assert text.replace("\a", "&#7;") in form or text in form
    assert name in form
    assert 'value="keep-me"' in form
    assert 'aria-invalid="true"' in form


def test_empty_idea_of_who_only_gave_the_code_makes_no_person(oogst: Site) -> None:
    browser = oogst.browser("joined")
    assert browser.post(IDEAS, {"text": " ", "uuid": "u-3"}).status_code == 422
    with browser.client.session_transaction() as kept:
        assert "people" not in kept


def test_form_with_an_old_token_keeps_what_was_typed(oogst: Site) -> None:
    browser = oogst.browser("participant")
    answer = browser.client.post(IDEAS, data={"csrf_token": "old", "text": "Bewaar mij", "uuid": "u-4"})
    assert answer.status_code == 403
    assert "stond te lang open" in answer.text
    assert "Bewaar mij" in answer.text.split('id="idea-form"')[1].split("</form>")[0]
    assert "Bewaar mij" not in oogst.browser().get("/c/stad/fondsen").text


def test_form_from_another_site_fills_in_nothing_and_sets_no_cookie(oogst: Site) -> None:
    browser = oogst.browser("participant")
    answer = browser.client.post(
        IDEAS, data={"text": "Van elders", "uuid": "u-5"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert 'id="idea-form"' not in answer.text


def test_support_counts_a_person_once_and_can_be_taken_back(oogst: Site) -> None:
    number = _add(oogst, "Steun mij", "support-me")
    other = oogst.browser("participant")

    def support(on: int, counter: int) -> int:
        answer = other.post(f"{IDEAS}/{number}/steun", {"on": on, "counter": counter}, headers=JSON)
        assert answer.json is not None
        count: int = answer.json["idea"]["support"]
        return count

    assert [support(1, 1), support(1, 2), support(0, 4), support(1, 3)] == [1, 1, 0, 0]


def test_support_by_form_goes_back_to_the_idea_and_shows_it_as_given(oogst: Site) -> None:
    number = _add(oogst, "Steun per formulier", "support-form")
    other = oogst.browser("participant")
    answer = other.post(f"{IDEAS}/{number}/steun", {"on": 1})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/stad/fondsen#idee-{number}")
    item = other.get("/c/stad/fondsen").text.split(f'id="idee-{number}"')[1].split("</li>")[0]
    assert 'aria-pressed="true"' in item
    assert '<span class="support-count">1</span>' in item


def test_own_idea_can_be_withdrawn_and_somebody_elses_cannot(oogst: Site) -> None:
    browser = oogst.browser("participant")
    made = browser.post(IDEAS, {"text": "Even niet", "uuid": "withdraw"}, headers=JSON)
    assert made.json is not None
    number = made.json["idea"]["number"]
    refused = oogst.browser("participant").post(f"{IDEAS}/{number}/intrekken", {}, headers=JSON)
    assert refused.status_code == 403
    assert refused.json == {"error": {"code": "not_yours", "message": "Dit is van iemand anders."}}
    assert browser.post(f"{IDEAS}/{number}/intrekken", {}).status_code == 303
    assert "Even niet" not in browser.get("/c/stad/fondsen").text


def test_own_idea_is_edited_by_form_and_refused_words_stay_in_it(oogst: Site) -> None:
    browser = oogst.browser("participant")
    made = browser.post(IDEAS, {"text": "Eerste woorden", "uuid": "edit-form"}, headers=JSON)
    assert made.json is not None
    number = made.json["idea"]["number"]
    refused = browser.post(f"{IDEAS}/{number}/bewerken", {"text": "y" * (limits.IDEA_MAX_CHARACTERS + 1)})
    assert refused.status_code == 422
    form = refused.text.split(f'action="{IDEAS}/{number}/bewerken"')[1].split("</form>")[0]
    assert "y" * (limits.IDEA_MAX_CHARACTERS + 1) in form
    assert "er passen 500 tekens in" in form
    assert '<details class="own-fold" open>' in refused.text
    assert browser.post(f"{IDEAS}/{number}/bewerken", {"text": "Betere woorden"}).status_code == 303
    assert '<p class="idea-text">Betere woorden</p>' in browser.get("/c/stad/fondsen").text
    assert oogst.browser("participant").post(f"{IDEAS}/{number}/bewerken", {"text": "Gekaapt"}).status_code == 403


def test_name_is_asked_once_and_can_be_changed(oogst: Site) -> None:
    browser = oogst.browser("participant")

    def fold() -> str:
        return browser.get("/c/stad/fondsen").text.split('id="name-fold"')[1].split("</details>")[0]

    assert "is-asking" in fold()
    browser.post(IDEAS, {"text": "Zonder mijn naam", "uuid": "nameless"})
    assert ("is-asking" in fold(), "Zonder naam" in fold()) == (False, True)
    browser.post(IDEAS, {"text": "Met mijn naam", "name": "Anna", "uuid": "named"})
    assert ("Je naam: Anna" in fold(), 'value="Anna"' in fold()) == (True, True)


def test_taking_over_puts_the_words_into_the_notes_once(oogst: Site) -> None:
    number = _add(oogst, "Neem mij over", "take-over")
    first, second = oogst.browser("facilitator", name="Ahmed"), oogst.browser("facilitator", name="Fatima")
    assert first.post(f"{IDEAS}/{number}/overnemen", {"request": "r-1"}).status_code == 303
    refused = second.post(f"{IDEAS}/{number}/overnemen", {"request": "r-2"})
    assert refused.status_code == 409
    assert "Al overgenomen door Ahmed." in refused.text
    page = oogst.browser().get("/c/stad/fondsen").text
    notes = page.split('id="notes"')[1].split("</section>")[0]
    assert notes.count("Neem mij over") == 1
    assert "Overgenomen door Ahmed" in page.split(f'id="idee-{number}"')[1].split("</li>")[0]


def test_participant_cannot_take_over_hide_or_add_a_line(oogst: Site) -> None:
    number = _add(oogst, "Blijf eraf", "hands-off")
    browser = oogst.browser("participant")
    for path, data in (
        (f"{IDEAS}/{number}/overnemen", {"request": "p-1"}),
        (f"{IDEAS}/{number}/verbergen", {"hidden": 1}),
        ("/c/stad/fondsen/regel", {"request": "p-2", "kind": "note", "text": "Sluipregel"}),
    ):
        assert browser.post(path, data, headers=JSON).status_code == 403, path
    assert browser.get("/c/stad/fondsen/regel").status_code == 403
    page = oogst.browser().get("/c/stad/fondsen").text
    assert "Blijf eraf" in page
    assert "Sluipregel" not in page


def test_form_for_one_line_alone_is_the_pages_own(oogst: Site) -> None:
    facilitator = oogst.browser("facilitator")
    alone = facilitator.get("/c/stad/fondsen/regel").text
    page = facilitator.get("/c/stad/fondsen").text

    def form(text: str) -> str:
        found = text.split('<details id="line-details"')[1].split("</details>", maxsplit=1)[0]
        return re.sub(r'value="[^"]*"|\s+', " ", found)  # tokens and numbers differ each time

    assert form(alone) == form(page)
    assert 'id="to-line"' in alone
    assert "<html" not in alone


def test_hidden_idea_is_gone_for_participants_and_behind_a_fold_for_facilitators(oogst: Site) -> None:
    number = _add(oogst, "Verberg mij", "hide-me")
    facilitator = oogst.browser("facilitator")
    assert facilitator.post(f"{IDEAS}/{number}/verbergen", {"hidden": 1}).status_code == 303
    assert "Verberg mij" not in oogst.browser("participant").get("/c/stad/fondsen").text
    fold = facilitator.get("/c/stad/fondsen").text.split('id="hidden-ideas"')[1].split("</details>")[0]
    assert "Verberg mij" in fold
    facilitator.post(f"{IDEAS}/{number}/verbergen", {"hidden": 0})
    assert "Verberg mij" in oogst.browser("participant").get("/c/stad/fondsen").text


def test_line_form_puts_an_action_into_the_notes_and_the_outcomes_so_far(oogst: Site) -> None:
    facilitator = oogst.browser("facilitator")
    line = {"request": "l-1", "kind": "action", "text": "Werkgroep oprichten", "owner": "Fatima", "due": "15-01-2022"}
    assert facilitator.post("/c/stad/energienet/regel", line).status_code == 303
    page = oogst.browser().get("/c/stad/energienet").text
    assert "Werkgroep oprichten" in page.split('id="notes"')[1]


def test_refused_line_stays_in_its_form(oogst: Site) -> None:
    answer = oogst.browser("facilitator").post(
        "/c/stad/energienet/regel", {"request": "l-2", "kind": "action", "text": " ", "owner": "Fatima"}
    )
    assert answer.status_code == 422
    form = answer.text.split('id="line-form"')[1].split("</form>")[0]
    assert "Typ eerst een tekst." in form
    assert 'value="Fatima"' in form


def test_idea_in_a_locked_conference_is_refused_and_kept(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser"), oogst.browser("participant")
    organiser.post("/c/stad/regie/vastzetten", {"locked": 1})
    try:
        answer = participant.post(IDEAS, {"text": "Te laat", "uuid": "locked"}, headers=JSON)
        assert answer.status_code == 403
        assert answer.json is not None
        assert answer.json["error"]["code"] == "locked"
        assert "Vastgezet" in participant.get("/c/stad/fondsen").text
    finally:
        organiser.post("/c/stad/regie/vastzetten", {"locked": 0})
    assert participant.post(IDEAS, {"text": "Weer open", "uuid": "unlocked"}).status_code == 303


@pytest.mark.usefixtures("standing_minute")
def test_too_many_ideas_in_a_minute_are_refused_with_the_reason(oogst: Site) -> None:
    browser = oogst.browser("participant")
    statuses = [
        browser.post(IDEAS, {"text": f"Idee {each}", "uuid": f"many-{each}"}, headers=JSON).status_code
        for each in range(limits.IDEAS_PER_PERSON_PER_MINUTE + 1)
    ]
    assert statuses == [200] * limits.IDEAS_PER_PERSON_PER_MINUTE + [429]


def test_form_that_is_too_big_is_refused(oogst: Site) -> None:
    answer = oogst.browser("participant").post(IDEAS, {"text": "x" * (limits.FORM_MAX_BYTES + 1), "uuid": "big"})
    assert answer.status_code == 413
    assert "Dit is te groot" in answer.text


def test_line_that_is_refused_says_so_beside_the_field_it_is_about(oogst: Site) -> None:
    facilitator = oogst.browser("facilitator")
    form = {"request": "due-1", "kind": "action", "text": "Bellen", "owner": "Jan", "due": "ooit"}
    answer = facilitator.post("/c/stad/energienet/regel", form)
    assert answer.status_code == 422
    field = answer.text.split('id="line-due"')[1].split("</div>")[0]
    assert ('aria-invalid="true"' in field, "Deze datum begrijpen we niet." in field) == (True, True)
    assert 'id="line-text-error" hidden' in answer.text
    assert all(f'value="{value}"' in answer.text for value in ("Bellen", "Jan", "ooit"))
    facilitator.post("/c/stad/energienet/regel", {**form, "due": "15 januari 2027"})
    page = facilitator.get("/c/stad/energienet").text
    assert "De regel staat in de notities. Uiterlijk: vrijdag 15 januari 2027." in page


def test_own_last_lines_are_taken_back_and_no_others(oogst: Site) -> None:
    fatima, ahmed = oogst.browser("facilitator"), oogst.browser("facilitator")
    for number in range(4):
        fatima.post("/c/stad/energienet/regel", {"request": f"own-{number}", "kind": "note", "text": f"Eigen {number}"})
    offered = re.findall(r'class="own-line-words">(.*?)<', fatima.get("/c/stad/energienet").text)
    assert offered == ["Eigen 3", "Eigen 2", "Eigen 1"]
    assert 'class="own-line-words"' not in ahmed.get("/c/stad/energienet").text
    assert ahmed.post("/c/stad/energienet/regel/own-3/terug", {}).status_code == 403
    assert fatima.post("/c/stad/energienet/regel/own-3/terug", {}).status_code == 303
    page = fatima.get("/c/stad/energienet").text
    assert "De regel is weer weg." in page
    notes = page.split('id="notes"')[1].split("</section>")[0].split('id="line-form"')[0]
    assert [f"Eigen {number}" in notes for number in range(4)] == [True, True, True, False]
    assert fatima.post("/c/stad/energienet/regel/nergens/terug", {}).status_code == 404


def test_when_a_script_took_all_new_places_of_an_address_people_go_on_and_newcomers_keep_their_words(
    oogst: Site,
) -> None:
    address = "192.0.2.7"
    anna, newcomer = oogst.browser("participant"), oogst.browser("joined")
    for browser in (anna, newcomer):
        browser.client.environ_base["REMOTE_ADDR"] = address
    assert anna.post(IDEAS, {"text": "Anna is er al", "uuid": "anna-1"}, headers=JSON).status_code == 200
    while oogst.parts.throttle.allow(Counted.address(address), Act.NEW_PERSON):
        pass  # what is left of them; each drops its cookie
    answer = newcomer.post(IDEAS, {"text": "Ik kom net binnen", "name": "Bob", "uuid": "bob-1"})
    assert answer.status_code == 429
    assert "Er komen nu heel veel mensen tegelijk binnen." in answer.text
    assert "Ik kom net binnen</textarea>" in answer.text
    assert 'value="Bob"' in answer.text
    refused = newcomer.post("/c/stad/meedoen", {}, headers=JSON)
    assert (refused.status_code, refused.json["error"]["code"] if refused.json else "") == (429, "crowded")
    assert anna.post(IDEAS, {"text": "Anna gaat door", "uuid": "anna-2"}, headers=JSON).status_code == 200
    link = oogst.address(oogst.link("facilitator", "fondsen"))
    fatima = oogst.browser()
    fatima.client.environ_base["REMOTE_ADDR"] = address
    assert fatima.post(link, {"name": "Fatima"}).status_code == 303


def test_support_by_form_counts_whatever_the_phones_clock_said_before(oogst: Site) -> None:
    number = _add(oogst, "Gesteund met en zonder script", "form-counter")
    bob = oogst.browser("participant")
    ahead = 2**52  # the counter of a phone whose clock is far ahead
    for on, counter, expected in (("1", str(ahead), 1), ("0", None, 0), ("1", None, 1), ("0", str(ahead), 1)):
        fields = {"on": on} | ({"counter": counter} if counter else {})
        answer = bob.post(f"{IDEAS}/{number}/steun", fields, headers=JSON)
        assert answer.json is not None
        assert answer.json["idea"]["support"] == expected


def test_an_idea_withdrawn_twice_is_told_once(oogst: Site) -> None:
    browser = oogst.browser("participant")
    made = browser.post(IDEAS, {"text": "Toch niet", "uuid": "withdrawn-twice"}, headers=JSON).json
    assert made is not None
    address = f"{IDEAS}/{made['idea']['number']}/intrekken"
    first, second = (browser.post(address, {}, headers=JSON).json for _ in range(2))
    assert first is not None
    assert first["idea"]["state"] == "withdrawn"
    assert second == first
