"""The decoder returns a Python value or raises `Malformed`, within its budget, whatever it is given."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from notes.live import decoder
from notes.live.decoder import (
    SENT,
    DecodedUpdate,
    DecoderLimits,
    DeleteRange,
    Malformed,
    Reader,
    Struct,
    decode_update,
    utf16_length,
)
from notes.live.encoder import encode_update, merged_ranges, subtracted_ranges, without_known_deletes
from tests.live.damage import damaged
from tests.live.yjs import covering, sessions

TYPED = Struct(7, 0, 2, None, None, True, "hi")
ROOT = b"\x01\x05notes"
"""A parent that is the root text."""


def one_struct(body: bytes, deletes: bytes = b"\0") -> bytes:
    return b"\x01\x01\x07\x00" + body + deletes


def refusal(data: Any, limits: DecoderLimits = SENT) -> str:
    with pytest.raises(Malformed) as caught:
        decode_update(data, limits=limits)
    return caught.value.code


def test_an_update_that_yjs_wrote_is_read_and_written_back_byte_for_byte() -> None:
    data = one_struct(b"\x04" + ROOT + b"\x02hi", b"\x01\x07\x01\x00\x02")
    decoded = decode_update(data)
    assert decoded == DecodedUpdate((TYPED,), (DeleteRange(7, 0, 2),))
    assert encode_update(decoded) == data


def test_the_empty_update_is_read() -> None:
    assert decode_update(b"\0\0") == DecodedUpdate((), ())
    assert encode_update(DecodedUpdate((), ())) == b"\0\0"


def test_length_counts_utf16_units_and_not_code_points() -> None:
    decoded = decode_update(one_struct(b"\x04" + ROOT + b"\x06" + "é😀".encode()))
    assert decoded.structs == (Struct(7, 0, 3, None, None, True, "é😀"),)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (0, "GC"),
        (2, "JSON"),
        (3, "binary"),
        (5, "embed"),
        (6, "format"),
        (7, "type"),
        (8, "any"),
        (9, "sub-document"),
        (10, "Skip"),
    ],
)
def test_content_that_is_not_text_is_refused(kind: int, name: str) -> None:
    assert refusal(one_struct(bytes([kind]) + ROOT + b"\x02hi")) == "content_not_text", name


@pytest.mark.parametrize("kind", range(11, 32))
def test_unknown_content_is_refused(kind: int) -> None:
    assert refusal(one_struct(bytes([kind]) + ROOT + b"\x02hi")) == "content_not_text"


def test_a_map_entry_is_refused() -> None:
    assert refusal(one_struct(b"\x24" + ROOT + b"\x01k\x02hi")) == "content_not_text"


def test_another_root_is_refused() -> None:
    assert refusal(one_struct(b"\x04\x01\x05other\x02hi")) == "parent_not_root"


def test_a_nested_parent_is_refused() -> None:
    assert refusal(one_struct(b"\x04\x00\x07\x00\x02hi")) == "parent_not_root"


@pytest.mark.parametrize("text", ["a\0b", "a\rb", "\r\n"])
def test_nul_and_carriage_return_are_refused(text: str) -> None:
    assert refusal(one_struct(b"\x04" + ROOT + bytes([len(text)]) + text.encode())) == "forbidden_character"


@pytest.mark.parametrize("raw", [b"\xed\xa0\xbd", b"\xed\xb8\x80", b"\xc0\x80", b"\xff", b"\xf4\x90\x80\x80"])
def test_half_surrogates_and_other_broken_utf8_are_refused(raw: bytes) -> None:
    assert refusal(one_struct(b"\x04" + ROOT + bytes([len(raw)]) + raw)) == "not_utf8"


def test_the_replacement_character_and_a_byte_order_mark_are_characters() -> None:
    data = one_struct(b"\x04" + ROOT + b"\x06" + "\ufeff\ufffd".encode())
    assert decode_update(data).structs[0].text == "\ufeff\ufffd"


@pytest.mark.parametrize("body", [b"\x04" + ROOT + b"\x00", b"\x01" + ROOT + b"\x00"])
def test_an_empty_struct_is_refused(body: bytes) -> None:
    assert refusal(one_struct(body)) == "empty_struct"


def test_a_client_without_structs_is_refused() -> None:
    assert refusal(b"\x01\x00\x07\x00\x00") == "empty_client"


def test_a_client_twice_is_refused() -> None:
    body = b"\x01\x07\x00\x04" + ROOT + b"\x02hi"
    assert refusal(b"\x02" + body + body + b"\0") == "client_twice"
    assert refusal(b"\x00\x02\x07\x01\x00\x01\x07\x01\x01\x01") == "client_twice"


def test_empty_delete_ranges_are_refused() -> None:
    assert refusal(b"\x00\x01\x07\x01\x00\x00") == "empty_delete"
    assert refusal(b"\x00\x01\x07\x00") == "empty_client"


def test_bytes_after_the_end_are_refused() -> None:
    assert refusal(b"\0\0\0") == "bytes_left_over"


def test_every_shorter_prefix_is_refused() -> None:
    data = encode_update(
        DecodedUpdate((TYPED, Struct(7, 2, 300, (7, 1), (9, 5), False, None)), (DeleteRange(7, 0, 2),))
    )
    for size in range(len(data)):
        refusal(data[:size])


def test_a_number_in_a_longer_form_than_yjs_writes_is_refused() -> None:
    assert refusal(b"\x80\x00\x00") == "number_not_shortest"


@pytest.mark.parametrize("number", [b"\xff" * 7 + b"\x7f", b"\xff" * 8 + b"\x01", b"\xff" * 100])
def test_a_number_beyond_53_bits_is_refused(number: bytes) -> None:
    assert refusal(number + b"\0\0") == "number_too_high"


def test_a_client_id_beyond_32_bits_is_refused() -> None:
    assert refusal(b"\x01\x01\x80\x80\x80\x80\x10\x00\x04" + ROOT + b"\x02hi\0") == "client_id_too_high"


def test_what_is_not_bytes_is_refused() -> None:
    for wrong in (None, 7, "text", [1, 2], bytearray(b"\0\0"), memoryview(b"\0\0")):
        assert refusal(wrong) == "not_bytes"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (DecoderLimits(max_bytes=10), "too_many_bytes"),
        (DecoderLimits(max_clients=0), "too_many_clients"),
        (DecoderLimits(max_structs=0), "too_many_structs"),
        (DecoderLimits(max_delete_ranges=0), "too_many_deletes"),
        (DecoderLimits(max_utf16_units=1), "too_long"),
    ],
)
def test_each_limit_refuses_with_its_own_code(limits: DecoderLimits, code: str) -> None:
    assert refusal(one_struct(b"\x04" + ROOT + b"\x02hi", b"\x01\x07\x01\x00\x02"), limits) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xff\xff\xff\x0f", "too_many_clients"),
        (b"\x01\xff\xff\xff\xff\x0f\x07\x00", "too_many_structs"),
        (b"\x00\x01\x07\xff\xff\xff\xff\x0f\x00\x01", "too_many_deletes"),
        (one_struct(b"\x04" + ROOT + b"\xff\xff\xff\xff\x0fhi"), "truncated"),
        (one_struct(b"\x01" + ROOT + b"\xff\xff\xff\xff\xff\xff\xff\x0f"), "too_long"),
        (b"\x01\x01\x07\xff\xff\xff\xff\x0f\x04" + ROOT + b"\x02hi\0", "clock_too_high"),
    ],
)
def test_a_declared_number_costs_nothing_before_it_is_believed(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_delete_ranges_are_merged_and_sorted_as_yjs_does() -> None:
    ranges = [
        DeleteRange(1, 4, 2),
        DeleteRange(9, 0, 1),
        DeleteRange(1, 0, 3),
        DeleteRange(1, 3, 1),
        DeleteRange(1, 5, 4),
    ]
    assert merged_ranges(ranges) == (DeleteRange(9, 0, 1), DeleteRange(1, 0, 9))


UNITS = st.sets(st.tuples(st.integers(1, 3), st.integers(0, 30)))


@given(UNITS, UNITS)
def test_subtracted_ranges_are_the_units_that_were_not_known(
    units: set[tuple[int, int]], known: set[tuple[int, int]]
) -> None:
    def ranges(of: set[tuple[int, int]]) -> tuple[DeleteRange, ...]:
        return merged_ranges(DeleteRange(client, clock, 1) for client, clock in of)

    assert subtracted_ranges(ranges(units), ranges(known)) == ranges(units - known)


def test_a_difference_made_by_pycrdt_loses_the_deletes_that_were_there_before() -> None:
    doc = Doc[Text](client_id=7)
    text = doc.get("notes", type=Text)
    text += "abcdefghij"
    for at in (1, 3, 5):
        del text[at : at + 1]
    state, before = doc.get_update(), doc.get_state()
    del text[0:1]
    difference = doc.get_update(before)
    assert len(decode_update(difference).deletes) > 1
    assert decode_update(without_known_deletes(difference, state)) == DecodedUpdate((), (DeleteRange(7, 0, 1),))


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_malformed_within_the_budget(data: bytes) -> None:
    reader = Reader(data, SENT)
    try:
        decoded = reader.update()
    except Malformed:
        decoded = None
    spent = SENT.max_structs - reader.structs_left + SENT.max_delete_ranges - reader.deletes_left
    assert 2 * spent <= len(data)
    assert reader.pos <= len(data)
    if decoded is not None:
        assert decode_update(encode_update(decoded)).structs == tuple(
            sorted(decoded.structs, key=lambda struct: (-struct.client, struct.clock))
        )


def _the_long_way(data: bytes) -> DecodedUpdate | str:
    try:
        return Reader(data, SENT).update()
    except Malformed as malformed:
        return malformed.code


def _as_ever(data: bytes) -> DecodedUpdate | str:
    try:
        return decode_update(data)
    except Malformed as malformed:
        return malformed.code


_IDS = st.tuples(st.sampled_from([0, 1, 127, 128, 2**31, 2**32 - 1, 2**32]), st.sampled_from([0, 1, 127, 128, 2**31]))


@given(
    place=_IDS,
    origin=_IDS | st.none(),
    right_origin=_IDS | st.none(),
    text=st.text(st.sampled_from("ab \0\r\né😀"), max_size=40) | st.sampled_from(["x" * 60, "x" * 99, "x" * 128]),
)
def test_the_short_way_for_a_keystroke_says_what_the_long_way_says(
    place: tuple[int, int], origin: tuple[int, int] | None, right_origin: tuple[int, int] | None, text: str
) -> None:
    struct = Struct(*place, utf16_length(text), origin, right_origin, origin is None and right_origin is None, text)
    data = encode_update(DecodedUpdate((struct,), ()))
    for damage in (
        data,
        data[:-1],
        data + b"\0",
        data[:-1] + b"\1",
        b"\1\2" + data[2:],
        data.replace(b"\x84", b"\xc4"),
    ):
        assert _as_ever(damage) == _the_long_way(damage)


def test_damaged_keystrokes_are_read_alike_on_both_ways(node_command: str) -> None:
    chance = Random(20_261_124)
    edits = [update for session in sessions(node_command, 1, 40) for _, update in session.edits]
    keystrokes = [data for data in edits if decoder._short_text(data) is not None]
    taken = 0
    for _ in range(20_000):
        data = damaged(chance.choice(keystrokes), edits, chance)
        taken += decoder._short_text(data) is not None
        assert _as_ever(data) == _the_long_way(data), data.hex()
    assert 1_000 < taken < 19_000, "nearly all are read the same way: that tells nothing"


def test_what_yjs_writes_is_written_back_byte_for_byte(node_command: str) -> None:
    for session in sessions(node_command, 1, 60):
        for _, update in session.edits:
            assert encode_update(decode_update(update)) == update, session.seed


def test_the_whole_state_of_yjs_and_pycrdt_holds_no_gc_and_gives_the_state_vector(node_command: str) -> None:
    for session in sessions(node_command, 1, 60):
        doc: Doc[Text] = Doc()
        for _, update in session.edits:
            doc.apply_update(update)
        assert covering([session.state]).vector() == session.vector, session.seed
        assert covering([doc.get_update()]).vector() == session.vector, session.seed
