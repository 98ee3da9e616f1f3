"""Tries to get a wrong idea or name stored."""

import unicodedata

from notes.domain.ideas import Refused, display_name, idea_text


def test_an_idea_is_counted_in_code_points_of_what_is_stored() -> None:
    decomposed = unicodedata.normalize("NFD", "ö" * 500)
    assert idea_text(f"  {decomposed}\n", 500) == "ö" * 500
    assert idea_text("😀" * 500, 500) == "😀" * 500
    assert idea_text("x" * 501, 500) == Refused("too_long", 500)


def test_an_empty_idea_is_refused_and_an_empty_name_is_not() -> None:
    assert idea_text(" \n\t", 500) == Refused("empty")
    assert idea_text("\u202e \u2066", 500) == Refused("empty")
    assert display_name("\u202e", 60) == ""
    assert display_name(" \n ", 60) == ""


def test_control_characters_are_refused() -> None:
    assert idea_text("a\x07b", 500) == Refused("bad_characters")
    assert display_name("Jan\x1b", 60) == Refused("bad_characters")


def test_a_name_is_one_line() -> None:
    assert display_name("  Jan \n de   Wit ", 60) == "Jan de Wit"
