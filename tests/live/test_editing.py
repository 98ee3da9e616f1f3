"""Editing a conference while it runs: nobody's words go, nobody overwrites unseen, and open rooms notice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notes.domain.conference import ReportChoices
from notes.domain.editing.items import item_values
from notes.domain.editing.merging import marks
from notes.domain.editing.topics import topic_values
from notes.live.commands import AddIdea, Command, CommandRefused
from notes.live.editing_commands import (
    EditConference,
    EditItem,
    EditTopic,
    PlaceTopic,
    RemoveItem,
    RemoveTopic,
    ShiftProgramme,
)
from notes.live.report_commands import SetReport
from notes.store import conferences, editing
from tests.live.house import House, house, plan


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A running conference whose two topics begin with a template."""
    with house(tmp_path, conference=plan(template="## Begin\n\n- ")) as made:
        yield made


def refused(stad: House, command: Command) -> CommandRefused:
    with pytest.raises(CommandRefused) as caught:
        stad.engine.submit(command)
    return caught.value


def topic_form(stad: House, slug: str) -> dict[str, str]:
    with stad.database.reading() as db:
        topic = next(each for each in conferences.topics(db, stad.conference_id) if each.slug == slug)
        facts = conferences.topic(db, topic.id)
        assert facts is not None
        names = ("participants_write", "ideas_open", "early_ideas", "approval")
        ids = [item.id for item in conferences.programme(db, stad.conference_id)]
        template = editing.template_of(db, stad.notepads[slug])
        return topic_values(topic, {name: getattr(facts, name) for name in names}, template, ids)


def edit(stad: House, olga: str, slug: str, seen: dict[str, str] | None = None, **changes: str) -> EditTopic:
    form = topic_form(stad, slug)
    return EditTopic(
        person_id=olga,
        conference_id=stad.conference_id,
        topic_id=stad.topics[slug],
        typed={**form, **changes},
        seen=seen if seen is not None else marks(form),
    )


def items(stad: House) -> list[Any]:
    with stad.database.reading() as db:
        return list(conferences.programme(db, stad.conference_id))


def test_only_organisers_edit(stad: House) -> None:
    fatima = stad.facilitator()
    where: dict[str, Any] = {"conference_id": stad.conference_id}
    commands: list[Command] = [
        EditConference(person_id=fatima, typed={"title": "X"}, **where),
        EditItem(person_id=fatima, item_id=None, typed={}, **where),
        RemoveItem(person_id=fatima, item_id=items(stad)[0].id, **where),
        ShiftProgramme(person_id=fatima, days=1, **where),
        edit(stad, fatima, "fondsen", title="X"),
        PlaceTopic(person_id=fatima, topic_id=stad.topics["energienet"], **where),
        RemoveTopic(person_id=fatima, topic_id=stad.topics["energienet"], **where),
    ]
    assert [refused(stad, command).code for command in commands] == ["denied"] * len(commands)


def test_two_organisers_in_one_field_and_in_two(stad: House) -> None:
    olga, omar = stad.facilitator("Olga", role="organiser"), stad.facilitator("Omar", role="organiser")
    form = topic_form(stad, "fondsen")
    stad.engine.submit(edit(stad, olga, "fondsen", title="Fondsen en geld"))
    stad.engine.submit(
        EditTopic(
            person_id=omar,
            conference_id=stad.conference_id,
            topic_id=stad.topics["fondsen"],
            typed={**form, "question": "Wie betaalt?"},
            seen=marks(form),
        )
    )
    now = topic_form(stad, "fondsen")
    assert (now["title"], now["question"]) == ("Fondsen en geld", "Wie betaalt?")
    mine = EditTopic(
        person_id=omar,
        conference_id=stad.conference_id,
        topic_id=stad.topics["fondsen"],
        typed={**form, "title": "Geld"},
        seen=marks(form),
    )
    why = refused(stad, mine)
    assert (why.code, why.facts["fields"]) == ("edited_meanwhile", ("title",))
    stad.engine.submit(edit(stad, omar, "fondsen", title="Geld"))
    assert topic_form(stad, "fondsen")["title"] == "Geld"


def test_what_the_notes_begin_with_changes_until_somebody_wrote(stad: House) -> None:
    olga, fatima = stad.facilitator("Olga", role="organiser"), stad.facilitator()
    writer = stad.writer("sid", "energienet", fatima, 7)
    stad.engine.submit(edit(stad, olga, "energienet", template="## Anders\n\n- "))
    stad.carrier.wait_for(lambda: "Anders" in writer.received_text(), "the other template")
    assert writer.received_text() == "## Anders\n\n- "
    writer.type_and_save("Van Fatima")
    why = refused(stad, edit(stad, olga, "energienet", template="## Nog anders"))
    assert why.code == "wrong_fields"
    assert stad.engine.text(stad.notepads["energienet"]) == "## Anders\n\n- Van Fatima"
    stad.engine.submit(edit(stad, olga, "energienet", title="Energie"))


