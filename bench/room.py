"""A dense room: how long a keystroke takes to reach another writer. Run: python -m bench.room 50 100 200

The server runs in a process of its own (one core), the typists in this one: 5 keystrokes and 2 cursors a second
each, everybody in one notepad. Times depend on the machine; the ratios between the rows are what to look at.
"""

from gevent import monkey

monkey.patch_all()

import random  # noqa: E402 -- gevent patches first
import resource  # noqa: E402 -- as above
import sys  # noqa: E402 -- as above
import tempfile  # noqa: E402 -- as above
import time  # noqa: E402 -- as above
from pathlib import Path  # noqa: E402 -- as above
from typing import Any  # noqa: E402 -- as above

import gevent  # noqa: E402 -- as above
import msgpack  # noqa: E402 -- as above
from websocket import create_connection  # noqa: E402 -- as above

from notes.live.decoder import DecodedUpdate, Struct  # noqa: E402 -- as above
from notes.live.encoder import encode_update  # noqa: E402 -- as above
from tests.integration.server import RunningServer  # noqa: E402 -- as above

SECONDS = 10.0
PER_SECOND = 5.0
PROBES = 10  # typists whose frames are read: reading everybody's would measure this process
TOPIC = "fondsen"


class BenchTypist:
    """A connection that types one character at a time at the end of its own text."""

    def __init__(self, server: RunningServer, number: int, cookie: str) -> None:
        """Connect and join."""
        self.client = 1_000_000 + number
        self.clock = 0
        self.number = 0
        self.notepad = server.notepads[TOPIC]
        self.sent: dict[int, float] = {}
        self.socket = create_connection(
            server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
            cookie=cookie,
            origin=server.address,
            timeout=60,
        )
        self.socket.recv()
        self._send(0, None)
        self.socket.recv()
        asked = {"notepad": self.notepad, "epoch": None, "client": self.client, "last": 0, "role": "writer"}
        self._send(2, ["join", {**asked, "version": None}], 1)
        self.epoch = self._answer()["epoch"]

    def type(self) -> None:
        """Send one keystroke, and now and then a cursor."""
        origin = (self.client, self.clock - 1) if self.clock else None
        struct = Struct(self.client, self.clock, 1, origin, None, origin is None, random.choice("abcdefgh \n"))
        self.sent[self.clock] = time.perf_counter()
        self.clock += 1
        self.number += 1
        update = encode_update(DecodedUpdate((struct,), ()))
        edit = {"notepad": self.notepad, "epoch": self.epoch, "n": self.number, "update": update}
        self._send(2, ["edit", edit])
        if self.number % 2 == 0:
            point = [self.client, self.clock - 1, 0]
            self._send(2, ["cursor", {"notepad": self.notepad, "anchor": point, "head": point}])

    def read(self, others: dict[int, "BenchTypist"] | None, delays: list[float]) -> None:
        """Receive for ever; with `others`, note how old their characters are when they arrive."""
        from notes.live.decoder import LOGGED, decode_update  # noqa: PLC0415 -- gevent patches first

        while True:
            try:
                message = self.socket.recv()
            except Exception:  # noqa: BLE001 -- the connection was closed at the end of the round
                return
            if message == "2":
                self.socket.send("3")
            if others is None or not isinstance(message, bytes):
                continue
            packet = msgpack.unpackb(message)
            data = packet.get("data")
            if data and data[0] == "frame" and data[1].get("update"):
                now = time.perf_counter()
                for struct in decode_update(data[1]["update"], limits=LOGGED).structs:
                    sender = others.get(struct.client)
                    clocks = range(struct.clock, struct.clock + struct.length)
                    if sender is not None and sender is not self:
                        delays.extend(now - sender.sent[clock] for clock in clocks if clock in sender.sent)

    def _send(self, kind: int, data: list[object] | None, key: int | None = None) -> None:
        packet = {"type": kind, "data": data, "nsp": "/"} | ({"id": key} if key is not None else {})
        self.socket.send_binary(msgpack.packb(packet))

    def _answer(self) -> dict[str, Any]:
        while True:
            message = self.socket.recv()
            if isinstance(message, bytes) and (packet := msgpack.unpackb(message))["type"] == 3:
                answer: dict[str, Any] = packet["data"][0]
                return answer


def typing(typist: BenchTypist, until: float) -> None:
    """Type at a steady pace, each typist at its own moments."""
    gevent.sleep(random.random() / PER_SECOND)
    while time.perf_counter() < until:
        start = time.perf_counter()
        typist.type()
        gevent.sleep(max(0.0, 1 / PER_SECOND - (time.perf_counter() - start)))


def percentile(ordered_seconds: list[float], share: float) -> float:
    """Return a percentile in milliseconds; not a number when nothing was measured."""
    return ordered_seconds[int(share * (len(ordered_seconds) - 1))] * 1000 if ordered_seconds else float("nan")


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def measure(count: int) -> None:
    """Print one row for a number of typists."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        typists: list[BenchTypist] = []
        by_client: dict[int, BenchTypist] = {}
        delays: list[float] = []
        readers = []
        probes = max(1, count // PROBES)
        for number in range(count):
            session = server.session("facilitator", f"T{number}")
            cookie = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
            typist = BenchTypist(server, number, cookie)
            typists.append(typist)
            by_client[typist.client] = typist
            readers.append(gevent.spawn(typist.read, by_client if number % probes == 0 else None, delays))
        used, own = cpu_seconds(server.pid), resource.getrusage(resource.RUSAGE_SELF).ru_utime
        until = time.perf_counter() + SECONDS
        gevent.joinall([gevent.spawn(typing, typist, until) for typist in typists])
        gevent.sleep(1.0)
        used = cpu_seconds(server.pid) - used
        own = resource.getrusage(resource.RUSAGE_SELF).ru_utime - own
        gevent.killall(readers)
        for typist in typists:
            typist.socket.close()
    listening = len(range(0, count, probes))
    expected = sum(typist.clock for typist in typists) * listening - sum(
        typist.clock for n, typist in enumerate(typists) if n % probes == 0
    )
    delays.sort()
    delay = f"p50 {percentile(delays, 0.5):7.0f} ms  p99 {percentile(delays, 0.99):7.0f} ms"
    cores = f"server {used / (SECONDS + 1):.2f} cores, load generator {own / (SECONDS + 1):.2f}"
    print(f"{count:5d} typists: {delay}  delivered {len(delays) / expected:6.1%}  {cores}", flush=True)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("2", "20", "100", "200"):
        measure(int(wanted))
