"""Our own engine, as `make run` serves it, with a conference of as many notepads as a run needs."""

import subprocess
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Self

from bench.machine import SERVER_CORE, on_core
from bench.systems.running import Running
from tests.integration.server import RunningServer

JOINS_PER_PERSON = 40  # a person gets at most 50 client ids an hour
ROOT = Path(__file__).parents[2]


class Oogst:
    """The engine of this working tree."""

    name = "oogst"

    def version(self) -> str:
        """Return the commit, with a plus sign when the tree has changes."""
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return said.stdout.strip()

    def settings(self) -> str:
        """Return in a sentence how it was set up."""
        return "SQLite in WAL mode with synchronous=FULL, each tick committed before anybody sees it (the default)"

    def running(self, folder: Path) -> Running:
        """Return a server with the example conference."""
        return _RunningOogst(folder)


class _RunningOogst:
    protocol = "oogst"

    def __init__(self, folder: Path) -> None:
        self._server = RunningServer(folder)

    @property
    def address(self) -> str:
        return self._server.address

    @property
    def pid(self) -> int:
        return self._server.pid

    def rooms(self, count: int) -> Sequence[int | str]:
        return list(self._server.notepads.values())[:count]

    def cookies(self, people: int) -> Sequence[str]:
        return [self._cookie(number) for number in range(ceil(people / JOINS_PER_PERSON))]

    def _cookie(self, number: int) -> str:
        session = self._server.session("facilitator", f"T{number}")
        return "; ".join(f"{name}={value}" for name, value in session.cookies.items())

    def kill(self) -> None:
        self._server.kill()

    def restart(self) -> None:
        with on_core(SERVER_CORE):
            self._server.start()

    def __enter__(self) -> Self:
        with on_core(SERVER_CORE):
            self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()
