"""A browser's side of the protocol in Python: a document, an outbox, a real Socket.IO connection.

It keeps what it typed until the server says that it is saved, and sends it again after a rejoin,
as the front end does.
"""

import threading
from collections.abc import Callable
from typing import Any

import requests
import socketio
from pycrdt import Doc, Text, merge_updates

WAIT_SECONDS = 20.0


class Typist:
    """One browser that types in one notepad. Methods block until the server answered."""

    def __init__(self, address: str, session: requests.Session, notepad: int, client_id: int) -> None:
        """Make the document; nothing is connected before `connect`."""
        self.address = address
        self.notepad = notepad
        self.client_id = client_id
        self.session = session
        self.doc: Doc[Text] = Doc(client_id=client_id, allow_multithreading=True)
        self.notes = self.doc.get("notes", type=Text)
        self.epoch: int | None = None
        self.seq = 0
        self.seat = 0
        self.number = 0
        self.waiting: list[tuple[int, bytes]] = []
        self.refused: list[dict[str, Any]] = []
        self.resyncs = 0
        self.frames: list[dict[str, Any]] = []
        self.early: list[dict[str, Any]] = []  # frames before which one is missing
        self.changed = threading.Condition()
        self._socket: socketio.Client | None = None
        self._raw: Any = None
        self._lock = threading.RLock()

    @property
    def text(self) -> str:
        """The text as this browser has it."""
        with self._lock:
            return str(self.notes)

    def connect(self) -> dict[str, Any]:
        """Open the connection, join, send the outbox again; return the join's answer."""
        socket = socketio.Client(serializer="msgpack", reconnection=False, http_session=self.session)
        socket.on("frame", self._frame)
        socket.on("refused", self._refused)
        socket.on("resync", self._resync)
        socket.connect(self.address, transports=["websocket"], wait_timeout=30)  # forty come at once
        self._socket, self._raw = socket, socket.eio.ws
        return self.join()

    def join(self) -> dict[str, Any]:
        """Join the notepad as a writer."""
        assert self._socket is not None
        answer: dict[str, Any] = self._socket.call(
            "join",
            {
                "notepad": self.notepad,
                "epoch": self.epoch,
                "client": self.client_id,
                "last": self.seq,
                "role": "writer",
                "version": None,
            },
            timeout=WAIT_SECONDS,
        )
        if "error" in answer:
            return answer
        with self._lock:
            self.epoch, self.seat = answer["epoch"], answer["me"]["seat"]
            update = answer["update"]
            if answer["fetch"]:
                update = self.session.get(f"{self.address}/notities/{self.notepad}/state").content
            if update:
                self.doc.apply_update(update)
            self.seq = max(self.seq, answer["seq"])
            self._drop(answer["saved"])
            self._take_in_order()
            self._send_again()
        return answer

    def reconnect(self) -> None:
        """Connect anew after the line broke: join, and send what is not saved again."""
        self.disconnect()
        answer = self.connect()
        assert "error" not in answer, answer

    def type(self, position: int, text: str) -> None:
        """Insert text at a code point; it goes on its way at once."""
        self._edit(lambda: self.notes.insert(len(str(self.notes)[:position].encode()), text))

    def delete(self, position: int, length: int) -> None:
        """Delete code points."""

        def change() -> None:
            whole = str(self.notes)
            start = len(whole[:position].encode())
            end = start + len(whole[position : position + length].encode())
            del self.notes[start:end]

        self._edit(change)

    def send(self, event: str, data: object) -> Any:
        """Send any event and return the answer."""
        assert self._socket is not None
        return self._socket.call(event, data, timeout=WAIT_SECONDS)

    def send_update(self, number: int, update: bytes) -> None:
        """Send bytes as an edit, whatever they are."""
        self._emit(number, update)

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so; fail with what was waited for."""
        with self.changed:
            if not self.changed.wait_for(condition, WAIT_SECONDS):
                missing = f"; after {self.seq} a frame is missing" if self.early else ""
                raise AssertionError(f"waited {WAIT_SECONDS} s for: {what}{missing}; text is {self.text[-200:]!r}")

    def wait_until_saved(self) -> None:
        """Wait until the outbox is empty."""
        self.wait_for(lambda: not self.waiting, "everything typed is saved")

    def disconnect(self) -> None:
        """Close the connection; twice is once."""
        if self._socket is not None:
            self._socket.disconnect()
            self._raw.close()  # a line that the server broke stays open on this side
            self._socket = None

    def _edit(self, change: Callable[[], None]) -> None:
        with self._lock:
            before = self.doc.get_state()
            change()
            update = self.doc.get_update(before)
            self.number += 1
            self.waiting.append((self.number, update))
            self._emit(self.number, update)

    def _emit(self, number: int, update: bytes) -> None:
        socket = self._socket
        if socket is None or not socket.connected or self.epoch is None:
            return
        data = {"notepad": self.notepad, "epoch": self.epoch, "n": number, "update": update}
        try:
            socket.emit("edit", data)
        except socketio.exceptions.BadNamespaceError:
            return

    def _send_again(self) -> None:
        if self.waiting:
            self._emit(self.waiting[-1][0], merge_updates(*(update for _, update in self.waiting)))

    def _drop(self, saved: int) -> None:
        self.waiting = [one for one in self.waiting if one[0] > saved]

    def _frame(self, frame: dict[str, Any]) -> None:
        # The client handles each message in a thread of its own: a frame may overtake the one before it.
        with self._lock:
            self.early.append(frame)
            self._take_in_order()
        self._notify()

    def _take_in_order(self) -> None:
        self.early.sort(key=lambda one: one["seq"])
        while self.early and (not self.early[0].get("update") or self.early[0]["prev"] <= self.seq):
            self._take(self.early.pop(0))

    def _take(self, frame: dict[str, Any]) -> None:
        update = frame.get("update")
        if update and frame["seq"] > self.seq:
            self.doc.apply_update(update)
            self.seq = frame["seq"]
        for seat, number in frame.get("saved", []):
            if seat == self.seat:
                self._drop(number)
        self.frames.append(frame)

    def _refused(self, message: dict[str, Any]) -> None:
        self.refused.append(message)
        self._notify()

    def _resync(self, _message: dict[str, Any]) -> None:
        self.resyncs += 1
        self._notify()

    def _notify(self) -> None:
        with self.changed:
            self.changed.notify_all()
