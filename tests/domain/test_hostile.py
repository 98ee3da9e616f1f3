"""Hostile words in the notes and the report: they show as they were typed, and do nothing else."""

from unicodedata import category, normalize

import pytest

from notes.domain import markdown
from notes.domain.ideas import Idea, Refused, display_name, idea_text
from notes.domain.keywords import Kind
from notes.domain.outcomes import outcomes, without_internal
from notes.domain.report import build, to_markdown
from notes.domain.taking_over import insertion
from notes.domain.words import words_for
from notes.ground import limits
from tests.domain.conferences import harvest_of
from tests.hostile import CALMED, PILED, REFUSED, TAKEN, TURNED

DUTCH = words_for("nl")
BEFORE, AFTER = "- Besluit: dit stond er al\n", "- Vraag: en dit ook?\n"


def shown(text: str) -> str:
    """Return the words that a reader sees of Markdown, without any space."""
    found = [
        block.token.content if block.kind in ("fence", "code_block") else markdown.visible(block.inline)
        for block in markdown.walk(markdown.read(text).blocks)
    ]
    return "".join("".join(found).split())


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_it_is_taken_as_it_was_typed(words: str) -> None:
    assert idea_text(words, limits.IDEA_MAX_CHARACTERS) == words.strip()


@pytest.mark.parametrize(("words", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_the_reason_as_an_idea_and_as_a_name(words: str, code: str) -> None:
    refused, name = idea_text(words, limits.IDEA_MAX_CHARACTERS), display_name(words, limits.NAME_MAX_CHARACTERS)
    assert isinstance(refused, Refused)
    assert refused.code == code
    # A name is one line: what ends a line is a space in it.
    assert name == "a b c" if "\u2028" in words else isinstance(name, Refused)


@pytest.mark.parametrize("kind", [None, "decision", "action", "quote"])
@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_taken_over_it_is_one_link_with_these_words_of_the_chosen_kind(words: str, kind: str | None) -> None:
    text = BEFORE + AFTER
    offset, inserted = insertion(text, len(BEFORE) - 1, words, 7, kind, DUTCH)
    notes = text[:offset] + inserted + text[offset:]
    assert notes.startswith(BEFORE)
    assert notes.endswith(AFTER)
    assert "".join(words.split()) in shown(notes)
    assert markdown.idea_links(notes) == {7}
    assert without_internal(notes) == (notes, 0)
    kinds = [found.kind for found in outcomes(notes)]
    assert kinds == [Kind.DECISION, *([Kind(kind)] if kind else []), Kind.QUESTION]


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_the_report_lists_it_with_these_words_and_keeps_its_form(words: str) -> None:
    idea, plain = Idea(number=1, text=words, name="Anna"), Idea(number=1, text="woorden", name="Anna")
    written, expected = (to_markdown(build(harvest_of(BEFORE, ideas=(one,)), DUTCH)) for one in (idea, plain))
    assert "".join(words.split()) in shown(written)
    blocks, wanted = ([block.kind for block in markdown.read(text).blocks] for text in (written, expected))
    assert blocks == wanted


@pytest.mark.parametrize(("words", "kept"), TURNED.values(), ids=TURNED)
def test_what_turns_the_words_around_it_is_left_out_and_the_words_stay(words: str, kept: str) -> None:
    assert idea_text(words, len(kept)) == kept
    assert display_name(words, len(kept)) == kept


def test_marks_piled_on_letters_are_left_out_and_the_words_stay() -> None:
    for kept in (idea_text(PILED, limits.IDEA_MAX_CHARACTERS), display_name(PILED, limits.NAME_MAX_CHARACTERS)):
        assert isinstance(kept, str)
        letters = [character for character in normalize("NFD", kept) if not category(character).startswith("M")]
        assert "".join(letters) == "Qalgo e"
        assert kept.startswith(CALMED)
        assert kept.endswith(normalize("NFC", " e\u0301\u0323"))
        assert len(kept) <= len("Qalgo e") + 6 + 6 + 1


@pytest.mark.parametrize("words", ["e\u0301\u0323", "בְּרֵאשִׁ֖ית בָּרָ֣א", "བསྒྲུབས་ཀྱི", "ที่นี่", "🏳️‍🌈👩🏽‍🌾1️⃣", "ạ̄̂"])
def test_marks_that_languages_use_stay(words: str) -> None:
    assert idea_text(words, limits.IDEA_MAX_CHARACTERS) == normalize("NFC", words)
