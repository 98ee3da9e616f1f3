"""The beat: viewers get changed blocks only, of committed text, and a hidden page gets nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.ground.ports import Block
from notes.live.items import Join, Joined, Refused
from notes.live.splice import splice
from tests.live.house import House, house, plan

BLOCKS = st.lists(st.sampled_from([Block(key, f"<p>{key}</p>") for key in "abcd"]), max_size=8)


@given(BLOCKS, BLOCKS)
def test_a_splice_makes_the_new_list_of_the_old(old: list[Block], new: list[Block]) -> None:
    at, remove, insert = splice(old, new)
    assert [*old[:at], *insert, *old[at + remove :]] == new


def test_a_splice_touches_only_what_changed() -> None:
    old = [Block(str(n), str(n)) for n in range(100)]
    new = [*old[:50], Block("50", "anders"), *old[51:]]
    assert splice(old, new) == (50, 1, (Block("50", "anders"),))


@pytest.fixture
def stad(tmp_path: Path) -> Iterator[House]:
    """A conference and a running engine."""
    with house(tmp_path) as made:
        yield made


def view(stad: House, sid: str) -> Joined:
    """Let a viewer join and give it the blocks, as the faces do."""
    joined = stad.engine.join(sid, Join(stad.notepads["fondsen"], stad.participant(), writer=False))
    assert isinstance(joined, Joined)
    stad.engine.blocks(stad.notepads["fondsen"])
    return joined


def test_viewers_receive_the_changed_block_and_never_an_update(stad: House) -> None:
    writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
    writer.type_and_save("een\n\ntwee")
    view(stad, "v")
    writer.type_and_save(" drie")
    stad.carrier.wait_for(lambda: any(beat["insert"] for beat in stad.carrier.to("v", "beat")), "a beat with a block")
    beat = next(beat for beat in stad.carrier.to("v", "beat") if beat["insert"])
    assert (beat["at"], beat["remove"], beat["insert"]) == (1, 1, [["1:twee drie", "<p>twee drie</p>"]])
    assert stad.carrier.to("v", "frame") == []


def test_a_conference_that_is_not_public_is_shown_to_nobody_who_did_not_join(tmp_path: Path) -> None:
    private = replace(plan(), public=False)
    with house(tmp_path, conference=private) as stad:
        notepad = stad.notepads["fondsen"]
        assert stad.engine.join("a", Join(notepad, None, writer=False)) == Refused("denied")
        assert isinstance(stad.engine.join("b", Join(notepad, None, writer=False, joined=True)), Joined)


def test_a_page_in_the_background_gets_nothing_until_it_joins_again(stad: House) -> None:
    writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
    view(stad, "hidden")
    view(stad, "seen")
    stad.engine.visible("hidden", stad.notepads["fondsen"], on=False)
    before = len(stad.carrier.to("hidden", "beat"))
    writer.type_and_save("nieuw")
    stad.carrier.wait_for(lambda: any(beat["insert"] for beat in stad.carrier.to("seen", "beat")), "a beat")
    assert stad.carrier.to("hidden", "beat")[before:] == []
    view(stad, "hidden")
    assert [block.html for block in stad.engine.blocks(stad.notepads["fondsen"]).blocks] == ["<p>nieuw</p>"]
