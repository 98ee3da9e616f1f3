"""The history as pages and downloads: who may read it, and what may be done with a moment of it."""

import gzip
import json
import struct
from typing import Any

import pytest
from werkzeug.test import TestResponse

from notes.live.commands import AddLine, MoveRoom, SetChoices, SetTopic
from notes.store import history, notepads
from tests.web.site import Browser, Site

TOPIC = "/c/stad/fondsen"
HISTORY = f"{TOPIC}/geschiedenis"
SECRET = "Alleen voor ons"


@pytest.fixture(scope="module")
def written(oogst: Site) -> Site:
    """Notes of a template and three lines, one of them internal."""
    person = facilitator_id(oogst)
    for words in ("Intern: " + SECRET, "Samen sterk", "Nog een regel"):
        oogst.parts.engine.submit(
            AddLine(person_id=person, notepad_id=notepad(oogst), request=words, kind="note", text=words)
        )
    return oogst


def notepad(oogst: Site) -> int:
    with oogst.parts.database.reading() as db:
        facts = notepads.notepad_of_topic(db, oogst.topic_id("fondsen"))
    assert facts is not None
    return facts.id


def facilitator_id(oogst: Site, role: str = "facilitator", name: str = "Fatima") -> str:
    with oogst.browser(role, name=name).client.session_transaction() as cookie:
        person: str = next(iter(cookie["people"].values()))
    return person


def data_of(browser: Browser) -> dict[str, Any]:
    page = browser.get(HISTORY)
    assert page.status_code == 200
    data: dict[str, Any] = json.loads(page.text.split('id="page-data">')[1].split("</script>")[0])
    return data


def head_of(answer: TestResponse) -> dict[str, Any]:
    data = gzip.decompress(answer.data)
    (length,) = struct.unpack("<I", data[-4:])
    head: dict[str, Any] = json.loads(data[-4 - length : -4])
    return head


def posted(browser: Browser, what: str, **fields: str) -> TestResponse:
    return browser.client.post(
        f"{HISTORY}/{what}",
        data=fields,
        headers={"X-CSRFToken": data_of(browser)["csrf"], "Accept": "application/json"},
    )


def newest(oogst: Site) -> tuple[int, str]:
    with oogst.parts.database.reading() as db:
        facts = notepads.notepad(db, notepad(oogst))
    assert facts is not None
    return facts.seq, oogst.parts.engine.text(facts.id)


def test_only_who_leads_this_topic_reads_it_also_where_participants_type(written: Site) -> None:
    switch = SetTopic(
        person_id=facilitator_id(written, "organiser"),
        topic_id=written.topic_id("fondsen"),
        changes={"participants_write": True},
    )
    written.parts.engine.submit(switch)
    elsewhere = written.browser("facilitator", topic="energienet")
    for browser in (written.browser("reader"), written.browser("participant"), elsewhere):
        for path in ("", "/alles", "/versie.md?rij=2"):
            answer = browser.get(HISTORY + path)
            assert answer.status_code == 403
            assert SECRET.encode() not in answer.data
        assert f'href="{HISTORY}"' not in browser.get("/c/stad/fondsen").text
    for browser in (written.browser("facilitator", topic="fondsen"), written.browser("organiser")):
        assert f'href="{HISTORY}"' in browser.get("/c/stad/fondsen").text
        assert gzip.decompress(browser.get(f"{HISTORY}/alles").data).count(SECRET.encode()) == 1


def test_its_process_stands_ready_for_who_leads_the_topic_and_for_nobody_else(oogst: Site) -> None:
    pasts = oogst.parts.pasts
    pasts._worker.stop()
    pasts._worker.start()
    oogst.browser("participant").get(TOPIC)
    assert pasts._worker._process is None
    oogst.browser("facilitator").get(TOPIC)
    assert pasts._worker._process is not None


