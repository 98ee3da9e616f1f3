"""Tries to make a template lose the round's name, show something else than the words, or run into what stands there."""

import pytest
from hypothesis import given

from notes.domain import markdown
from notes.domain.outcomes import outcomes
from notes.domain.report.building import build
from notes.domain.round_template import added, filled, unknown_places
from notes.domain.taking_over import at_end
from notes.domain.words import Words, words_for
from tests.domain.conferences import harvest_of
from tests.domain.markdown_samples import LINE, NOTES

NL, EN = words_for("nl"), words_for("en")


def two_rounds(template: str) -> tuple[str, str]:
    """A notepad with two rounds that nobody wrote in, and its template."""
    text, parts = "", []
    for title in ("Ronde I", "Ronde II"):
        part = filled(template, title, "Hoe dan?")
        offset, inserted = added(text, part)
        text = text[:offset] + inserted + text[offset:]
        parts.append(part)
    return text, "\n\n".join(parts)


def headings(text: str) -> list[str]:
    found = markdown.read(text).blocks
    return [markdown.visible(block.inline) for block in found if block.kind == "heading"]


@pytest.mark.parametrize("words", [NL, EN], ids=["nl", "en"])
def test_standard_template_names_round_and_question_and_marks_no_outcome(words: Words) -> None:
    text, _template = two_rounds(words.round_template)
    assert (text.count("## Ronde II\n"), text.count("Hoe dan?"), outcomes(text)) == (1, 2, ())
    assert unknown_places(words.round_template) == ()


@pytest.mark.parametrize("template", ["", "  \n\n"])
def test_empty_template_is_nothing(template: str) -> None:
    assert filled(template, "Ronde I", "Hoe dan?") == ""


def test_round_is_named_although_the_template_does_not() -> None:
    assert filled("### Acties\n\n- ", "Ronde II", "") == "## Ronde II\n\n### Acties\n\n- "


def test_line_that_asks_for_a_question_goes_where_there_is_none() -> None:
    assert filled("## {Ronde}\n\n> {vraag}\n\n- a", "Ronde II", " ") == "## Ronde II\n\n- a"


def test_places_that_stand_for_nothing_are_named_once() -> None:
    assert unknown_places("{ronde} {x} {VRAAG} {x} {round} {question} {} {a b}") == ("{x}",)


@given(LINE, LINE)
def test_names_and_questions_show_exactly_as_they_are(title: str, question: str) -> None:
    text = filled("## {ronde}\n\n{vraag}", title, question)
    shown = [" ".join(markdown.visible(block.inline).split()) for block in markdown.read(text).blocks]
    assert [" ".join(words.split()) for words in (title, question) if words.strip()] == [each for each in shown if each]


@given(NOTES)
def test_a_round_begins_below_everything_and_nothing_runs_into_it(text: str) -> None:
    offset, inserted = added(text, "## Ronde II\n\n- a")
    new = text[:offset] + inserted + text[offset:]
    assert new.startswith(text[:offset])
    assert not text[offset:].strip()
    assert headings(new)[-1] == "Ronde II"


@pytest.mark.parametrize("template", [NL.round_template, "### Acties\n\n- "], ids=["standard", "short"])
def test_two_rounds_that_nobody_wrote_in_are_nothing_in_the_report(template: str) -> None:
    text, given_template = two_rounds(template)
    (part,) = build(harvest_of(text, template=given_template), NL).topics
    assert (part.entries, part.notes) == ((), "")


def test_only_the_round_that_somebody_wrote_in_stands_in_the_report() -> None:
    text, template = two_rounds(NL.round_template)
    offset, inserted = at_end(text, "- Besluit: Er komt een fonds")
    text = text[:offset] + inserted + text[offset:]
    (part,) = build(harvest_of(text, template=template), NL).topics
    assert [(entry.kind, entry.text) for entry in part.entries] == [("decision", "Er komt een fonds")]
    assert part.notes.split("\n\n")[0] == "#### Ronde II"
    assert "Ronde I\n" not in part.notes
    assert headings(part.notes) == ["Ronde II", "Notities"]


def test_lines_and_ideas_go_to_the_end_of_the_round_that_began_last() -> None:
    text, _template = two_rounds(NL.round_template)
    for written in ("- gewoon", "- Vraag: wie?", "- [Een fonds](idee:7)", "> “Samen”"):
        offset, inserted = at_end(text, written)
        text = text[:offset] + inserted + text[offset:]
    assert text.split("## Ronde II")[1].split("### Notities")[1].split() == (
        ["-", "-", "gewoon", "-", "Vraag:", "wie?", "-", "[Een", "fonds](idee:7)", ">", "“Samen”"]
    )
    assert [(each.kind, each.text) for each in outcomes(text)] == [("question", "wie?"), ("quote", "Samen")]


def test_plain_line_is_made_no_outcome_by_the_heading_at_the_end() -> None:
    text = "## Wat speelt er?\n\n- \n\n## Acties\n\n- \n"
    for written in ("- gewoon", "- Besluit: ja"):
        offset, inserted = at_end(text, written)
        text = text[:offset] + inserted + text[offset:]
    assert text == "## Wat speelt er?\n\n- \n- gewoon\n\n## Acties\n\n- \n- Besluit: ja\n"
    assert [each.kind for each in outcomes(text)] == ["decision"]
