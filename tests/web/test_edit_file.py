"""The conference as a file, and another conference: nothing changes unseen, and nothing is lost."""

import io
import re
import tomllib
from typing import Any

import pytest
import tomli_w

from tests.web.site import Browser, Site, plan

FILE, NEW = "/c/{}/regie/bewerken/bestand", "/c/{}/regie/nieuw"


def file_of(browser: Browser, conf: str) -> dict[str, Any]:
    return tomllib.loads(browser.get(f"/c/{conf}/regie/bewerken/programma.toml").text)


def follows(browser: Browser, conf: str, data: dict[str, Any]) -> "tuple[int, str]":
    """Bring a file back and agree; returns the last answer."""
    page = browser.post(FILE.format(conf), {"toml": tomli_w.dumps(data)}).text
    seen = re.search(r'name="seen" value="(\w*)"', page)
    assert seen is not None, page
    answer = browser.post(FILE.format(conf), {"toml": tomli_w.dumps(data), "seen": seen[1], "act": "apply"})
    return answer.status_code, answer.text


def changes_in(page: str) -> list[str]:
    return re.findall(r"<li>([^<]*)</li>", page.split('class="plan-changes"')[1].split("</ul>", maxsplit=1)[0])


@pytest.mark.parametrize("role", ["reader", "participant", "facilitator"])
def test_nobody_but_an_organiser_gets_or_brings_a_file_or_makes_a_conference(oogst: Site, role: str) -> None:
    browser = oogst.browser(role)
    gets = (FILE.format("stad"), "/c/stad/regie/bewerken/programma.toml", NEW.format("stad"))
    assert [browser.get(path).status_code for path in gets] == [403] * 3
    assert [browser.post(path, {"toml": "x"}).status_code for path in (gets[0], gets[2])] == [403] * 2


def test_a_file_that_comes_back_as_it_went_changes_nothing(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.get("/c/stad/regie/bewerken/programma.toml")
    assert 'filename="stad.toml"' in answer.headers["Content-Disposition"]
    page = organiser.post(FILE.format("stad"), {"file": (io.BytesIO(answer.data), "stad.toml")}).text
    assert "Niets: het bestand zegt wat er al staat." in page
    assert ">Zo overnemen</button>" not in page


def test_changes_are_shown_first_and_made_after(oogst: Site) -> None:
    oogst.add(plan("bestand"))
    organiser = oogst.browser("organiser", conf="bestand")
    data = file_of(organiser, "bestand")
    data["place"] = "Nieuwe plek"
    data["code"] = "AAAAAA"
    data["topics"][0]["title"] = "Fondsen en geld"
    data["topics"] = [data["topics"][0], {"title": "Derde", "meetings": [{"item": "ronde-1"}]}, data["topics"][1]]
    page = organiser.post(FILE.format("bestand"), {"toml": tomli_w.dumps(data)}).text
    assert changes_in(page) == [
        "Onderwerp erbij: Derde",
        "Onderwerp anders: Fondsen en geld",
        "Van de conferentie anders: Plaats",
    ]
    assert "De deelnamecode blijft zoals hij is." in page
    assert "Nieuwe plek" not in organiser.get("/c/bestand").text
    assert follows(organiser, "bestand", data)[0] == 303
    shown = organiser.get("/c/bestand").text
    assert (
        "Nieuwe plek" in shown,
        "Fondsen en geld" in shown,
        oogst.codes["bestand"] == file_of(organiser, "bestand")["code"],
    ) == (True, True, True)
    assert [each["slug"] for each in file_of(organiser, "bestand")["topics"]] == ["fondsen", "derde", "energienet"]
    assert organiser.get("/c/bestand/derde").status_code == 200


def test_a_file_does_not_end_a_rehearsal_and_that_is_said(oogst: Site) -> None:
    oogst.add(plan("oefent", rehearsal=True))
    organiser = oogst.browser("organiser", conf="oefent")
    text = tomli_w.dumps(file_of(organiser, "oefent") | {"rehearsal": False})
    page = organiser.post(FILE.format("oefent"), {"toml": text}).text
    assert "Of het een oefening is, verandert niet door een bestand." in page


def test_a_file_that_would_lose_words_is_refused_as_a_whole(oogst: Site) -> None:
    oogst.add(plan("verlies"))
    organiser = oogst.browser("organiser", conf="verlies")
    oogst.browser("participant", conf="verlies").post(
        "/c/verlies/energienet/ideeen", {"text": "Een idee", "uuid": "loss-1"}
    )
    data = file_of(organiser, "verlies")
    data["place"] = "Nergens"
    data["topics"] = data["topics"][:1]
    status, page = follows(organiser, "verlies", data)
    assert (status, "In dit onderwerp staan al notities of ideeën." in page) == (409, True)
    assert "place" not in file_of(organiser, "verlies")
    assert "Nergens" in page  # what was brought is still there


def test_a_file_that_was_looked_at_before_somebody_else_changed_something_is_looked_at_again(oogst: Site) -> None:
    oogst.add(plan("race"))
    organiser = oogst.browser("organiser", conf="race")
    data = file_of(organiser, "race")
    data["place"] = "Mijn plek"
    page = organiser.post(FILE.format("race"), {"toml": tomli_w.dumps(data)}).text
    seen = re.search(r'name="seen" value="(\w*)"', page)
    assert seen is not None
    organiser.post("/c/race/regie/bewerken/onderwerpen/energienet/omhoog", {})
    form = {"toml": tomli_w.dumps(data), "seen": seen[1], "act": "apply"}
    answer = organiser.post(FILE.format("race"), form)
    assert (answer.status_code, "De onderwerpen staan in een andere volgorde." in answer.text) == (409, True)
    assert "place" not in file_of(organiser, "race")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = \n", "Regel 1, teken 9: hier klopt de opmaak niet."),
        ("", "Kies eerst een bestand."),
        ('slug = "a"', "De conferentie (bovenaan): title ontbreekt."),
        (
            'title = "A"\n[[topics]]\ntitle = "B"\ncolour = 99',
            "Onderwerp 1 ([[topics]]): colour moet 1 tot en met 8 zijn",
        ),
        (
            'title = "A"\n[[topics]]\ntitle = "B"\n[[topics.meetings]]\nitem = "x"',
            "Onderwerp 1 ([[topics]]), bijeenkomst 1 (meetings): er is geen programmaonderdeel x.",
        ),
    ],
    ids=["syntax", "empty", "no title", "colour", "item"],
)
def test_a_mistake_in_a_file_is_named_in_the_readers_language_and_the_file_is_kept(
    oogst: Site, text: str, said: str
) -> None:
    answer = oogst.browser("organiser").post(FILE.format("stad"), {"toml": text})
    assert answer.status_code == 422
    assert said in answer.text.split('id="toml-error"')[1].split("</p>")[0].replace("&#39;", "'")
    assert text.strip().replace('"', "&#34;") in answer.text


