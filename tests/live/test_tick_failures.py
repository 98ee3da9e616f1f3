"""When a tick fails: memory is never ahead of the log, and one bad update costs one sender."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from notes.ground.system import RandomIds
from notes.live.commands import AddIdea, SetTopic
from notes.live.document import Document, DocumentFailed
from notes.live.items import Join, Joined, Refused
from notes.store import conferences, notepads
from notes.store.ideas import IdeaFacts
from notes.store.unit_of_work import Database
from tests.live.house import House, house, plan, running


class FailingDatabase(Database):
    """The real database, whose next commits fail: before they take effect, or after."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.before = 0
        self.after = 0

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with super().writing() as session:
            yield session
            if self.before:
                self.before -= 1
                raise ConnectionError("lost before the commit")
        if self.after:
            self.after -= 1
            raise ConnectionError("lost after the commit")


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference on a database that fails when told to."""
    with house(tmp_path, database_of=FailingDatabase) as made:
        yield made


def failing(stad: House) -> FailingDatabase:
    assert isinstance(stad.database, FailingDatabase)
    return stad.database


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_commit_that_fails_is_tried_again_and_nothing_is_doubled(stad: House, when: str) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    ben = stad.writer("b", "fondsen", stad.facilitator(), 12)
    anna.type_and_save("een")
    setattr(failing(stad), when, 1)
    anna.type_and_save(" twee")
    anna.type_and_save(" drie")
    assert ben.received_text() == stad.stored_text("fondsen") == "een twee drie"


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_idea_survives_a_commit_that_fails_once(stad: House, when: str) -> None:
    person = stad.participant()
    setattr(failing(stad), when, 1)
    idea = stad.engine.submit(AddIdea(person_id=person, topic_id=stad.topics["fondsen"], uuid="u1", text="Een idee"))
    assert isinstance(idea, IdeaFacts)
    with stad.database.reading() as session:
        assert session.scalar(sql("SELECT count(*) FROM idea")) == 1


def test_a_full_disk_takes_nothing_says_so_and_goes_on_when_there_is_room(
    stad: House, caplog: pytest.LogCaptureFixture
) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    anna.type_and_save("voor ")
    with stad.database.writing() as session:
        pages = session.scalar(sql("PRAGMA page_count"))
        session.execute(sql(f"PRAGMA max_page_count = {pages}"))
    big = anna.typed("x" * 100_000)
    anna.send(big)
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "trouble")), "word that nothing can be saved")
    assert not stad.carrier.saved("a", anna.seat, anna.number)
    assert stad.stored_text("fondsen") == "voor "
    with stad.database.writing() as session:
        session.execute(sql("PRAGMA max_page_count = 1073741823"))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "resync")), "word that there is room again")
    anna.join(last=anna.seq, epoch=anna.epoch)
    anna.send(big)
    stad.carrier.wait_until_saved("a", anna.seat, anna.number)
    assert stad.stored_text("fondsen") == "voor " + "x" * 100_000
    assert "event=store_trouble reason=full items=1" in caplog.messages


def test_a_panic_in_one_of_three_rooms_costs_one_sender(
    stad: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    anna = stad.writer("a", "fondsen", stad.facilitator(), 11)
    ben = stad.writer("b", "energienet", stad.facilitator(), 12)
    carla = stad.writer("c", "fondsen", stad.facilitator(), 13)
    anna.type_and_save("begin")
    poison = anna.typed(" GIF")
    real = Document.apply

    def apply(self: Document, update: bytes) -> None:
        if b"GIF" in update:
            raise DocumentFailed("a panic inside the library")
        real(self, update)

    # The decoder leaves nothing known that makes the library panic, so the panic is put there.
    monkeypatch.setattr(Document, "apply", apply)
    carla.received_text()
    anna.send(poison)
    ben.send(ben.typed("andere zaal"))
    carla.send(carla.typed(" en verder"))
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("a", "refused")), "the refusal")
    stad.carrier.wait_until_saved("b", ben.seat, 1)
    stad.carrier.wait_until_saved("c", carla.seat, 1)
    assert stad.carrier.to("a", "refused")[0]["code"] == "not_accepted"
    assert stad.stored_text("fondsen") == "begin en verder"
    assert stad.stored_text("energienet") == "andere zaal"
    with stad.database.reading() as session:
        assert session.execute(sql("SELECT data FROM quarantine")).scalars().all() == [poison]
    ben.type_and_save(" en nog een tik")  # what is logged of a tick is logged before the next
    line = f"event=quarantined what=Edit notepad={anna.notepad} reason=not_accepted rule=quarantined person="
    assert line + anna.person_id[:8] in caplog.messages


def test_load_failure_never_serves_an_empty_page(tmp_path: Path) -> None:
    with house(tmp_path) as stad:
        person = stad.facilitator()
        stad.engine.stop()
        with stad.database.writing() as session:
            session.execute(sql("UPDATE notepad SET seq = 1 WHERE id = :id"), {"id": stad.notepads["fondsen"]})
            session.execute(
                sql(
                    "INSERT INTO notepad_update (notepad_id, seq, data, saved, at) "
                    "VALUES (:id, 1, x'ffffff', x'', '2026-01-01 00:00:00.000000')"
                ),
                {"id": stad.notepads["fondsen"]},
            )
        with running(stad.database, stad.conference_id) as again:
            outcome = again.engine.join("a", Join(stad.notepads["fondsen"], person, True, None, 11, 0))
            assert outcome == Refused("loading")
            again.writer("b", "energienet", person, 12).type_and_save("gaat door")


def test_a_change_of_right_is_told_even_when_its_first_commit_fails(stad: House) -> None:
    organiser = stad.facilitator("Olga", role="organiser")
    guest = stad.participant()
    assert isinstance(stad.engine.join("v", Join(stad.notepads["fondsen"], guest, writer=False)), Joined)
    failing(stad).before = 1
    command = SetTopic(person_id=organiser, topic_id=stad.topics["fondsen"], changes={"participants_write": True})
    stad.engine.submit(command)
    stad.carrier.wait_for(lambda: bool(stad.carrier.to("v", "rights")), "the change of right")
    assert stad.carrier.to("v", "rights")[-1]["writes"] is True


def test_a_conference_that_comes_while_the_server_runs_gets_its_templates(stad: House) -> None:
    with stad.database.writing() as session:
        made = conferences.create(session, plan(template="# Sjabloon\n"), datetime.now(UTC), RandomIds())
        topic = conferences.topics(session, made)[0]
        notepad = notepads.notepad_of_topic(session, topic.id)
    assert notepad is not None
    writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
    for heartbeat in range(1, 3):  # a comparison comes with a tick a second later: the heartbeat's time, or after it
        writer.type_and_save("nog een ")
        stad.carrier.wait_for(lambda n=heartbeat: checks(stad, "w") >= n, "a comparison")  # type: ignore[misc]  # bound on purpose
    assert stad.engine.text(notepad.id) == "# Sjabloon\n"


def checks(stad: House, sid: str) -> int:
    """How often a writer was told the text's fingerprint."""
    return sum("check" in frame for frame in stad.carrier.to(sid, "frame"))
