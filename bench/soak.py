"""Coming and going for an hour: does anything stay behind? Run: python -m bench.soak [minutes] [visitors]

Visitors join, type, take back what they typed, leave, break off without a goodbye, come back with the same client id,
or fall silent; others only look. All are in one room for a while, then in the next, so that rooms empty and fill again.
Printed: memory and the server's own gauges over time, the slope of memory after the first quarter, and what is left
when everybody has gone: it must be nothing.
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgpack
import requests
from prometheus_client.parser import text_string_to_metric_families
from websocket import WebSocket, WebSocketException, WebSocketTimeoutException, create_connection

from bench.machine import memory_mb
from notes.live.decoder import DecodedUpdate, DeleteRange, Struct
from notes.live.encoder import encode_update
from tests.integration.server import RunningServer

PERSONS = 12  # of each role; a person may take fifty client ids an hour in one notepad
GAUGES = ("oogst_rooms", "oogst_clients_writer", "oogst_clients_viewer", "oogst_sockets", "oogst_documents")
SAVED_WITHIN_SECONDS = 20
SETTLED_WITHIN_SECONDS = 75  # a silent line is given up after 30 s, an empty room after at most 30 more


@dataclass(frozen=True)
class Plan:
    """How visitors behave."""

    seconds: float
    visitors: int = 24
    room_seconds: float = 60.0  # then all go on to the next room
    pause_seconds: float = 0.05
    silent_share: float = 0.02  # of visits end in silence: the line stays open and nobody answers


@dataclass(frozen=True)
class Sample:
    """One look at the server."""

    at_seconds: float
    memory_mb: float
    gauges: Mapping[str, float]


@dataclass
class Soak:
    """A server, its visitors, and what was seen."""

    server: RunningServer
    plan: Plan
    samples: list[Sample] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    silent: list[WebSocket] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _began: float = field(default_factory=time.monotonic)

    def run(self, say: Callable[[Sample], object]) -> None:
        """Let visitors come and go for the plan's time; look ten to sixty times meanwhile and after all have gone."""
        cookies = [
            (role, _cookie(self.server.session(role, f"{role} {number}")))
            for number in range(PERSONS)
            for role in ("facilitator", "participant")
        ]
        visitors = [threading.Thread(target=self._visit_on, args=(n, cookies)) for n in range(self.plan.visitors)]
        self._began = time.monotonic()
        for visitor in visitors:
            visitor.start()
        every = max(1.0, self.plan.seconds / 60)
        while time.monotonic() - self._began < self.plan.seconds:
            self._over.wait(every)
            say(self.look())
        self._over.set()
        for visitor in visitors:
            visitor.join()

    def settle(self, say: Callable[[Sample], object]) -> Sample:
        """Wait until nothing is left of anybody, as long as the server may take for that; return the last look."""
        until = time.monotonic() + SETTLED_WITHIN_SECONDS
        while any(self.look().gauges.values()) and time.monotonic() < until:
            threading.Event().wait(1.0)
        say(self.samples[-1])
        for line in self.silent:
            line.close()
        return self.samples[-1]

    def look(self) -> Sample:
        """Take a sample."""
        text = requests.get(f"{self.server.address}/metrics", timeout=30).text
        found = {
            "_".join((sample.name, *sample.labels.values())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }
        gauges = {name: found[name] for name in GAUGES}
        self.samples.append(Sample(time.monotonic() - self._began, memory_mb(self.server.pid), gauges))
        return self.samples[-1]

    def _visit_on(self, number: int, cookies: Sequence[tuple[str, str]]) -> None:
        chance = random.Random(number)
        client = chance.randrange(1, 2**32)
        while not self._over.is_set():
            role, cookie = chance.choice(cookies)
            rooms = sorted(self.server.notepads.values())
            room = rooms[int((time.monotonic() - self._began) / self.plan.room_seconds) % len(rooms)]
            client = chance.randrange(1, 2**32) if role == "facilitator" else client
            visit = Visit(self, room, cookie, client, chance)
            try:
                visit.look_on() if role == "participant" else visit.write()
            except (OSError, WebSocketException, TimeoutError) as problem:
                self.happened[type(problem).__name__] += 1


class Visit:
    """One browser in one room, from its coming to its going."""

    def __init__(self, soak: Soak, notepad: int, cookie: str, client: int, chance: random.Random) -> None:
        """Take what it is; nothing is opened yet."""
        self._soak, self._notepad, self._cookie, self._client, self._chance = soak, notepad, cookie, client, chance
        self._clock = self._number = self._saved = self._seat = self._epoch = 0
        self._line: WebSocket

    def look_on(self) -> None:
        """Watch for a while."""
        self._enter("viewer")
        for _beat in range(self._chance.randrange(5, 25)):
            self._listen(self._soak.plan.pause_seconds)
        self._go()

    def write(self) -> None:
        """Type, break off in the middle now and then, come back, and take everything back."""
        if not self._enter("writer"):
            return
        for _key in range(self._chance.randrange(3, 15)):
            self._type()
            self._listen(self._chance.random() * 2 * self._soak.plan.pause_seconds)
        self._wait_until_saved()
        if self._chance.random() < 0.3:
            self._line.close()
            self._soak.happened["came back"] += 1
            if not self._enter("writer"):
                return
            self._type()
        self._edit(DecodedUpdate((), (DeleteRange(self._client, 0, self._clock),)))
        self._wait_until_saved()
        self._go()

    def _enter(self, role: str) -> bool:
        server = self._soak.server
        self._line = create_connection(
            server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
            cookie=self._cookie,
            origin=server.address,
            timeout=30,
        )
        self._line.recv()
        self._send(0, None)
        self._line.recv()
        who = {"client": self._client} if role == "writer" else {"version": None}
        self._send(2, ["join", {"notepad": self._notepad, "epoch": None, "last": 0, "role": role, **who}], key=1)
        answer = self._answer()
        self._soak.happened[f"{role} {answer['error']['code'] if 'error' in answer else 'let in'}"] += 1
        if "error" in answer:
            self._line.close()
            return False
        self._epoch = answer["epoch"]
        if role == "writer":
            self._seat, self._saved = answer["me"]["seat"], answer["saved"]
        return True

    def _go(self) -> None:
        chance = self._chance.random()
        if chance < self._soak.plan.silent_share:
            self._soak.silent.append(self._line)
            return
        if chance < 0.5:
            self._send(2, ["leave", {"notepad": self._notepad}])
        self._line.close()

    def _type(self) -> None:
        origin = (self._client, self._clock - 1) if self._clock else None
        letter = self._chance.choice("abcdefgh \n")
        self._edit(DecodedUpdate((Struct(self._client, self._clock, 1, origin, None, origin is None, letter),), ()))
        self._clock += 1
        point = [self._client, self._clock - 1, 0]
        self._send(2, ["cursor", {"notepad": self._notepad, "anchor": point, "head": point}])

    def _edit(self, update: DecodedUpdate) -> None:
        self._number += 1
        edit = {"notepad": self._notepad, "epoch": self._epoch, "n": self._number, "update": encode_update(update)}
        self._send(2, ["edit", edit])

    def _wait_until_saved(self) -> None:
        until = time.monotonic() + SAVED_WITHIN_SECONDS
        while self._saved < self._number:
            if time.monotonic() > until:
                self._soak.happened["not saved"] += 1
                raise TimeoutError
            self._listen(0.05)

    def _listen(self, seconds: float) -> None:
        """Read what comes within this time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._line.settimeout(left)
            with suppress(WebSocketTimeoutException):
                self._take(self._line.recv())
        self._line.settimeout(30)

    def _take(self, message: str | bytes) -> dict[str, Any] | None:
        """Note what is saved; return the answer to a question."""
        if message == "2":
            self._line.send("3")
        if not isinstance(message, bytes):
            return None
        packet = msgpack.unpackb(message)
        if packet["type"] == 3:
            answer: dict[str, Any] = packet["data"][0]
            return answer
        if packet["data"][0] == "frame":
            saved = dict(packet["data"][1]["saved"])
            self._saved = max(self._saved, saved.get(self._seat, 0))
        elif packet["data"][0] in ("refused", "resync"):
            self._soak.happened[packet["data"][0]] += 1
        return None

    def _answer(self) -> dict[str, Any]:
        while True:
            answer = self._take(self._line.recv())
            if answer is not None:
                return answer

    def _send(self, kind: int, data: list[object] | None, key: int | None = None) -> None:
        packet = {"type": kind, "data": data, "nsp": "/"} | ({"id": key} if key is not None else {})
        self._line.send_binary(msgpack.packb(packet))


def slope_mb_per_hour(samples: Sequence[Sample]) -> float:
    """Return how fast memory grows after the first quarter: the least squares line through the samples."""
    later = samples[len(samples) // 4 :]
    mean_at = sum(one.at_seconds for one in later) / len(later)
    mean_mb = sum(one.memory_mb for one in later) / len(later)
    spread = sum((one.at_seconds - mean_at) ** 2 for one in later)
    rise = sum((one.at_seconds - mean_at) * (one.memory_mb - mean_mb) for one in later)
    return 3600 * rise / spread if spread else 0.0


def _cookie(session: requests.Session) -> str:
    return "; ".join(f"{one.name}={one.value}" for one in session.cookies)


def _row(sample: Sample) -> None:
    gauges = "".join(f"{value:10.0f}" for value in sample.gauges.values())
    print(f"{sample.at_seconds / 60:7.1f}{sample.memory_mb:9.1f}{gauges}", flush=True)


def main(minutes: float = 60.0, visitors: int = 24) -> None:
    """Soak a server of its own and print what was seen."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        soak = Soak(server, Plan(minutes * 60, visitors))
        names = "".join(f"{name.removeprefix('oogst_').removeprefix('clients_'):>10}" for name in GAUGES)
        print(f"{'minute':>7}{'MB':>9}{names}")
        soak.run(_row)
        slope = slope_mb_per_hour(soak.samples)
        left = soak.settle(_row)
    print(f"memory after the first quarter: {slope:+.1f} MB an hour; left of those who went: {dict(left.gauges)}")
    print("; ".join(f"{what}: {count}" for what, count in sorted(soak.happened.items())))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, int(sys.argv[2]) if len(sys.argv) > 2 else 24)
