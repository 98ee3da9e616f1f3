"""After the clean start nothing of the rehearsal is in any table, and everything that was prepared is."""

from sqlalchemy import func, select

from notes.ground.system import RandomIds
from notes.store import access_links, archiving, clearing, conferences, ideas, notepads, people, versions
from notes.store.models import Base, NotepadRow, PersonRow, ProgrammeItemRow, TopicRow
from notes.store.unit_of_work import Database
from tests.store.builders import Made, add_idea, after, type_text


def counts(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def rehearse(database: Database, made: Made) -> None:
    """Leave something behind; `ann` holds a link."""
    with database.writing() as session:
        type_text(session, made.notepads[0], "OEFENTEKST")
        idea = add_idea(session, made, "u1", text="OEFENIDEE")
        ideas.set_support(session, idea, "bob", on=True, counter=1, at=after(6))
        notepads.add_moment(session, made.notepads[0], 1, "picked", "OEFENMOMENT", "OEFENTEKST", after(9))
        versions.add(
            session,
            conference_id=made.id,
            number=1,
            status="provisional",
            markdown="OEFENVERSLAG",
            data={},
            numbers=[],
            at=after(10),
        )
        access_links.make(session, "link", made.id, "organiser", None, "Ada", after(0))
        access_links.use(session, "link", "ann", after(0))
        for row in session.scalars(select(TopicRow)):
            row.room_state, row.room_moved_at = "frozen", after(3)
        for item in session.scalars(select(ProgrammeItemRow)):
            item.started_at, item.extended_minutes = after(0), 10


def test_everything_that_was_made_goes_and_what_was_prepared_stays(database: Database, made: Made) -> None:
    rehearse(database, made)
    with database.reading() as session:
        epochs = set(session.scalars(select(NotepadRow.epoch)))
    with database.writing() as session:
        emptied = clearing.clear(session, made.id, iter(range(1000, 2000)).__next__)
    left = {name: count for name, count in counts(database).items() if count}
    assert set(left) <= clearing.KEPT
    assert left["person"] == 1
    with database.reading() as session:
        assert people.person(session, "ann") is not None
        assert session.scalars(select(PersonRow.id)).all() == ["ann"]
        assert people.grants(session, "ann").organiser
        assert [(each.epoch, each.template) for each in emptied] == [
            (1000, "## Inzichten\n"),
            (1001, ""),
            (1002, "## Samenvatting\n"),
            (1003, emptied[3].template),
        ]
        facts = notepads.notepads_of_conference(session, made.id)
        assert [(each.seq, each.epoch in epochs, each.epoch_reason) for each in facts] == [(0, False, "cleared")] * 4
        assert [topic.room_state.value for topic in conferences.topic_facts(session, made.id)] == ["closed"] * 2
        assert [(item.started_at, item.extended_minutes) for item in conferences.programme(session, made.id)] == [
            (None, 0)
        ] * 2


def test_another_conference_is_left_alone(database: Database, made: Made) -> None:
    rehearse(database, made)
    with database.writing() as session:
        other = archiving.put(session, lambda table: archiving.rows_of(session, made.id, table), RandomIds())
        before = {name: len(list(archiving.rows_of(session, other, name))) for name in archiving.ARCHIVED}
        clearing.clear(session, made.id, iter(range(1000, 2000)).__next__)
    with database.reading() as session:
        assert {name: len(list(archiving.rows_of(session, other, name))) for name in archiving.ARCHIVED} == before


def test_every_table_is_cleared_or_kept_on_purpose() -> None:
    assert {table.name for table in Base.metadata.sorted_tables} == clearing.KEPT | clearing.CLEARED
    assert frozenset() == clearing.KEPT & clearing.CLEARED
