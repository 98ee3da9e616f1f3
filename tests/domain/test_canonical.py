"""Tries to lose words, or to have two readers see two things."""

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from notes.domain import markdown
from notes.domain.canonical import canonical
from notes.domain.inline import escape
from tests.domain.markdown_samples import ANYTHING, LINE, NOTES

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def letters(text: str) -> str:
    """Return only what carries words: letters, digits and emoji, in order."""
    return "".join(
        character for character in text if unicodedata.category(character)[0] in "LNS" and character not in "`|<>=+^~$"
    )


def words_of(text: str) -> list[str]:
    """Return the visible words of a text, sorted: footnotes and definitions may move."""
    found: list[str] = []
    for block in markdown.walk(markdown.read(text).blocks):
        if block.kind in ("fence", "code_block"):
            found += letters(block.token.content).split()
        found += letters(markdown.visible(block.inline)).split()
    return sorted("".join(found))


@given(NOTES)
@settings(max_examples=300)
@example("a[^1]\n\n[^1]: een\n\n[^1]: twee")
@example("- - a\n  - b\n- ```\n  code\n  ```\n")
@example("> a\n\n> b\n\n1. x\n2. y\n\n- z")
def test_no_word_is_lost(text: str) -> None:
    before, after = words_of(text), words_of(canonical(text))
    for character in set(before):
        assert after.count(character) >= before.count(character), character


@given(NOTES)
@settings(max_examples=300)
def test_writing_again_changes_no_word_and_no_mark(text: str) -> None:
    once = canonical(text)
    assert canonical(once).split() == once.split()


@given(LINE)
def test_escaped_words_show_exactly_as_typed(line: str) -> None:
    rendered = GFM.parse(escape(line))
    shown = markdown.visible([token for block in rendered for token in block.children or ()])
    assert shown == " ".join(line.split())
    assert [block.type for block in rendered] == ["paragraph_open", "inline", "paragraph_close"]


@given(ANYTHING)
@settings(max_examples=300)
def test_any_escaped_text_is_one_plain_paragraph(text: str) -> None:
    rendered = GFM.parse(escape(text))
    shown = "".join(token.content for block in rendered for token in block.children or ())
    assert {token.type for block in rendered for token in block.children or ()} <= {"text"}
    assert shown.split() == text.split()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Kop\n===\ntekst", "### Kop\n\ntekst\n"),
        ("* a\n* b\n   * c", "- a\n- b\n    - c\n"),
        ("- [ ] a\n- [X] b", "- [ ] a\n- [x] b\n"),
        ("```\nopen", "```\nopen\n```\n"),
        ("<script>x</script>", "&lt;script>x&lt;/script>\n"),
        ("[a][r] en [b][R]\n\n[r]: http://x.nl", "[a](http://x.nl) en [b](http://x.nl)\n"),
        ("a[^1] b[^1]\n\n[^1]: noot *x*", "a \\[1: noot *x*\\] b \\[1\\]\n"),
        ("[weg]: http://x.nl", "\\[weg\\]: http://x.nl\n"),
        ("> # kop\n> tekst", "> **kop**\n>\n> tekst\n"),
        ("[a](#b)", "a\n"),
        ("[a](x.nl/b) [c](/regie) ![d](e@x.nl)", "[a](https://x.nl/b) c [d](mailto:e@x.nl)\n"),
        ("|a|b|\n|-|:-:|\n|x\\|y|z|", "| a | b |\n| --- | :---: |\n| x\\|y | z |\n"),
        ("cafe\u0301", "café\n"),
        ("a\nb\\\nc", "a  \nb  \nc\n"),
        ("- a\nb\n  - c\n    d", "- a  \n    b\n    - c  \n        d\n"),
        ("> *a\n> b*\n> [](#x)\n> : c", "> *a  \n> b*  \n> \\: c\n"),
        ("a\nb\n===", "### a b\n"),
        ("", ""),
    ],
)
def test_the_canonical_form(text: str, written: str) -> None:
    assert canonical(text, top_level=3) == written


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + " diep",
        "- " * 5000 + "diep",
        "1. " * 5000 + "diep",
        "[" * 5000 + "diep",
        "*" * 5000 + "diep",
        "\n".join("  " * depth + "- diep" for depth in range(300)),
        "> - " * 2000 + "diep",
        "`" * 5000 + "diep",
        "[" * 100_000 + "diep",
        "|a" * 9000 + "\n" + "|-" * 9000 + "|\n" + "|b\n" * 9000 + "\ndiep",
        "![[" * 2000 + "diep",
        "<" * 5000 + "diep",
        "~~" * 3000 + "diep",
        "[^1]: [^1]\n\n[^1] diep",
        "(" * 5000 + "diep",
    ],
)  # fmt: skip -- samples read best side by side
def test_hostile_text_is_written_soon_and_keeps_its_words(text: str) -> None:
    began = time.process_time()
    assert "diep" in canonical(text)
    assert time.process_time() - began < 10
