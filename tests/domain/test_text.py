"""Tries to break the one place for text."""

import json
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.domain.text import file_name, folded, has_bad_characters, normalised, short_slug, slug


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_title_with_diaeresis_gives_one_slug_and_file_name(form: Literal["NFC", "NFD"]) -> None:
    title = unicodedata.normalize(form, "De buurtcoöperatie: “samen”!")
    assert slug(title) == "de-buurtcooperatie-samen"
    assert file_name(title, "md") == unicodedata.normalize("NFC", "De-buurtcoöperatie-samen.md")


def test_names_are_folded_to_the_keys_that_every_keyboard_has_as_the_browser_does() -> None:
    pairs = json.loads((Path(__file__).parents[1] / "folded.json").read_text(encoding="utf-8"))
    assert [folded(name) for name, _ in pairs] == [plain for _, plain in pairs]


def test_a_title_of_signs_only_still_has_a_slug_and_a_file_name() -> None:
    assert slug("…") == "-"
    assert file_name("../..", "md") == "verslag.md"


@given(st.text())
def test_normalising_keeps_the_number_of_lines_and_is_done_once(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert once.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@pytest.mark.parametrize("text", ["a\x00", "\ud83d", "a\u202eb", "\x1b[0m", "a\rb"])
def test_characters_that_could_deceive_or_break_are_found(text: str) -> None:
    assert has_bad_characters(text)


def test_emoji_and_line_ends_are_fine() -> None:
    assert not has_bad_characters("👩‍👩‍👧 één\n\ttwee")


def test_an_address_that_is_chosen_for_somebody_is_cut_between_words() -> None:
    assert short_slug("De buurtcoöperatie") == "de-buurtcooperatie"
    long = short_slug("Hoe wij als kleine en grote wooncoöperaties samen zorgen voor een deelauto in elke straat")
    assert long == "hoe-wij-als-kleine-en-grote-wooncooperaties-samen-zorgen"
    assert short_slug("a" * 200) == "a" * 60
