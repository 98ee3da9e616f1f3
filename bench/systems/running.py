"""What every measured server has in common."""

import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self


class Running(Protocol):
    """A server that runs on its core and can be killed and started again on the same data."""

    protocol: str  # the generator's name for what it speaks

    @property
    def address(self) -> str:
        """Where the generator connects to."""

    @property
    def pid(self) -> int:
        """The number of the process."""

    def rooms(self, count: int) -> Sequence[int | str]:
        """Return this many rooms that can be written in."""

    def cookies(self, people: int) -> Sequence[str]:
        """Return cookies for this many people."""

    def kill(self) -> None:
        """End it as a power cut would."""

    def restart(self) -> None:
        """Start it again on what it had stored."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class System(Protocol):
    """One kind of server: its name in the table, its version and its settings, and how it is started."""

    name: str

    def version(self) -> str:
        """Return the version that is measured."""

    def settings(self) -> str:
        """Return in a sentence how it was set up."""

    def running(self, folder: Path) -> Running:
        """Return a server with an empty store in this folder, to be entered as a context."""


def end(process: "subprocess.Popen[bytes]", how: signal.Signals = signal.SIGTERM) -> None:
    """End a process and wait for it; one that does not want to is killed."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