def test_the_whole_past_names_who_wrote_and_no_persons_id(written: Site) -> None:
    answer = written.browser("organiser", name="Olga").get(f"{HISTORY}/alles")
    assert (answer.headers["Content-Encoding"], answer.headers["Cache-Control"]) == ("gzip", "no-store")
    head = head_of(answer)
    (rows,) = struct.unpack_from("<I", gzip.decompress(answer.data))
    assert 0 < rows <= newest(written)[0]  # of its first part; what was read on stands in others
    assert head["people"][0] == "Fatima"
    assert [person for _client, person in head["clients"]][:4] == [-1, 0, 0, 0]
    with written.parts.database.reading() as db:
        ids = {claim.person_id for claim in notepads.clients(db, notepad(written)).values() if claim.person_id}
    assert ids
    assert not any(person_id.encode() in gzip.decompress(answer.data) for person_id in ids)


def test_a_version_is_handed_out_without_internal_lines(written: Site) -> None:
    browser = written.browser("facilitator")
    answer = browser.get(f"{HISTORY}/versie.md?rij=3&moment=20.14")
    assert "Samen sterk" in answer.text
    assert SECRET not in answer.text
    assert "Nog een regel" not in answer.text
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="fondsen.md"')
    assert "Fondsen-20-14.md" in answer.headers["Content-Disposition"]
    assert [browser.get(f"{HISTORY}/versie.md{query}").status_code for query in ("", "?rij=999", "?rij=-1")] == [
        404
    ] * 3


def test_a_moment_is_named_and_its_text_comes_back(written: Site) -> None:
    browser = written.browser("facilitator", name="Ahmed")
    seq, text = newest(written)
    assert posted(browser, "moment", row="3", name="Voor de pauze").json == {"name": "Voor de pauze"}
    assert posted(browser, "moment", row="3", name="").status_code == 422
    assert posted(browser, "terugzetten", row="3").json == {"row": seq + 1}
    assert newest(written) == (seq + 1, text.replace("- Nog een regel\n", "").replace("\n- Nog een regel", ""))
    assert posted(browser, "terugzetten", row=str(seq + 1)).json == {"row": None}
    assert posted(browser, "terugzetten", row="999").status_code == 404
    found = data_of(browser)["moments"]
    assert {"row": 3, "kind": "picked", "name": "Voor de pauze", "of": None} in found
    assert {"row": seq + 1, "kind": "restored", "name": "", "of": 3} in found
    posted(browser, "terugzetten", row=str(seq))
    assert newest(written)[1] == text


def test_rounds_are_called_by_their_name_and_a_locked_room_says_why_nothing_comes_back(written: Site) -> None:
    browser = written.browser("facilitator")
    organiser = facilitator_id(written, "organiser")
    before = newest(written)
    for state in ("frozen", "open"):
        written.parts.engine.submit(MoveRoom(person_id=organiser, topic_id=written.topic_id("fondsen"), state=state))
    named = [moment["name"] for moment in data_of(browser)["moments"] if moment["kind"] in ("start", "end")]
    assert named[-2:] == ["Einde van Ronde I", "Begin van Ronde I"]
    with written.parts.database.reading() as db:
        assert [one.kind for one in history.moments(db, notepad(written))][-2:] == ["end", "start"]
        conference = notepads.notepad(db, notepad(written))
    assert conference is not None

    def lock(*, on: bool) -> None:
        written.parts.engine.submit(
            SetChoices(person_id=organiser, conference_id=conference.conference_id, changes={"locked": on})
        )

    lock(on=True)
    try:
        for what in ("terugzetten", "moment"):
            answer = posted(browser, what, row="1", name="x")
            assert answer.status_code == 403
            assert answer.json is not None
            assert answer.json["error"]["code"] == "locked"
            assert "vastgezet" in answer.json["error"]["message"]
        page = browser.get(HISTORY).text
        assert "history-restore" not in page
        assert "history-download" in page
        assert newest(written) == before
    finally:
        lock(on=False)
