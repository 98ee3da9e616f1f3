"""Whatever a client sends, it gets an error answer and the server goes on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
from websocket import WebSocket, WebSocketException, create_connection

from tests.integration.server import RunningServer
from tests.integration.typist import Typist

NONSENSE: tuple[Any, ...] = (
    None, 0, -1, 2**60, 1.5, True, "tekst", b"bytes", [], [[[[]]]], {}, {"notepad": "1"}, {"notepad": [1]},
    {"notepad": -1, "role": "writer", "last": 0}, {"notepad": 1, "role": "koning", "last": 0},
    {"notepad": 10**9, "role": "viewer", "last": 0}, {"idea": None}, {"ideas": [], "kept": 1}, {"ideas": [None], "kept": 1}, {"ideas": [2**60]}, {"topic": 1, "uuid": 5, "text": [], "name": {}},
    {"notepad": 1, "epoch": 1, "n": 1, "update": "geen bytes"}, {"notepad": 1, "anchor": [1, 2], "head": [[], [], []]},
)  # fmt: skip
EVENTS = (
    "join", "rows", "edit", "cursor", "leave", "visible", "mismatch", "idea_add", "idea_edit", "idea_withdraw",
    "idea_support", "idea_hide", "take_over", "undo_take_over", "notes_line", "undo_line",
    "idea_merge", "idea_separate", "idea_hands", "idea_similar",
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the whole module: it has to survive all of it."""
    with RunningServer(tmp_path_factory.mktemp("bad")) as running:
        yield running


@pytest.fixture
def client(server: RunningServer) -> Iterator[socketio.Client]:
    """A participant's connection."""
    connection = socketio.Client(
        serializer="msgpack", reconnection=False, http_session=server.session("participant", "")
    )
    connection.connect(server.address, transports=["websocket"])
    yield connection
    connection.disconnect()


def test_nonsense_of_every_type_is_answered_with_an_error_and_never_a_trace(
    server: RunningServer, client: socketio.Client
) -> None:
    for event in EVENTS:
        for nonsense in NONSENSE:
            if event in ("cursor", "leave") and isinstance(nonsense, dict) and nonsense.get("notepad") == -1:
                continue
            answer = client.call(event, nonsense, timeout=10)
            assert isinstance(answer, dict), (event, nonsense, answer)
            assert "Traceback" not in str(answer)
        without = client.call(event, timeout=10)
        assert without["error"]["code"] == "invalid"
    assert requests.get(f"{server.address}/healthz", timeout=5).ok
    assert "Traceback" not in server.log


def test_a_message_of_ten_megabytes_is_closed_before_it_is_read(server: RunningServer) -> None:
    address = server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    memory_before = memory_kb(server)
    for _ in range(3):
        raw = create_connection(address, timeout=10, origin=server.address)
        raw.recv()
        with pytest.raises((WebSocketException, OSError)):
            send_until_closed(raw, b"x" * 10_000_000)
        raw.close()
    assert memory_kb(server) - memory_before < 5_000
    assert requests.get(f"{server.address}/healthz", timeout=5).ok


def test_before_the_join_only_little_is_taken_and_after_it_whole_updates(server: RunningServer) -> None:
    address = server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    raw = create_connection(address, timeout=10, origin=server.address)
    raw.recv()
    with pytest.raises((WebSocketException, OSError)):
        send_until_closed(raw, b"x" * 5_000)
    writer = Typist(server.address, server.session("facilitator", "F"), server.notepads["fondsen"], 77)
    writer.connect()
    writer.type(0, "x" * 100_000)
    writer.wait_until_saved()
    assert len(server.log_text("fondsen")) >= 100_000
    writer.disconnect()


def test_a_socket_from_another_origin_is_refused(server: RunningServer) -> None:
    address = server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    # gevent-websocket upgrades before the application sees the request; then it is closed at once.
    raw = create_connection(address, timeout=10, origin="http://elders.example")
    assert not first_message(raw).startswith("0{"), "an Engine.IO session was opened"
    raw.close()


def send_until_closed(raw: WebSocket, message: bytes) -> None:
    """Send a message and read until the server closes; raises what the closing raises."""
    raw.send_binary(message)
    while raw.recv() not in ("", b""):
        continue
    raise ConnectionResetError


def first_message(raw: WebSocket) -> str:
    """Return the first message as text; "" when the server closes without one."""
    try:
        return str(raw.recv())
    except (WebSocketException, OSError):
        return ""


def memory_kb(server: RunningServer) -> int:
    """Return the resident memory of the server process, in kB."""
    status = Path(f"/proc/{server.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def test_a_refusal_speaks_as_the_conferences_pages_do_whatever_the_browser_prefers(server: RunningServer) -> None:
    session = server.session("participant", "")
    session.headers["Accept-Language"] = "en"
    connection = socketio.Client(serializer="msgpack", reconnection=False, http_session=session)
    connection.connect(server.address, transports=["websocket"], headers={"Accept-Language": "en"})
    notepad = server.notepads["fondsen"]
    join = {"notepad": notepad, "epoch": None, "client": 4711, "last": 0, "role": "writer", "version": None}
    answer = connection.call("join", join, timeout=10)
    assert answer["error"]["code"] == "denied"
    assert answer["error"]["message"].startswith("Dat mag je hier niet")
    connection.disconnect()
