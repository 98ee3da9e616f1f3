"""`flask notepad verify` beside a running server: log, what was made from it, and the server's memory."""

import pytest
from sqlalchemy import text as sql

from notes.store import notepads
from notes.store.unit_of_work import Database
from tests.integration.server import RunningServer
from tests.integration.typist import Typist

TOPIC = "fondsen"


def test_verify_compares_the_memory_of_the_running_server_too(server: RunningServer) -> None:
    anna = Typist(server.address, server.session("facilitator", "Anna", TOPIC), server.notepads[TOPIC], 611)
    assert "error" not in anna.connect()
    anna.type(0, "Wat er staat. ")
    anna.wait_until_saved()
    assert f"notepad {anna.notepad}\t2 rows\tgood, live too" in server.shell("notepad", "verify")

    database = Database(server.database_url)
    with database.writing() as session:  # behind the server's back
        data = dict(notepads.every_row(session, anna.notepad))[2].replace(b"Wat", b"Dat")
        session.execute(
            sql("UPDATE notepad_update SET data = :data WHERE notepad_id = :id AND seq = 2"),
            {"id": anna.notepad, "data": data},
        )
    database.close()
    with pytest.raises(AssertionError, match="live document at row 2: differs from character 0 on"):
        server.shell("notepad", "verify")
    anna.disconnect()


def test_verify_after_the_server_has_ended_asks_nobody(server: RunningServer) -> None:
    server.stop()
    said = server.shell("notepad", "verify").splitlines()
    assert said
    assert [line for line in said if not line.endswith("\tgood")] == []
