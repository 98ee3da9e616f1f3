"""Tries to make outcomes appear that nobody marked, and to hide ones that somebody did."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings

from notes.domain.keywords import Kind
from notes.domain.markdown import idea_links
from notes.domain.outcomes import Outcome, outcomes, without_internal
from tests.domain.markdown_samples import ANYTHING, NOTES


def marked(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each outcome."""
    return [(found.kind.value, found.text) for found in outcomes(text)]


def only(text: str) -> Outcome:
    """Return the one outcome of a text."""
    (found,) = outcomes(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("- [ ] Actie: Fonds", "action"),
        ("- [ ] Fonds", "action"),
        ("Actiepunt: Fonds", "action"),
        ("- Action: Fonds", "action"),
        ("* TODO: Fonds", "action"),
        ("1. **Actie:** Fonds", "action"),
        ("- **Actie**: Fonds", "action"),
        ("- ACTIE : Fonds", "action"),
        ("> - Actie: Fonds", "action"),
        ("- Besluit: Fonds", "decision"),
        ("- Afspraak: Fonds", "decision"),
        ("Decision: Fonds", "decision"),
        ("RESOLVED: Fonds", "decision"),
        ("- *Inzicht:* Fonds", "insight"),
        ("Insight: Fonds", "insight"),
        ("Vraag: Fonds", "question"),
        ("- Open vraag: Fonds", "question"),
        ("Question: Fonds", "question"),
        ("Citaat: Fonds", "quote"),
        ("> “Fonds”", "quote"),
        ("- Intern: Fonds", "internal"),
        ("Internal: Fonds", "internal"),
        ("- [ ] Besluit: Fonds", "decision"),
        ("## Besluiten\n- Fonds", "decision"),
        ("# Afspraken\n\n1. Fonds", "decision"),
        ("## Acties\n- Fonds", "action"),
        ("Actiepunten\n===\n- Fonds", "action"),
        ("### Open vragen\n- Fonds", "question"),
        ("## **Inzichten** van tafel 2\n- Fonds", "insight"),
        ("## Action items\n- Fonds", "action"),
        ("## Decisions:\n- Fonds", "decision"),
        ("## Citaten\n- Fonds", "quote"),
        ("## 3. Acties\n- Fonds", "action"),
        ("## Intern\n- Fonds", "internal"),
        ("## Acties\nWe spraken af:\n\n- Fonds", "action"),
        ("## Acties\n- Besluit: Fonds", "decision"),
    ],
)  # fmt: skip -- pairs read best side by side
def test_each_form_is_read(text: str, kind: str) -> None:
    assert marked(text) == [(kind, "Fonds")]


@pytest.mark.parametrize(
    "text",
    [
        "```\nActie: Fonds\n```",
        "    Actie: Fonds",
        "`Acties`",
        "De actie: Fonds",
        "Acties:\n\n- Fonds",
        "- Actie:",
        "## Acties\n\n- \n\n## Besluiten\n",
        "## Interactie\n- Fonds",
        "## Acties\n## Notities\n- Fonds",
        "- [ ] ",
        "## Intern overleg\n- Fonds",
        "> Fonds",
        "| Actie: a |\n|---|\n| Actie: b |",
        "~~~\n- [ ] x\n",
        "## Actief blijven\n- a",
    ],
)  # fmt: skip -- as above
def test_what_is_not_marked_is_nothing(text: str) -> None:
    assert marked(text) == []


def test_nested_items_belong_to_their_parent_but_their_keywords_count() -> None:
    text = "## Acties\n- Fonds\n  - eerst dit\n  - Besluit: dan dat\n- Tweede"
    assert marked(text) == [("action", "Fonds"), ("decision", "dan dat"), ("action", "Tweede")]


def test_text_that_runs_on_belongs_to_the_outcome() -> None:
    found = only("- Besluit: we richten\n  een **fonds** op\n samen")
    assert (found.text, found.first, found.last) == ("we richten een fonds op samen", 0, 3)
    assert marked("Besluit: we richten\neen fonds op") == [("decision", "we richten een fonds op")]


