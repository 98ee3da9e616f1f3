"""Cursors reach the others, by themselves or with the keystroke that moved them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.server import RunningServer
from tests.integration.typist import Typist

TOPIC = "fondsen"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Typist, Typist]]:
    """Two writers of one notepad."""
    with RunningServer(tmp_path / "server") as server:
        both = []
        for client_id in (71, 72):
            session = server.session("facilitator", f"F{client_id}")
            typist = Typist(server.address, session, server.notepads[TOPIC], client_id)
            typist.connect()
            both.append(typist)
        yield both[0], both[1]
        for typist in both:
            typist.disconnect()


def presence_of(watcher: Typist, seat: int) -> list[Any]:
    """Return the places of a seat that a typist was told of, in order."""
    told = [one for frame in watcher.frames for one in frame.get("presence", [])]
    return [[anchor, head] for who, anchor, head in told if who == seat]


def test_a_cursor_arrives_alone_and_with_an_edit_and_a_wrong_one_is_answered(pair: tuple[Typist, Typist]) -> None:
    anna, ben = pair
    alone, along = [[71, 0, 0], None], [[71, 4, 0], [71, 4, -1]]
    anna.type(0, "hallo")
    anna.wait_until_saved()
    anna.send("cursor", {"notepad": anna.notepad, "anchor": alone[0], "head": alone[1]})
    ben.wait_for(lambda: presence_of(ben, anna.seat) == [alone], "the first cursor")
    edit = {"notepad": anna.notepad, "epoch": anna.epoch, "n": 2, "update": b"\x00\x00"}
    assert anna.send("edit", {**edit, "cursor": {"anchor": along[0], "head": along[1]}}) == {}
    ben.wait_for(lambda: presence_of(ben, anna.seat) == [alone, along], "the cursor of the edit")
    assert anna.send("edit", {**edit, "n": 3, "cursor": 5})["error"]["code"] == "invalid"
