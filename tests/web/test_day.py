"""The desk's day by its forms, live parts that are the same as the page, and what phones are told and asked."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import update

from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from notes.store import conferences, desk
from notes.store.models import PersonRow
from tests.web.site import Browser, Site, site

DESK = "/c/dag/regie"


def programme() -> ConferencePlan:
    """Round I began an hour ago and has 30 minutes left, round II comes in an hour; the Kamer is open beside them."""
    now = datetime.now(UTC)

    def item(slug: str, title: str, kind: ItemKind, begins: int, ends: int) -> PlannedItem:
        starts, over = now + timedelta(minutes=begins), now + timedelta(minutes=ends)
        return PlannedItem(slug=slug, title=title, kind=kind, starts_at=starts, ends_at=over)

    def topic(slug: str, *meets: PlannedMeeting) -> PlannedTopic:
        return PlannedTopic(slug=slug, title=slug.capitalize(), question="Hoe dan?", meetings=meets)

    both = (PlannedMeeting(item="i", place="Zaal 1"), PlannedMeeting(item="ii", place="Zaal 1", places=1))
    return ConferencePlan(
        slug="dag",
        title="De dag",
        items=(
            item("i", "Ronde I", ItemKind.ROUND, -60, 30),
            item("ii", "Ronde II", ItemKind.ROUND, 60, 120),
            item("kamer", "Kamer", ItemKind.OPEN, -60, 120),
        ),
        topics=(
            topic("fondsen", *both),
            topic("energienet", PlannedMeeting(item="i"), PlannedMeeting(item="ii", places=40)),
            topic("kamer", PlannedMeeting(item="kamer")),
        ),
    )


@pytest.fixture
def dag(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own for each test: a day is run only once."""
    with site(tmp_path_factory.mktemp("dag"), programme()) as made:
        yield made


def item_id(dag: Site, slug: str) -> int:
    with dag.parts.database.reading() as db:
        found = conferences.conference_by_slug(db, "dag")
        assert found is not None
        return next(each.id for each in conferences.programme(db, found.id) if each.slug == slug)


def organiser(dag: Site, name: str) -> Browser:
    return dag.browser("organiser", name=name, conf="dag")


def presses(browser: Browser, dag: Site, slug: str, do: str, seen: int = 0) -> str:
    """Press a button of the desk; return what the desk says then."""
    answer = browser.post(f"{DESK}/programma/{item_id(dag, slug)}", {"do": do, "seen": seen})
    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    return said(browser.get(DESK).text)


