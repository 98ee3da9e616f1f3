"""Tries to keep something of a rehearsal: in a browser that is open, in the database's files, or for the real day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from notes.live.commands import AddIdea, CommandRefused
from notes.live.items import Join, Joined, Refused
from notes.live.rehearsal_commands import ClearRehearsal, FillWithSamples, SampleLine, Samples
from notes.live.verifying import verify
from notes.store import conferences, ideas, notepads
from notes.store.models import IdeaRow, PersonRow, SupportRow
from tests.live.house import House, house, plan

MARKER = "OEFENMERK"
SAMPLES = Samples(
    persons=("Voorbeeld Een", "Voorbeeld Twee", "Voorbeeld Drie"),
    ideas=("Een idee", "Nog een idee"),
    lines=(
        SampleLine("decision", "We gaan door"),
        SampleLine("action", "Een datum prikken", owner="Voorbeeld Een", in_days=14),
    ),
)


@pytest.fixture
def rehearsed(tmp_path: Path) -> Iterator[House]:
    """A conference that is rehearsed."""
    with house(tmp_path, conference=replace(plan(template="## Inzichten\n\n"), rehearsal=True)) as made:
        yield made


def clear(made: House, person: str, name: str = "Stad") -> None:
    """Empty the conference."""
    made.engine.submit(ClearRehearsal(person_id=person, conference_id=made.conference_id, name=name))


def test_samples_come_in_as_made_up_participants_and_lines(rehearsed: House) -> None:
    organiser = rehearsed.facilitator(role="organiser")
    rehearsed.engine.submit(
        FillWithSamples(person_id=organiser, conference_id=rehearsed.conference_id, samples=SAMPLES)
    )
    with rehearsed.database.reading() as session:
        for topic in rehearsed.topics.values():
            found = ideas.of_topic(session, topic)
            assert {idea.text for idea in found} == {"Een idee", "Nog een idee"}
            assert max(idea.support for idea in found) == 2
            assert sum(idea.taken_over is not None for idea in found) == 1
        authors = session.scalars(select(PersonRow.name).join(IdeaRow, IdeaRow.person_id == PersonRow.id))
        assert set(authors) <= set(SAMPLES.persons)
    for name in rehearsed.notepads:
        text = rehearsed.stored_text(name)
        assert "Besluit: We gaan door" in text
        assert "Een datum prikken @[Voorbeeld Een] (uiterlijk" in text


def test_an_open_browser_is_told_and_nothing_of_the_old_words_is_left(rehearsed: House, tmp_path: Path) -> None:
    organiser, participant = rehearsed.facilitator(role="organiser"), rehearsed.participant(f"{MARKER}-naam")
    writer = rehearsed.writer("open", "fondsen", organiser, 77)
    writer.type_and_save(f"{MARKER} in de notities")
    looks = rehearsed.engine.join("kijkt", Join(writer.notepad, None, False, None, None, 0, joined=True))
    assert isinstance(looks, Joined)
    idea = AddIdea(person_id=participant, topic_id=rehearsed.topics["fondsen"], uuid="u", text=f"{MARKER}-idee")
    rehearsed.engine.submit(idea)
    old = writer.epoch
    writer.send(writer.typed(f" {MARKER} nog onderweg"))
    clear(rehearsed, organiser, "  stad ")
    for sid in ("open", "kijkt"):
        (told,) = rehearsed.carrier.to(sid, "reset")
        assert (told["notepad"], told["reason"], told["epoch"] != old) == (writer.notepad, "cleared", True)
    late = rehearsed.engine.join("later", Join(writer.notepad, organiser, True, old, 78, 1))
    assert isinstance(late, Refused)
    assert (late.code, late.facts["reason"]) == ("reset", "cleared")
    again = rehearsed.writer("opnieuw", "fondsen", organiser, 79)
    assert str(again.notes) == "## Inzichten\n\n"
    again.type_and_save("echt")
    with rehearsed.database.reading() as session:
        assert verify(session, writer.notepad) == ()
        assert session.scalars(select(SupportRow)).all() == []
        found = conferences.conference(session, rehearsed.conference_id)
    assert found is not None
    assert not found.rehearsal
    rehearsed.engine.stop()
    rehearsed.database.close()
    for file in tmp_path.iterdir():
        assert MARKER.encode() not in file.read_bytes(), file.name


def test_what_was_removed_is_out_of_the_files_while_the_server_runs(rehearsed: House, tmp_path: Path) -> None:
    organiser = rehearsed.facilitator(role="organiser")
    rehearsed.writer("open", "energienet", organiser, 77).type_and_save(f"{MARKER} in de notities")
    clear(rehearsed, organiser)
    for file in tmp_path.iterdir():
        assert MARKER.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize("name", ["", "Stad 2", "stadt"])
def test_another_name_clears_nothing(rehearsed: House, name: str) -> None:
    organiser = rehearsed.facilitator(role="organiser")
    rehearsed.writer("open", "fondsen", organiser, 77).type_and_save(MARKER)
    with pytest.raises(CommandRefused, match="another_name"):
        clear(rehearsed, organiser, name)
    assert MARKER in rehearsed.stored_text("fondsen")


def test_only_an_organiser_of_a_rehearsal_clears_or_fills_it(rehearsed: House) -> None:
    facilitator, organiser = rehearsed.facilitator(), rehearsed.facilitator(role="organiser")
    with pytest.raises(CommandRefused, match="denied"):
        clear(rehearsed, facilitator)
    clear(rehearsed, organiser)
    with pytest.raises(CommandRefused, match="not_rehearsing"):
        clear(rehearsed, organiser)
    fill = FillWithSamples(person_id=organiser, conference_id=rehearsed.conference_id, samples=SAMPLES)
    with pytest.raises(CommandRefused, match="not_rehearsing"):
        rehearsed.engine.submit(fill)


def test_links_go_on_working_after_the_clean_start(rehearsed: House) -> None:
    organiser, facilitator = rehearsed.facilitator(role="organiser"), rehearsed.facilitator(topic="fondsen")
    clear(rehearsed, organiser)
    writer = rehearsed.writer("begeleider", "fondsen", facilitator, 80)
    writer.type_and_save("we beginnen")
    with rehearsed.database.reading() as session:
        pad = notepads.notepad(session, writer.notepad)
    assert pad is not None
    assert pad.epoch == writer.epoch
