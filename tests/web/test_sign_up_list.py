"""The list is the organisers' alone; nothing in it runs in a spreadsheet; a list of elsewhere comes in once."""

import csv
import io
import re
import zipfile
from email import message_from_bytes, policy

import pytest
from sqlalchemy import insert, select

from notes.domain.sign_ups import SignUpForm
from notes.store import conferences, sign_ups
from notes.store.models import SignUpChoiceRow, SignUpRow
from notes.store.sign_ups import SignUpSettings
from tests.hostile import HACK, TAKEN
from tests.web.signing_up import of_conference, sign_up, take_sign_ups
from tests.web.site import Browser, Site
from tests.web.test_queries import counted

PAGES = (
    "aanmeldingen",
    "aanmeldingen/aanmeldingen.csv",
    "aanmeldingen/keuken",
    "aanmeldingen/invoeren",
    "aanmeldingen/mail",
    "aanmeldingen/mail/mails.zip",
    "deur",
    "deur/namen.json",
)


def fill(oogst: Site, slug: str, many: int) -> None:
    """Store so many sign-ups at once, each with a wish and a topic for the round."""
    with oogst.parts.database.writing() as session:
        conference = conferences.conference_by_slug(session, slug)
        assert conference is not None
        topics = conferences.topics(session, conference.id)
        item = topics[0].meetings[0].item_id

        def form(number: int) -> SignUpForm:
            diet = "Geen vlees" if number % 2 else "geen VLEES"
            return SignUpForm(name=f"Mens {number:04}", email=f"mens{number}@example.org", dinner=True, diet=diet)

        people = [(f"{slug}-{number}", form(number), "") for number in range(many)]
        sign_ups.add_several(session, conference.id, people, oogst.parts.clock.now())
        ids = session.scalars(select(SignUpRow.id).where(SignUpRow.conference_id == conference.id)).all()
        choices = [{"sign_up_id": key, "item_id": item, "topic_id": topics[key % 2].id} for key in ids]
        session.execute(insert(SignUpChoiceRow), choices)


@pytest.mark.parametrize("path", PAGES)
def test_the_list_is_for_organisers_only(oogst: Site, path: str) -> None:
    for role in ("reader", "participant", "facilitator"):
        assert oogst.browser(role).get(f"/c/stad/{path}").status_code == 403
    assert oogst.browser("organiser").get(f"/c/stad/{path}").status_code == 200


def test_the_list_is_searched_counted_and_opened(oogst: Site) -> None:
    take_sign_ups(oogst, "lijst", SignUpSettings(open=True, places=2))
    browser = oogst.browser()
    for name, email in (
        ("Zoë Öz", "zoe@example.org"),
        ("Ada L", "ada@bedrijf.example"),
        ("Bob 100%", "bob@example.org"),
    ):
        sign_up(browser, "lijst", name=name, email=email)
    organiser = oogst.browser("organiser", conf="lijst")
    found = {
        words: re.findall(
            r'sign-up-who"><strong>([^<]+)<', organiser.get("/c/lijst/aanmeldingen", query_string={"zoek": words}).text
        )
        for words in ("", "zoe oz", "BEDRIJF", "%", "_", "niemand")
    }
    assert found == {
        "": ["Ada L", "Bob 100%", "Zoë Öz"],
        "zoe oz": ["Zoë Öz"],
        "BEDRIJF": ["Ada L"],
        "%": ["Bob 100%"],
        "_": [],
        "niemand": [],
    }
    page = organiser.get("/c/lijst/aanmeldingen?staat=waiting").text
    assert ("Bob 100%" in page, "Ada L" in page) == (True, False)
    own = re.search(r'href="(/aanmelding/[^"]+)"', page)
    assert own is not None
    assert "Je staat op de wachtlijst" in organiser.get(own[1]).text


