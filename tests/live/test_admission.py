"""Admission lets in only new text of the sender's own, tied to what exists, never half a character."""

import pytest

from notes.ground.limits import UPDATE_MAX_ANCHORS
from notes.live.admission import Admitted, Refused, Resync, admit
from notes.live.coverage import Coverage
from notes.live.decoder import DecodedUpdate, DeleteRange, Id, Malformed, Struct, decode_update
from notes.live.encoder import encode_update
from tests.live.yjs import covering

ANNA, BO = 7, 9


def struct(  # a run of text as a test says it
    client: int, clock: int, text: str | int, origin: Id | None = None, right: Id | None = None
) -> Struct:
    deleted = isinstance(text, int)
    length = text if isinstance(text, int) else len(text.encode("utf-16-le")) // 2
    is_root_child = origin is None and right is None
    return Struct(client, clock, length, origin, right, is_root_child, None if deleted else str(text))


def update(*structs: Struct, deletes: tuple[tuple[int, int, int], ...] = ()) -> bytes:
    return encode_update(DecodedUpdate(structs, tuple(DeleteRange(*one) for one in deletes)))


def held(*structs: Struct) -> Coverage:
    return covering([update(one) for one in structs])


HELLO = struct(ANNA, 0, "ja 😀!")
"""Units: j0 a1 space2 high3 low4 !5"""


def test_new_text_passes_byte_for_byte() -> None:
    data = update(struct(BO, 0, "x", (ANNA, 0), (ANNA, 1)))
    assert admit(data, held(HELLO), (BO,)) == Admitted(data, 1, 1, 1, frozenset({BO}), decode_update(data))


def test_admission_leaves_the_coverage_as_it_is() -> None:
    coverage = held(HELLO)
    admit(update(struct(BO, 0, "😀")), coverage, (BO,))
    assert coverage.vector() == {ANNA: 6}
    assert not coverage.splits_pair(BO, 1)


def test_inserted_characters_are_code_points() -> None:
    verdict = admit(update(struct(BO, 0, "é😀"), struct(BO, 3, 5, (BO, 2))), Coverage(), (BO,))
    assert isinstance(verdict, Admitted)
    assert (verdict.inserted_chars, verdict.structs, verdict.anchors) == (2, 2, 1)


