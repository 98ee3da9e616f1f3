"""Rules learned from others' accidents (docs/architecture.md), against a real server: a test per rule."""

import json
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgpack
import pytest
import requests
from pycrdt import Doc, Text
from websocket import ABNF, WebSocket, WebSocketException, create_connection

from tests.integration.server import RunningServer
from tests.integration.test_bad_payloads import memory_kb
from tests.integration.typist import Typist

PIECE = "\x1e"  # between the packets of one long polling message


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the whole module; each test has a topic or a text of its own."""
    with RunningServer(tmp_path_factory.mktemp("accidents")) as running:
        yield running


def typist(server: RunningServer, topic: str, client_id: int, session: requests.Session | None = None) -> Typist:
    """Return a facilitator who is in the room."""
    made = Typist(
        server.address,
        session or server.session("facilitator", f"F{client_id}", topic),
        server.notepads[topic],
        client_id,
    )
    assert "error" not in made.connect()
    return made


def packet(*data: object, kind: int = 2, answer: int | None = None) -> bytes:
    """Return a Socket.IO packet as msgpack has it."""
    fields: dict[str, object] = {"type": kind, "nsp": "/", "data": list(data) if kind == 2 else {}}
    return bytes(msgpack.packb(fields if answer is None else {**fields, "id": answer}))


def join_of(server: RunningServer, topic: str, client_id: int) -> dict[str, object]:
    """Return what a writer's join asks."""
    return {"notepad": server.notepads[topic], "epoch": None, "client": client_id, "last": 0, "role": "writer"}


def updates(client_id: int, words: list[str], given: bytes | None = None) -> tuple[list[bytes], str]:
    """Return an update per word, typed one after the other at the beginning, and the text."""
    doc: Doc[Text] = Doc(client_id=client_id)
    notes = doc.get("notes", type=Text)
    if given:
        doc.apply_update(given)
    made, at = [], 0
    for word in words:
        before = doc.get_state()
        notes.insert(at, word)
        at += len(word.encode())
        made.append(doc.get_update(before))
    return made, str(notes)


def test_forty_people_open_a_new_room_at_the_same_moment_and_all_have_the_text(server: RunningServer) -> None:
    template = server.log_text("incubator")
    assert template
    sessions = [server.session("facilitator", f"F{at}", "incubator") for at in range(4)]
    people = [Typist(server.address, sessions[at % 4], server.notepads["incubator"], 4000 + at) for at in range(40)]
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda one: one.connect(), people))
    assert [answer for answer in answers if "error" in answer] == []
    assert {one.text for one in people} == {template}
    with ThreadPoolExecutor(40) as pool:
        list(pool.map(Typist.disconnect, people))


def test_a_resent_outbox_after_a_lost_answer_is_saved_once(server: RunningServer) -> None:
    anna = typist(server, "fondsen", 501)
    for turn in range(10):
        anna.type(0, f"<een keer {turn}>")
        anna._raw.sock.shutdown(socket.SHUT_RDWR)  # cut after sending, before the answer
        anna.reconnect()
    anna.wait_until_saved()
    text = server.log_text("fondsen")
    assert [text.count(f"<een keer {turn}>") for turn in range(10)] == [1] * 10
    assert text == anna.text
    anna.disconnect()


def test_updates_of_one_client_never_overtake_each_other(server: RunningServer) -> None:
    anna = typist(server, "energienet", 502)
    for at in range(300):
        anna.type(at, "abcdefghij"[at % 10])
    anna.wait_until_saved()
    assert server.log_text("energienet").startswith("abcdefghij" * 30)
    assert (anna.resyncs, anna.refused) == (0, [])
    anna.disconnect()


def test_a_gap_is_answered_with_resync_and_heals(server: RunningServer) -> None:
    anna = typist(server, "fondsen", 503)
    anna.type(0, "<nul>")  # not the first after the join: a gap in that is a refusal
    anna.wait_until_saved()
    epoch, anna.epoch = anna.epoch, None
    anna.type(0, "<een>")  # does not go on its way
    anna.epoch = epoch
    anna.type(5, "<twee>")
    anna.wait_for(lambda: anna.resyncs == 1, "resync")
    assert "<twee>" not in server.log_text("fondsen")
    assert "error" not in anna.join()
    anna.wait_until_saved()
    assert server.log_text("fondsen").count("<een><twee><nul>") == 1
    anna.disconnect()