def test_five_thousand_are_listed_with_as_many_queries_as_five(oogst: Site) -> None:
    asked: dict[str, set[int]] = {}
    for slug, many in (("klein", 5), ("groot", 5_000)):
        take_sign_ups(oogst, slug)
        fill(oogst, slug, many)
        organiser = oogst.browser("organiser", conf=slug)
        for path in (
            "aanmeldingen",
            "aanmeldingen?zoek=mens&staat=placed",
            "aanmeldingen/aanmeldingen.csv",
            "aanmeldingen/keuken",
            "deur",
        ):
            organiser.get(f"/c/{slug}/{path}")
            asked.setdefault(path, set()).add(min(queries(oogst, organiser, f"/c/{slug}/{path}") for _ in range(2)))
    assert asked == {
        "aanmeldingen": {14},
        "aanmeldingen?zoek=mens&staat=placed": {14},
        "aanmeldingen/aanmeldingen.csv": {8},
        "aanmeldingen/keuken": {6},
        "deur": {4},
    }
    page = organiser.get("/c/groot/aanmeldingen?pagina=50").text
    assert ("Mens 4999" in page, "Mens 4899" in page, "Bladzijde 50 van 50" in page) == (True, False, True)
    kitchen = organiser.get("/c/groot/aanmeldingen/keuken").text
    assert re.search(r"<td>5000</td><td>geen VLEES</td>", kitchen)
    assert "Mens" not in kitchen


def test_an_address_that_is_there_twice_is_marked_and_nobody_refused(oogst: Site) -> None:
    take_sign_ups(oogst, "dubbel")
    browser, organiser = oogst.browser(), oogst.browser("organiser", conf="dubbel")
    own = [
        sign_up(browser, "dubbel", name=name, email=email).location
        for name, email in (("Ada", "ada@example.org"), ("Ada L", "ADA@example.org"), ("Bob", "bob@example.org"))
    ]

    def marked() -> list[str]:
        page = organiser.get("/c/dubbel/aanmeldingen").text
        lines = page.split('<li class="sign-up-line">')[1:]
        said = "Dit mailadres staat 2 keer op de lijst."
        return [line.partition("<strong>")[2].partition("</strong>")[0] for line in lines if said in line]

    assert marked() == ["Ada", "Ada L"]
    assert "Dit mailadres" in organiser.get("/c/dubbel/aanmeldingen?zoek=ada+l").text  # the other one is not shown
    assert oogst.browser().post(f"{own[1]}/afmelden", {}).status_code == 303
    assert marked() == []


def queries(oogst: Site, browser: Browser, path: str) -> int:
    oogst.parts.database._reader.dispose()
    with counted(oogst) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def test_nothing_in_the_file_is_a_formula_and_it_comes_back_in(oogst: Site) -> None:
    take_sign_ups(oogst, "formule")
    browser = oogst.browser()
    for number, words in enumerate(("=1+1", "+31 6 12345678", "-x", "@SUM(A1)", "＝1", TAKEN["formula"])):
        sign_up(browser, "formule", name=f"N{number}", email=f"n{number}@example.org", organisation=words)
    organiser = oogst.browser("organiser", conf="formule")
    data = organiser.get("/c/formule/aanmeldingen/aanmeldingen.csv").data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row[2][:1] for row in rows[1:]] == ["'"] * 6
    take_sign_ups(oogst, "terug")
    other = oogst.browser("organiser", conf="terug")
    brought(other, "terug", data)
    assert [one.form.organisation for one in of_conference(oogst, "terug")] == [
        one.form.organisation for one in of_conference(oogst, "formule")
    ]


def test_hostile_names_are_only_words_on_every_page_of_the_organisers(oogst: Site) -> None:
    take_sign_ups(oogst, "hard")
    with oogst.parts.database.writing() as session:
        conference = conferences.conference_by_slug(session, "hard")
        assert conference is not None
        for number, words in enumerate(TAKEN.values()):
            line = " ".join(words.split())[:90]
            form = SignUpForm(name=f"Xx {line}", organisation=line, dinner=True, diet=line, access_needs=line)
            key = f"hard-{number}"
            sign_ups.add(session, conference.id, form, key=key, request=key, at=oogst.parts.clock.now())
    organiser = oogst.browser("organiser", conf="hard")
    for path in ("aanmeldingen", "aanmeldingen/keuken", "deur?zoek=xx", "aanmeldingen/mail"):
        page = organiser.get(f"/c/hard/{path}").text
        for tag in (f"<script>{HACK}", "<img src=x", "<svg/onload", "<h1>Gekaapt"):
            assert tag not in page, path
    rows = list(
        csv.reader(io.StringIO(organiser.get("/c/hard/aanmeldingen/aanmeldingen.csv").data.decode("utf-8-sig")))
    )
    assert len(rows) == len(TAKEN) + 1
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    told = organiser.get("/c/hard/deur/namen.json").json
    assert told is not None
    assert len(told["guests"]) == len(TAKEN)


