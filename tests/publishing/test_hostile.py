"""Hostile words in viewers' blocks, in names and in the report as HTML: words only, and all of them."""

import html as entities
import re

import pytest

from notes.domain.ideas import Idea
from notes.domain.report import build, to_markdown
from notes.domain.taking_over import insertion
from notes.domain.words import words_for
from notes.publishing.blocks import Notes
from notes.publishing.html import report_html
from tests.domain.conferences import harvest_of
from tests.hostile import TAKEN
from tests.publishing.test_html import DANGEROUS

DUTCH = words_for("nl")
LINK = re.compile(r"<a [^>]*href=\"([^\"]*)\"")


def letters(rendered: str) -> str:
    """Return the words of some HTML, without any space."""
    return "".join(entities.unescape(re.sub(r"<[^>]*>", "", rendered)).split())


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_viewers_see_an_idea_that_was_taken_over_as_words(words: str) -> None:
    offset, inserted = insertion("- ervoor\n- erna\n", 3, words, 7, None, DUTCH)
    name = "".join(words.split())[:60]
    text = "- ervoor\n- erna\n"
    (block,) = Notes().render(text[:offset] + inserted + text[offset:], {7: name}).blocks
    assert not DANGEROUS.search(block.html)
    assert "".join(words.split()) in letters(block.html)
    assert name in letters(block.html)
    assert block.html.count("<li>") == 3
    assert [address for address in LINK.findall(block.html) if "idee-7" not in address] == []


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_the_report_shows_it_as_words(words: str) -> None:
    written, plain = (
        report_html(to_markdown(build(harvest_of("- a\n", ideas=(Idea(number=1, text=text),)), DUTCH)))
        for text in (words, "woorden")
    )
    assert not DANGEROUS.search(written)
    assert "".join(words.split()) in letters(written)
    tags = (re.findall(r"</?\w+", one.replace("<br>", "").replace("<br />", "")) for one in (written, plain))
    first, second = tags
    assert first == second
