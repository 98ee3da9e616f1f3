"""The process itself: what it prints, where it listens, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from notes.ground.settings import project_folder

START_WITHIN_SECONDS = 60
_READY = "Oogst runs at "


class Process:
    """`app.py` as `make run` starts it, with a database of its own; its output is read as it comes."""

    def __init__(self, folder: Path, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("OOGST_")}
        self.environment = {
            **clean,
            "OOGST_ENV": "run",
            "OOGST_DATABASE_URL": f"sqlite:///{folder / 'oogst.db'}",
            "OOGST_SECRET_FILE": str(folder / "server.key"),
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self.run("-m", "flask", "--app", "app", "setup")
        self.process: subprocess.Popen[str] | None = None
        self.output = ""

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, *words],
            cwd=project_folder(),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=START_WITHIN_SECONDS,
        )

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve, and give the address that the process says it serves at."""
        self.process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=project_folder(),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        watch = threading.Timer(START_WITHIN_SECONDS, self.process.kill)
        watch.start()
        try:
            yield self._address()
        finally:
            watch.cancel()
            if self.process.poll() is None:
                self.stop()

    def stop(self) -> int:
        """Ask the process to end, and read what it still says."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        rest, _ = self.process.communicate(timeout=START_WITHIN_SECONDS)
        self.output += rest
        return self.process.returncode

    def _address(self) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output += line
            if line.startswith(_READY):
                return line.removeprefix(_READY).split()[0]
        raise AssertionError(f"the server ended without saying where it serves:\n{self.output}")


def test_start_prints_every_role_and_a_taken_port_is_said_aloud(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = Process(tmp_path, PORT=str(port))
        with process.serving() as address:
            assert f"Port {port} is taken by another program" in process.output
            assert address != f"http://127.0.0.1:{port}"
            roles = re.findall(r"^  (organiser|facilitator|participant) +(\S+)", process.output, re.MULTILINE)
            assert {role for role, _ in roles} == {"organiser", "facilitator", "participant"}
            found = {requests.get(printed, timeout=10).status_code for _, printed in roles}
            assert found == {200}


def test_stop_is_clean_and_no_secret_is_in_the_log(tmp_path: Path) -> None:
    process = Process(tmp_path, PORT="0")
    with process.serving():
        links = re.findall(r"http://\S+/toegang/\S+", process.output)
        said_before = process.output
        for link in links[:2]:
            requests.get(link, timeout=10)
        assert process.stop() == 0
    later = process.output.removeprefix(said_before)
    assert "/toegang/" not in later


def test_second_server_on_the_same_database_is_refused(tmp_path: Path) -> None:
    process = Process(tmp_path, PORT="0")
    with process.serving():
        second = process.run("app.py")
        assert second.returncode == 1
        assert "runs already with this database" in second.stderr


def test_start_without_a_key_says_what_to_do(tmp_path: Path) -> None:
    process = Process(tmp_path, PORT="0")
    process.environment |= {"OOGST_ENV": "production", "OOGST_SECRET_FILE": ""}
    refused = process.run("app.py")
    assert refused.returncode == 1
    assert "OOGST_SECRET_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr
