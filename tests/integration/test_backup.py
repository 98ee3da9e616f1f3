"""A backup of a running server while people type, and its way back in a fresh place."""

import re
import threading
from pathlib import Path

import pytest

from tests.integration.server import RunningServer
from tests.integration.typist import Typist

TOPIC = "energienet"


@pytest.mark.timeout(100)
def test_a_backup_of_a_running_server_holds_what_was_saved_and_comes_back_with_new_epochs(
    server: RunningServer, tmp_path: Path
) -> None:
    people = [
        Typist(server.address, server.session("facilitator", f"F{at}", TOPIC), server.notepads[TOPIC], 800 + at)
        for at in range(2)
    ]
    for one in people:
        one.connect()
        for number in range(20):
            one.type(0, f"<{one.client_id}-{number}>\n")
        one.wait_until_saved()
    saved_before = set(re.findall(r"<\d+-\d+>", server.log_text(TOPIC)))
    assert len(saved_before) == 40
    enough = threading.Event()
    typing = [threading.Thread(target=_type_on, args=(one, enough)) for one in people]
    for thread in typing:
        thread.start()
    backup = tmp_path / "reserve.zip"
    try:
        server.shell("backup", str(backup))
    finally:
        enough.set()
        for thread in typing:
            thread.join()
    for one in people:
        one.wait_until_saved()

    (tmp_path / "elders").mkdir()
    other = RunningServer(tmp_path / "elders")
    for file in (tmp_path / "elders").glob("oogst.db*"):
        file.unlink()
    other.shell("restore", str(backup))
    with other:
        text = other.log_text(TOPIC)
        assert saved_before <= set(re.findall(r"<\d+-\d+>", text))
        _comes_back(people[0], other, text)
    for one in people:
        one.disconnect()


def _type_on(one: Typist, enough: threading.Event) -> None:
    number = 100
    while not enough.wait(0.02):
        one.type(0, f"<{one.client_id}-{number}>\n")
        number += 1


def _comes_back(old: Typist, other: RunningServer, text: str) -> None:
    """An old page of before the backup is told to begin anew; a new one goes on."""
    old.disconnect()
    old.address = other.address
    answer = old.connect()
    assert answer["error"]["code"] == "reset"
    assert answer["error"]["epoch"] != old.epoch
    assert other.log_text(TOPIC) == text
    new = Typist(other.address, old.session, old.notepad, 899)
    assert new.connect()["epoch"] == answer["error"]["epoch"]
    assert new.text == text
    new.type(0, "verder na de reserve\n")
    new.wait_until_saved()
    assert other.log_text(TOPIC) == new.text
    new.disconnect()
