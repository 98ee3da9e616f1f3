"""Tries to make reading again after a change differ from reading the whole text."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes.domain import canonical
from notes.domain.inline import Style, mentions
from notes.domain.markdown import Definition, read
from notes.domain.outcomes import without_internal
from notes.domain.rereading import Reader
from notes.domain.shown import Shown
from tests.domain.markdown_samples import ANYTHING, NOTE_LINE, NOTES

STYLE = Style(keep_idea_links=True, mention=mentions(show=True), owner=mentions(show=True))
TRICKY = st.sampled_from(
    [
        "",
        " ",
        "    ",
        "[ref]: http://x.nl 'titel",
        "die doorloopt'",
        "[ref]:",
        "http://y.nl",
        "[een",
        "ref]: http://z.nl",
        "[REF]: http://later.nl",
        "- [ref]: http://lijst.nl",
        "- a",
        "  - b",
        "",
        "  lui",
        "lui",
        "> [ref]: http://citaat.nl",
        "> a",
        "===",
        "---",
        "- ---",
        "```",
        "  ```",
        "~~~",
        "    code",
        "\tcode",
        "[^1]: noot",
        "    die doorloopt",
        "[^2]: intern: noot",
        "a [^1] en [^2] en [ref] en [een ref]",
        "| a | b |",
        "|---|---|",
        "| Intern: c | d |",
        "Intern: geheim",
        "- Intern: geheim",
        "## Intern",
        "## Citaten",
        "# kop",
        "kop",
        "<div>",
        "</div>",
        "1. a",
        "100. b",
        "- [ ] taak",
        "-",
        "\\",
    ]
)  # fmt: skip -- a list of lines reads best as one
LINES = st.lists(st.one_of(NOTE_LINE, TRICKY, TRICKY), max_size=25)
# Where (in thousandths of the text), how much goes, and what comes.
EDIT = st.tuples(
    st.integers(0, 1000),
    st.integers(0, 30),
    st.one_of(st.just(""), st.sampled_from(list("a\n`-[]:# >|='")), TRICKY.map("\n{}\n".format), NOTES, ANYTHING),
)


def versions(text: str, edits: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return a text and what each edit makes of it."""
    found = [text]
    for where, gone, new in edits:
        at = where * len(text) // 1000
        text = text[:at] + new + text[at + gone :]
        found.append(text)
    return found


def whole(text: str) -> tuple[str, ...]:
    """Return the blocks by reading the whole text."""
    return canonical.blocks(without_internal(text)[0], STYLE, top_level=3)


def where(found: Sequence[Definition]) -> list[tuple[str, int, int, object]]:
    """Return definitions as plain data."""
    return [(one.label, one.first, one.last, one.found["href"]) for one in found]


@given(LINES.map("\n".join), st.lists(EDIT, max_size=6))
@settings(max_examples=300)
@example("- [a]: x\n'titel\n\nb\n", [(900, 0, "c'\n")])
@example("[a\n===\nb\nc\n", [(1000, 0, "d]: x")])
@example("```\na\n\n# b\n", [(1000, 0, "```\n")])
@example("a [^1]\n\nb [^1]\n\n[^1]: noot", [(0, 6, "")])
@example("[a]\n\nb\n\n[a]: http://x.nl\n\nc", [(990, 0, "\n\n[a]: http://y.nl"), (300, 15, "")])
@example("a [^1]\n\nb\n\nc\n", [(1000, 0, "\n[^1]: noot")])
@example("* a\n\nb\n\n* c", [(500, 2, "")])
def test_reading_again_gives_what_reading_the_whole_gives(text: str, edits: list[tuple[int, int, str]]) -> None:
    reader, shown = Reader(), Shown(STYLE, top_level=3)
    for version in versions(text, edits):
        reading, document = reader.read(version), read(version)
        assert [piece.node.kind for piece in reading.pieces if piece.node] == [block.kind for block in document.blocks]
        assert where(list(reading.definitions())) == where(document.definitions)
        assert shown.blocks(version) == whole(version)


@given(LINES.map("\n".join), EDIT)
@settings(max_examples=200)
def test_no_internal_line_is_shown_whatever_changed_before(text: str, edit: tuple[int, int, str]) -> None:
    shown = Shown(STYLE, top_level=3)
    for version in versions(text, [edit]):
        blocks = shown.blocks(version + "\n\nIntern: ge7eim\n\nslot")
        assert "ge7eim" not in "".join(blocks) or "```" in version or "~~~" in version


PARAGRAPHS = [f"## Kop {number}\n\n- punt {number}\n- nog een [r]\n\nalinea {number}" for number in range(50)]
LONG = "\n\n".join([*PARAGRAPHS, "[r]: http://x.nl"])


@pytest.mark.parametrize(
    ("changed", "read_again"),
    [
        (LONG.replace("alinea 25", "alinea 25!"), 2),  # the block, and the one that it could have run on from
        (LONG + " ", 51),  # a definition: every list mentions it
        ("nieuw\n\n" + LONG, 1),
        (LONG.replace("## Kop 25\n\n- punt 25\n- nog een [r]\n\n", ""), 0),
    ],
)
def test_only_what_changed_is_read_again(changed: str, read_again: int) -> None:
    reader = Reader()
    before = set(reader.read(LONG).pieces)
    assert len([piece for piece in reader.read(changed).pieces if piece not in before]) <= read_again + 1
    assert [piece.node.kind for piece in reader.read(changed).pieces if piece.node] == [
        block.kind for block in read(changed).blocks
    ]
