"""The pages on which organisers edit: complaints stand beside their fields, and nothing typed is lost."""

import base64
import hashlib
import re

import pytest

from tests.web.site import Browser, Site, plan

ROOT = "/c/stad/regie/bewerken"
PATHS = ("", "/conferentie", "/programma/nieuw", "/programma/1", "/onderwerpen/nieuw", "/onderwerpen/fondsen")


def form_in(page: str) -> dict[str, str]:
    """What the page's own form would send."""
    form = page.split('<form class="card"')[1].split("</form>", maxsplit=1)[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (" checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)):
            found[name[1]] = value[1] if value else ""
    for name, rest in re.findall(r'<select id="[^"]*" name="([^"]*)"(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', rest)
        found[name] = chosen[1] if chosen else ""
    return found | dict(re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL))


def sent(browser: Browser, path: str, **changes: str) -> "tuple[int, str]":
    typed = form_in(browser.get(path).text)
    answer = browser.post(path, {**typed, **changes})
    return answer.status_code, answer.text


@pytest.fixture(scope="module")
def olga(oogst: Site) -> Browser:
    """An organiser."""
    return oogst.browser("organiser")


@pytest.mark.parametrize("role", ["reader", "participant", "facilitator"])
def test_nobody_but_an_organiser_sees_or_changes_anything(oogst: Site, role: str) -> None:
    browser = oogst.browser(role)
    assert [browser.get(ROOT + path).status_code for path in PATHS] == [403] * len(PATHS)
    posts = (*PATHS[1:], "/programma/1/weghalen", "/onderwerpen/fondsen/weghalen", "/onderwerpen/energienet/omhoog")
    assert [browser.post(ROOT + path, {"title": "X"}).status_code for path in posts] == [403] * len(posts)


def test_every_page_opens_and_what_it_shows_can_be_saved_as_it_is(olga: Browser) -> None:
    assert [olga.get(ROOT + path).status_code for path in PATHS] == [200] * len(PATHS)
    for path in ("/conferentie", "/programma/1", "/onderwerpen/fondsen"):
        assert sent(olga, ROOT + path)[0] == 303, path
    assert olga.get(f"{ROOT}/programma/999").status_code == 404
    assert olga.get(f"{ROOT}/onderwerpen/nergens").status_code == 404


def test_texts_reach_the_participants_and_a_wrong_one_is_said_beside_its_field(oogst: Site, olga: Browser) -> None:
    path = f"{ROOT}/conferentie"
    assert sent(olga, path, place="Pakhuis de Zwijger", subtitle="Werkconferentie")[0] == 303
    assert "Pakhuis de Zwijger" in oogst.browser().get("/c/stad").text
    status, page = sent(olga, path, title="", timezone="Mars/Base", description="Een <b>lang</b> verhaal")
    assert status == 422
    assert re.findall(r'id="(\w+)-error">([^<]+)<', page) == [
        ("title", "Vul dit in."),
        ("timezone", "Deze tijdzone kennen we niet. Schrijf bijvoorbeeld Europe/Amsterdam."),
    ]
    assert page.count('aria-invalid="true"') == 2
    assert "Een &lt;b&gt;lang&lt;/b&gt; verhaal</textarea>" in page
    assert 'role="alert">Er klopt iets niet.' in page
    assert "Mars/Base" not in olga.get(path).text


def test_two_organisers_in_one_field_see_both_and_the_second_decides(oogst: Site, olga: Browser) -> None:
    path, omar = f"{ROOT}/conferentie", oogst.browser("organiser", name="Omar")
    mine, theirs = form_in(olga.get(path).text), form_in(omar.get(path).text)
    assert omar.post(path, {**theirs, "organisers": "Omar en zo", "licence": "CC BY 4.0"}).status_code == 303
    answer = olga.post(path, {**mine, "organisers": "Olga en zo", "contact": "olga@example.org"})
    assert answer.status_code == 409
    assert "Iemand anders maakte ervan:" in answer.text
    beside = answer.text.split('id="organisers-theirs"')[1].split("</p>")[0]
    assert "<strong>Omar en zo</strong>" in beside
    assert 'value="Olga en zo"' in answer.text
    assert answer.text.count("field-theirs") == 1
    again = form_in(answer.text)
    assert olga.post(path, again).status_code == 303
    now = form_in(olga.get(path).text)
    assert [now[name] for name in ("organisers", "contact", "licence")] == [
        "Olga en zo",
        "olga@example.org",
        "CC BY 4.0",
    ]


def test_an_item_is_added_with_a_wrong_time_first_and_taken_away(oogst: Site, olga: Browser) -> None:
    path = f"{ROOT}/programma/nieuw"
    wrong = {"title": "Borrel", "kind": "break", "day": "2035-01-15", "from": "19:00", "to": "18:00"}
    status, page = sent(olga, path, **wrong)
    assert status == 422
    assert "Dit is niet later dan het begin." in page.split('id="to-error"')[1].split("</p>")[0]
    assert 'value="Borrel"' in page
    assert sent(olga, path, **{**wrong, "to": "23:30"})[0] == 303
    programme = oogst.browser().get("/c/stad").text
    assert "Borrel" in programme
    number = re.search(r'/programma/(\d+)"><strong>Borrel', olga.get(ROOT).text)
    assert number is not None
    gone = olga.post(f"{ROOT}/programma/{number[1]}/weghalen", {})
    assert gone.status_code == 303
    assert "Borrel" not in oogst.browser().get("/c/stad").text


def test_a_topic_gets_a_place_and_its_own_colour_that_pages_load(oogst: Site) -> None:
    oogst.add(plan("kleur"))
    organiser = oogst.browser("organiser", conf="kleur")
    root = "/c/kleur/regie/bewerken/onderwerpen"
    page = organiser.get(f"{root}/fondsen").text
    item = re.search(r'name="meets-(\d+)"', page)
    assert item is not None
    light = {"colour": "own", "own_colour": "#FFEE00", f"place-{item[1]}": "Bovenzaal"}
    status, page = sent(organiser, f"{root}/fondsen", **light)
    assert status == 422
    said = page.split('id="own_colour-error"')[1].split("</p>")[0]
    better = re.search(r"#[0-9a-f]{6}", said)
    assert better is not None
    assert 'value="#FFEE00"' in page
    assert sent(organiser, f"{root}/fondsen", **{**light, "own_colour": better[0]})[0] == 303
    name = better[0][1:]
    for path in ("/c/kleur", "/c/kleur/fondsen", "/c/kleur/regie", "/c/kleur/regie/posters/alles"):
        shown = organiser.get(path).text
        assert f'data-colour="{name}"' in shown, path
        assert f'href="/kleuren/{name}.css"' in shown, path
    assert "Bovenzaal" in organiser.get("/c/kleur/fondsen").text
    styles = organiser.get(f"/kleuren/{name}.css")
    assert (styles.mimetype, f"--topic:#{name}" in styles.text) == ("text/css", True)
    assert "/kleuren/" not in organiser.get("/c/stad").text
    wrong = ("ffee00", "zzzzzz", "00617c-", "00617c}body{x")
    assert [organiser.get(f"/kleuren/{each}.css").status_code for each in wrong] == [404] * 4
    facilitator = oogst.browser("facilitator", conf="kleur")
    report = facilitator.get("/c/kleur/verslag.html").text
    assert f'data-colour="{name}"' in report
    assert f"--topic:#{name}" in report
    assert facilitator.get("/c/kleur/verslag.pdf").data.startswith(b"%PDF-")
    assert facilitator.get("/c/kleur/verslag.json").json["topics"][0]["own_colour"] == better[0]  # type: ignore[index]  # it is a report


def test_the_published_page_may_have_the_styles_of_own_colours(oogst: Site) -> None:
    oogst.add(plan("kleur-uit"))
    organiser = oogst.browser("organiser", conf="kleur-uit")
    sent(organiser, "/c/kleur-uit/regie/bewerken/onderwerpen/fondsen", colour="own", own_colour="#7a1f5c")
    organiser.post("/c/kleur-uit/verslag/publiceren", {"status": "provisional"})
    answer = oogst.browser().get("/v/kleur-uit")
    style = answer.text.split("<style>")[1].split("</style>")[0]
    assert '[data-colour="7a1f5c"]{--topic:#7a1f5c}' in style
    source = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{source}'" in answer.headers["Content-Security-Policy"]


def test_a_topic_with_ideas_cannot_go_and_an_empty_one_says_what_goes(oogst: Site, olga: Browser) -> None:
    oogst.browser("participant").post("/c/stad/fondsen/ideeen", {"text": "Een idee", "uuid": "ed-1"})
    page = olga.get(f"{ROOT}/onderwerpen/fondsen").text
    assert "Hier staan al ideeën: 1." in page
    assert "/onderwerpen/fondsen/weghalen" not in page
    olga.post(f"{ROOT}/onderwerpen/fondsen/weghalen", {})
    assert "In dit onderwerp staan al notities of ideeën." in olga.get(ROOT).text
    assert sent(olga, f"{ROOT}/onderwerpen/nieuw", title="Tijdelijk", question="Waarom?")[0] == 303
    oogst.link("facilitator", "tijdelijk")
    page = olga.get(f"{ROOT}/onderwerpen/tijdelijk").text
    assert "Ook de links voor begeleiders van dit onderwerp stoppen (1)." in page
    assert olga.get("/c/stad/tijdelijk").status_code == 200
    olga.post(f"{ROOT}/onderwerpen/tijdelijk/weghalen", {})
    assert olga.get("/c/stad/tijdelijk").status_code == 404


def test_topics_go_up_and_the_programme_moves_to_another_day(oogst: Site) -> None:
    oogst.add(plan("orde", topics=3))
    organiser = oogst.browser("organiser", conf="orde")
    root = "/c/orde/regie/bewerken"
    organiser.post(f"{root}/onderwerpen/onderwerp-3/omhoog", {})
    titles = re.findall(r"<strong>([^<]*)</strong></a>", organiser.get(root).text.split('id="edit-topics"')[1])
    assert titles == ["Fondsen", "Onderwerp-3", "Energienet"]
    answer = organiser.post(f"{root}/programma/verschuiven", {"day": "morgen"})
    assert (answer.status_code, 'value="morgen"' in answer.text) == (422, True)
    for day in ("0001-01-01", "9999-12-31"):
        answer = organiser.post(f"{root}/programma/verschuiven", {"day": day})
        assert (answer.status_code, "Kies een jaar van 1990 tot en met 2200." in answer.text) == (422, True)


def test_two_topics_with_one_name_are_refused_beside_the_name(oogst: Site) -> None:
    oogst.add(plan("namen"))
    organiser = oogst.browser("organiser", conf="namen")
    for path in ("nieuw", "energienet"):
        status, page = sent(organiser, f"/c/namen/regie/bewerken/onderwerpen/{path}", title=" FONDSEN ")
        assert status == 422
        assert "Er is al een onderwerp met deze naam." in page.split('id="title-error"')[1].split("</p>")[0]
    assert sent(organiser, "/c/namen/regie/bewerken/onderwerpen/fondsen", title="Fondsen!")[0] == 303


def test_the_pages_speak_english_too(oogst: Site) -> None:
    oogst.add(plan("edit-en", language="en"))
    organiser = oogst.browser("organiser", conf="edit-en")
    status, page = sent(organiser, "/c/edit-en/regie/bewerken/onderwerpen/nieuw", title="")
    assert (status, "Fill this in." in page, ">New topic</h1>" in page) == (422, True, True)
