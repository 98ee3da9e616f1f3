"""A real server process on a free port, with a real database file, that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Self

import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from notes.ground.settings import project_folder
from notes.ground.system import RandomIds, SystemClock
from notes.ground.tokens import access_token
from notes.live.document import text_of_log
from notes.store import notepads, people
from notes.store.access_links import of_conference
from notes.store.conferences import public_conferences, topic_facts
from notes.store.unit_of_work import Database, private_file

START_WITHIN_SECONDS = 60
KEY = "k" * 40


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@cache
def ready_database() -> bytes:
    """Return the file that `flask setup` makes; made once per test process, because it takes seconds."""
    with TemporaryDirectory() as folder:
        run_shell(environment_of(f"sqlite:///{folder}/oogst.db"), "-m", "flask", "--app", "app", "setup")
        assert not (Path(folder) / "oogst.db-wal").exists(), "the set-up left its database open"
        return (Path(folder) / "oogst.db").read_bytes()


def environment_of(database_url: str) -> dict[str, str]:
    """Return the environment of a server's process or shell command."""
    return {**os.environ, "OOGST_ENV": "test", "OOGST_SECRET_KEY": KEY, "OOGST_DATABASE_URL": database_url}


def run_shell(environment: dict[str, str], *arguments: str) -> str:
    """Run a shell command of the application, which must succeed; return what it said."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project_folder(),
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class RunningServer:
    """The application in a process of its own, with the example conference."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        """Set the database up in `folder`; nothing runs before `start`."""
        self.folder = folder
        self.host = host
        self.port = free_port()
        self.database_url = f"sqlite:///{folder / 'oogst.db'}"
        self._process: subprocess.Popen[bytes] | None = None
        self._sessions: list[requests.Session] = []
        self._log = folder / "server.log"
        self._links: dict[tuple[str, str | None], str] = {}
        self.notepads: dict[str, int] = {}
        self.topics: dict[str, int] = {}
        folder.mkdir(exist_ok=True)
        private_file(folder / "oogst.db")
        (folder / "oogst.db").write_bytes(ready_database())
        self._read_facts()

    @property
    def address(self) -> str:
        """The server's address."""
        return f"http://{self.host}:{self.port}"

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What the process printed so far."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def environment(self) -> dict[str, str]:
        """The environment of the process."""
        return {
            **environment_of(self.database_url),
            "HOST": self.host,
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }

    def start(self) -> "RunningServer":
        """Start the process and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = self._launch(log)
        until = time.monotonic() + START_WITHIN_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise AssertionError(f"the server ended by itself:\n{self.log}")
            try:
                if requests.get(f"{self.address}/healthz", timeout=1).ok:
                    return self
            except requests.ConnectionError:
                self._wait_a_moment()
        self.kill()
        raise AssertionError(f"the server did not answer within {START_WITHIN_SECONDS} s:\n{self.log}")

    def _launch(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "app.py"]
        return subprocess.Popen(command, cwd=project_folder(), env=self.environment(), stdout=log, stderr=log)

    def kill(self) -> None:
        """End the process as a power cut would: SIGKILL."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End the process as an operator would; return its exit code."""
        return self._end(signal.SIGTERM)

    def access_address(self, role: str, topic: str | None = None) -> str:
        """Return the secret link of a role (for one topic, or for all)."""
        return f"{self.address}/toegang/{access_token(KEY.encode(), self.link(role, topic))}"

    def link(self, role: str, topic: str | None = None) -> str:
        """Return the id of a role's link (for one topic, or for any)."""
        wanted = (role, topic)
        if topic is None and wanted not in self._links:
            wanted = next(key for key in self._links if key[0] == role)
        return self._links[wanted]

    def session(self, role: str, name: str, topic: str | None = None) -> requests.Session:
        """Return a browser's cookies after it used a secret link (or joined as participant)."""
        browser = requests.Session()
        self._sessions.append(browser)
        if role == "participant":
            browser.get(f"{self.address}/{self.code}").raise_for_status()
            return browser
        address = self.access_address(role, topic)
        page = browser.get(address)
        page.raise_for_status()
        token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        browser.post(address, data={"name": name, "csrf_token": token}, headers={"Referer": address}).raise_for_status()
        return browser

    def participants(self, count: int) -> list[str]:
        """Make this many participants at once, by hand: they would come from one address; return their cookies."""
        database, ids, now = Database(self.database_url), RandomIds(), SystemClock().now()
        names = [ids.token() for _ in range(count)]
        try:
            with database.writing() as session:
                for name in names:
                    people.new(session, name, self.conference_id, "", now)
        finally:
            database.close()
        site = Flask(__name__)
        site.secret_key = KEY.encode()
        signer = SecureCookieSessionInterface().get_signing_serializer(site)
        assert signer is not None
        return [f"oogst={signer.dumps({'people': {str(self.conference_id): name}})}" for name in names]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        for browser in self._sessions:
            browser.close()
        if self._process is not None and self._process.poll() is None:
            self.stop()

    def log_text(self, topic: str) -> str:
        """Return what the log of a topic's notepad holds, by replay, beside the running server."""
        database = Database(self.database_url)
        try:
            with database.reading() as session:
                return text_of_log(notepads.log(session, self.notepads[topic]))
        finally:
            database.close()

    def _read_facts(self) -> None:
        database = Database(self.database_url)
        try:
            with database.reading() as session:
                conference = public_conferences(session)[0]
                self.conference_id, self.code, self.slug = conference.id, conference.code, conference.slug
                for topic in topic_facts(session, conference.id):
                    self.notepads[topic.slug], self.topics[topic.slug] = topic.notepad_id, topic.id
                for link in of_conference(session, conference.id):
                    topic_slug = next((slug for slug, key in self.topics.items() if key == link.topic_id), None)
                    self._links[link.role, topic_slug] = link.id
        finally:
            database.close()

    def shell(self, *command: str) -> str:
        """Run a `flask` command of the application on this server's database; return what it said."""
        return run_shell(self.environment(), "-m", "flask", "--app", "app", *command)

    def _end(self, how: signal.Signals) -> int:
        process = self._process
        assert process is not None
        process.send_signal(how)
        return process.wait(timeout=30)

    def _wait_a_moment(self) -> None:
        assert self._process is not None
        try:
            self._process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            return