def test_with_long_polling_25_messages_in_one_post_all_arrive(server: RunningServer) -> None:
    browser = server.session("facilitator", "P", "plenair")
    address = f"{server.address}/socket.io/?EIO=4&transport=polling"
    opened = json.loads(browser.get(address, timeout=10).text[1:])
    address += f"&sid={opened['sid']}"

    def post(*packets: bytes) -> None:
        body = PIECE.join("b" + b64encode(one).decode() for one in packets)
        answer = browser.post(address, data=body, headers={"Content-Type": "text/plain"}, timeout=10)
        assert answer.text == "OK"

    post(packet(kind=0))
    post(packet("join", join_of(server, "plenair", 504), answer=1))
    with requests.get(f"{server.address}/healthz", timeout=5) as healthy:
        assert healthy.ok
    reader = typist(server, "plenair", 505)
    made, text = updates(504, [f"<{at}>" for at in range(25)])
    frame = {"notepad": server.notepads["plenair"], "epoch": reader.epoch}
    post(*(packet("edit", {**frame, "n": at + 1, "update": one}) for at, one in enumerate(made)))
    reader.wait_for(lambda: text in reader.text, "all 25 messages")
    reader.disconnect()


def test_a_large_text_goes_up_and_comes_down_over_http(server: RunningServer) -> None:
    topic = "kamer-van-de-commons"
    anna = typist(server, topic, 506)
    (update,), _ = updates(506, ["🌾" * 150_000])
    page = anna.session.get(f"{server.address}/c/{server.slug}/{topic}")
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = anna.session.post(
        f"{server.address}/notities/{anna.notepad}/upload?epoch={anna.epoch}&client=506&n=1",
        data=update,
        headers={"X-CSRFToken": token, "Content-Type": "application/octet-stream", "Referer": server.address},
        timeout=20,
    )
    assert answer.json() == {"ok": True, "saved": 1}
    anna.wait_for(lambda: anna.text.count("🌾") == 150_000, "the frame with it")
    bert = Typist(server.address, server.session("facilitator", "B", topic), anna.notepad, 507)
    joined = bert.connect()
    assert (joined["fetch"], joined["update"]) == (True, None)
    assert bert.text == anna.text == server.log_text(topic)
    bert.type(0, "verder ")
    bert.wait_until_saved()
    for one in (anna, bert):
        one.disconnect()


def test_access_withdrawn_in_the_shell_reaches_an_open_socket(server: RunningServer) -> None:
    topic = "buurtcooperatie"
    anna = typist(server, topic, 508)
    told: list[dict[str, Any]] = []
    assert anna._socket is not None

    def hear(message: dict[str, Any]) -> None:
        told.append(message)
        anna._notify()

    anna._socket.on("rights", hear)
    server.shell("access-link", "withdraw", server.link("facilitator", topic))
    anna.wait_for(lambda: bool(told), "the news")
    assert told[0]["writes"] is False
    anna.type(0, "<na het intrekken>")
    anna.wait_for(lambda: anna.resyncs == 1 or bool(anna.refused), "an answer")
    assert anna.join()["error"]["code"] == "denied"
    assert "<na het intrekken>" not in server.log_text(topic)
    anna.disconnect()


def silent(server: RunningServer, topic: str, client_id: int) -> WebSocket:
    """Return a connection whose writer has joined and will never read again."""
    session = server.session("facilitator", "traag", topic)
    cookie = "; ".join(f"{one.name}={one.value}" for one in session.cookies)
    raw: WebSocket = create_connection(
        server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
        timeout=20, origin=server.address, cookie=cookie, sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 20_000)],
    )  # fmt: skip
    raw.recv()
    raw.send(packet(kind=0), opcode=ABNF.OPCODE_BINARY)
    raw.recv()
    raw.send(packet("join", join_of(server, topic, client_id), answer=1), opcode=ABNF.OPCODE_BINARY)
    raw.recv()
    return raw


def ask_for_ever(raw: WebSocket, question: bytes) -> None:
    """Send a question again and again, and read no answer."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        raw.send(question, opcode=ABNF.OPCODE_BINARY)


def test_who_never_reads_is_disconnected_and_costs_little_memory(server: RunningServer) -> None:
    anna = typist(server, "energienet", 509)
    anna.type(0, "x" * 100_000)
    anna.wait_until_saved()
    raw = silent(server, "energienet", 510)
    before = memory_kb(server)
    question = packet("rows", {"notepad": anna.notepad, "after": 0}, answer=2)  # each is answered with the text
    with pytest.raises((WebSocketException, OSError)):
        ask_for_ever(raw, question)
    assert f"event=dropped reason=backlog notepad={anna.notepad} person=" in server.log
    assert memory_kb(server) - before < 60_000
    anna.type(0, "de anderen typen door")
    anna.wait_until_saved()
    raw.close()
    anna.disconnect()
