"""What a screen is shown: tries to get hidden words, internal lines, names or early ideas onto it, and to act with it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from limits import RateLimitItemPerMinute

from notes.ground import throttle
from notes.ground.system import SystemClock
from tests.web.site import Browser, Site, plan, site


class HandClock(SystemClock):
    """The time of day goes on when a test says so; what the engine waits by is real."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def now(self) -> datetime:
        """Return the hand's time."""
        return self.time

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by."""
        self.time += timedelta(seconds=seconds)


@pytest.fixture(scope="module")
def clock() -> HandClock:
    """The module's clock."""
    return HandClock()


@pytest.fixture(scope="module")
def oogst(tmp_path_factory: pytest.TempPathFactory, clock: HandClock) -> Iterator[Site]:
    """A running site by that clock."""
    with site(tmp_path_factory.mktemp("web"), clock=clock) as made:
        yield made


class Screen:
    """A projector: it opens its page, and asks."""

    def __init__(self, oogst: Site) -> None:
        self.browser = Browser(oogst.app.test_client())
        self.mark = ""

    def page(self) -> str:
        """Open the page."""
        return self.browser.get("/scherm").text

    def looks(self) -> str:
        """What it shows now; it is asked as the script does, and never told the same twice."""
        answer = self.browser.get("/scherm/nu")
        assert answer.status_code == 200
        again = self.browser.get("/scherm/nu", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        return answer.text

    @property
    def code(self) -> str:
        """The code that it shows."""
        found = re.search(r'screen-pairing-code"[^>]*>(\w{4})<', self.looks())
        assert found is not None
        return found[1]


def paired(oogst: Site, leader: Browser, topic: str = "fondsen", conf: str = "stad") -> tuple[Screen, int]:
    """A screen that a leader paired, and its number."""
    screen = Screen(oogst)
    screen.page()
    answer = leader.post(f"/c/{conf}/schermen", {"code": screen.code, "label": "Zaal", "topic": topic})
    assert answer.status_code == 303, answer.text
    return screen, int(answer.headers["Location"].rpartition("-")[2])


def shows(leader: Browser, number: int, view: str, topic: str = "fondsen", conf: str = "stad") -> None:
    """Let a leader choose what it shows."""
    assert leader.post(f"/c/{conf}/schermen/{number}", {"view": view, "topic": topic}).status_code == 303


def sends(participant: Browser, text: str, uuid: str) -> None:
    """Let a participant send an idea."""
    form = {"text": text, "uuid": uuid, "name": "Annemarie"}
    assert participant.post("/c/stad/fondsen/ideeen", form).status_code == 303


def number_of(oogst: Site, text: str) -> str:
    """The number of an idea, as its leaders' page has it."""
    page = oogst.browser("organiser").get("/c/stad/fondsen").text
    found = re.search(rf'id="idee-(\d+)"(?:(?!id="idee-).)*?{text}', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_a_screen_shows_a_code_and_after_pairing_how_to_join(oogst: Site) -> None:
    screen, _ = paired(oogst, oogst.browser("organiser"))
    shown = screen.looks()
    assert oogst.codes["stad"] in shown
    assert all(words in shown for words in ("Fondsen", "Wat kan er beter?", "data:image/svg+xml", ">localhost<"))


def test_a_screen_is_known_by_a_cookie_of_its_own_that_gives_no_other_right(oogst: Site) -> None:
    screen, number = paired(oogst, oogst.browser("organiser"))
    answer = screen.browser.get("/scherm")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("oogst_screen="))
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/scherm"))
    assert screen.browser.get("/c/stad/schermen").status_code == 403
    assert screen.browser.get("/c/stad/verslag").status_code == 403
    assert screen.browser.post(f"/c/stad/schermen/{number}", {"view": "all"}).status_code == 403
    assert screen.browser.post("/scherm", {"view": "all"}).status_code == 405
    assert 'id="idea-form"' not in screen.browser.get("/c/stad/fondsen").text


def test_a_cookie_that_was_not_made_here_is_a_new_screen(oogst: Site) -> None:
    screen, _ = paired(oogst, oogst.browser("organiser"))
    screen.looks()
    cookie = screen.browser.client.get_cookie("oogst_screen", path="/scherm")
    assert cookie is not None
    forged = Screen(oogst)
    forged.browser.client.set_cookie("oogst_screen", cookie.value[:-1] + "!", path="/scherm")
    assert forged.code


def test_ideas_come_fifteen_seconds_later_and_go_at_once(oogst: Site, clock: HandClock) -> None:
    leader, anna = oogst.browser("facilitator", topic="fondsen"), oogst.browser("participant")
    screen, number = paired(oogst, leader)
    shows(leader, number, "ideas")
    sends(anna, "Deelkelders", "later-1")
    clock.pass_seconds(14.9)
    assert "Deelkelders" not in screen.looks()
    clock.pass_seconds(0.1)
    shown = screen.looks()
    assert ("Deelkelders" in shown, "Annemarie" in shown) == (True, False)
    idea = number_of(oogst, "Deelkelders")
    leader.post(f"/c/stad/fondsen/ideeen/{idea}/verbergen", {"hidden": "1"})
    assert "Deelkelders" not in screen.looks()
    leader.post(f"/c/stad/fondsen/ideeen/{idea}/verbergen", {"hidden": "0"})
    assert "Deelkelders" in screen.looks()


def test_an_idea_that_is_hidden_in_time_never_reaches_a_screen(oogst: Site, clock: HandClock) -> None:
    leader, anna = oogst.browser("facilitator", topic="fondsen"), oogst.browser("participant")
    screen, number = paired(oogst, leader)
    shows(leader, number, "ideas")
    sends(anna, "Grofheden", "hidden-1")
    clock.pass_seconds(10)
    idea = number_of(oogst, "Grofheden")
    leader.post(f"/c/stad/fondsen/ideeen/{idea}/verbergen", {"hidden": "1"})
    clock.pass_seconds(60)
    assert "Grofheden" not in screen.looks()


def test_other_words_for_an_idea_wait_as_long_as_a_new_one(oogst: Site, clock: HandClock) -> None:
    leader, anna = oogst.browser("facilitator", topic="fondsen"), oogst.browser("participant")
    screen, number = paired(oogst, leader)
    shows(leader, number, "ideas")
    sends(anna, "Keurige woorden", "edited-1")
    clock.pass_seconds(20)
    assert "Keurige woorden" in screen.looks()
    idea = number_of(oogst, "Keurige woorden")
    assert anna.post(f"/c/stad/fondsen/ideeen/{idea}/bewerken", {"text": "Andere woorden"}).status_code == 303
    assert not re.search("Keurige|Andere woorden", screen.looks())
    clock.pass_seconds(15)
    assert "Andere woorden" in screen.looks()


def test_ideas_that_wait_for_approval_are_not_shown(oogst: Site, clock: HandClock) -> None:
    leader, anna = oogst.browser("organiser"), oogst.browser("participant")
    screen, number = paired(oogst, leader, "energienet")
    shows(leader, number, "ideas", "energienet")
    leader.post("/c/stad/regie/energienet/instellingen", {"approval": 1, "ideas_open": 1})
    anna.post("/c/stad/energienet/ideeen", {"text": "Wachtend plan", "uuid": "waits-1"})
    clock.pass_seconds(60)
    assert "Wachtend plan" not in screen.looks()
    leader.post("/c/stad/regie/energienet/instellingen", {"ideas_open": 1})


def test_organisers_choose_whether_ideas_come_at_once_or_only_when_put_there(oogst: Site, clock: HandClock) -> None:
    organiser, anna = oogst.browser("organiser"), oogst.browser("participant")
    screen, number = paired(oogst, organiser)
    shows(organiser, number, "ideas")
    sends(anna, "Zonnedaken", "choice-1")
    assert "Zonnedaken" not in screen.looks()
    organiser.post("/c/stad/schermen/instellingen", {"screen_ideas": "at_once", "screen_names": "1"})
    shown = screen.looks()
    assert ("Zonnedaken" in shown, "Annemarie" in shown) == (True, True)
    organiser.post("/c/stad/schermen/instellingen", {"screen_ideas": "chosen"})
    assert "Zonnedaken" not in screen.looks()
    choosing = organiser.get("/c/stad/schermen/ideeen").text
    found = re.search(r'id="idee-(\d+)">\s*<p>Zonnedaken', choosing)
    assert found is not None
    fatima, other = oogst.browser("facilitator", topic="fondsen"), oogst.browser("facilitator", topic="energienet")
    other.post(f"/c/stad/schermen/ideeen/{found[1]}", {"on": "1"})
    assert "Zonnedaken" not in screen.looks()
    fatima.post(f"/c/stad/schermen/ideeen/{found[1]}", {"on": "1"})
    assert "Zonnedaken" in screen.looks()
    fatima.post(f"/c/stad/schermen/ideeen/{found[1]}", {"on": "0"})
    assert "Zonnedaken" not in screen.looks()
    organiser.post("/c/stad/schermen/instellingen", {"screen_ideas": "later"})


def test_notes_and_outcomes_show_no_internal_line_and_no_name(oogst: Site) -> None:
    leader, anna = oogst.browser("facilitator", topic="fondsen"), oogst.browser("participant")
    screen, number = paired(oogst, leader)
    sends(anna, "Idee met naam", "name-1")
    leader.post(f"/c/stad/fondsen/ideeen/{number_of(oogst, 'Idee met naam')}/overnemen", {})
    lines = {"insight": "Geld is er", "note": "Intern: het GEHEIM", "quote": "Mest” — Kees", "action": "Bellen"}
    for kind, text in lines.items():
        leader.post("/c/stad/fondsen/regel", {"kind": kind, "text": text, "request": f"line-{kind}"})
    shows(leader, number, "notes")
    notes = screen.looks()
    assert all(words in notes for words in ("Idee met naam", "Geld is er", "Mest", "Bellen"))
    assert not re.search("GEHEIM|Annemarie|Kees", notes)
    shows(leader, number, "outcomes")
    outcomes = screen.looks()
    assert all(words in outcomes for words in ("Inzicht", "Geld is er", "Mest", "Nog geen eigenaar. Wie?"))
    assert not re.search("GEHEIM|Annemarie|Kees", outcomes)


def test_the_plenarys_view_shows_every_topic_of_a_round(oogst: Site) -> None:
    leader = oogst.browser("organiser")
    screen, number = paired(oogst, leader)
    leader.post(
        "/c/stad/energienet/regel",
        {"kind": "action", "text": "Zon kopen", "owner": "Sanne", "request": "all-1", "due": "15-01-2027"},
    )
    shows(leader, number, "all", "")
    shown = screen.looks()
    assert shown.count('class="screen-tile"') == 2
    assert all(words in shown for words in ("Fondsen", "Energienet", "Zon kopen", "Sanne", "15 jan 2027"))


def test_the_report_is_expected_and_then_online(oogst: Site) -> None:
    leader = oogst.browser("organiser")
    screen, number = paired(oogst, leader)
    shows(leader, number, "report", "")
    before = screen.looks()
    assert "Nog niet verschenen. Het komt na afloop van het programma:" in before
    assert re.search(r">localhost<wbr>/v/\d+<", before)
    leader.post("/c/stad/verslag/publiceren", {"status": "provisional"})
    after = screen.looks()
    assert ("Het verslag staat online" in after, "Versie 1 · voorlopig" in after) == (True, True)


def test_a_blank_screen_shows_nothing_and_then_what_it_showed(oogst: Site) -> None:
    leader = oogst.browser("organiser")
    screen, number = paired(oogst, leader)
    shows(leader, number, "blank")
    assert "Fondsen" not in screen.looks()
    shows(leader, number, "back")
    assert "Fondsen" in screen.looks()
    leader.post("/c/stad/schermen/leeg", {"on": "1"})
    assert 'data-kind="blank"' in screen.looks()


def test_a_screen_that_is_unpaired_shows_a_code_and_nothing_else(oogst: Site) -> None:
    leader = oogst.browser("organiser")
    screen, number = paired(oogst, leader)
    assert leader.post(f"/c/stad/schermen/{number}/ontkoppelen", {}).status_code == 303
    assert screen.code
    assert "Fondsen" not in screen.looks()


def test_a_screen_goes_on_after_a_new_start_and_one_that_waits_shows_another_code(tmp_path: Path) -> None:
    with site(tmp_path) as before:
        screen, number = paired(before, before.browser("organiser"))
        shows(before.browser("organiser"), number, "all", "")
        cookie = screen.browser.client.get_cookie("oogst_screen", path="/scherm")
        waiting = Screen(before)
        old, waits = waiting.code, waiting.browser.client.get_cookie("oogst_screen", path="/scherm")
    assert cookie is not None
    assert waits is not None
    with site(tmp_path, plan("anders")) as after:  # the same database under a new process's parts
        again, still = Screen(after), Screen(after)
        again.browser.client.set_cookie("oogst_screen", cookie.value, path="/scherm")
        still.browser.client.set_cookie("oogst_screen", waits.value, path="/scherm")
        assert 'data-kind="all"' in again.looks()
        assert len(still.code) == len(old)


def test_opening_screens_without_end_is_slowed_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(throttle._HOW_OFTEN, throttle.Act.OPEN_SCREEN, RateLimitItemPerMinute(3))
    with site(tmp_path) as oogst:
        known = Screen(oogst)
        known.page()
        assert [Screen(oogst).browser.get("/scherm").status_code for _ in range(3)] == [200, 200, 429]
        assert known.code


def test_a_screen_of_a_conference_that_is_not_public_shows_its_room_all_the_same(tmp_path: Path) -> None:
    with site(tmp_path, plan(public=False)) as oogst:
        leader = oogst.browser("organiser")
        screen, number = paired(oogst, leader)
        shows(leader, number, "notes")
        assert "Inzichten" in screen.looks()
