"""Access links: opening one changes nothing, its button gives the role, withdrawing stops it at once."""

from tests.web.site import Browser, Site, plan


def test_opening_a_link_changes_nothing(oogst: Site) -> None:
    link = oogst.link("facilitator", "fondsen")
    browser = oogst.browser()
    page = browser.get(oogst.address(link))
    assert page.status_code == 200
    assert "Je gaat naar Fondsen als begeleider" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    with browser.client.session_transaction() as kept:
        assert "people" not in kept
    assert 'id="line-form"' not in browser.get("/c/stad/fondsen").text


def test_button_gives_the_role_and_takes_the_secret_out_of_the_address(oogst: Site) -> None:
    browser = oogst.browser()
    answer = browser.post(oogst.address(oogst.link("facilitator", "fondsen")), {"name": "Fatima"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad/fondsen")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert 'id="line-form"' in browser.get("/c/stad/fondsen").text


def test_organisers_link_leads_to_the_desk(oogst: Site) -> None:
    answer = oogst.browser().post(oogst.address(oogst.link("organiser")), {"name": ""})
    assert answer.headers["Location"] == "/c/stad/regie"


def test_link_works_on_several_devices_and_another_one_stops_none(oogst: Site) -> None:
    link = oogst.link("facilitator", "fondsen")
    devices = [oogst.browser(), oogst.browser()]
    for device in devices:
        device.post(oogst.address(link), {"name": "Fatima"})
    oogst.link("facilitator", "fondsen")
    assert ['id="line-form"' in device.get("/c/stad/fondsen").text for device in devices] == [True, True]


def test_participant_who_uses_a_link_stays_the_same_person(oogst: Site) -> None:
    browser = oogst.browser("participant")
    before = _person(browser)
    browser.post(oogst.address(oogst.link("facilitator")), {"name": "Fatima"})
    assert _person(browser) == before
    assert 'id="line-form"' in browser.get("/c/stad/fondsen").text


def test_withdrawn_link_stops_at_once_for_who_used_it_and_who_opens_it(oogst: Site) -> None:
    link = oogst.link("facilitator", "fondsen", label="zaal 2")
    browser = oogst.browser()
    browser.post(oogst.address(link), {"name": "Fatima"})
    answer = oogst.browser("organiser").post(f"/c/stad/regie/links/{link}/intrekken", {})
    assert answer.status_code == 303
    assert 'id="line-form"' not in browser.get("/c/stad/fondsen").text
    assert oogst.browser().get(oogst.address(link)).status_code == 404
    assert oogst.browser().post(oogst.address(link), {"name": "x"}).status_code == 404


def test_forged_token_is_no_link(oogst: Site) -> None:
    link = oogst.link("organiser")
    for token in (link, f"{link}.", f"{link}.AAAAAAAAAAAAAAAAAAAAAAAA", f"x{oogst.address(link).split('/')[-1]}"):
        assert oogst.browser().get(f"/toegang/{token}").status_code == 404, token


def test_name_that_is_too_long_is_refused_and_kept(oogst: Site) -> None:
    browser = oogst.browser()
    answer = browser.post(oogst.address(oogst.link("facilitator")), {"name": "n" * 61})
    assert answer.status_code == 422
    assert "De naam is te lang: er passen 60 tekens in." in answer.text
    assert "n" * 61 in answer.text


def test_list_of_links_shows_no_secret_until_one_is_asked_for(oogst: Site) -> None:
    link = oogst.link("facilitator", "energienet", label="Ahmed")
    secret = oogst.address(link)
    organiser = oogst.browser("organiser")
    page = organiser.get("/c/stad/regie/links").text
    assert "Ahmed" in page
    assert "/toegang/" not in page
    shown = organiser.post(f"/c/stad/regie/links/{link}/toon", {}).text
    assert secret in shown
    assert shown.count("/toegang/") == 1


def test_new_link_is_shown_and_works(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.post("/c/stad/regie/links", {"for": str(oogst.topic_id("fondsen")), "label": "laptop <b>"})
    assert answer.status_code == 200
    assert "laptop &lt;b&gt;" in answer.text
    secret = answer.text.split('id="shown-link"')[1].split('value="')[1].split('"')[0]
    assert secret.startswith("http://localhost/toegang/")
    assert "Deze links werken alleen op deze computer." in answer.text
    browser = oogst.browser()
    browser.post(secret.removeprefix("http://localhost"), {"name": "F"})
    assert 'id="line-form"' in browser.get("/c/stad/fondsen").text


def test_withdrawing_is_asked_first_without_any_script(oogst: Site) -> None:
    link = oogst.link("facilitator", label="vraag eerst")
    page = oogst.browser("organiser").get("/c/stad/regie/links").text
    folds = [part.split("</details>")[0] for part in page.split('<details class="confirm">')]
    asked = next(fold for fold in folds if f"{link}/intrekken" in fold)
    assert 'Intrekken<span class="visually-hidden">: vraag eerst</span></summary>' in asked
    assert 'aria-label="Ja, intrekken: vraag eerst"' in asked.split("<form")[1]


def test_the_last_organiser_cannot_lock_everybody_out(oogst: Site) -> None:
    oogst.add(plan("alleen"))
    link = oogst.link("organiser", conf="alleen")
    organiser = oogst.browser()
    organiser.post(oogst.address(link), {"name": "Vera"})
    withdraw = f"/c/alleen/regie/links/{link}/intrekken"
    page = organiser.get("/c/alleen/regie/links").text
    assert withdraw not in page
    assert "Intrekken kan pas als er een tweede organisator is." in page
    refused = organiser.post(withdraw, {})
    assert refused.status_code == 409
    assert "Maak eerst een link voor een tweede organisator." in refused.text
    oogst.link("organiser", conf="alleen")
    assert withdraw in organiser.get("/c/alleen/regie/links").text
    assert organiser.post(withdraw, {}).status_code == 303


def test_facilitator_can_neither_see_nor_make_nor_withdraw_links(oogst: Site) -> None:
    link = oogst.link("organiser")
    facilitator = oogst.browser("facilitator")
    paths = ("/c/stad/regie/links", f"/c/stad/regie/links/{link}/toon", f"/c/stad/regie/links/{link}/intrekken")
    assert [facilitator.post(path, {"for": "organiser"}).status_code for path in paths] == [403, 403, 403]
    assert oogst.browser().get(oogst.address(link)).status_code == 200


def test_organiser_of_one_conference_is_nobody_in_another(oogst: Site) -> None:
    oogst.add(plan("ander"))
    organiser = oogst.browser("organiser")
    link = oogst.link("organiser", conf="ander")
    assert organiser.get("/c/ander/regie").status_code == 403
    assert organiser.post(f"/c/stad/regie/links/{link}/toon", {}).status_code == 404
    assert organiser.post(f"/c/stad/regie/links/{link}/intrekken", {}).status_code == 404


def _person(browser: Browser) -> object:
    with browser.client.session_transaction() as kept:
        return dict(kept["people"])
