"""Who stops reading costs a bounded amount, delays nobody, is dropped, and comes back for the difference."""

import base64
import socket
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

import msgpack
import pytest
import requests
import socketio
from websocket import ABNF, WebSocket, WebSocketException, create_connection

from tests.integration.server import RunningServer
from tests.integration.test_accidents import join_of, packet, typist
from tests.integration.test_bad_payloads import memory_kb
from tests.integration.typist import Typist

TOPIC = "fondsen"
PASTE = "가" * 60_000  # 180 kB in every frame, and within everybody's characters a minute three times
TYPISTS = 20
SLOW = 3  # a writer, a viewer, somebody on long polling
MOST_KB = 60_000
Beats = SimpleQueue[dict[str, Any]]


@pytest.fixture
def others(server: RunningServer) -> Iterator[list[Typist]]:
    """Typists who read what they are sent."""
    made = [typist(server, TOPIC, 600 + at) for at in range(TYPISTS)]
    yield made
    for one in made:
        one.disconnect()


def cookie_of(session: requests.Session) -> str:
    """Return what a browser sends along."""
    return "; ".join(f"{one.name}={one.value}" for one in session.cookies)


def join_and_read_no_more(
    server: RunningServer, session: requests.Session, join: dict[str, object]
) -> tuple[WebSocket, dict[str, Any]]:
    """Return a connection that reads the answer to its join, and then nothing; and the answer."""
    raw: WebSocket = create_connection(
        server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
        timeout=20,
        origin=server.address,
        cookie=cookie_of(session),
        sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 20_000)],
    )
    raw.recv()
    raw.send(packet(kind=0), opcode=ABNF.OPCODE_BINARY)
    raw.recv()
    raw.send(packet("join", join, answer=1), opcode=ABNF.OPCODE_BINARY)
    answer: dict[str, Any] = {}
    while answer.get("type") != 3:  # a frame may come before it
        answer = msgpack.unpackb(raw.recv())
    assert "error" not in answer["data"][0]
    return raw, answer["data"][0]


class Polling:
    """A long polling connection by hand: each request is one of the browser's."""

    def __init__(self, server: RunningServer, session: requests.Session) -> None:
        """Open it."""
        self._session = session
        self._address = f"{server.address}/socket.io/?EIO=4&transport=polling"
        opening = session.get(self._address, timeout=20).text
        self._address += "&sid=" + opening.split('"sid":"')[1].split('"')[0]

    def send(self, data: bytes) -> None:
        """Post one message."""
        body = "b" + base64.b64encode(data).decode()
        self._session.post(self._address, data=body, timeout=20).raise_for_status()

    def pong(self) -> None:
        """Say that this end lives, as who downloads slowly does."""
        self._session.post(self._address, data="3", timeout=20)

    def poll(self) -> requests.Response:
        """Ask for what there is."""
        return self._session.get(self._address, timeout=40)


def drops(server: RunningServer) -> int:
    """Return how many receivers the server says it dropped."""
    text = requests.get(f"{server.address}/metrics", timeout=5).text
    return int(float(text.split("\noogst_backlog_drops_total ")[1].split()[0]))


def attentive_viewer(server: RunningServer) -> tuple[socketio.Client, Beats]:
    """Return a viewer who reads every beat."""
    viewer = socketio.Client(serializer="msgpack", reconnection=False, http_session=server.session("participant", ""))
    beats: Beats = SimpleQueue()
    viewer.on("beat", beats.put)
    viewer.connect(server.address, transports=["websocket"])
    answer = viewer.call("join", view_of(server), timeout=20)
    assert "error" not in answer
    return viewer, beats


def view_of(server: RunningServer) -> dict[str, object]:
    """Return what a viewer's join asks."""
    notepad = server.notepads[TOPIC]
    return {"notepad": notepad, "epoch": None, "client": None, "last": 0, "role": "viewer", "version": None}


def paste_and_take_away(one: Typist, words: str, beats: Beats) -> None:
    """Put much into the notes and take it out again, once everybody who reads has seen it."""
    one.type(0, f"{words}{PASTE}\n\n")
    one.wait_until_saved()
    while words not in str(beats.get(timeout=20)["insert"]):
        continue
    one.delete(len(words), len(PASTE))
    one.wait_until_saved()


@pytest.mark.slow
def test_a_writer_a_viewer_and_a_poller_who_stop_reading_are_dropped_and_delay_nobody(
    server: RunningServer, others: list[Typist]
) -> None:
    slow_session = server.session("facilitator", "traag", TOPIC)
    writer, joined = join_and_read_no_more(server, slow_session, join_of(server, TOPIC, 700))
    viewer, _ = join_and_read_no_more(server, server.session("participant", ""), view_of(server))
    poller = Polling(server, server.session("facilitator", "verweg", TOPIC))
    poller.send(packet(kind=0))
    poller.poll()
    poller.send(packet("join", join_of(server, TOPIC, 701), answer=1))
    poller.poll()
    reader, beats = attentive_viewer(server)
    before = memory_kb(server)

    for turn in range(3 * TYPISTS):
        # They are to be dropped for their backlog; on a slow machine silence would end them before.
        for raw in (writer, viewer):
            with suppress(WebSocketException, OSError):
                raw.send("3")
        poller.pong()
        paste_and_take_away(others[turn % TYPISTS], f"beurt {turn}.", beats)
        if drops(server) == SLOW:
            break

    assert drops(server) == SLOW
    assert server.log.count("event=dropped reason=backlog") == SLOW
    assert memory_kb(server) - before < MOST_KB
    text = server.log_text(TOPIC)
    others[0].wait_for(lambda: {one.text for one in others} == {text}, "everybody has everything")
    assert [(one.resyncs, one.refused) for one in others] == [(0, [])] * TYPISTS
    reader.disconnect()

    with pytest.raises((WebSocketException, OSError)):
        read_to_the_end(writer)
    with pytest.raises((WebSocketException, OSError)):
        read_to_the_end(viewer)
    assert poller.poll().status_code == 400
    back = Typist(server.address, slow_session, server.notepads[TOPIC], 700)
    back.doc.apply_update(joined["update"])
    back.epoch, back.seq = joined["epoch"], joined["seq"]
    assert "error" not in back.connect()
    assert back.text == text
    back.type(0, "<weer terug>")
    back.wait_until_saved()
    others[0].wait_for(lambda: "<weer terug>" in others[0].text, "the others see who came back")
    back.disconnect()


def read_to_the_end(raw: WebSocket) -> None:
    """Read until the server's end is there; raises what that raises."""
    while raw.recv() not in ("", b""):
        continue
    raise ConnectionResetError