@pytest.mark.parametrize(
    "text",
    [
        "- Besluit: fonds\nlosse regel",
        "1. Besluit: fonds\nlosse regel\nnog een",
        "> - Besluit: fonds\n> losse regel",
        "- a\n  - Besluit: fonds\n  losse regel",
        "- a\n\n  Besluit: fonds\nlosse regel",
        "## Besluiten\n- fonds\nlosse regel",
        "- Besluit: `fonds\n  `\nlosse regel",
        "- Besluit: fonds\nlosse regel\n  die doorloopt",
    ],
)  # fmt: skip -- as above
def test_an_unindented_line_below_an_item_is_no_part_of_its_outcome(text: str) -> None:
    (found,) = outcomes(text)
    assert (found.kind, found.text.strip("` ")) == (Kind.DECISION, "fonds")
    assert "losse regel" in text.split("\n")[found.last]
    assert without_internal(text) == (text, 0)


def test_a_line_with_a_keyword_begins_an_outcome_of_its_own() -> None:
    assert marked("Vraag: wie\ndoet mee?\nBesluit: wij") == [("question", "wie doet mee?"), ("decision", "wij")]


def test_an_action_has_owners_and_a_date() -> None:
    found = only("- [x] Actie: Werkgroep oprichten @Fatima, @[Jan de Wit] en @J.Peters (uiterlijk 15-01-2022)")
    assert found.text == "Werkgroep oprichten"
    assert found.owners == ("Fatima", "Jan de Wit", "J.Peters")
    assert (found.due, found.done) == (date(2022, 1, 15), True)


def test_an_owner_in_a_sentence_stays_there_and_a_mail_address_is_nobody() -> None:
    found = only("- Actie: met @Fatima bellen over a@b.nl")
    assert (found.text, found.owners) == ("met @Fatima bellen over a@b.nl", ("Fatima",))


@pytest.mark.parametrize(
    "text",
    [
        "> “Samen” — Jan de Wit",
        "> “Samen”\n> — Jan de Wit",
        "> Samen\n>\n> — Jan de Wit",
        "> Samen — Jan de Wit",
        "## Citaten\n- “Samen” – Jan de Wit",
        "Citaat: “Samen” — Jan de Wit",
    ],
)  # fmt: skip -- as above
def test_a_quote_has_words_and_attribution(text: str) -> None:
    found = only(text)
    assert (found.kind, found.text, found.attribution) == (Kind.QUOTE, "Samen", "Jan de Wit")


def test_a_dash_in_a_quote_is_no_attribution() -> None:
    assert only("> “We doen het samen — of niet”").attribution == ""


def test_decomposed_text_is_read_alike() -> None:
    text = "- Actie: coöperatie vóór 1 mei 2022"
    assert outcomes(unicodedata.normalize("NFD", text)) == outcomes(text)
    assert only(text).due == date(2022, 5, 1)


def test_an_outcome_knows_the_idea_it_links_to() -> None:
    found = only("- Inzicht: [Een *fonds* per buurt](idee:7), mooi")
    assert (found.text, found.idea) == ("Een fonds per buurt, mooi", 7)
    assert idea_links("[a](idee:7) `[b](idee:8)`\n\n    [c](idee:9)\n\n[d]\n\n[d]: idee:10\n") == {7, 10}


def test_internal_blocks_go_with_all_that_is_inside_them() -> None:
    text = "- a\n- **Intern:** geheim\n  loopt door\n  - diep\n\n  Actie: x\n- b\n\nIntern: p\nq\n\nc"
    assert without_internal(text) == ("- a\n- b\n\n\nc", 2)
    assert marked("- Intern: x\n  - Actie: y") == [("internal", "x")]


