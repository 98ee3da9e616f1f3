"""Viewers' blocks: nothing internal in them, and keys that stay while their block does."""

from collections.abc import Mapping

import pytest

from notes.ground.ports import Block, Rendered
from notes.publishing.blocks import Notepads, Notes


def blocks(text: str, ideas: Mapping[int, str]) -> tuple[Block, ...]:
    """Return the blocks of a text that nobody saw before."""
    return Notes().render(text, ideas).blocks


def test_internal_lines_are_in_no_block() -> None:
    found = blocks("a\n\n- Intern: geheim\n  - geheim\n- b\n\nInternal: geheim", {})
    assert "geheim" not in repr(found)
    assert [block.html for block in found] == ["<p>a</p>", "<ul>\n<li>b</li>\n</ul>"]


def test_each_typed_line_is_a_line_of_its_block() -> None:
    assert [block.html for block in blocks("a\nb", {})] == ["<p>a<br>\nb</p>"]


def test_an_internal_row_is_in_no_block() -> None:
    found = blocks("| a | b |\n|---|---|\n| Intern: geheim | x |\n| c | d |\n\n| Intern: geheim | x |", {})
    assert len(found) == 1
    assert "geheim" not in repr(found)
    assert "<td>d</td>" in found[0].html


def test_an_unchanged_block_keeps_its_key() -> None:
    before = [block.key for block in blocks("# a\n\nb\n\nc", {})]
    after = [block.key for block in blocks("# a\n\nnieuw\n\nb\n\nc!", {})]
    assert [key in after for key in before] == [True, True, False]


def test_equal_blocks_have_different_keys() -> None:
    keys = [block.key for block in blocks("a\n\na\n\na", {})]
    assert len(set(keys)) == 3


def test_a_reference_definition_elsewhere_reaches_each_block() -> None:
    found = blocks("[a][r]\n\n[b][r]\n\n[r]: http://x.nl", {})
    assert ["http://x.nl" in block.html for block in found] == [True, True]


def test_a_changed_name_changes_the_key() -> None:
    text = "- [a](idee:7)\n\nb"
    with_name, without = blocks(text, {7: "Jan"}), blocks(text, {})
    assert with_name[0].key != without[0].key
    assert with_name[1].key == without[1].key
    assert ("Jan" in with_name[0].html, "Jan" in without[0].html) == (True, False)


def test_a_notepad_that_changes_is_rendered_as_if_it_were_new_and_keeps_its_unchanged_blocks() -> None:
    notes = Notes()
    before = notes.render("## Kop\n\nalinea [a](idee:7)\n\n- punt\n\nslot", {7: "Jan"}).blocks
    after = notes.render("## Kop\n\nalinea [a](idee:7)!\n\n- punt\n\nslot", {7: "Jan"}).blocks
    assert [block in before for block in after] == [True, False, True, True]
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, False, True, True]
    for text, names in (("slot\n\nslot", {7: "Jan"}), ("[a](idee:7)", {}), ("[a](idee:7)", {7: "Jan"}), ("", {})):
        assert notes.render(text, names) == Notes().render(text, names)


def test_notepads_are_remembered_within_their_characters_and_begun_anew_after_a_failure() -> None:
    notepads = Notepads(max_characters=250)
    text = "a " * 50
    assert notepads.render(1, text, {})[0].blocks == ()
    before, after = notepads.render(1, text, {})
    assert before == after
    assert len(after.blocks) == 1
    for notepad_id in (2, 3, 4):
        notepads.render(notepad_id, text, {})
    assert len(notepads) == 2
    with pytest.raises(AttributeError):
        notepads.render(4, None, {})  # type: ignore[arg-type]  # a failure inside
    assert notepads.render(4, text, {}) == (Rendered(""), after)
