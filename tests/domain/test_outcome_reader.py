"""Tries to make the editor's reader of outcomes (TypeScript) differ from the domain's.

Both read the same samples, whole and after edits. What the editor leaves to the domain: footnotes and links by
definition (they reach over the whole text), rare names of characters (`&ap;`), tables of one column, and lines that run on although they are indented
like code. There a mark may end sooner or later than what the report reads; ordinary notes hold none of these.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from notes.domain.outcomes import outcomes
from tests.domain.markdown_samples import NOTES
from tests.live.yjs import ROOT

Read = Callable[[list[str]], list[list[dict[str, object]]]]

# Footnotes, definitions; tables of one column; code by indentation, which a line that runs on may look like.
_RARE = re.compile(r"^[ >]*\[[^\]\n]+\]:|^\|[^\n]*\n?[ >]*---|^[ >]*\|?-+\|?$\n?(?=\|)|^(?:    |\t)", re.MULTILINE)

KEYWORDS = [
    "Actie:",
    "**Actie:**",
    "Besluit:",
    "_Inzicht_:",
    "Open  vraag:",
    "Intern:",
    "internal:",
    "Citaat:",
    "TODO :",
    "Voor:",
]
WORDS = [
    "bellen",
    "met de buurt",
    "@Fatima",
    "@[Jan de Wit]",
    "@Jan de Wit",
    "@Femke Bakker",
    "Bakker",
    "De buurt",
    "Maandag",
    "@Ahmed Statuten schrijven",
    "en @Piet",
    "a@b.nl",
    "(uiterlijk 15-01-2022)",
    "voor 3 maart 2022",
    "vóór 3/4/2022",
    "uiterlijk volgende week",
    "vr 2022-02-31",
    "📅 2022-01-15",
    "[due:: 1 mei 2022]",
    "per 15.01.2022.",
    "**vet**",
    "`code: x`",
    "[fonds](idee:7)",
    "<b>",
    "coöperatie",
    "Actie: x",
    "AT&#38;T",
    "\\*",
    "[x]",
    "“ja”",
    "— Jan van Dijk",
]
STARTS = ["", "", "- ", "- [ ] ", "- [x] ", "* ", "1. ", "  - ", "  ", "> ", "> - ", "> > ", "## "]
LINES = ["", "", "## Acties", "# Open vragen (3)", "### Intern", "## Citaten", "> “Hoi”", "> — Piet", "---", "```", "-"]
# Right at the words of a quote or before a rule, a table is one to one reader and words to the other.
TABLE = "\n| wat | wie |\n|---|---|\n| Intern: x | y |\n| a | Actie: b |\n"
LINE = st.one_of(
    st.tuples(
        st.sampled_from(STARTS),
        st.sampled_from(["", *KEYWORDS]),
        st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
        st.sampled_from(["", "", "", "  ", "\\"]),
    ).map(lambda parts: f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}"),
    st.sampled_from([*LINES, TABLE]),
)
ORDINARY = st.lists(LINE, max_size=14).map("\n".join)
EDIT = st.tuples(
    st.integers(0, 1000), st.integers(0, 12), st.sampled_from(["", "\n", "a", ":", "- ", "> ", "Intern: "])
)
SETTINGS = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@pytest.fixture(scope="module")
def read(node_command: str) -> Iterator[Read]:
    """What the editor's reader says of each version of a text."""
    with subprocess.Popen(
        [node_command, "tests/domain/outcome_reader.mjs"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        stdin, stdout = reader.stdin, reader.stdout

        def ask(versions: list[str]) -> list[list[dict[str, object]]]:
            stdin.write(json.dumps(versions) + "\n")
            stdin.flush()
            found: list[list[dict[str, object]]] = json.loads(stdout.readline())
            return found

        yield ask
        stdin.close()


def said(text: str) -> list[dict[str, object]]:
    """What the domain says, in the same form."""
    return [
        {
            "kind": each.kind.value,
            "text": each.text,
            "owners": list(each.owners),
            "due": each.due.isoformat() if each.due else None,
            "hint": each.due_hint,
            "done": each.done,
            "first": each.first,
            "last": _last_with_words(text, each.first, each.last),
        }
        for each in outcomes(text)
    ]


def _last_with_words(text: str, first: int, last: int) -> int:
    """Where an outcome ends; a line of marks alone at its end may count or not."""
    lines = text.split("\n")
    while last - 1 > first and not lines[last - 1].strip(" \t>-"):
        last -= 1
    return last


def both(read: Read, *versions: str) -> tuple[object, object]:
    """What the editor and the domain say of each version."""
    found = read(list(versions))
    for text, outcomes_found in zip(versions, found, strict=True):
        for each in outcomes_found:
            each["last"] = _last_with_words(text, int(str(each["first"])), int(str(each["last"])))
    return found, [said(version) for version in versions]


@SETTINGS
@given(ORDINARY, st.lists(EDIT, max_size=3))
@example("- Intern: geheim\nloopt door\n\nzichtbaar", [(0, 0, "\n")])
@example("- Besluit: a\nlos\n- b", [])
@example("> — Piet", [])
@example("## Acties\n- @Jan bellen\n  - meer\n- [x] klaar", [(0, 9, "")])
def test_the_editor_reads_what_the_domain_reads(read: Read, text: str, edits: list[tuple[int, int, str]]) -> None:
    versions = [text]
    if "|" in text:
        edits = []  # half a table is rare Markdown
    for where, gone, new in edits:
        at = where * len(text) // 1000
        text = text[:at] + new + text[at + gone :]
        versions.append(text)
    editor, domain = both(read, *versions)
    assert editor == domain


@SETTINGS
@given(NOTES)
def test_it_does_so_for_markdown_that_is_out_to_break_it(read: Read, text: str) -> None:
    assume(not _RARE.search(text))
    editor, domain = both(read, text)
    assert editor == domain
