"""Hypothesis strategies for notes: ordinary ones, and Markdown that is out to break readers."""

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "coöperatie",
        "fonds",
        "Buurt",
        "élan",
        "5 < 6",
        "a|b",
        "R&D",
        "&amp;",
        "snake_case",
        "*ster*",
        "**vet**",
        "`code`",
        "[haak]",
        "<b>html</b>",
        "😀",
        "漢字",
        "@Fatima",
        "@[Jan de Wit]",
        "1.",
        "# kop",
        "> citaat",
        "~~weg~~",
        "~tilde",
        "[link](http://x.nl/a_b)",
        "[w](idee:7)",
        "\\",
        "`",
        "``",
        "_",
        "***",
        "![](x)",
        "[^1]",
        "[ref]",
        "--",
        "—",
        "x:",
    ]
)  # fmt: skip -- a list of words reads best as one
LINE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
KEYWORDS = st.sampled_from(
    [
        "Actie:",
        "**Besluit:**",
        "Inzicht:",
        "Open vraag:",
        "Intern:",
        "internal:",
        "- [ ] Actie:",
        "- [x]",
        "TODO:",
        "Citaat:",
    ]
)
PREFIXES = st.sampled_from(
    [
        "",
        "- ",
        "  - ",
        "    - ",
        "* ",
        "1. ",
        "2021. ",
        "> ",
        "> > ",
        "> - ",
        "- > ",
        "- - ",
        "# ",
        "### ",
        "    ",
        "\t",
        "| ",
        "+ ",
    ]
)
SPECIAL = st.sampled_from(
    [
        "",
        "",
        "```",
        "~~~",
        "---",
        "===",
        "***",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "|---|",
        "| a | b |",
        "[ref]: http://x.nl",
        "[^1]: noot",
        "## Acties",
        "## Citaten",
        "Intern\n---",
        "> “Hoi” — Jan Jansen",
        "> — Piet",
        "``` geen taal",
        "- ",
    ]
)  # fmt: skip -- as above
NOTE_LINE = st.one_of(
    st.tuples(PREFIXES, LINE).map("".join),
    st.tuples(PREFIXES, KEYWORDS, st.just(" "), LINE).map("".join),
    SPECIAL,
)
NOTES = st.lists(NOTE_LINE, max_size=14).map("\n".join)
ANYTHING = st.text(alphabet=st.sampled_from(list("ab \n\t-*_`~[]()<>#|\\:!@&1.>“”—é😀")), max_size=120)
