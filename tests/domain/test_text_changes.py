"""Tries to find two texts between which the replacements do not lead, or that touch what both have."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from notes.domain.text_changes import Replacement, carried_out, changes

LINES = st.lists(st.sampled_from(["", "een", "twee", "- drie", "😀 vier", "é", "e\u0301"]), max_size=12).map("\n".join)


@given(LINES | st.text(max_size=60), LINES | st.text(max_size=60))
def test_carried_out_they_give_the_other_text(before: str, after: str) -> None:
    found = changes(before, after)
    assert carried_out(before, found) == after
    assert all(each.removed or each.inserted for each in found)
    ends = [(each.offset, each.offset + each.removed) for each in found]
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(ends))


def test_lines_that_both_have_are_left_alone_and_of_a_line_its_ends() -> None:
    before = "# Titel\n\n- een\n- twee\n- drie\n\nslot"
    after = "# Titel\n\n- een!\n- drie\n- vier\n\nslot"
    assert [(each.removed, each.inserted) for each in changes(before, after)] == [(7, "!"), (0, "- vier\n")]


def test_a_new_line_that_begins_like_the_next_one_is_put_in_whole() -> None:
    assert changes("- een\n- twee\n", "- eerst\n- een\n- twee\n") == (Replacement(0, 0, "- eerst\n"),)


def test_the_same_text_needs_nothing_and_nothing_in_common_one_replacement() -> None:
    assert changes("a\nb", "a\nb") == ()
    assert changes("", "a\nb") == (Replacement(0, 0, "a\nb"),)


def test_very_many_lines_are_replaced_at_once() -> None:
    before = "".join(f"a{number}\n" for number in range(1_200))
    after = "".join(f"b{number}\n" for number in range(1_200))
    assert changes(before, after) == (Replacement(0, len(before) - len("1199\n"), after[: -len("1199\n")]),)
