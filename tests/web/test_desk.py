"""The desk: room states, switches and choices, for organisers only."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from notes.store import notepads
from notes.store.models import NotepadRow, ProgrammeItemRow, RoundStartRow
from tests.web.site import Site, plan

CHANGES = (
    ("/c/stad/regie/energienet/zaal", {"state": "frozen"}),
    ("/c/stad/regie/energienet/instellingen", {"participants_write": "1"}),
    ("/c/stad/verslag/keuzes", {"names_policy": "full"}),
    ("/c/stad/regie/vastzetten", {"locked": "1"}),
)


@pytest.mark.parametrize("role", ["reader", "participant", "facilitator"])
def test_nobody_but_an_organiser_changes_anything(oogst: Site, role: str) -> None:
    browser = oogst.browser(role)
    assert [browser.post(path, data).status_code for path, data in CHANGES] == [403] * len(CHANGES)
    desk = oogst.browser("organiser").get("/c/stad/regie").text
    assert "De conferentie is vastgezet" not in desk
    report = oogst.browser("organiser").get("/c/stad/verslag").text
    assert '<option value="none" selected>Geen namen' in report


def test_round_is_ended_and_taken_up_again(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    for state, shown in (("frozen", "Afgerond"), ("open", "Open")):
        answer = organiser.post("/c/stad/regie/energienet/zaal", {"state": state})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad/regie")
        chip = oogst.browser().get("/c/stad/energienet").text.split('id="room-state"')[1].split("</span>")[0]
        assert shown in chip


def test_desk_says_what_each_way_of_stopping_does_and_asks_before_locking(oogst: Site) -> None:
    desk = oogst.browser("organiser").get("/c/stad/regie").text
    ways = desk.split('class="ways-to-stop')[1].split("</ul>")[0]
    assert re.findall(r"<strong>(.*?)</strong>", ways) == ["Ronde afronden", "Zaal sluiten", "Vastzetten"]
    asked = desk.split('<details class="confirm">')[1].split("</details>")[0]
    assert "Conferentie vastzetten</summary>" in asked
    assert "Ja, vastzetten" in asked.split("<button")[1]


def test_unknown_state_is_refused_with_a_sentence(oogst: Site) -> None:
    organiser = oogst.browser("organiser")
    assert organiser.post("/c/stad/regie/energienet/zaal", {"state": "gone"}).status_code == 303
    assert "notice-error" in organiser.get("/c/stad/regie").text


def test_participants_may_type_where_the_switch_is_on(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser"), oogst.browser("participant")
    switches = "/c/stad/regie/fondsen/instellingen"
    organiser.post(switches, {"participants_write": "1", "ideas_open": "1", "early_ideas": "1"})
    assert '"writes":true' in participant.get("/c/stad/fondsen").text
    organiser.post(switches, {"ideas_open": "1", "early_ideas": "1"})
    assert '"writes":false' in participant.get("/c/stad/fondsen").text


def test_closed_idea_box_is_gone_but_an_idea_typed_before_still_arrives_as_waiting(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser"), oogst.browser("participant")
    switches = "/c/stad/regie/fondsen/instellingen"
    organiser.post(switches, {"early_ideas": "1"})
    page = participant.get("/c/stad/fondsen").text
    # Hidden, so that the page's script can bring it back when the box opens again.
    assert " hidden" in page.split('id="idea-form"')[1].split(">")[0]
    assert "Nieuwe ideeën staan hier nu uit." in page
    participant.post("/c/stad/fondsen/ideeen", {"text": "Was al getypt", "uuid": "closed-1"})
    assert "Was al getypt" not in oogst.browser().get("/c/stad/fondsen").text
    assert "Wacht op goedkeuring" in participant.get("/c/stad/fondsen").text  # its author sees that it is there
    assert "Was al getypt" in organiser.get("/c/stad/fondsen").text.split('id="hidden-ideas"')[1]
    organiser.post(switches, {"ideas_open": "1", "early_ideas": "1"})


def test_line_under_the_idea_box_follows_the_names_policy(oogst: Site) -> None:
    organiser, participant = oogst.browser("organiser"), oogst.browser("participant")
    assert "zonder je naam" in participant.get("/c/stad/fondsen").text
    organiser.post("/c/stad/verslag/keuzes", {"names_policy": "full"})
    assert "openbare verslag komen, met je naam" in participant.get("/c/stad/fondsen").text
    organiser.post("/c/stad/verslag/keuzes", {"names_policy": "none"})


def test_desk_counts_ideas_support_and_words(oogst: Site) -> None:
    made = oogst.browser("participant").post(
        "/c/stad/energienet/ideeen",
        {"text": "Zon op alle daken", "uuid": "desk-1"},
        headers={"Accept": "application/json"},
    )
    assert made.json is not None
    number = made.json["idea"]["number"]
    oogst.browser("participant").post(f"/c/stad/energienet/ideeen/{number}/steun", {"on": 1})
    desk = oogst.browser("organiser").get("/c/stad/regie").text
    room = desk.split('href="/c/stad/energienet"')[1].split("</dl>")[0]
    assert re.findall(r"<dd>(\d+)</dd>", room)[1:3] == ["1", "1"]


def test_report_is_previewed_and_downloaded_with_its_full_name(oogst: Site) -> None:
    facilitator = oogst.browser("facilitator")
    line = {"request": "rep-1", "kind": "decision", "text": "Er komt een fonds", "owner": "", "due": ""}
    facilitator.post("/c/stad/fondsen/regel", line)
    page = facilitator.get("/c/stad/verslag").text
    assert "<h1>Verslag: Conferentie stad – CONCEPT</h1>" in page
    answer = facilitator.get("/c/stad/verslag.md")
    assert answer.content_type == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"stad.md\"; filename*=UTF-8''Conferentie-stad.md"
    )
    assert answer.text.startswith("---\n")
    data = facilitator.get("/c/stad/verslag.json")
    assert data.headers["Content-Disposition"].startswith('attachment; filename="stad.json"')
    assert data.json is not None
    assert data.json["conference"]["title"] == "Conferentie stad"
    assert facilitator.get("/c/stad/verslag.exe").status_code == 404


def test_a_file_that_cannot_be_made_is_said_in_a_page(oogst: Site, caplog: pytest.LogCaptureFixture) -> None:
    facilitator = oogst.browser("facilitator")
    # Something new: a file that another test asked for is kept, and needs no making.
    oogst.browser("participant").post("/c/stad/fondsen/ideeen", {"text": "Nog in geen bestand", "uuid": "unmade-1"})
    oogst.parts.exports.__exit__(None, None, None)
    answer = facilitator.get("/c/stad/verslag.json")
    assert answer.status_code == 503
    assert "Dit bestand kon niet worden gemaakt" in answer.text
    assert "event=export_failed format=json reason=stopped" in caplog.text
    oogst.parts.exports.__enter__()
    assert facilitator.get("/c/stad/verslag.json").status_code == 200


def test_hidden_ideas_and_internal_lines_are_not_in_the_report(oogst: Site) -> None:
    facilitator = oogst.browser("facilitator")
    made = oogst.browser("participant").post(
        "/c/stad/fondsen/ideeen", {"text": "Geheim plan", "uuid": "secret-1"}, headers={"Accept": "application/json"}
    )
    assert made.json is not None
    facilitator.post("/c/stad/fondsen/regel", {"request": "int-1", "kind": "note", "text": "Intern: loonlijst"})
    assert "Geheim plan" in facilitator.get("/c/stad/verslag.md").text
    facilitator.post(f"/c/stad/fondsen/ideeen/{made.json['idea']['number']}/verbergen", {"hidden": 1})
    report = facilitator.get("/c/stad/verslag.md").text
    assert ("Geheim plan" in report, "loonlijst" in report) == (False, False)
    assert "loonlijst" not in oogst.browser().get("/c/stad/fondsen").text


def test_state_of_a_notepad_travels_as_bytes_with_its_number(oogst: Site) -> None:
    page = oogst.browser("facilitator")
    data = json.loads(page.get("/c/stad/fondsen").text.split('id="page-data">')[1].split("</script>")[0])
    answer = page.get(f"/notities/{data['notepad']}/state")
    assert answer.status_code == 200
    assert answer.content_type == "application/octet-stream"
    assert (answer.headers["X-Epoch"], answer.headers["X-Seq"].isdigit()) == (str(data["epoch"]), True)
    assert len(answer.data) > 10


@pytest.mark.parametrize(
    ("role", "query", "body", "status"),
    [
        ("reader", "epoch=1&client=5&n=1", b"x", 403),
        ("participant", "epoch=1&client=5&n=1", b"x", 403),
        ("facilitator", "", b"x", 422),
        ("facilitator", "epoch=1&client=5&n=1", b"x" * 1_000_001, 413),
    ],
    ids=["reader", "participant", "numbers missing", "too big"],
)
def test_upload_is_refused_with_a_code(oogst: Site, role: str, query: str, body: bytes, status: int) -> None:
    browser = oogst.browser(role)
    page = browser.get("/c/stad/fondsen").text
    data = json.loads(page.split('id="page-data">')[1].split("</script>")[0])
    address = f"/notities/{data['notepad']}/upload?{query}"
    answer = browser.client.post(
        address, data=body, headers={"X-CSRFToken": data["csrf"], "Accept": "application/json"}
    )
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["error"]["message"]


def room_of(desk: str, topic: str) -> str:
    """What the desk's card of a topic says."""
    return desk.split(f'href="/c/reden/{topic}"')[1].split('<form class="switches"', maxsplit=1)[0]


