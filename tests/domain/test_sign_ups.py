"""Tries to get what is no address, or more than one line, past the check of a sign-up."""

from datetime import UTC, datetime, timedelta

import pytest

from notes.domain.ideas import Refused
from notes.domain.sign_ups import SignUpForm, SignUpLimits, Wrong, address, checked, erased_from
from tests.hostile import REFUSED, TAKEN

LIMITS = SignUpLimits(name=100, line=200, text=500)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada@example.org", "ada@example.org"),
        ("  Ada.Lovelace+oogst@Example.ORG \n", "Ada.Lovelace+oogst@example.org"),
        ("\u202aada@example.org\u202c", "ada@example.org"),  # as address books copy it
        ("ada@coöperatie.example", "ada@xn--coperatie-17a.example"),
    ],
)
def test_an_address_is_kept_as_mail_servers_know_it(typed: str, kept: str) -> None:
    assert address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada@example..org",
        "ada@-example.org",
        "ada@127.0.0.1",
        "a da@example.org",
        "ada@example.org,bob@example.org",
        "ada@example.org bob@example.org",
        "<ada@example.org>",
        '"ada lovelace"@example.org',
        ".ada@example.org",
        "ádá@example.org",
        "x" * 65 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert address(typed) == Refused("no_address")


@pytest.mark.parametrize(
    "words", ["ada@example.org\r\nBcc: all@example.org", "ada\0@example.org", "ada@exa\u2028mple.org"]
)
def test_an_address_brings_no_header_along(words: str) -> None:
    assert isinstance(address(words), Refused)


def test_an_address_longer_than_any_is_refused_at_once() -> None:
    assert address("x" * 100_000 + "@example.org") == Refused("too_long", 254)
    assert address("ada@" + ".".join(["label" * 10] * 6) + ".org") == Refused("too_long", 254)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    form = SignUpForm(name=" ", email="ada", organisation="o" * 201, access_needs="n" * 501)
    found = checked(form, LIMITS, {})
    assert isinstance(found, tuple)
    assert set(found) == {
        Wrong("name", "empty"),
        Wrong("email", "no_address"),
        Wrong("organisation", "too_long", 200),
        Wrong("access_needs", "too_long", 500),
    }


def test_choices_that_are_not_offered_are_left_out_and_a_wish_goes_with_dinner() -> None:
    form = SignUpForm(name=" Ada  L ", email="a@b.nl", diet="geen noten", choices={1: 10, 2: 99, 3: 10})
    offered = {1: frozenset({10, 11}), 2: frozenset({10})}
    found = checked(form, LIMITS, offered)
    assert isinstance(found, SignUpForm)
    assert (found.name, found.diet, dict(found.choices)) == ("Ada L", "", {1: 10})


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN.keys())
def test_a_hostile_name_is_one_line_or_refused(words: str) -> None:
    found = checked(SignUpForm(name=words, email="a@b.nl"), LIMITS, {})
    if isinstance(found, tuple):
        assert found == (Wrong("name", "too_long", 100),)
    else:
        assert found.name == " ".join(found.name.split())


@pytest.mark.parametrize(("words", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_characters_that_cannot_be_kept_are_refused_in_every_field(words: str, code: str) -> None:
    for name in ("name", "organisation", "access_needs"):
        form = SignUpForm(**{"name": "Ada", "email": "a@b.nl", name: words})  # type: ignore[arg-type]  # texts only
        found = checked(form, LIMITS, {})
        if name == "access_needs" or code == "too_long" or "\u2028" not in words:
            assert isinstance(found, tuple), name
            assert [(one.field, one.code) for one in found] == [(name, code)]


def test_sign_ups_are_erased_after_the_days_that_were_chosen() -> None:
    end = datetime(2021, 11, 22, 21, 0, tzinfo=UTC)
    assert erased_from(end, 0) == end
    assert erased_from(end, 7) == end + timedelta(days=7)
    assert erased_from(end, None) == end + timedelta(days=30)