def brought(organiser: Browser, slug: str, data: bytes) -> str:
    """Bring a list in, in its two steps; return the first step's page."""
    organiser.get(f"/c/{slug}/aanmeldingen/invoeren")
    first = organiser.post(
        f"/c/{slug}/aanmeldingen/invoeren",
        {"file": (io.BytesIO(data), "lijst.csv")},
        content_type="multipart/form-data",
    )
    assert first.status_code == 200
    columns = {}
    for part in first.text.split("</select>"):
        chosen = re.search(r'name="(column-[a-z_]+)">.*value="(\d+)" selected', part, re.DOTALL)
        if chosen is not None:
            columns[chosen[1]] = chosen[2]
    fields = {**columns, "column-name": columns.get("column-name", ""), "text": data.decode(), "act": "import"}
    assert organiser.post(f"/c/{slug}/aanmeldingen/invoeren", fields).status_code == 303
    return first.text


def test_a_list_is_shown_first_then_comes_in_once(oogst: Site) -> None:
    take_sign_ups(oogst, "in", SignUpSettings(open=False, places=1))
    organiser = oogst.browser("organiser", conf="in")
    data = (
        b"Voornaam;Achternaam;E-mail;Dieet\nPiet;Puk;piet@example.org;vegan\nTom;Poes;tom@example.org;\nFout;;geen;\n"
    )
    organiser.get("/c/in/aanmeldingen/invoeren")
    preview = organiser.post(
        "/c/in/aanmeldingen/invoeren", {"file": (io.BytesIO(data), "l.csv")}, content_type="multipart/form-data"
    ).text
    assert "Erbij: 2. Staan er al: 0. Dubbel in het bestand: 0. Niet te lezen: 1." in preview
    assert "Op de wachtlijst komen er 1." in preview
    assert "Regel 4: Dit is geen e-mailadres." in preview
    assert of_conference(oogst, "in") == []
    for _twice in range(2):
        brought(organiser, "in", data)
    assert [(one.form.name, one.state.value, one.form.diet) for one in of_conference(oogst, "in")] == [
        ("Piet Puk", "placed", "vegan"),
        ("Tom Poes", "waiting", ""),
    ]
    assert organiser.post("/c/in/aanmeldingen/invoeren", {"text": ""}).status_code == 422


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\3\4\x14\0\6\0,", b""])
def test_what_is_no_table_is_said_to_be_none(oogst: Site, data: bytes) -> None:
    organiser = oogst.browser("organiser")
    organiser.get("/c/stad/aanmeldingen/invoeren")
    answer = organiser.post(
        "/c/stad/aanmeldingen/invoeren", {"file": (io.BytesIO(data), "lijst.png")}, content_type="multipart/form-data"
    )
    assert (answer.status_code, "Dit is geen CSV-bestand" in answer.text) == (422, True)


def test_a_long_list_fits(oogst: Site) -> None:
    take_sign_ups(oogst, "veel")
    organiser = oogst.browser("organiser", conf="veel")
    lines = "".join(
        f"Mens nummer {number},mens{number}@een-heel-lang-domein.example.org,Organisatie van nummer {number},geen noten\n"
        for number in range(2_000)
    )
    brought(organiser, "veel", f"Naam,E-mail,Organisatie,Dieet\n{lines}".encode())
    assert len(of_conference(oogst, "veel")) == 2_000


