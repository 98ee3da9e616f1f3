"""Viewers' blocks: nothing internal in them, and keys that stay while their block does."""

from notes.publishing.blocks import Cache, blocks


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


def test_cached_blocks_are_the_same_and_the_cache_stays_within_its_bytes() -> None:
    cache = Cache(max_bytes=500)
    text = "\n\n".join(f"alinea {number} **vet**" for number in range(100))
    assert blocks(text, {}, cache) == blocks(text, {}) == blocks(text, {}, cache)
    assert cache._bytes <= 500
