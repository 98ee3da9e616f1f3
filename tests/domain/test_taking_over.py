"""Tries to have a server-made line land inside a line, a block, or an internal item."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes.domain import markdown
from notes.domain.keywords import Kind
from notes.domain.markdown import idea_links
from notes.domain.outcomes import outcomes, without_internal
from notes.domain.taking_over import appended, cursor_position, insertion, line, markers, removal, taken_over, undoing
from notes.domain.words import words_for
from tests.domain.markdown_samples import LINE, NOTES

DUTCH = words_for("nl")
KINDS = [None, "action", "decision", "insight", "question", "quote"]


def after(text: str, position: int | None, words: str = "Een fonds", kind: str | None = None) -> str:
    """Return the notes after idea 7 was taken over."""
    offset, inserted = insertion(text, position, words, 7, kind, DUTCH)
    return text[:offset] + inserted + text[offset:]


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("", None, "- [Een fonds](idee:7)\n"),
        ("- a\n- b\n", None, "- a\n- b\n- [Een fonds](idee:7)\n"),
        ("- a\n- b\n", 1, "- a\n- [Een fonds](idee:7)\n- b\n"),
        ("tekst\nmeer\n", 2, "tekst\n\n- [Een fonds](idee:7)\n\nmeer\n"),
        ("# Kop\n", 3, "# Kop\n- [Een fonds](idee:7)\n"),
        ("```\na\n```\nb", 5, "```\na\n```\n\n- [Een fonds](idee:7)\n\nb"),
        ("```\na", None, "```\na\n```\n\n- [Een fonds](idee:7)"),
        ("|a|\n|-|\n|b|\n\nz", 1, "|a|\n|-|\n|b|\n\n- [Een fonds](idee:7)\n\nz"),
        # Below the ideas that stand there already: one after another they stand in that order.
        ("# Kop\n- [A](idee:5)\n- b\n", 3, "# Kop\n- [A](idee:5)\n- [Een fonds](idee:7)\n- b\n"),
        ("- a\n  b\n\n- [A](idee:5)\n- c", 1, "- a\n  b\n\n- [A](idee:5)\n- [Een fonds](idee:7)\n- c"),
        ("x\n\n- [A](idee:5)\n\ny", 0, "x\n\n- [A](idee:5)\n- [Een fonds](idee:7)\n\ny"),
        ("- Intern: a\n  b\n- c", 1, "- Intern: a\n  b\n- [Een fonds](idee:7)\n- c"),
    ],
)
def test_the_line_stands_below_the_cursor_or_at_the_end(text: str, position: int | None, expected: str) -> None:
    assert after(text, position) == expected


@pytest.mark.parametrize("position", [None, 0, 5])
def test_ideas_taken_over_one_after_another_stand_in_that_order(position: int | None) -> None:
    text = "tekst\n\nslot"
    for number, kind in enumerate(KINDS, start=1):
        offset, inserted = insertion(text, position, f"Idee {number}", number, kind, DUTCH)
        text = text[:offset] + inserted + text[offset:]
    numbers = [int(found) for found in re.findall(r"\(idee:(\d+)\)", text)]
    assert numbers == list(range(1, len(KINDS) + 1))
    assert [found.idea for found in outcomes(text)] == numbers[1:]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_back_as_that_kind_with_its_idea(kind: str | None) -> None:
    found = outcomes(after("", None, kind=kind))
    assert [(each.kind.value, each.text, each.idea) for each in found] == ([(kind, "Een fonds", 7)] if kind else [])


def test_internal_is_no_kind_to_take_over_as() -> None:
    with pytest.raises(ValueError, match="internal"):
        taken_over("a", 7, "internal", DUTCH)


@given(LINE, st.sampled_from(KINDS))
def test_words_show_exactly_as_typed(words: str, kind: str | None) -> None:
    written = after("", None, words.replace(" ", "\n", 1), kind)
    (block,) = markdown.read(written).blocks
    shown = "".join(markdown.visible(each.inline) for each in markdown.walk((block,)))
    assert " ".join(words.split()) in shown
    assert written.count("\n") == 1


@given(NOTES, st.integers(min_value=0, max_value=400) | st.none(), st.sampled_from(KINDS))
@settings(max_examples=300)
def test_no_line_is_cut_and_the_idea_is_linked(text: str, position: int | None, kind: str | None) -> None:
    offset, inserted = insertion(text, position, "Een fonds", 7, kind, DUTCH)
    assert offset in (0, len(text)) or text[offset] == "\n"
    new = text[:offset] + inserted + text[offset:]
    assert taken_over("Een fonds", 7, kind, DUTCH) in new.split("\n")
    assert 7 in idea_links(new)


@given(NOTES, st.integers(min_value=0, max_value=400) | st.none(), st.sampled_from(KINDS))
@settings(max_examples=300)
def test_taking_over_shows_nothing_that_was_internal(text: str, position: int | None, kind: str | None) -> None:
    noted = text.replace("Intern:", "Intern: zeergeheim")
    before, now = without_internal(noted)[0], without_internal(after(noted, position, kind=kind))[0]
    assert now.count("zeergeheim") <= before.count("zeergeheim")


def test_an_unchanged_line_is_taken_out_and_a_changed_one_is_not() -> None:
    text = after("- a\n- b\n", 1)
    offset, length = removal(text, 7) or (0, 0)
    assert text[:offset] + text[offset + length :] == "- a\n- b\n"
    assert removal(text.replace("(idee:7)", "(idee:7) erbij"), 7) is None
    assert removal(text.replace("Een", "Geen"), 7, taken_over("Een fonds", 7, None, DUTCH)) is None
    assert removal(text, 8) is None
    assert removal("- [a](idee:7)", 7) == (0, 13)


@given(NOTES, st.integers(min_value=0, max_value=400) | st.none(), st.sampled_from(KINDS))
@settings(max_examples=300)
@example("tekst", None, None)
@example("```\na", None, None)
def test_undoing_leaves_the_notes_as_they_were_but_for_empty_lines_between_what_would_run_together(
    text: str, position: int | None, kind: str | None
) -> None:
    offset, inserted = insertion(text, position, "Een fonds", 7, kind, DUTCH)
    written = taken_over("Een fonds", 7, kind, DUTCH)
    before, _, behind = inserted.partition(written)
    new = text[:offset] + inserted + text[offset:]
    found = undoing(new, 7, written, before, behind)
    assert found is not None
    left = new[: found[0]] + new[sum(found) :]
    if not text[offset:].strip():
        assert left == text
    assert [line for line in left.split("\n") if line.strip()] == [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "below", "left"),
    [
        ("x", "\ny", "x\n\ny"),  # "y" was written since: it stays a paragraph of its own
        ("x", "\n\ny", "x\n\ny"),
        ("# Kop", "\ny", "# Kop\ny"),
        ("```\na", "\n- y", "```\na\n```\n\n- y"),
    ],
)
def test_undoing_lets_nothing_run_together_that_was_written_since(text: str, below: str, left: str) -> None:
    _, inserted = insertion(text, None, "Een fonds", 7, None, DUTCH)
    written = taken_over("Een fonds", 7, None, DUTCH)
    before, _, behind = inserted.partition(written)
    new = text + inserted + below
    offset, length = undoing(new, 7, written, before, behind) or (0, 0)
    assert new[:offset] + new[offset + length :] == left
    assert undoing(new.replace("fonds", "fonds!"), 7, written, before, behind) is None


def test_the_nearest_line_with_the_cursors_text_is_meant() -> None:
    text = "- a\n- b\n- a\n- c"
    assert cursor_position(text, 9, "- a") == 8
    assert cursor_position(text, 0, "- a") == 0
    assert cursor_position(text, 99, "weg") == len(text)


def test_the_one_line_form_writes_the_canonical_form() -> None:
    written = line("action", " Werkgroep\noprichten ", "Fatima; Jan de Wit", "15-01-2022", DUTCH)
    assert written == "- [ ] Actie: Werkgroep oprichten @Fatima @[Jan de Wit] (uiterlijk 15-01-2022)"
    (found,) = outcomes(written)
    assert (found.kind, found.owners) == (Kind.ACTION, ("Fatima", "Jan de Wit"))
    assert line("note", "gewoon", "Jan", "morgen", DUTCH) == "- gewoon"
    assert line("quote", "Samen", "", "", DUTCH) == "> “Samen”"
    assert line("quote", "“Samen.” — Bas", "", "", DUTCH) == "> “Samen.” — Bas"
    assert line("quote", "'Samen' -- Bas de Wit", "", "", DUTCH) == "> “Samen” — Bas de Wit"


@given(NOTES)
def test_a_line_at_the_end_is_a_line_of_its_own(text: str) -> None:
    offset, inserted = appended(text, "- nieuw")
    assert "- nieuw" in (text[:offset] + inserted + text[offset:]).split("\n")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_button_writes_is_read_as_its_kind(language: str) -> None:
    found = {
        kind: outcomes(f"{before}Woorden{behind}\n") for kind, (before, behind) in markers(words_for(language)).items()
    }
    assert {kind: [(one.kind, one.text) for one in read] for kind, read in found.items()} == {
        kind: [(kind, "Woorden")] for kind in Kind if kind is not Kind.INTERNAL
    }
