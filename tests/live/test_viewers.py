"""The beat: viewers get changed blocks only, of committed text, and a hidden page gets nothing."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.ground.ports import Block, Rendered
from notes.ground.splice import Splice, splice, spliced
from notes.live.commands import CommandRefused
from notes.live.items import Join, Joined, Refused
from notes.live.viewers import Blocks
from tests.live.house import WAIT_SECONDS, House, PlainRenderer, house, plan

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


def view(stad: House, sid: str, topic: str = "fondsen") -> Blocks:
    """Let a viewer join and return the blocks that it is given, as the faces do."""
    joined = stad.engine.join(sid, Join(stad.notepads[topic], stad.participant(), writer=False))
    assert isinstance(joined, Joined)
    return stad.engine.shown(stad.notepads[topic])[0]


class GatedRenderer(PlainRenderer):
    """Renders when its gate is open; says when it begins, and what it was asked."""

    def __init__(self, shut_for: str) -> None:
        """Hold texts with these words up at the gate."""
        self.shut_for = shut_for
        self.gate, self.begun = threading.Event(), threading.Event()
        self.asked: list[str] = []
        self.known: list[Rendered | None] = []

    def blocks(self, notepad_id: int, text: str, ideas: Mapping[int, str], known: Rendered | None = None) -> Rendered:
        """Wait, then render."""
        self.asked.append(text)
        self.known.append(known)
        if self.shut_for in text:
            self.begun.set()
            assert self.gate.wait(WAIT_SECONDS), "waited for the gate"
        return super().blocks(notepad_id, text, ideas, known)


def shown_to(stad: House, sid: str, given: Blocks) -> list[str]:
    """Return the HTML that a viewer has after every beat; each must fit on the one before."""
    version, blocks = given.version, list(given.blocks)
    for beat in stad.carrier.to(sid, "beat"):
        if beat["version"] == version:
            continue
        assert beat["from"] == version
        at, remove, insert = beat["at"], beat["remove"], beat["insert"]
        blocks[at : at + remove] = [Block(*each) for each in insert]  # type: ignore[index,operator,attr-defined]  # payloads are plain data
        version = str(beat["version"])
    return [block.html for block in blocks]


def wait_until_shown(stad: House, sid: str, given: Blocks, html: list[str]) -> None:
    """Wait until a viewer has exactly these blocks."""
    stad.carrier.wait_for(lambda: shown_to(stad, sid, given) == html, f"{html} at {sid}")


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


def test_who_comes_back_is_given_what_changed_since_as_far_back_as_is_remembered(stad: House) -> None:
    writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
    notepad = stad.notepads["fondsen"]
    versions = []
    for number in range(70):
        writer.type_and_save(f"{number}\n\n")
        versions.append(stad.engine.blocks(notepad))
    for old in versions[-65:]:
        new, change = stad.engine.shown(notepad, old.version)
        assert change is not None
        assert spliced(old.blocks, change) == new.blocks == versions[-1].blocks
    assert stad.engine.shown(notepad, versions[-1].version)[1] == Splice(70, 0, ())
    for unknown in (None, "", "ooit", versions[0].version):
        assert stad.engine.shown(notepad, unknown) == (versions[-1], None)


def test_a_room_whose_rendering_takes_long_delays_no_other_room(tmp_path: Path) -> None:
    renderer = GatedRenderer("traag")
    with house(tmp_path, renderer=renderer) as stad:
        slow = stad.writer("w1", "fondsen", stad.facilitator(), 11)
        quick = stad.writer("w2", "energienet", stad.facilitator(), 12)
        view(stad, "v1")
        given = view(stad, "v2", "energienet")
        slow.type_and_save("traag")
        assert renderer.begun.wait(WAIT_SECONDS)
        quick.type_and_save("vlug")
        wait_until_shown(stad, "v2", given, ["<p>vlug</p>"])
        assert [beat for beat in stad.carrier.to("v1", "beat") if beat["insert"]] == []
        renderer.gate.set()


def test_who_joins_while_a_beat_is_rendered_is_sent_what_fits(tmp_path: Path) -> None:
    renderer = GatedRenderer("twee")
    with house(tmp_path, renderer=renderer) as stad:
        writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
        writer.type_and_save("een")
        first = view(stad, "v1")
        writer.type_and_save("\n\ntwee")
        assert renderer.begun.wait(WAIT_SECONDS)
        second = view(stad, "v2")
        assert [block.html for block in second.blocks] == ["<p>een</p>"]
        renderer.gate.set()
        wait_until_shown(stad, "v1", first, ["<p>een</p>", "<p>twee</p>"])
        wait_until_shown(stad, "v2", second, ["<p>een</p>", "<p>twee</p>"])


def test_who_joins_while_a_page_is_rendered_for_somebody_else_is_sent_the_rest(tmp_path: Path) -> None:
    renderer = GatedRenderer("twee")
    with house(tmp_path, renderer=renderer) as stad, ThreadPoolExecutor(1) as pool:
        notepad = stad.notepads["fondsen"]
        writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
        before = view(stad, "v")
        writer.type_and_save("een")
        wait_until_shown(stad, "v", before, ["<p>een</p>"])
        stad.engine.leave("v", notepad)
        writer.type_and_save("\n\ntwee")
        page = pool.submit(stad.engine.blocks, notepad)
        assert renderer.begun.wait(WAIT_SECONDS)
        given = view(stad, "v")
        assert [block.html for block in given.blocks] == ["<p>een</p>"]
        renderer.gate.set()
        page.result(WAIT_SECONDS)
        wait_until_shown(stad, "v", given, ["<p>een</p>", "<p>twee</p>"])


def test_many_who_open_the_page_at_once_wait_for_one_rendering(tmp_path: Path) -> None:
    renderer = GatedRenderer("")
    with house(tmp_path, renderer=renderer) as stad, ThreadPoolExecutor(8) as pool:
        opened = [pool.submit(stad.engine.blocks, stad.notepads["fondsen"]) for _ in range(8)]
        assert renderer.begun.wait(WAIT_SECONDS)
        renderer.gate.set()
        assert len({id(each.result(WAIT_SECONDS)) for each in opened}) == 1
        assert renderer.asked == [""]


def test_the_renderer_is_told_what_it_answered_before(tmp_path: Path) -> None:
    renderer = GatedRenderer("niet")
    with house(tmp_path, renderer=renderer) as stad:
        writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
        given = view(stad, "v")
        writer.type_and_save("een")
        wait_until_shown(stad, "v", given, ["<p>een</p>"])
        assert renderer.known[-1] == given.rendered


def test_notes_that_cannot_be_rendered_stay_as_they_were_shown(tmp_path: Path) -> None:
    tries: list[str] = []

    class Failing(PlainRenderer):
        def blocks(
            self, notepad_id: int, text: str, ideas: Mapping[int, str], known: Rendered | None = None
        ) -> Rendered:
            if "stuk" in text:
                tries.append(text)
                raise ValueError(text)
            return super().blocks(notepad_id, text, ideas, known)

    with house(tmp_path, renderer=Failing()) as stad:
        writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
        writer.type_and_save("heel")
        view(stad, "v")
        writer.type_and_save(" stuk")
        assert [block.html for block in stad.engine.blocks(stad.notepads["fondsen"]).blocks] == ["<p>heel</p>"]
        other = stad.writer("w2", "energienet", stad.facilitator(), 12)
        other.type_and_save("stuk")
        for sid in ("v2", "v3"):
            with pytest.raises(CommandRefused):
                view(stad, sid, "energienet")
        assert tries == ["heel stuk", "stuk"]  # each once: what takes for ever must not be asked for again and again


def test_ending_while_a_beat_is_on_its_way_waits_for_it(tmp_path: Path) -> None:
    renderer = GatedRenderer("laat")
    with house(tmp_path, renderer=renderer) as stad:
        writer = stad.writer("w", "fondsen", stad.facilitator(), 11)
        view(stad, "v")
        writer.type_and_save("laat")
        assert renderer.begun.wait(WAIT_SECONDS)
        with ThreadPoolExecutor(1) as pool:
            ending = pool.submit(stad.engine.stop)
            renderer.gate.set()
            ending.result(WAIT_SECONDS)
    assert [one.name for one in threading.enumerate() if one.name.startswith("oogst-beat")] == []