def test_what_is_covered_is_cut_away_even_when_it_is_a_forged_copy() -> None:
    forged = struct(ANNA, 0, "NEE!!!")
    verdict = admit(update(forged, struct(ANNA, 6, "?", (ANNA, 5))), held(HELLO), (ANNA,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == update(struct(ANNA, 6, "?", (ANNA, 5)))


def test_somebody_elses_covered_text_is_cut_away_in_silence() -> None:
    verdict = admit(update(struct(ANNA, 0, "gelogen"[:6]), struct(BO, 0, "x")), held(HELLO), (BO,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == update(struct(BO, 0, "x"))


def test_an_update_that_holds_nothing_new_is_admitted_as_nothing() -> None:
    verdict = admit(update(HELLO), held(HELLO), (ANNA,))
    assert verdict == Admitted(None, 0, 0, 0, frozenset(), DecodedUpdate((), ()))


@pytest.mark.parametrize(("covered", "rest"), [(1, "a 😀!!"), (3, "😀!!"), (5, "!!"), (6, "!")])
def test_a_half_covered_struct_is_cut_and_goes_on_after_what_is_covered(covered: int, rest: str) -> None:
    coverage = held(struct(ANNA, 0, covered))
    verdict = admit(update(struct(ANNA, 0, "ja 😀!!")), coverage, (ANNA,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == update(struct(ANNA, covered, rest, (ANNA, covered - 1)))


def test_a_half_covered_struct_keeps_its_right_origin() -> None:
    coverage = held(HELLO, struct(BO, 0, "x", (ANNA, 0), (ANNA, 1)))
    verdict = admit(update(struct(BO, 0, "xyz", (ANNA, 0), (ANNA, 1))), coverage, (BO,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == update(struct(BO, 1, "yz", (BO, 0), (ANNA, 1)))


def test_deleted_content_is_cut_by_number() -> None:
    verdict = admit(update(struct(ANNA, 0, 10)), held(struct(ANNA, 0, 4)), (ANNA,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == update(struct(ANNA, 4, 6, (ANNA, 3)))


def test_a_cut_inside_a_pair_is_refused() -> None:
    coverage = held(struct(ANNA, 0, 4))
    assert admit(update(HELLO), coverage, (ANNA,)) == Refused("not_accepted", "covered_half_of_pair")


def test_new_text_of_somebody_elses_client_is_refused() -> None:
    assert admit(update(struct(ANNA, 6, "x", (ANNA, 5))), held(HELLO), (BO,)) == Refused("not_yours", "foreign_struct")


def test_a_gap_asks_for_a_resync_and_after_a_join_it_is_a_refusal() -> None:
    data = update(struct(ANNA, 7, "x", (ANNA, 5)))
    assert admit(data, held(HELLO), (ANNA,)) == Resync("gap")
    assert admit(data, held(HELLO), (ANNA,), rejoined=True) == Refused("not_accepted", "gap")


@pytest.mark.parametrize(
    ("origin", "right"),
    [((ANNA, 6), None), (None, (ANNA, 6)), ((5, 0), None), (None, (5, 0)), ((BO, 0), None), (None, (BO, 3))],
)
def test_an_origin_that_does_not_exist_yet_is_not_taken(origin: Id | None, right: Id | None) -> None:
    data = update(struct(BO, 0, "x", origin, right))
    assert admit(data, held(HELLO), (BO,)) == Resync("unknown_origin")
    assert admit(data, held(HELLO), (BO,), rejoined=True) == Refused("not_accepted", "unknown_origin")


def test_origins_may_be_earlier_in_the_same_update() -> None:
    data = update(struct(BO, 0, "x"), struct(BO, 1, "y", (BO, 0)), struct(BO, 2, "z", None, (BO, 0)))
    verdict = admit(data, Coverage(), (BO,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == data


def test_two_own_clients_may_lean_on_each_other_but_not_in_a_circle() -> None:
    woven = update(struct(ANNA, 0, "x"), struct(BO, 0, "y", (ANNA, 0)), struct(ANNA, 1, "z", (BO, 0)))
    assert isinstance(admit(woven, Coverage(), (ANNA, BO)), Admitted)
    circle = update(struct(ANNA, 0, "x", (BO, 0)), struct(BO, 0, "y", (ANNA, 0)))
    assert admit(circle, Coverage(), (ANNA, BO)) == Resync("unknown_origin")


# j0 a1 space2 high3 low4 !5: the only boundary inside the pair is the one before unit 4.
@pytest.mark.parametrize("clock", [0, 1, 2, 4, 5])
def test_text_may_come_after_any_whole_character(clock: int) -> None:
    assert isinstance(admit(update(struct(BO, 0, "x", (ANNA, clock))), held(HELLO), (BO,)), Admitted)


def test_text_may_not_come_after_the_high_half() -> None:
    verdict = admit(update(struct(BO, 0, "x", (ANNA, 3))), held(HELLO), (BO,))
    assert verdict == Refused("not_accepted", "origin_in_pair")


@pytest.mark.parametrize("clock", [0, 1, 2, 3, 5])
def test_text_may_come_before_any_whole_character(clock: int) -> None:
    assert isinstance(admit(update(struct(BO, 0, "x", None, (ANNA, clock))), held(HELLO), (BO,)), Admitted)


def test_text_may_not_come_before_the_low_half() -> None:
    verdict = admit(update(struct(BO, 0, "x", None, (ANNA, 4))), held(HELLO), (BO,))
    assert verdict == Refused("not_accepted", "right_origin_in_pair")


def test_a_pair_within_the_same_update_is_guarded_too() -> None:
    data = update(struct(BO, 0, "😀"), struct(BO, 2, "x", (BO, 0)))
    assert admit(data, Coverage(), (BO,)) == Refused("not_accepted", "origin_in_pair")


@pytest.mark.parametrize(("clock", "length"), [(0, 6), (3, 2), (0, 3), (5, 1)])
def test_whole_characters_may_be_deleted(clock: int, length: int) -> None:
    data = update(deletes=((ANNA, clock, length),))
    verdict = admit(data, held(HELLO), (BO,))
    assert isinstance(verdict, Admitted)
    assert (verdict.update, verdict.clients) == (data, frozenset())


@pytest.mark.parametrize(("clock", "length"), [(3, 1), (4, 1), (4, 2), (0, 4)])
def test_half_a_character_may_not_be_deleted(clock: int, length: int) -> None:
    verdict = admit(update(deletes=((ANNA, clock, length),)), held(HELLO), (BO,))
    assert verdict == Refused("not_accepted", "delete_in_pair")


@pytest.mark.parametrize("one", [(ANNA, 0, 7), (ANNA, 6, 1), (5, 0, 1), (ANNA, 0, 2**50)])
def test_what_does_not_exist_cannot_be_deleted(one: tuple[int, int, int]) -> None:
    assert admit(update(deletes=(one,)), held(HELLO), (BO,)) == Resync("unknown_delete")


def test_own_new_text_may_be_deleted_in_the_same_update() -> None:
    data = update(struct(BO, 0, "xy"), deletes=((BO, 0, 2),))
    assert isinstance(admit(data, Coverage(), (BO,)), Admitted)


def test_ranges_out_of_order_are_written_as_yjs_writes_them() -> None:
    data = b"\x00\x01\x07\x02\x05\x01\x00\x01"
    verdict = admit(data, held(HELLO), (BO,))
    assert isinstance(verdict, Admitted)
    assert verdict.update == update(deletes=((ANNA, 0, 1), (ANNA, 5, 1)))


def test_malformed_bytes_are_refused_with_a_code_for_the_sender() -> None:
    assert admit(b"\xff", Coverage(), (BO,)) == Refused("not_accepted", "truncated")
    assert admit(bytes(2_000_000), Coverage(), (BO,)) == Refused("too_large", "too_many_bytes")
    assert admit(b"\x01\x01\x09\x00\x04\x01\x05notes\x01\r\x00", Coverage(), (BO,)) == Refused(
        "bad_characters", "forbidden_character"
    )


def test_an_update_at_very_many_places_is_refused() -> None:
    scattered = update(*(struct(BO, clock, "x", (ANNA, clock % 2)) for clock in range(UPDATE_MAX_ANCHORS + 1)))
    assert admit(scattered, held(HELLO), (BO,)) == Refused("too_large", "too_many_anchors")
    typed = update(struct(BO, 0, "x"), *(struct(BO, at, "x", (BO, at - 1)) for at in range(1, UPDATE_MAX_ANCHORS * 2)))
    assert isinstance(admit(typed, Coverage(), (BO,)), Admitted)


# Coverage


def test_a_layer_can_be_thrown_away_or_taken_over() -> None:
    coverage = held(HELLO)
    layer = coverage.fork()
    layer.add(DecodedUpdate((struct(ANNA, 6, "😀"), struct(BO, 0, "x")), ()))
    assert (layer.vector(), coverage.vector()) == ({ANNA: 8, BO: 1}, {ANNA: 6})
    assert layer.splits_pair(ANNA, 4)
    assert not coverage.splits_pair(ANNA, 7)
    coverage.absorb(layer)
    assert coverage.vector() == {ANNA: 8, BO: 1}
    assert coverage.splits_pair(ANNA, 7)


def test_a_copy_is_independent() -> None:
    coverage = held(HELLO)
    copied = coverage.fork().copy()
    copied.add_struct(struct(ANNA, 6, "😀"))
    assert (copied.end(ANNA), coverage.end(ANNA)) == (8, 6)
    assert copied.splits_pair(ANNA, 4)
    assert copied.splits_pair(ANNA, 7)
    assert not coverage.splits_pair(ANNA, 7)


def test_a_layer_of_another_coverage_is_an_error() -> None:
    with pytest.raises(ValueError, match="another coverage"):
        Coverage().absorb(Coverage().fork())


def test_a_log_with_a_gap_is_an_error() -> None:
    with pytest.raises(Malformed, match="gap"):
        held(HELLO, struct(ANNA, 7, "x", (ANNA, 5)))
