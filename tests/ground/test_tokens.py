"""Nobody makes a token without the key, and a key's own tokens are read back."""

from hypothesis import given
from hypothesis import strategies as st

from notes.ground.tokens import access_token, link_id_of

KEY = b"k" * 32


@given(st.text(min_size=1))
def test_token_is_read_back_as_its_link(link_id: str) -> None:
    assert link_id_of(KEY, access_token(KEY, link_id)) == link_id


@given(st.text(), st.binary(min_size=32))
def test_whatever_is_typed_is_no_token(typed: str, other: bytes) -> None:
    assert link_id_of(KEY, typed) is None
    if other != KEY:
        assert link_id_of(other, access_token(KEY, "link")) is None


def test_token_of_one_link_is_not_another_links() -> None:
    mac = access_token(KEY, "one").rpartition(".")[2]
    assert link_id_of(KEY, f"two.{mac}") is None