def test_desk_says_why_a_round_adds_nothing_and_nothing_is_added(oogst: Site) -> None:
    conference_id = oogst.add(plan("reden", round_template="### Besluiten"))
    fondsen, energienet = (oogst.topic_id(slug, "reden") for slug in ("fondsen", "energienet"))
    with oogst.parts.database.writing() as db:
        db.execute(update(NotepadRow).where(NotepadRow.topic_id == energienet).values(template=""))
        notes = {one.topic_id: one.id for one in notepads.notepads_of_conference(db, conference_id)}
    organiser = oogst.browser("organiser", conf="reden")

    def move(topic: str, state: str) -> str:
        organiser.post(f"/c/reden/regie/{topic}/zaal", {"state": state})
        return organiser.get("/c/reden/regie").text

    for topic in ("fondsen", "energienet"):
        move(topic, "open")  # by hand, or the clock may open it after it was closed
        move(topic, "closed")
    begun = "Ronde I is al begonnen: open je de zaal weer, dan komt het sjabloon er niet nog eens bij."
    own = "De notities begonnen met een eigen opzet: bij Ronde I komt het sjabloon er niet bij."
    with oogst.parts.database.writing() as db:  # as if they were never open
        db.execute(delete(RoundStartRow).where(RoundStartRow.topic_id.in_((fondsen, energienet))))
    desk = organiser.get("/c/reden/regie").text
    assert own in room_of(desk, "fondsen")
    assert "room-opening" not in room_of(desk, "energienet")  # there it is added
    assert "room-opening" not in room_of(move("energienet", "open"), "energienet")  # it is open
    after = oogst.parts.engine.text(notes[energienet])
    assert "### Besluiten" in after
    assert begun in room_of(move("energienet", "frozen"), "energienet")
    move("energienet", "open")
    assert oogst.parts.engine.text(notes[energienet]) == after
    move("fondsen", "open")
    assert "### Besluiten" not in oogst.parts.engine.text(notes[fondsen])
    with oogst.parts.database.writing() as db:  # the only round was days ago, and never began in fondsen
        then = datetime.now(UTC) - timedelta(days=3)
        past = {"starts_at": then, "ends_at": then + timedelta(hours=1)}
        db.execute(update(ProgrammeItemRow).where(ProgrammeItemRow.conference_id == conference_id).values(past))
        db.execute(delete(RoundStartRow).where(RoundStartRow.topic_id == fondsen))
    desk = move("fondsen", "closed")
    assert "Er begint nu geen ronde: open je de zaal, dan komt het sjabloon er niet bij." in room_of(desk, "fondsen")
    assert begun in room_of(move("energienet", "frozen"), "energienet")
    organiser.post("/c/reden/regie/sjabloon", {"template": "", "act": "save"})
    assert "room-opening" not in move("energienet", "frozen")