def test_a_topic_with_words_stays_and_an_empty_one_goes(stad: House) -> None:
    olga, anna = stad.facilitator("Olga", role="organiser"), stad.participant("Anna")
    where: dict[str, Any] = {"person_id": olga, "conference_id": stad.conference_id}
    added = stad.engine.submit(EditTopic(topic_id=None, typed={"title": "Regie", "colour": "3"}, **where))
    assert added == "regie-2"  # the address of the desk is the desk's
    stad.engine.submit(AddIdea(person_id=anna, topic_id=stad.topics["fondsen"], uuid="u-1", text="Een idee"))
    assert refused(stad, RemoveTopic(topic_id=stad.topics["fondsen"], **where)).code == "topic_not_empty"
    writer = stad.writer("sid", "energienet", stad.facilitator(), 7)
    writer.type_and_save("x")
    assert refused(stad, RemoveTopic(topic_id=stad.topics["energienet"], **where)).code == "topic_not_empty"
    with stad.database.reading() as db:
        made = next(each for each in conferences.topics(db, stad.conference_id) if each.slug == "regie-2")
    wanted = ReportChoices(order=("regie-2", "energienet"))
    stad.engine.submit(SetReport(choices=wanted, **where))
    stad.engine.submit(RemoveTopic(topic_id=made.id, **where))
    with stad.database.reading() as db:
        conference = conferences.conference(db, stad.conference_id)
    assert conference is not None
    assert conference.report.order == ("energienet",)
    stad.engine.submit(SetReport(choices=conference.report, **where))
    with stad.database.reading() as db:
        assert [each.slug for each in conferences.topics(db, stad.conference_id)] == ["fondsen", "energienet"]
    writer.type_and_save("y")  # and the others go on


def test_the_last_topic_stays(stad: House) -> None:
    olga = stad.facilitator("Olga", role="organiser")
    where: dict[str, Any] = {"person_id": olga, "conference_id": stad.conference_id}
    with stad.database.writing() as db:
        editing.delete_topic(db, stad.topics["energienet"])
    assert refused(stad, RemoveTopic(topic_id=stad.topics["fondsen"], **where)).code == "last_topic"


def test_a_round_that_began_is_not_taken_out_of_the_programme(stad: House) -> None:
    olga = stad.facilitator("Olga", role="organiser")
    where: dict[str, Any] = {"person_id": olga, "conference_id": stad.conference_id}
    begun = items(stad)[0]
    stad.engine.submit(edit(stad, olga, "fondsen"))  # the round began when the rooms opened by the clock

    def has_begun() -> bool:
        with stad.database.reading() as db:
            return bool(editing.begun_items(db, stad.conference_id))

    while not has_begun():
        stad.engine.submit(edit(stad, olga, "fondsen"))
    assert refused(stad, RemoveItem(item_id=begun.id, **where)).code == "round_begun"
    assert refused(stad, ShiftProgramme(days=1, **where)).code == "round_begun"
    why = refused(stad, edit(stad, olga, "fondsen", None, **{f"meets-{begun.id}": ""}))
    assert list(why.facts["fields"]) == [f"meets-{begun.id}"]  # type: ignore[call-overload]  # facts are plain data
    kind = {**item_values(begun, "Europe/Amsterdam"), "kind": "break"}
    why = refused(stad, EditItem(item_id=begun.id, typed=kind, **where))
    assert list(why.facts["fields"]) == ["kind"]  # type: ignore[call-overload]  # as above


def test_items_are_added_moved_and_taken_away(stad: House) -> None:
    olga = stad.facilitator("Olga", role="organiser")
    where: dict[str, Any] = {"person_id": olga, "conference_id": stad.conference_id}
    typed = {"title": "Borrel", "kind": "break", "day": "2035-03-24", "from": "22:00", "to": "23:30", "to_day": ""}
    made = stad.engine.submit(EditItem(item_id=None, typed=typed, **where))
    again = stad.engine.submit(EditItem(item_id=None, typed=typed, **where))
    assert [item.slug for item in items(stad)][1:] == ["borrel", "borrel-2"]
    stad.engine.submit(RemoveItem(item_id=int(str(again)), **where))
    found = next(item for item in items(stad) if item.id == made)
    stad.engine.submit(EditConference(typed={**_texts(stad), "timezone": "America/New_York"}, **where))
    moved = next(item for item in items(stad) if item.id == made)
    assert (moved.starts_at - found.starts_at).total_seconds() == 5 * 3600  # the clocks there say 22.00, too


def _texts(stad: House) -> dict[str, str]:
    from notes.domain.editing.conferences import conference_values

    with stad.database.reading() as db:
        conference = conferences.conference(db, stad.conference_id)
    assert conference is not None
    return conference_values(conference)


def test_open_rooms_are_told_when_participants_may_type(stad: House) -> None:
    olga, anna = stad.facilitator("Olga", role="organiser"), stad.participant("Anna")
    from notes.live.items import Join

    stad.engine.join("anna", Join(stad.notepads["fondsen"], anna, writer=False, joined=True))
    stad.engine.submit(edit(stad, olga, "fondsen", participants_write="1"))
    stad.carrier.wait_for(lambda: any(told["writes"] for told in stad.carrier.to("anna", "rights")), "rights")


def test_topics_change_places(stad: House) -> None:
    olga = stad.facilitator("Olga", role="organiser")
    command = PlaceTopic(person_id=olga, conference_id=stad.conference_id, topic_id=stad.topics["energienet"])
    for _ in range(2):  # the first one stays the first
        stad.engine.submit(command)
        with stad.database.reading() as db:
            assert [each.slug for each in conferences.topics(db, stad.conference_id)] == ["energienet", "fondsen"]
