"""Outbox numbers come back as they were stored, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from notes.store.outbox_numbers import packed, unpacked


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(0, 2**53)))
def test_what_is_packed_comes_back_in_order(numbers: dict[int, int]) -> None:
    assert unpacked(packed(numbers.items())) == tuple(sorted(numbers.items()))


def test_two_hundred_typists_take_a_third_of_what_json_took() -> None:
    pairs = [(number * 21_474_836 + 7, 1_000 + number) for number in range(200)]
    json_bytes = len(str([list(pair) for pair in pairs]))
    assert len(packed(pairs)) * 3 < json_bytes
