"""Who wrote what is told to those who may write in the notepad, and to nobody else."""

import time
from typing import Any

import pytest

from notes.live.commands import MoveRoom, SetTopic
from notes.live.items import Join, Joined
from notes.store import notepads
from tests.web.site import Browser, Site, plan
from tests.web.test_queries import counted

# The notepad, its conference, the person, their links, the room, who wrote, and their links.
QUERIES = 7
DENIED = "Dat mag je hier niet. Vraag een organisator om een link. Wat je typte, is niet weg."
HOSTILE = ["</script><script>alert(1)</script>", '"; color: red', "Fatima (begeleider)", "ديما", "👩‍🌾"]


def pad_of(oogst: Site, conf: str = "stad", topic: str = "fondsen") -> int:
    """Return a topic's notepad."""
    with oogst.parts.database.reading() as session:
        facts = notepads.notepad_of_topic(session, oogst.topic_id(topic, conf))
    assert facts is not None
    return facts.id


def told(browser: Browser, notepad_id: int) -> dict[str, Any]:
    """Return the answer to somebody who gets one."""
    answer = browser.get(f"/notities/{notepad_id}/authors")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/json"
    assert answer.json is not None
    return dict(answer.json)


def writes_line(browser: Browser, text: str, conf: str = "stad") -> None:
    """Let somebody add a line by the form."""
    form = {"kind": "note", "text": text, "request": f"r-{conf}-{text}"}
    assert browser.post(f"/c/{conf}/fondsen/regel", form).status_code == 303


def person_in(browser: Browser) -> str:
    """Return the person id in a browser's cookie."""
    with browser.client.session_transaction() as cookie:
        ((_, person_id),) = cookie["people"].items()
    return str(person_id)


def lets_participants_write(oogst: Site, conf: str) -> tuple[int, str]:
    """Open a room for participants' typing; return its topic and an organiser's person id."""
    organiser, topic_id = person_in(oogst.browser("organiser", conf=conf)), oogst.topic_id("fondsen", conf)
    oogst.parts.engine.submit(MoveRoom(person_id=organiser, topic_id=topic_id, state="open"))
    switch = SetTopic(person_id=organiser, topic_id=topic_id, changes={"participants_write": True})
    oogst.parts.engine.submit(switch)
    return topic_id, organiser


def test_lines_ideas_and_template_are_told_as_what_they_are(oogst: Site) -> None:
    oogst.add(plan("wie"))
    fatima = oogst.browser("facilitator", name="Fatima", topic="fondsen", conf="wie")
    olga = oogst.browser("organiser", name="Olga", conf="wie")
    oogst.browser("participant", conf="wie").post(
        "/c/wie/fondsen/ideeen", {"text": "Een fonds", "name": "Karim", "uuid": "wie-1"}
    )
    writes_line(fatima, "van Fatima", "wie")
    writes_line(olga, "van Olga", "wie")
    writes_line(fatima, "weer van Fatima", "wie")
    assert fatima.post("/c/wie/fondsen/ideeen/1/overnemen", {"request": "over-1"}).status_code == 303
    found = told(olga, pad_of(oogst, "wie"))
    assert found["people"] == [
        {"person": 0, "name": "Fatima", "kind": "facilitator"},
        {"person": 1, "name": "Olga", "kind": "organiser"},
    ]
    origins = [one for one in found["clients"].values() if not one["template"]]  # seeded sooner or later
    assert sorted(one["person"] for one in origins if not one["idea"]) == [0, 0, 1]
    assert [one for one in origins if one["idea"]] == [
        {"person": 0, "idea": {"number": 1, "name": "Karim"}, "template": False}
    ]
    assert person_in(fatima) not in str(found)


def test_a_notepad_begins_with_its_template_and_nobody(oogst: Site) -> None:
    found = told(oogst.browser("facilitator"), pad_of(oogst, topic="energienet"))
    assert found["people"] == []
    assert list(found["clients"].values()) == [{"person": None, "idea": None, "template": True}]