def test_mails_that_wait_are_taken_along_as_drafts_and_then_are_sent(oogst: Site) -> None:
    take_sign_ups(oogst, "post")
    sign_up(oogst.browser(), "post", name="Ada", email="ada@example.org")
    organiser = oogst.browser("organiser", conf="post")
    page = organiser.get("/c/post/aanmeldingen/mail").text
    assert "ada@example.org" in page
    packed = zipfile.ZipFile(io.BytesIO(organiser.get("/c/post/aanmeldingen/mail/mails.zip").data))
    [name] = packed.namelist()
    assert re.fullmatch(r"\d{5}-Bevestiging\.eml", name)
    mail = message_from_bytes(packed.read(name), policy=policy.default)
    assert (str(mail["To"]), str(mail["X-Unsent"]), mail["From"]) == ("ada@example.org", "1", None)
    body = mail.get_body()
    assert body is not None
    link = re.search(r"http://localhost(/aanmelding/\S+)", body.get_content())
    assert link is not None
    assert "Je bent aangemeld" in organiser.get(link[1]).text
    ids = re.search(r'name="ids" value="([\d,]+)"', page)
    assert ids is not None
    other = oogst.browser("organiser")
    other.post("/c/stad/aanmeldingen/mail/verstuurd", {"ids": ids[1]})
    assert "Er wacht geen mail." not in organiser.get("/c/post/aanmeldingen/mail").text
    organiser.post("/c/post/aanmeldingen/mail/verstuurd", {"ids": ids[1]})
    assert "Er wacht geen mail." in organiser.get("/c/post/aanmeldingen/mail").text


def test_who_opens_a_sign_up_from_the_list_is_told_for_whom_they_act(oogst: Site) -> None:
    take_sign_ups(oogst, "namens")
    sign_up(oogst.browser(), "namens", name="Piet Puk", email="piet@example.org")
    organiser = oogst.browser("organiser", conf="namens")
    link = re.search(r'href="(/aanmelding/[^"]+)"', organiser.get("/c/namens/aanmeldingen").text)
    assert link is not None
    said = "wat je verandert, doe je namens Piet Puk."
    assert said in organiser.get(link[1]).text
    assert [said in oogst.browser(role, conf="namens").get(link[1]).text for role in ("reader", "facilitator")] == [
        False,
        False,
    ]


def test_the_door_works_without_script_and_takes_an_act_once(oogst: Site) -> None:
    take_sign_ups(oogst, "deur")
    sign_up(oogst.browser(), "deur", name="Zoë van den Berg", email="zoe@example.org")
    organiser = oogst.browser("organiser", conf="deur")
    assert "Zoë" not in organiser.get("/c/deur/deur").text
    found = organiser.get("/c/deur/deur?zoek=be").text
    assert "Zoë van den Berg" in found
    assert "zoe@example.org" not in found
    [one] = of_conference(oogst, "deur")
    for _twice in range(2):
        answer = organiser.post(
            "/c/deur/deur/in", {"id": one.id, "request": "r1"}, headers={"Accept": "application/json"}
        )
        assert answer.json is not None
        assert answer.json["guest"]["at"] is not None
    answer = organiser.post("/c/deur/deur/zonder", {"name": "Zus", "request": "w1"})
    assert answer.status_code == 303
    told = organiser.get("/c/deur/deur/namen.json").json
    assert told is not None
    assert [(guest["name"], guest["at"] is not None) for guest in told["guests"]] == [
        ("Zoë van den Berg", True),
        ("Zus", True),
    ]
    assert set(told["guests"][0]) == {"id", "name", "about", "state", "at"}
    again = organiser.get(f"/c/deur/deur/namen.json?gezien={told['mark']}").json
    assert again == {"mark": told["mark"], "guests": None}
    organiser.post("/c/deur/deur/in", {"id": one.id, "request": "r2", "arrived": "0"})
    assert '<strong id="door-inside">1</strong>' in organiser.get("/c/deur/deur").text
    assert (
        organiser.post("/c/deur/deur/in", {"id": "9" * 30}, headers={"Accept": "application/json"}).status_code == 404
    )
    stranger = oogst.browser("facilitator", conf="deur")
    assert stranger.post("/c/deur/deur/in", {"id": one.id}).status_code == 403