def test_a_large_file_fits_and_a_huge_one_is_refused(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    data = file_of(organiser, "stad")
    data["topics"] += [{"title": f"Onderwerp {number}", "template": "x" * 4_000} for number in range(30)]
    assert organiser.post(FILE.format("stad"), {"toml": tomli_w.dumps(data)}).status_code == 200
    assert organiser.post(FILE.format("stad"), {"toml": "x" * 400_001}).status_code == 413


def test_a_copy_has_the_programme_on_another_day_and_nothing_that_people_wrote(oogst: Site) -> None:
    oogst.add(plan("dit-jaar"))
    organiser = oogst.browser("organiser", conf="dit-jaar", name="Olga")
    oogst.browser("participant", conf="dit-jaar").post(
        "/c/dit-jaar/fondsen/ideeen", {"text": "Een idee van toen", "uuid": "copy-1"}
    )
    wrong = organiser.post(NEW.format("dit-jaar"), {"like": "copy", "title": "Volgend jaar", "day": "ooit"})
    assert (wrong.status_code, 'value="Volgend jaar"' in wrong.text, 'value="ooit"' in wrong.text) == (422, True, True)
    far = organiser.post(NEW.format("dit-jaar"), {"like": "copy", "title": "Volgend jaar", "day": "9999-12-31"})
    assert (far.status_code, "Kies een jaar van 1990 tot en met 2200." in far.text) == (422, True)
    answer = organiser.post(NEW.format("dit-jaar"), {"like": "copy", "title": "Volgend jaar", "day": "2035-06-01"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/volgend-jaar/regie/links")
    links = organiser.get("/c/volgend-jaar/regie/links").text
    assert "Link voor een tweede organisator maken" in links
    made = organiser.post("/c/volgend-jaar/regie/links", {"for": "organiser", "label": "Omar"}).text
    assert made.count("/toegang/") == 1
    assert "Link voor een tweede organisator maken" not in organiser.get("/c/volgend-jaar/regie/links").text
    data = file_of(organiser, "volgend-jaar")
    assert [each["title"] for each in data["topics"]] == ["Fondsen", "Energienet"]
    assert (str(data["items"][0]["from"])[:10], data["rehearsal"]) == ("2035-06-01", True)
    assert data["topics"][0]["template"] == "## Inzichten\n\n- "
    assert "Een idee van toen" not in organiser.get("/c/volgend-jaar/fondsen").text
    assert organiser.get("/c/dit-jaar/regie").status_code == 200
    assert oogst.browser("organiser").get("/c/volgend-jaar/regie").status_code == 403


def test_an_empty_conference_and_one_from_a_file_are_made_beside_this_one(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    answer = organiser.post(
        NEW.format("stad"), {"like": "empty", "title": "Empty one", "day": "2035-06-01", "language": "en"}
    )
    assert answer.status_code == 303, answer.text
    data = file_of(organiser, "empty-one")
    assert (data["language"], len(data["topics"]), data["items"][0]["kind"]) == ("en", 1, "plenary")
    content = 'title = "Uit een bestand"\n[[topics]]\ntitle = "B"'
    answer = organiser.post(NEW.format("stad"), {"like": "file", "file": (io.BytesIO(content.encode()), "x.toml")})
    assert answer.headers["Location"] == "/c/uit-een-bestand/regie/links"
    assert "als oefening" in organiser.get("/c/uit-een-bestand/regie/links").text
    real = f"rehearsal = false\n{content}".replace("Uit een bestand", "Meteen echt")
    organiser.post(NEW.format("stad"), {"like": "file", "file": (io.BytesIO(real.encode()), "x.toml")})
    page = organiser.get("/c/meteen-echt/regie/links").text
    assert "is geen oefening" in page
    assert "als oefening" not in page
    nothing = organiser.post(NEW.format("stad"), {"like": "file"})
    assert (nothing.status_code, "Kies eerst een bestand." in nothing.text) == (422, True)
    wrong = organiser.post(NEW.format("stad"), {"like": "file", "file": (io.BytesIO(b"x = ]"), "x.toml")})
    assert (wrong.status_code, "hier klopt de opmaak niet" in wrong.text) == (422, True)
