"""A document keeps what was ever typed: it takes text while that stays within its limits, and says so when not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.ground import limits
from tests.live.house import House, Writer, house
from tests.live.test_restoring import deleted

TOPIC = "fondsen"


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A house with a running engine."""
    with house(tmp_path) as made:
        yield made


def types_in_front(writer: Writer) -> bool:
    """Type a letter that no other can be joined with; return whether it was let in."""
    writer.send(writer.typed("x", at=0))
    carrier, number = writer.house.carrier, writer.number
    carrier.wait_for(
        lambda: carrier.saved(writer.sid, writer.seat, number) or bool(carrier.to(writer.sid, "refused")), "an answer"
    )
    return not carrier.to(writer.sid, "refused")


def test_notes_in_which_too_much_changed_take_no_more_text_but_let_it_be_taken_away(
    stad: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NOTEPAD_MAX_STRUCTS", 40)
    writer = stad.writer("a", TOPIC, stad.facilitator(), 11)
    let_in = 0
    while types_in_front(writer):
        let_in += 1
    assert 30 < let_in <= 40
    (refused,) = stad.carrier.to("a", "refused")
    assert refused["code"] == "notes_worn"
    assert stad.stored_text(TOPIC) == "x" * let_in
    again = stad.writer("b", TOPIC, stad.facilitator(), 12)
    again.send(deleted(again, "x" * 20))
    stad.carrier.wait_until_saved("b", again.seat, again.number)
    assert stad.stored_text(TOPIC) == "x" * (let_in - 20)


@pytest.mark.parametrize(("limit", "most"), [("NOTEPAD_MAX_STRUCTS", 20), ("NOTEPAD_MAX_BYTES", 300)])
def test_letters_typed_one_after_another_are_one_piece_and_weigh_little(
    stad: House, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(limits, limit, most)
    writer = stad.writer("a", TOPIC, stad.facilitator(), 11)
    for _ in range(60):
        writer.type_and_save("x")
    assert stad.stored_text(TOPIC) == "x" * 60


def test_bytes_are_counted_too(stad: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "NOTEPAD_MAX_BYTES", 400)
    writer = stad.writer("a", TOPIC, stad.facilitator(), 11)
    while types_in_front(writer):
        assert len(stad.stored_text(TOPIC)) < 100
    assert stad.carrier.to("a", "refused")[0]["code"] == "notes_worn"
