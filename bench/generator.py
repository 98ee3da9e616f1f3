"""The load generator from Python: what it is to do, and what it found (bench/load/main.mjs)."""

import json
import random
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from bench.machine import GENERATOR_CORE, cpu_seconds, on_core
from tools.find_node import find_node

MAIN = Path(__file__).parent / "load" / "main.mjs"
PER_SECOND = 5.0
BUSY_AT_MOST, LAG_AT_MOST_MS = 0.9, 50.0  # above: the generator was the bottleneck


@dataclass(frozen=True)
class Plan:
    """One run of the generator. `rooms` are notepad numbers (ours) or names (peers), given out in turn."""

    protocol: str  # oogst, y, hocuspocus
    address: str
    rooms: Sequence[int | str]
    typists: int
    cookies: Sequence[str] = ("",)
    receivers: int = 0
    receivers_write: bool = True  # false: our viewers, who get rendered blocks
    per_second: float = PER_SECOND
    seconds: float = 8.0
    settle_s: float = 1.0
    drain_s: float = 6.0
    join_s: float = 30.0
    at_once: int = 40
    probes: int = 10
    already: Sequence[int] = ()  # what each of that many typists, gone by now, had typed in an earlier run
    hidden: bool = False  # receivers' pages are in the background
    topic: int = 0  # whose ideas the receivers send
    ideas: int = 0  # in all
    supports: int = 0  # times support in all
    script: int = 0  # ideas that one more phone's program tries to send, with the last of the cookies
    attacks_per_s: int = 0  # damaged updates by one client more
    hold: bool = False  # stay connected after the result until `release`
    first_receiver: int = field(default_factory=lambda: random.randrange(2**31, 2**32 - 10_000))
    first_client: int = field(default_factory=lambda: random.randrange(1, 2**31 - 10_000))


@dataclass(frozen=True)
class Outcome:
    """What a run found. `found` is the generator's own result."""

    found: dict[str, Any]
    join_ms: float
    server_cores: float

    @property
    def generator_bound(self) -> bool:
        """Whether the generator, not the server, was what could not keep up."""
        own = self.found["generator"]
        return bool(own["busy"] > BUSY_AT_MOST or own["lag_p99_ms"] > LAG_AT_MOST_MS)

    @property
    def joined(self) -> int:
        """How many people came in."""
        return int(self.found["joined"])

    def holds(self, p99_ms: float) -> bool:
        """Whether everything arrived everywhere, in time."""
        p99 = self.found["p99_ms"]
        return self.found["delivered"] == 1 and p99 is not None and p99 <= p99_ms


class GeneratorFailed(Exception):
    """The generator ended without a result."""


class Generator:
    """One running generator; use it as a context, so that it ends."""

    def __init__(self, plan: Plan) -> None:
        """Start it on its own core."""
        with on_core(GENERATOR_CORE):
            self._process = subprocess.Popen(
                [find_node(bring=False).command("node"), str(MAIN)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        self._tell(json.dumps(asdict(plan)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def heard(self, name: str) -> dict[str, Any]:
        """Wait for the message with this field."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message: dict[str, Any] = json.loads(line)
            if name in message:
                return message
        raise GeneratorFailed(f"the generator ended before it said {name!r}")

    def release(self) -> None:
        """Let a generator end that was told to hold."""
        self._tell("over")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


def run(plan: Plan, server_pid: int, watch: Callable[[], None] = lambda: None) -> Outcome:
    """Run a plan to its end; `watch` is called when the typing is over, with everybody still there."""
    with Generator(plan) as generator:
        joined = generator.heard("joined")
        generator.heard("typing")
        before = cpu_seconds(server_pid)
        generator.heard("typed")
        used = cpu_seconds(server_pid) - before
        watch()
        found = generator.heard("result")["result"]
    return Outcome(found, joined["join_ms"], used / found["seconds"])
