"""Tries to have a line twice, in somebody else's name, with a date that was not meant, or taken back when it may not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from notes.ground import limits
from notes.live.commands import AddedLine, AddLine, CommandRefused, MoveRoom, SetTopic, UndoLine
from notes.store import notepads
from tests.live.house import House, Writer, house

PAD = "fondsen"


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference with two open rooms and a running engine."""
    with house(tmp_path) as made:
        yield made


def add(stad: House, person: str, text: str, request: str = "r1", **more: str) -> AddedLine:
    fields = {"kind": "note", **more}
    line = AddLine(person_id=person, notepad_id=stad.notepads[PAD], request=request, text=text, **fields)
    added = stad.engine.submit(line)
    assert isinstance(added, AddedLine)
    return added


def take_back(stad: House, person: str, request: str = "r1") -> str:
    """Take a line back; return why not, "" when it was."""
    try:
        stad.engine.submit(UndoLine(person_id=person, request=request))
    except CommandRefused as refusal:
        return refusal.code
    return ""


def refused(stad: House, person: str, text: str, **more: str) -> str:
    with pytest.raises(CommandRefused) as refusal:
        add(stad, person, text, **more)
    assert stad.engine.text(stad.notepads[PAD]) == ""
    return refusal.value.code


def test_the_same_request_is_one_line_with_the_same_answer(stad: House) -> None:
    fatima = stad.facilitator()
    answers = [add(stad, fatima, "Bellen", kind="action", owner="Jan", due="15-1-2027") for _ in range(2)]
    assert answers == [AddedLine("r1", "Actie: Bellen @Jan (uiterlijk 15-01-2027)", date(2027, 1, 15))] * 2
    assert stad.stored_text(PAD) == "- [ ] Actie: Bellen @Jan (uiterlijk 15-01-2027)\n"


def test_a_line_is_its_senders_own_text(stad: House) -> None:
    fatima = stad.facilitator()
    add(stad, fatima, "een", "r1")
    add(stad, fatima, "twee", "r2")
    with stad.database.reading() as session:
        claims = notepads.clients(session, stad.notepads[PAD])
    assert [claim.person_id for claim in claims.values()] == [fatima, fatima]


def test_a_request_of_somebody_else_is_refused(stad: House) -> None:
    add(stad, stad.facilitator(), "Van Fatima")
    ahmed = stad.facilitator("Ahmed")
    with pytest.raises(CommandRefused) as refusal:
        add(stad, ahmed, "Van Ahmed")
    assert (refusal.value.code, take_back(stad, ahmed)) == ("not_yours", "not_yours")
    assert stad.stored_text(PAD) == "- Van Fatima\n"


@pytest.mark.parametrize("typed", ["15-1-2027", "15 januari 2027", "2027-01-15", "vr 15 jan 2027"])
def test_a_date_is_written_one_way_however_it_was_typed(stad: House, typed: str) -> None:
    assert add(stad, stad.facilitator(), "Bellen", kind="action", due=typed) == AddedLine(
        "r1", "Actie: Bellen (uiterlijk 15-01-2027)", date(2027, 1, 15)
    )


def test_a_day_without_a_year_is_the_next_one(stad: House) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    added = add(stad, stad.facilitator(), "Bellen", kind="action", due=f"{tomorrow.day}-{tomorrow.month}")
    assert added.due == tomorrow


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "action", "due": "3/4/2022"}, "due_unclear"),
        ({"kind": "action", "due": "31 februari"}, "due_unclear"),
        ({"kind": "action", "due": "zo snel mogelijk"}, "due_unclear"),
        ({"kind": "action", "owner": "J" * (limits.OWNERS_MAX_CHARACTERS + 1)}, "owners_too_long"),
        ({"kind": "internal"}, "unknown"),
        ({"request": ""}, "unknown"),
        ({"request": "r" * (limits.UUID_MAX_CHARACTERS + 1)}, "unknown"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_meant_is_refused_and_writes_nothing(stad: House, more: dict[str, str], code: str) -> None:
    assert refused(stad, stad.facilitator(), "Bellen", **more) == code


def test_who_and_when_are_an_actions_only(stad: House) -> None:
    add(stad, stad.facilitator(), "Er komt een fonds", kind="decision", owner="Jan", due="ooit")
    assert stad.stored_text(PAD) == "- Besluit: Er komt een fonds\n"


def test_a_line_is_taken_back_once_and_leaves_the_others(stad: House) -> None:
    fatima, ahmed = stad.facilitator(), stad.facilitator("Ahmed")
    add(stad, fatima, "een", "r1")
    add(stad, ahmed, "twee", "r2")
    add(stad, fatima, "drie", "r3")
    assert [take_back(stad, fatima, request) for request in ("r1", "r1", "r3")] == ["", "", ""]
    assert stad.stored_text(PAD) == "- twee\n"
    assert add(stad, fatima, "een", "r1").text == "een"  # a late resend does not bring it back
    assert stad.stored_text(PAD) == "- twee\n"


@pytest.mark.parametrize(
    ("place", "typed"),
    [(len("- Besluit: ja"), " hoor"), (0, "x"), (len("- Besluit: ja\n"), "  en dat geldt ook"), (14, "meteen")],
    ids=["made longer", "begun otherwise", "an indented line below", "a line that runs on"],
)
def test_a_line_that_somebody_changed_is_not_taken_back(stad: House, place: int, typed: str) -> None:
    fatima = stad.facilitator()
    add(stad, fatima, "ja", kind="decision")
    ahmed: Writer = stad.writer("a", PAD, stad.facilitator("Ahmed"), 11)
    ahmed.send(ahmed.typed(typed, at=place))
    stad.carrier.wait_until_saved("a", ahmed.seat, 1)
    text = stad.stored_text(PAD)
    assert take_back(stad, fatima) == "line_changed"
    assert stad.stored_text(PAD) == text


def test_who_may_not_write_any_more_does_not_take_back(stad: House) -> None:
    organiser, anna = stad.facilitator("Olga", role="organiser"), stad.participant()
    topic = stad.topics[PAD]
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"participants_write": True}))
    add(stad, anna, "Van Anna")
    stad.engine.submit(SetTopic(person_id=organiser, topic_id=topic, changes={"participants_write": False}))
    stad.engine.submit(MoveRoom(person_id=organiser, topic_id=topic, state="frozen"))
    assert take_back(stad, anna) == "denied"
    assert stad.stored_text(PAD) == "- Van Anna\n"
