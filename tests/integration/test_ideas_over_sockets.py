"""Ideas over real sockets: everybody in the room sees them at once, and only what they may see."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import socketio

from notes.ground import limits
from tests.integration.server import RunningServer

WAIT_SECONDS = 15.0
TOPIC = "fondsen"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the whole module; each test has ideas of its own."""
    with RunningServer(tmp_path_factory.mktemp("ideas")) as running:
        yield running


class Guest:
    """A connection that keeps everything it received."""

    def __init__(self, server: RunningServer, session: requests.Session, client_id: int | None = None) -> None:
        """Connect and join: as a writer with a client id, else as a viewer."""
        self.server = server
        self.received: list[tuple[str, dict[str, Any]]] = []
        self._changed = threading.Condition()
        self.socket = socketio.Client(serializer="msgpack", reconnection=False, http_session=session)
        self.socket.on("*", self._keep)
        self.socket.connect(server.address, transports=["websocket"])
        role = {"role": "writer" if client_id else "viewer", "client": client_id, "version": None}
        self.joined = self.ask("join", {"notepad": server.notepads[TOPIC], "epoch": None, "last": 0, **role})
        assert "error" not in self.joined, self.joined

    def ask(self, event: str, data: dict[str, Any]) -> dict[str, Any]:
        """Send an event and return the answer."""
        answer: dict[str, Any] = self.socket.call(event, data, timeout=WAIT_SECONDS)
        return answer

    def add(self, uuid: str, text: str) -> dict[str, Any]:
        """Add an idea and return it."""
        asked = {"topic": self.server.topics[TOPIC], "uuid": uuid, "text": text, "name": ""}
        idea: dict[str, Any] = self.ask("idea_add", asked)["idea"]
        return idea

    def newest(self, idea_id: int) -> dict[str, Any]:
        """Return the last that was received about an idea."""
        told = [idea for _, frame in self.received for idea in frame.get("ideas", []) if idea["id"] == idea_id]
        return told[-1] if told else {}

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something received makes this true."""
        with self._changed:
            assert self._changed.wait_for(condition, WAIT_SECONDS), f"waited for {what}: {self.received[-5:]}"

    def sees(self, idea_id: int, **facts: object) -> None:
        """Wait until this connection heard these facts of an idea."""
        self.wait_for(lambda: facts.items() <= self.newest(idea_id).items(), f"{facts}, has {self.newest(idea_id)}")

    def _keep(self, event: str, data: dict[str, Any]) -> None:
        with self._changed:
            self.received.append((event, data))
            self._changed.notify_all()


def become_somebody(server: RunningServer, session: requests.Session) -> None:
    """Make a participant's person, as the page's script does before it joins a room."""
    address = f"{server.address}/c/{server.slug}"
    page = session.get(f"{address}/{TOPIC}")
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    headers = {"X-CSRFToken": token, "Referer": address, "Accept": "application/json"}
    session.post(f"{address}/meedoen", headers=headers).raise_for_status()


@pytest.fixture
def guests(server: RunningServer) -> Iterator[Callable[..., Guest]]:
    """Makes connections, and closes them when the test is over."""
    made: list[Guest] = []

    def guest(role: str, client_id: int | None = None) -> Guest:
        session = server.session(role, f"{role} {client_id}", TOPIC if role == "facilitator" else None)
        if role == "participant":
            become_somebody(server, session)
        made.append(Guest(server, session, client_id))
        return made[-1]

    yield guest
    for one in made:
        one.socket.disconnect()


def test_an_idea_and_its_support_reach_writers_and_viewers_at_once(guests: Callable[..., Guest]) -> None:
    writer, author, other = guests("facilitator", 601), guests("participant"), guests("participant")
    idea = author.add("een-idee", "Een wasserij van de buurt")
    for one in (writer, author, other):
        one.sees(idea["id"], text="Een wasserij van de buurt", support=0, state="visible")
    for counter in (1, 1, 2):
        other.ask("idea_support", {"idea": idea["id"], "on": True, "counter": counter})
    for one in (writer, author, other):
        one.sees(idea["id"], support=1)
    other.ask("idea_support", {"idea": idea["id"], "on": False, "counter": 3})
    other.ask("idea_support", {"idea": idea["id"], "on": True, "counter": 2})  # late
    for one in (writer, author, other):
        one.sees(idea["id"], support=0)
    assert {event for event, _ in writer.received} <= {"frame"}
    assert {event for event, _ in other.received} <= {"beat"}
    assert author.add("een-idee", "Een wasserij van de buurt")["id"] == idea["id"]


def test_merged_ideas_and_hands_reach_everybody_and_support_under_way_counts(guests: Callable[..., Guest]) -> None:
    writer, author, other = guests("facilitator", 605), guests("participant"), guests("participant")
    kept, part = author.add("blijft", "Een buurtfonds"), other.add("dubbel", "Een fonds van de buurt")
    writer.ask("idea_merge", {"kept": kept["id"], "ideas": [part["id"]]})
    writer.ask("idea_hands", {"idea": kept["id"], "hands": 12})
    for one in (writer, author, other):
        one.sees(part["id"], into=kept["id"])
        one.sees(kept["id"], support=1, hands=12)
    third = guests("participant")
    third.ask("idea_support", {"idea": part["id"], "on": True, "counter": 1})
    for one in (writer, author, other):
        one.sees(kept["id"], support=2)
    for event, asked in (("idea_merge", {"kept": kept["id"], "ideas": [part["id"]]}), ("idea_hands", {"idea": 1})):
        assert third.ask(event, asked)["error"]["code"] == "denied"
    writer.ask("idea_separate", {"ideas": [part["id"]]})
    for one in (writer, author, other):
        one.sees(part["id"], into=None, support=1)
        one.sees(kept["id"], support=0)


def test_hidden_ideas_reach_no_participant_with_their_words(guests: Callable[..., Guest]) -> None:
    writer, author, other = guests("facilitator", 602), guests("participant"), guests("participant")
    idea = author.add("lelijk", "Woorden die weg moeten")
    other.sees(idea["id"], state="visible")
    writer.ask("idea_hide", {"idea": idea["id"], "hidden": True})
    other.sees(idea["id"], state="hidden")
    assert set(other.newest(idea["id"])) == {"id", "state", "rev"}
    writer.sees(idea["id"], state="hidden", text="Woorden die weg moeten")
    late = guests("participant")
    assert "Woorden die weg moeten" not in str(late.joined)
    # A page that was away meanwhile, or was kept on the device, hears that it is not to be shown.
    told = [each for each in late.joined["ideas"] if each["id"] == idea["id"]]
    assert [(set(each), each["state"]) for each in told] == [({"id", "state", "rev"}, "hidden")]
    other.ask("idea_support", {"idea": idea["id"], "on": True, "counter": 1})
    assert "Woorden" not in str([frame for _, frame in late.received])
    assert other.ask("idea_hide", {"idea": idea["id"], "hidden": False})["error"]["code"] == "denied"
    writer.ask("idea_hide", {"idea": idea["id"], "hidden": False})
    late.sees(idea["id"], text="Woorden die weg moeten")


def test_two_facilitators_take_over_at_the_same_moment_and_it_is_in_the_notes_once(
    server: RunningServer, guests: Callable[..., Guest]
) -> None:
    anna, bert, author = guests("facilitator", 603), guests("facilitator", 604), guests("participant")
    idea = author.add("over", "Samen een molen kopen")
    both = threading.Barrier(2)

    def take(one: Guest) -> dict[str, Any]:
        both.wait()
        request = f"over-{id(one)}"
        return one.ask("take_over", {"idea": idea["id"], "request": request, "after": None, "kind": None})

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(take, (anna, bert)))
    (done,) = [answer for answer in answers if "error" not in answer]
    (refused,) = [answer["error"] for answer in answers if "error" in answer]
    assert refused["code"] == "already_taken_over"
    assert refused["by"]
    assert server.log_text(TOPIC).count("Samen een molen kopen") == 1
    for one in (anna, bert, author):
        one.wait_for(lambda one=one: bool(one.newest(idea["id"]).get("taken_over")), "taken over")  # type: ignore[misc]  # bound on purpose
    again = [one.ask("take_over", {"idea": idea["id"], "request": done["request"], "after": None, "kind": None})
             for one in (anna, bert)]  # fmt: skip
    assert [answer for answer in again if "error" not in answer]
    assert server.log_text(TOPIC).count("Samen een molen kopen") == 1
    winner = anna if "error" not in answers[0] else bert
    assert "error" not in winner.ask("undo_take_over", {"request": done["request"]})
    assert "Samen een molen kopen" not in server.log_text(TOPIC)
    for one in (anna, bert, author):
        one.sees(idea["id"], taken_over=None)


def test_participants_may_not_take_over(guests: Callable[..., Guest]) -> None:
    author = guests("participant")
    idea = author.add("zelf", "Zelf overnemen")
    answer = author.ask("take_over", {"idea": idea["id"], "request": "zelf", "after": None, "kind": None})
    assert answer["error"]["code"] == "denied"


def test_a_script_that_leads_is_stopped_with_a_clear_message_and_its_colleague_goes_on(
    guests: Callable[..., Guest],
) -> None:
    script, colleague, author = guests("facilitator", 641), guests("facilitator", 642), guests("participant")
    idea = author.add("steeds-verborgen", "Steeds verborgen en terug")
    for number in range(limits.LEADING_ACTS_PER_PERSON_PER_MINUTE * 2):
        answer = script.ask("idea_hide", {"idea": idea["id"], "hidden": number % 2 == 0})
        if "error" in answer:
            break
    assert number >= limits.LEADING_ACTS_PER_PERSON_PER_MINUTE
    assert answer["error"]["code"] == "too_many"
    assert "te snel achter elkaar" in answer["error"]["message"]
    refused = script.ask("take_over", {"idea": idea["id"], "request": "te-veel", "after": None, "kind": None})
    assert refused["error"]["code"] == "too_many"
    shown = colleague.ask("idea_hide", {"idea": idea["id"], "hidden": False})
    assert shown["idea"]["state"] == "visible"


def test_an_idea_that_goes_before_the_room_is_joined_again_is_refused_in_the_conferences_language(
    server: RunningServer,
) -> None:
    session = server.session("participant", "")
    become_somebody(server, session)
    socket = socketio.Client(serializer="msgpack", reconnection=False, http_session=session)
    # What a browser's WebSocket asks for is not always what its pages ask for.
    socket.connect(server.address, headers={"Accept-Language": "en"}, transports=["websocket"])
    try:
        asked = {"topic": server.topics[TOPIC], "uuid": "te-lang", "text": "x" * 501, "name": ""}
        answer = socket.call("idea_add", asked, timeout=WAIT_SECONDS)
    finally:
        socket.disconnect()
    assert answer["error"]["message"].startswith("Dit is te lang"), answer
