"""The peers, each in its recommended persistent setting, from the packages that bench/peers locks."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench.machine import SERVER_CORE, on_core
from bench.systems import installed
from bench.systems.running import Running, end
from tests.integration.server import free_port

START_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Peer:
    """One peer: `command` gives what to run on a port with a store, and the environment beside ours."""

    name: str
    protocol: str
    package: str
    set_up: str
    command: Callable[[int, Path], tuple[Sequence[str], Mapping[str, str]]]

    def version(self) -> str:
        """Return the version that its lock file names."""
        if self.package.startswith("pycrdt"):
            locked = (installed.PEERS / "requirements.txt").read_text("utf-8")
            found = re.search(rf"^{self.package}==(\S+)", locked, flags=re.MULTILINE)
            return found[1] if found else "?"
        packages = json.loads((installed.PEERS / "package-lock.json").read_text("utf-8"))["packages"]
        return str(packages[f"node_modules/{self.package}"]["version"])

    def settings(self) -> str:
        """Return in a sentence how it was set up."""
        return self.set_up

    def running(self, folder: Path) -> Running:
        """Return a server with an empty store in this folder."""
        return _RunningPeer(self, folder)


class _RunningPeer:
    def __init__(self, peer: Peer, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._peer = peer
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.protocol = peer.protocol

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def rooms(self, count: int) -> Sequence[int | str]:
        return [f"room{number}" for number in range(count)]

    def cookies(self, people: int) -> Sequence[str]:
        return [""]

    def kill(self) -> None:
        if self._process is not None:
            end(self._process, signal.SIGKILL)

    def restart(self) -> None:
        command, environment = self._peer.command(self._port, self._folder)
        with on_core(SERVER_CORE), (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=installed.node_folder(),
                env=os.environ | {"HOST": "127.0.0.1", "PORT": str(self._port), "NODE_ENV": "production"} | environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_WITHIN_SECONDS
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "server.log").read_text(errors="replace")
            assert time.monotonic() < until, f"{self._peer.name} did not start"

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                return True
        time.sleep(0.05)
        return False

    def __enter__(self) -> Self:
        self.restart()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _node(*arguments: str) -> list[str]:
    return [installed.node().command("node"), *arguments]


HOCUSPOCUS = Peer(
    "hocuspocus",
    "hocuspocus",
    "@hocuspocus/server",
    "its SQLite extension with a database file, everything else as it comes (stores 2 s after the last change, at"
    " most every 10 s)",
    lambda _port, folder: (
        _node(str(installed.PEERS / "hocuspocus.mjs")),
        {"STORE": str(folder / "hocuspocus.sqlite")},
    ),
)
Y_WEBSOCKET = Peer(
    "y-websocket",
    "y",
    "@y/websocket-server",
    "the package @y/websocket-server with YPERSISTENCE set (y-leveldb); the newest that works with the Yjs 13 line",
    lambda _port, folder: (
        _node("node_modules/@y/websocket-server/src/server.js"),
        {"YPERSISTENCE": str(folder / "leveldb")},
    ),
)
PYCRDT_WEBSOCKET = Peer(
    "pycrdt-websocket",
    "y",
    "pycrdt-websocket",
    "SQLiteYStore, served by uvicorn with uvloop and websockets",
    lambda port, folder: (
        [str(installed.python()), str(installed.PEERS / "pycrdt_server.py"), str(port), str(folder / "pycrdt.db")],
        {},
    ),
)
PEERS = (HOCUSPOCUS, Y_WEBSOCKET, PYCRDT_WEBSOCKET)