@pytest.mark.parametrize(
    ("role", "topic", "status"),
    [
        ("reader", None, 403),
        ("joined", None, 403),
        ("participant", None, 403),
        ("facilitator", "energienet", 403),
        ("facilitator", "fondsen", 200),
        ("organiser", None, 200),
    ],
)
def test_only_who_may_write_is_told(oogst: Site, role: str, topic: str | None, status: int) -> None:
    fatima = oogst.browser("facilitator", name="Fatima de Geheime", topic="fondsen")
    writes_line(fatima, f"een regel voor {role} {topic}")
    answer = oogst.browser(role, topic=topic).get(f"/notities/{pad_of(oogst)}/authors")
    assert answer.status_code == status
    assert ("Fatima de Geheime" in answer.text) == (status == 200)
    if status == 403:
        assert answer.json == {"error": {"code": "denied", "message": DENIED}}


def test_a_participant_is_told_as_long_as_participants_write(oogst: Site) -> None:
    oogst.add(plan("mee"))
    topic_id, organiser = lets_participants_write(oogst, "mee")
    anna, path = oogst.browser("participant", conf="mee"), f"/notities/{pad_of(oogst, 'mee')}/authors"
    statuses = [anna.get(path).status_code]
    for state in ("frozen", "open"):
        oogst.parts.engine.submit(MoveRoom(person_id=organiser, topic_id=topic_id, state=state))
        statuses.append(anna.get(path).status_code)
    assert statuses == [200, 403, 200]


def test_another_conferences_facilitator_is_refused_and_no_notepad_is_not_found(oogst: Site) -> None:
    oogst.add(plan("elders"))
    stranger = oogst.browser("facilitator", conf="elders")
    assert stranger.get(f"/notities/{pad_of(oogst)}/authors").status_code == 403
    assert stranger.get("/notities/99999/authors").status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_back_as_a_name_with_its_true_role(oogst: Site, name: str) -> None:
    slug = f"naam-{HOSTILE.index(name)}"
    oogst.add(plan(slug))
    lets_participants_write(oogst, slug)
    sly = oogst.browser("participant", conf=slug)
    assert sly.post(f"/c/{slug}/naam", {"name": name}).status_code in (200, 303)
    join = Join(pad_of(oogst, slug), person_in(sly), writer=True, epoch=None, client_id=77, last=0, joined=True)
    assert isinstance(oogst.parts.engine.join("sly", join), Joined)
    found = told(oogst.browser("organiser", conf=slug), pad_of(oogst, slug))
    assert found["people"] == [{"person": 0, "name": name, "kind": "participant"}]
    assert found["clients"]["77"] == {"person": 0, "idea": None, "template": False}


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_queries_however_many_wrote(oogst: Site, count: int) -> None:
    slug = f"velen-{count}"
    oogst.add(plan(slug))
    organiser = oogst.browser("organiser", conf=slug)
    for number in range(count):
        writes_line(oogst.browser("facilitator", conf=slug), f"regel {number}", slug)
    path = f"/notities/{pad_of(oogst, slug)}/authors"
    numbers = []
    for _ in range(3):  # the engine's own threads may read something meanwhile
        with counted(oogst) as seen:
            assert len(organiser.get(path).json["people"]) == count  # type: ignore[index]  # told to an organiser
        numbers.append(len(seen))
    assert min(numbers) == QUERIES


def test_names_in_other_topics_are_told_to_who_leads_and_to_nobody_else(oogst: Site) -> None:
    oogst.add(plan("namen"))
    oogst.add(plan("ander"))
    fatima = oogst.browser("facilitator", topic="fondsen", conf="namen")
    for text in ("bellen @[Jan de Wit], @Bob en nog eens @Bob", "schrijven @Bob", "mail aan x@y.nl"):
        writes_line(fatima, text, "namen")
    writes_line(oogst.browser("facilitator", conf="ander"), "geheim @Vreemde", "ander")
    lets_participants_write(oogst, "namen")
    path = f"/notities/{pad_of(oogst, 'namen', 'energienet')}/namen"
    leader, end = oogst.browser("facilitator", topic="energienet", conf="namen"), time.monotonic() + 10
    while (answer := leader.get(path)).json != {"names": ["Bob", "Jan de Wit"]}:  # read from what is stored each second
        assert answer.status_code == 200
        assert time.monotonic() < end, answer.json
    for browser in (fatima, oogst.browser("participant", conf="namen"), oogst.browser("reader", conf="namen")):
        assert browser.get(path).status_code == 403
    own = f"/notities/{pad_of(oogst, 'namen')}/namen"
    assert oogst.browser("participant", conf="namen").get(own).status_code == 403  # may write there, and leads not
