"""The template's page: organisers only, nothing typed is lost, and what is shown is what the rounds get."""

import re

import pytest

from notes.domain.words import words_for
from notes.ground import limits
from tests.web.site import Browser, Site, plan

PAGE = "/c/stad/regie/sjabloon"
EVERYTHING = "## {ronde}\r\n\r\n**Leidende vraag:** {vraag}\r\n\r\n### Acties\r\n\r\n- [ ] Kaartjes ophalen @Jan"


def typed(page: str) -> str:
    """What the text area holds."""
    found = re.search(r'<textarea id="template".*?>\n(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return found[1]


def preview(page: str) -> str:
    return page.split('id="template-preview"')[1].split('id="template-nothing"', maxsplit=1)[0]


@pytest.mark.parametrize("role", ["reader", "participant", "facilitator"])
def test_nobody_but_an_organiser_sees_or_changes_it(oogst: Site, role: str) -> None:
    browser = oogst.browser(role)
    answers = [browser.get(PAGE).status_code]
    answers += [browser.post(PAGE, {"template": "## X", "act": act}).status_code for act in ("save", "preview")]
    assert answers == [403, 403, 403]
    assert typed(oogst.browser("organiser").get(PAGE).text) == ""


def test_without_its_token_the_form_is_refused(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    assert organiser.client.post(PAGE, data={"template": "## X"}).status_code == 403
    assert typed(organiser.get(PAGE).text) == ""


def test_saved_template_is_shown_filled_in_and_stays(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.post(PAGE, {"template": EVERYTHING, "act": "save"})
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = organiser.get(PAGE).text
    assert "Het sjabloon is bewaard." in page
    assert typed(page) == EVERYTHING.replace("\r", "")
    shown = preview(page)
    assert re.findall(r"<h\d>(.*?)</h\d>", shown) == ["Ronde I", "Acties"]
    assert "<strong>Leidende vraag:</strong> Wat kan er beter?" in shown
    assert 'id="template-state" class="field-hint" data-saved="1" hidden' in page
    organiser.post(PAGE, {"template": "", "act": "save"})
    assert "Bewaard: een ronde begint zonder sjabloon." in organiser.get(PAGE).text


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("x" * (limits.TEMPLATE_MAX_CHARACTERS + 1), f"er passen {limits.TEMPLATE_MAX_CHARACTERS} tekens in"),
        ("## {rondje} <b>", "We weten niet wat {rondje} is. Gebruik {ronde} voor de ronde"),
        ("## \x07", "Er staan tekens in die we niet kunnen bewaren."),
    ],
    ids=["too long", "unknown place", "control character"],
)
def test_refused_template_is_kept_beside_its_reason(oogst: Site, template: str, message: str) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.post(PAGE, {"template": template, "act": "save"})
    assert answer.status_code == 422
    field = answer.text.split('class="field is-wrong"')[1].split("</div>")[0]
    assert 'aria-invalid="true"' in field
    assert message in field.split('id="template-error"')[1]
    assert typed(answer.text) == template.replace("<", "&lt;").replace(">", "&gt;")
    assert typed(organiser.get(PAGE).text) == ""


def test_preview_and_standard_change_nothing(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    page = organiser.post(PAGE, {"template": "### Inzichten", "act": "preview"}).text
    assert re.findall(r"<h\d>(.*?)</h\d>", preview(page)) == ["Ronde I", "Inzichten"]
    standard = organiser.post(PAGE, {"template": "weg", "act": "standard"}).text
    assert typed(standard) == words_for("nl").round_template
    assert 'data-saved="0">' in standard
    assert typed(organiser.get(PAGE).text) == ""


def test_script_gets_the_preview_alone_and_cleaned(oogst: Site) -> None:
    answer = oogst.browser("organiser").post(
        PAGE, {"template": "<script>x</script> {vraag}", "act": "preview"}, headers={"Accept": "application/json"}
    )
    assert answer.json is not None
    assert "Wat kan er beter?" in answer.json["html"]
    assert "<script" not in answer.json["html"]


def test_standard_template_speaks_the_conferences_language(oogst: Site) -> None:
    oogst.add(plan("city", language="en"))
    organiser: Browser = oogst.browser("organiser", conf="city")
    page = organiser.post("/c/city/regie/sjabloon", {"act": "standard"}).text
    assert typed(page) == words_for("en").round_template
    assert "Guiding question:" in preview(page)
