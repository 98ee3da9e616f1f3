"""Coverage knows every unit that splits a pair, whatever layers it came through, and keeps emoji cheap."""

from hypothesis import given
from hypothesis import strategies as st

from notes.live.coverage import Coverage
from notes.live.decoder import Struct

ANNA = 7
pieces = st.lists(st.tuples(st.text("a😀é𝄞", min_size=1, max_size=6), st.integers(0, 3), st.integers(0, 2)), max_size=8)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def struct(clock: int, text: str) -> Struct:
    origin = (ANNA, clock - 1) if clock else None
    return Struct(ANNA, clock, units(text), origin, None, origin is None, text)


@given(pieces)
def test_every_boundary_inside_a_pair_is_known_and_no_other(said: list[tuple[str, int, int]]) -> None:
    coverage, text = Coverage(), ""
    for piece, again, how in said:
        # As a resent outbox does, it may begin with characters that are held already.
        before = text[len(text) - min(again, len(text)) :]
        layer = coverage.fork()
        layer.add_struct(struct(units(text) - units(before), before + piece))
        text += piece
        if how:
            coverage.absorb(layer)
            coverage = coverage.copy() if how == 1 else coverage
        else:
            coverage = layer.copy()
    halves = {units(text[:at]) + 1 for at, sign in enumerate(text) if units(sign) == 2}
    assert {clock for clock in range(units(text) + 2) if coverage.splits_pair(ANNA, clock)} == halves
    assert coverage.end(ANNA) == units(text)


def test_a_row_of_emoji_is_one_run_however_it_came() -> None:
    coverage = Coverage()
    for at in range(50):
        layer = coverage.fork()
        layer.add_struct(struct(at * 2_000, "😀" * 1_000))
        coverage.absorb(layer)
    assert len(coverage.low_halves[ANNA].firsts) == 1
    assert coverage.splits_pair(ANNA, 99_999)