@pytest.mark.parametrize(
    "text",
    [
        "Besluit: a\nIntern: geheim\nnog geheim",
        "Intern: `x\ny`\ngeheim",
        "-\n  Intern: geheim\n  - geheim",
        "> Intern: geheim\n> geheim",
        "Intern: geheim\n---",
        "- a\n\n  Intern: geheim\n",
        "a `x\ny`\nIntern: geheim",
        "- [ ] Intern: geheim",
        "- - Intern: geheim",
        "- Intern: x\ngeheim\n- b",
        "- a\nIntern: x\ngeheim",
        "- Besluit: a\n  Intern: x\ngeheim\ngeheim",
        "## Intern\n- x\ngeheim",
        "| Intern: geheim | x |",
        "| a | b |\n|---|---|\n| x | **Intern:** geheim |\n| c | d |",
        "| a |\n|---|\n| - [ ] intern : geheim |",
        "| a | Intern: x |\n|---|---|\n| geheim | geheim |",
        "- a\n\n  > b | c\n  > --|--\n  > geheim | Internal: y",
        "| a |\n| Intern: geheim |\n| b |",
    ],
)  # fmt: skip -- as above
def test_internal_words_are_gone_wherever_they_stand(text: str) -> None:
    left, count = without_internal(text)
    assert "geheim" not in left
    assert count == 1


def test_an_internal_row_leaves_its_table_whole() -> None:
    text = "| a | b |\n|---|---|\n| c | d |\n| Intern: geheim | x |\n| e | over Intern: f |\n"
    assert without_internal(text) == (text.replace("| Intern: geheim | x |\n", ""), 1)


@given(NOTES)
@settings(max_examples=300)
def test_nothing_internal_is_left_and_nothing_else_is_taken(text: str) -> None:
    left, count = without_internal(text)
    assert not [found for found in outcomes(left) if found.kind is Kind.INTERNAL]
    assert without_internal(left)[1] == 0
    if count == 0:
        assert left == unicodedata.normalize("NFC", text)


@given(ANYTHING)
@settings(max_examples=300)
def test_any_text_is_read_and_lines_lie_within_it(text: str) -> None:
    for found in outcomes(text):
        assert 0 <= found.first < found.last <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("typed", "who", "text"),
    [
        ("Statuten schrijven @Femke Bakker", ("Femke Bakker",), "Statuten schrijven"),
        ("Bellen @Jan van der Wit (uiterlijk 15-01-2022)", ("Jan van der Wit",), "Bellen"),
        (
            "Bellen @Jan de Vries, @Fatima en @Anne Marie Jansen-de Wit.",
            ("Jan de Vries", "Fatima", "Anne Marie Jansen-de Wit"),
            "Bellen.",
        ),
        ("@Femke Bakker: de statuten", ("Femke Bakker",), "de statuten"),
        ("@Jan de Wit belt de gemeente", ("Jan de Wit",), "belt de gemeente"),
        ("@Femke Bakker en @Piet bellen", ("Femke Bakker", "Piet"), "bellen"),
        ("Vraag @Femke Bakker om hulp", ("Femke Bakker",), "Vraag @Femke Bakker om hulp"),
        ("Bellen @Femke B.", ("Femke B",), "Bellen."),
        # What a sentence begins with, and what is no surname.
        ("@Femke Statuten schrijven", ("Femke",), "Statuten schrijven"),
        ("@Femke Maandag bellen", ("Femke",), "Maandag bellen"),
        ("@Femke Bakker Statuten schrijven", ("Femke Bakker",), "Statuten schrijven"),
        ("Afspraak met @Femke Maandag om tien uur", ("Femke",), "Afspraak met @Femke Maandag om tien uur"),
        ("Bellen @Femke Uiterlijk 15-01-2022", ("Femke",), "Bellen"),
        ("Bel @Femke De gemeente wacht", ("Femke",), "Bel @Femke De gemeente wacht"),
        ("Bellen @Femke, Bakker weet ervan", ("Femke",), "Bellen @Femke, Bakker weet ervan"),
        ("Bellen @Femke (Bakker weet ervan)", ("Femke",), "Bellen @Femke (Bakker weet ervan)"),
        ("Bellen @femke Bakker", ("femke",), "Bellen @femke Bakker"),
        ("Bellen @[Femke] Bakker", ("Femke",), "Bellen @[Femke] Bakker"),
        ("Bellen @Femke\n  Daarna verder", ("Femke",), "Bellen @Femke Daarna verder"),
    ],
)
def test_an_owner_of_several_words_needs_no_brackets(typed: str, who: tuple[str, ...], text: str) -> None:
    (found,) = outcomes(f"- Actie: {typed}")
    assert (found.owners, found.text) == (who, text)