def said(page: str) -> str:
    found = re.search(r'<div class="notice notice-\w+" role="\w+">(.*?)</div>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


def slot(html: str, name: str) -> str:
    """A live part of the desk, up to the next one."""
    return html.split(f'data-live="{name}"')[1].split("data-live=", maxsplit=1)[0]


def participant(dag: Site, *, came_minutes_ago: int = 90) -> Browser:
    """A participant who came before the rounds."""
    browser = dag.browser("participant", conf="dag")
    with dag.parts.database.writing() as db:
        came = datetime.now(UTC) - timedelta(minutes=came_minutes_ago)
        db.execute(update(PersonRow).values(created_at=came))
    return browser


def test_desk_shows_what_is_on_and_next_and_what_can_be_done(dag: Site) -> None:
    now = slot(organiser(dag, "Olga").get(DESK).text, "now")
    cards = re.findall(r"<h3>(.*?)</h3>\s*<p class=\"day-left\">(.*?)</p>", now)
    assert cards == [("Ronde I", "nog 29 min"), ("Kamer", "nog 119 min"), ("Ronde II", "begint over 60 min")]
    assert re.findall(r'aria-label="(.*?): Ronde I"', now) == ["Afronden", "+5 min", "+10 min"]
    assert re.findall(r'aria-label="(.*?): Ronde II"', now) == ["Nu beginnen", "5 min later", "10 min later"]


def test_a_round_is_run_from_the_desk_and_everything_is_undone(dag: Site) -> None:
    olga = organiser(dag, "Olga")
    assert presses(olga, dag, "i", "extend:10") == "‘Ronde I’ duurt 10 min langer."
    assert presses(olga, dag, "i", "end") == "‘Ronde I’ is afgerond."
    assert "Afgerond" in olga.get("/c/dag/fondsen").text.split('id="room-state"')[1].split("</span>")[0]
    assert presses(olga, dag, "ii", "delay:5") == "‘Ronde II’ begint 5 min later."
    for _ in range(3):
        acts = slot(olga.get(DESK).text, "acts")
        undo = re.search(rf'formaction="({DESK}/terug/\d+)"', acts)
        assert undo is not None
        olga.post(undo[1], {})
        assert said(olga.get(DESK).text) == "Teruggedraaid: alles staat weer zoals ervoor."
    assert "Ongedaan maken" not in slot(olga.get(DESK).text, "acts")
    assert "nog 29 min" in slot(olga.get(DESK).text, "now")


def test_a_room_that_is_over_counts_no_more_minutes(dag: Site) -> None:
    olga = organiser(dag, "Olga")

    def counts() -> list[bool]:
        return ['id="time-left"' in olga.get(address).text for address in ("/c/dag/fondsen", "/c/dag/fondsen/dag")]

    for state, counted in (("open", True), ("frozen", False), ("open", True)):
        olga.post(f"{DESK}/fondsen/zaal", {"state": state})
        assert counts() == [counted, counted], state
    assert 'id="time-left"' in olga.get("/c/dag/energienet").text  # the round goes on elsewhere
    olga.post(f"{DESK}/vastzetten", {"locked": "1"})
    assert counts() == [False, False]


def test_both_desks_are_told_the_truth_when_their_buttons_cross(dag: Site) -> None:
    olga, bert = organiser(dag, "Olga"), organiser(dag, "Bert")
    assert presses(olga, dag, "i", "end") == "‘Ronde I’ is afgerond."
    crossed = presses(bert, dag, "i", "extend:5")
    assert re.fullmatch(
        r"‘Ronde I’ duurt 5 min langer\. Net daarvoor: ‘Ronde I’ is afgerond \(Olga, \d\d\.\d\d\)\. Wat jij deed, geldt nu\.",
        crossed,
    )
    assert "Bert" in slot(olga.get(f"{DESK}/nu").text, "acts")
    again = presses(olga, dag, "i", "extend:5")
    assert again.startswith("Dat was al zo: ‘Ronde I’ duurt 5 min langer. Intussen gedaan: ")
    seen = re.search(r'name="seen" value="(\d+)"', bert.get(DESK).text)
    assert seen is not None
    assert presses(olga, dag, "i", "end", int(seen[1])) == "‘Ronde I’ is afgerond."


def test_live_parts_say_what_the_page_says_and_nothing_while_nothing_changes(dag: Site) -> None:
    olga = organiser(dag, "Olga")
    presses(olga, dag, "i", "extend:5")
    page, live = olga.get(DESK).text, olga.get(f"{DESK}/nu")
    names = re.findall(r'data-live="([\w-]+)"', live.text)
    assert sorted(names) == sorted(re.findall(r'data-live="([\w-]+)"', page))
    parts = [part.rstrip() for part in re.split(r"(?=<div[^>]*data-live=)", live.text)[1:]]
    assert [part for part in parts if part not in page] == []
    mark = live.headers["ETag"]
    assert olga.get(f"{DESK}/nu", headers={"If-None-Match": mark}).status_code == 304
    presses(olga, dag, "i", "end")
    assert olga.get(f"{DESK}/nu", headers={"If-None-Match": mark}).status_code == 200


def test_desk_is_the_organisers_alone(dag: Site) -> None:
    for role in ("reader", "participant", "facilitator"):
        browser = dag.browser(role, conf="dag")
        paths = (f"programma/{item_id(dag, 'i')}", "terug/1", "bericht", "bericht/1/intrekken", "vanzelf")
        assert {browser.post(f"{DESK}/{path}", {"do": "end"}).status_code for path in paths} == {403}
        assert browser.get(f"{DESK}/nu").status_code == 403


def test_facts_of_a_whole_conference_are_those_of_its_keys(dag: Site) -> None:
    olga = organiser(dag, "Olga")
    olga.post(f"{DESK}/bericht", {"text": "Koffie"})
    presses(olga, dag, "i", "extend:5")
    with dag.parts.database.reading() as db:
        every = desk.all_facts(db, 1)
        assert desk.facts(db, every) == every
    assert {key.partition(":")[0] for key in every} == {"item", "room", "topic", "lock", "auto_end", "message"}


def test_a_message_stands_on_every_page_until_it_is_withdrawn(dag: Site) -> None:
    olga, anna, fatima = organiser(dag, "Olga"), participant(dag), dag.browser("facilitator", conf="dag")
    olga.post(f"{DESK}/bericht", {"text": "Koffie <staat> klaar"})
    olga.post(f"{DESK}/bericht", {"text": "Alleen bij fondsen", "to": "fondsen"})

    def read(browser: Browser, path: str) -> list[str]:
        return re.findall(r"data-message.*?</strong> (.*?)</p>", browser.get(path).text)

    everybody = "Koffie &lt;staat&gt; klaar"
    for browser in (anna, fatima):
        assert read(browser, "/c/dag/fondsen") == ["Alleen bij fondsen", everybody]
        assert read(browser, "/c/dag/fondsen/dag") == ["Alleen bij fondsen", everybody]
        assert read(browser, "/c/dag/energienet") == [everybody]
        assert read(browser, "/c/dag") == [everybody]
        assert read(browser, "/c/dag/dag") == [everybody]
    back = re.findall(rf'formaction="({DESK}/bericht/\d+/intrekken)"', olga.get(DESK).text)
    assert len(back) == 2
    for path in back:
        olga.post(path, {})
    assert read(anna, "/c/dag/fondsen") == []


def test_a_refused_message_comes_back_into_its_box(dag: Site) -> None:
    olga = organiser(dag, "Olga")
    answer = olga.post(f"{DESK}/bericht", {"text": "x" * 281})
    page = olga.get(answer.headers["Location"]).text
    assert "x" * 281 in page.split('id="message-text"')[1].split("</textarea>")[0]
    assert "er passen 280 tekens in" in said(page)


def question(html: str, name: str = "here") -> list[str]:
    """What somebody is asked, and the buttons."""
    if f'data-asked="{name}"' not in html:
        return []
    part = html.split(f'data-asked="{name}"')[1].split("</section>", maxsplit=1)[0]
    words = [re.sub(r"<.*?>", "", each).strip() for each in re.findall(r"<button.*?>(.*?)</button>", part)]
    return [re.findall(r"<h2.*?>(.*?)</h2>", part)[0], *words]


def test_who_was_here_before_a_round_is_asked_once_where_they_are(dag: Site) -> None:
    anna = participant(dag)
    asked = ["Ronde I is begonnen. Waar zit je?", "2 Ik blijf hier", "1 Fondsen"]
    assert question(anna.get("/c/dag/energienet").text) == asked
    assert question(anna.get("/c/dag/kamer/dag").text) == [asked[0], "3 Ik blijf hier", "1 Fondsen", "2 Energienet"]
    first = item_id(dag, "i")
    answer = anna.post("/c/dag/waar", {"here": f"{first} fondsen"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/dag/fondsen")
    assert question(anna.get("/c/dag/fondsen").text) == []
    assert question(anna.get("/c/dag").text) == []
    presses(organiser(dag, "Olga"), dag, "ii", "start")
    assert question(anna.get("/c/dag/fondsen/dag").text)[:2] == [
        "Ronde II is begonnen. Waar zit je?",
        "1 Ik blijf hier",
    ]


def test_who_comes_later_or_scans_a_room_or_leads_is_not_asked(dag: Site) -> None:
    late = participant(dag, came_minutes_ago=5)
    assert question(late.get("/c/dag/energienet").text) == []
    assert question(dag.browser("facilitator", conf="dag").get("/c/dag/energienet").text) == []
    assert question(dag.browser(conf="dag").get("/c/dag/energienet").text) == []
    anna = participant(dag)
    page = anna.get(f"/c/dag/energienet?code={dag.codes['dag']}").text
    assert question(page) == []
    scanned = f"/c/dag/energienet/dag?sinds={int(datetime.now(UTC).timestamp() * 1000)}"
    assert question(anna.get(scanned).text) == []
    assert question(anna.get("/c/dag/energienet/dag").text) != []
    presses(organiser(dag, "Olga"), dag, "ii", "start")
    assert question(anna.get(scanned).text) != []  # a round that begins after the scan


def test_who_goes_where_is_seen_at_the_desk_and_locks_nobody_out(dag: Site) -> None:
    second = item_id(dag, "ii")
    people = [participant(dag) for _ in range(2)]
    for person in people:
        asked = question(person.get("/c/dag").text, "going")
        assert re.fullmatch(r"Ronde II begint om \d\d\.\d\d\. Waar ga je heen\?", asked[0])
        assert asked[1:] == ["1 Fondsen", "2 Energienet"]
        assert person.post("/c/dag/waar", {"going": f"{second} fondsen"}).status_code == 303
    assert question(people[0].get("/c/dag").text, "going")[-1] == "Ik weet het nog niet"
    going = unescape(slot(organiser(dag, "Olga").get(f"{DESK}/nu").text, "going"))
    assert re.findall(r"<strong>(.*?)</strong>", going) == ["2 van 1 plekken · vol", "0 van 40 plekken"]
    assert "bij ‘Fondsen’ wordt het vol. Bij ‘Energienet’ zijn nog 40 plekken." in going
    people[0].post("/c/dag/waar", {"going": str(second)})
    going = slot(organiser(dag, "Olga").get(f"{DESK}/nu").text, "going")
    assert re.findall(r"<strong>(.*?)</strong>", going) == ["1 van 1 plekken", "0 van 40 plekken"]


def test_a_room_that_is_open_and_silent_is_seen(dag: Site) -> None:
    olga = organiser(dag, "Olga")
    rooms = re.findall(r'data-live="room-(\d+)"', olga.get(DESK).text)
    quiet = slot(olga.get(DESK).text, f"room-{rooms[0]}")
    participant(dag).post("/c/dag/fondsen/ideeen", {"text": "Iets", "uuid": "dag-1"})
    busy = slot(olga.get(DESK).text, f"room-{rooms[0]}")
    assert ("Stil sinds" in quiet, "Stil sinds" in busy) == (True, False)


def test_a_round_that_ends_by_itself_says_so_on_the_phones(dag: Site) -> None:
    olga, anna = organiser(dag, "Olga"), participant(dag)
    assert "Stopt vanzelf" not in anna.get("/c/dag/fondsen").text
    olga.post(f"{DESK}/vanzelf", {"minutes": "10"})
    assert re.search(r"Stopt vanzelf om \d\d\.\d\d\.", anna.get("/c/dag/fondsen").text)
    assert "Stopt vanzelf" not in anna.get("/c/dag/kamer").text
    olga.post(f"{DESK}/vanzelf", {"minutes": "7"})
    assert "notice-error" in olga.get(DESK).text
