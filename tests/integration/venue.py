"""A venue for tests and `bench/`: browsers in Node behind proxies, sleeping phones, an outage, and what came of it."""

import json
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import requests

from tests.integration.server import RunningServer
from tests.integration.test_convergence import browser_facts
from tests.integration.venue_proxy import VenueProxy, Weather

ROOT = Path(__file__).resolve().parents[2]
TOPIC = "fondsen"
Facts = dict[str, Any]


class Crowd:
    """A Node process with some browsers: one order at a time, each answered with one line."""

    def __init__(
        self, node: str, browsers: Sequence[Facts], seed: int, pace_ms: int, script: str = "yjs_venue.mjs"
    ) -> None:
        """Start it; `ready` waits until everybody is in the room."""
        self.size = len(browsers)
        self._process = subprocess.Popen(
            [node, f"tests/integration/{script}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask({"seed": seed, "browsers": list(browsers), "paceMs": pace_ms})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process as process:
            process.kill()

    def ask(self, order: object) -> None:
        """Give an order and return at once."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Facts:
        """Return the answer to the oldest order that has none yet."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: Facts = json.loads(line) if line else {"failed": "the browsers' process ended by itself"}
        assert "failed" not in answer, json.dumps(answer, indent=1, ensure_ascii=False)
        return answer

    def put_away(self) -> None:
        """Freeze it, as a phone does that is put away: its lines stay, and nobody answers."""
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on where it was."""
        self._process.send_signal(signal.SIGCONT)


@dataclass(slots=True)
class Outcome:
    """What a run in a venue ended with; everything but counts and times has to be empty."""

    typists: int
    changes: int = 0
    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    risen: list[str] = field(default_factory=list)  # erased, and there
    other_texts: int = 0  # browsers' texts that are not the log's
    bad: list[Any] = field(default_factory=list)
    mismatches: int = 0
    comparing: int = 0  # how many browsers heard the server's hash at all
    network: Counter[str] = field(default_factory=Counter)
    events: list[str] = field(default_factory=list)


class Venue:
    """A server, its proxies and the crowds behind them; use it in a `with` block.

    `hall` is everybody with a normal line, a few of them on long polling because their proxy forbids
    WebSockets; `phones` are put away now and then; `cellar` has a network that swallows every WebSocket.
    """

    def __init__(self, server: RunningServer, node: str, seed: int, weather: Weather, *, pace_ms: int) -> None:
        """Nothing runs before the `with` block."""
        self._server, self._node, self._seed, self._pace_ms = server, node, seed, pace_ms
        self._proxies = [
            VenueProxy(server.port, seed, weather),
            VenueProxy(server.port, seed + 1, weather, websockets="403"),
            VenueProxy(server.port, seed + 2, weather, websockets="swallow"),
        ]
        self._names = 0
        self._ends = ExitStack()
        self.crowds: list[Crowd] = []

    def __enter__(self) -> Self:
        for proxy in self._proxies:
            self._ends.enter_context(proxy)
        free, forbidding, swallowing = self._proxies
        self.hall = self._crowd([*[free] * 13, *[forbidding] * 4])
        self.phones = self._crowd([free, forbidding])
        self.cellar = self._crowd([swallowing])
        return self

    def __exit__(self, *trouble: object) -> None:
        self._ends.close()

    @property
    def network(self) -> Counter[str]:
        """What went wrong on the way so far, by kind, and the bytes that passed."""
        return sum((proxy.counts for proxy in self._proxies), Counter())

    def act(self, acts: int, crowds: Sequence[Crowd]) -> None:
        """Let everybody in these crowds type so many things."""
        self.all(crowds, {"acts": acts})

    def all(self, crowds: Sequence[Crowd], order: object) -> list[Facts]:
        """Give the same order to several crowds at once and return their answers."""
        for crowd in crowds:
            crowd.ask(order)
        return [crowd.answer() for crowd in crowds]

    def begin_outage(self) -> None:
        """Let nothing pass, for anybody."""
        for proxy in self._proxies:
            proxy.begin_outage()

    def end_outage(self) -> None:
        """Let everything pass again."""
        for proxy in self._proxies:
            proxy.end_outage()

    def seconds_to_agree(self, crowds: Sequence[Crowd]) -> float:
        """Return how long it takes until everybody sees what everybody has typed up to now."""
        start = time.monotonic()
        marks = [mark for answer in self.all(crowds, "mark") for mark in answer["marks"]]
        self.all(crowds, {"see": marks})
        return time.monotonic() - start

    def outcome(self) -> Outcome:
        """Let the network calm down and everybody finish, and compare everything with the log."""
        for proxy in self._proxies:
            proxy.calm()
        ends = self.all(self.crowds, "rest")
        text = self._server.log_text(TOPIC)
        agreed = self.all(self.crowds, {"agree": text})
        alive = [word for end in ends for word in end["alive"]]
        erased = [word for end in ends for word in end["erased"]]
        there = Counter(re.findall(r"«\d+\.\d+»", text))
        return Outcome(
            typists=sum(crowd.size for crowd in self.crowds),
            changes=len(alive) + 2 * len(erased),
            missing=[word for word in alive if there[word] < 1],
            doubled=[word for word in alive if there[word] > 1],
            risen=[word for word in erased if there[word] > 0],
            other_texts=len({one for answer in agreed for one in answer["texts"]} - {text}),
            bad=[bad for end in ends for bad in end["bad"]],
            mismatches=self._mismatches(),
            comparing=sum(checks > 0 for end in ends for checks in end["checks"]),
            network=self.network,
            events=[event for end in ends for event in end["events"]],
        )

    def _crowd(self, proxies: Sequence[VenueProxy]) -> Crowd:
        browsers = []
        for proxy in proxies:
            session = self._server.session("facilitator", f"F{self._names}", TOPIC)
            known = browser_facts(self._server, session, TOPIC)
            browsers.append({**known, "address": proxy.address, "index": self._names})
            self._names += 1
        crowd = Crowd(self._node, browsers, self._seed + len(self.crowds), self._pace_ms)
        self.crowds.append(self._ends.enter_context(crowd))
        return crowd

    def _mismatches(self) -> int:
        metrics = requests.get(f"{self._server.address}/metrics", timeout=5)
        metrics.raise_for_status()
        counted = re.findall(r"^\w*mismatches(?:_total)?(?:\{.*\})? (\S+)$", metrics.text, re.MULTILINE)
        return int(sum(map(float, counted)))
