"""The one reader of Markdown: CommonMark, tables, strikethrough, footnotes, with source lines.

Whatever the text, reading ends soon and drops nothing: nesting is bounded by writing markers
out beyond a depth that no notes need. Raw HTML is not a thing here; it reads as text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from notes.domain.text import normalised

_MARKERS_MAX: Final = 12  # containers that one line may open
_INDENT_MAX: Final = 48  # columns; with the above, a depth that the parser's recursion can take
_NESTING_MAX: Final = 200
_MARKER: Final = r"(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))"
_DEEP: Final = re.compile(rf"^((?:[ \t]*{_MARKER}){{{_MARKERS_MAX}}}[ \t]*)(?={_MARKER})", re.MULTILINE)
_FAR: Final = re.compile(rf"^[ \t]{{{_INDENT_MAX},}}", re.MULTILINE)
# Readers look for the end of each of these, to the end of the paragraph: too many take for ever.
_OPEN_BRACKET: Final = re.compile(r"(?<!\\)\[(?![^\[\]\n]{0,400}\])")
_OPEN_BRACKETS_MAX: Final = 200
_WIDE_TABLE: Final = re.compile(r"^([ \t>]*)(\|?(?:[ \t]*:?-+:?[ \t]*\|){100,})", re.MULTILINE)
_TASK: Final = re.compile(r"\[([ xX])\](?:[ \t\n]+|$)")
IDEA_LINK: Final = re.compile(r"idee:(\d{1,9})")
_READ_LATELY: Final = 4
LEAVES: Final = frozenset({"paragraph", "heading"})


@dataclass(frozen=True, slots=True)
class Node:
    """A block with the blocks inside it. `kind` is markdown-it's name without `_open`.

    `first` and `last` are source lines, counted from 0, `last` not included. Lines are those of
    the text as it was given: normalising keeps their number. `lazy` are the lines of a paragraph
    in a list item that stand no further in than the item's marker: CommonMark lets them run on,
    but who typed them meant a line of its own.
    """

    kind: str
    token: Token
    first: int
    last: int
    children: tuple["Node", ...] = ()
    lazy: frozenset[int] = frozenset()

    @property
    def inline(self) -> list[Token]:
        """The inline tokens of a paragraph, heading or table cell."""
        return [token for child in self.children if child.kind == "inline" for token in child.token.children or ()]


@dataclass(frozen=True, slots=True)
class Definition:
    """A reference definition: its label, its source lines and where it leads. The first of a label counts."""

    label: str
    first: int
    last: int
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read: its top-level blocks, and its reference definitions in their order."""

    blocks: tuple[Node, ...]
    definitions: tuple[Definition, ...] = ()


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_MAX, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    # The tail would move definitions to the end and lose those that nobody refers to.
    parser.disable("footnote_tail")
    return parser


PARSER: Final = _parser()


def bounded(text: str) -> str:
    """Return `text` with the same lines, but nested no deeper than can be read.

    Further markers on a line are escaped, so that they show as typed; deeper indentation is cut.
    So are hundreds of brackets that nothing closes, and tables of more than a hundred columns.
    """
    text = _FAR.sub(" " * (_INDENT_MAX - 1), text)
    text = _DEEP.sub(lambda found: found[1] + "\\", text)
    text = _WIDE_TABLE.sub(r"\1\\\2", text)
    if text.count("[") > _OPEN_BRACKETS_MAX and len(_OPEN_BRACKET.findall(text)) > _OPEN_BRACKETS_MAX:
        text = _OPEN_BRACKET.sub(r"\\[", text)
    return text


@lru_cache(maxsize=_READ_LATELY)  # a report reads each notepad for its outcomes, its internal lines and its blocks
def read(text: str) -> Document:
    """Return what `text` says, in NFC."""
    env: dict[str, Any] = {}
    source = bounded(normalised(text))
    tokens = PARSER.parse(source, env)
    return Document(tuple(nodes(iter(tokens), source.split("\n"))), definitions(env))


def definitions(env: Mapping[str, Any]) -> tuple[Definition, ...]:
    """Return the reference definitions that the parser found, in the order of the text."""
    found = [*env.get("references", {}).items(), *((one["label"], one) for one in env.get("duplicate_refs", []))]
    made = (Definition(label, one["map"][0], one["map"][1], one) for label, one in found)
    return tuple(sorted(made, key=lambda one: one.first))


def nodes(tokens: Iterator[Token], source: Sequence[str], marker: int | None = None) -> Iterator[Node]:
    """Yield the blocks up to the end of the one they are in; `marker` is the column of its item's marker."""
    for token in tokens:
        if token.nesting == -1:
            return
        first, last = token.map or (0, 0)
        if token.nesting == 1:
            inside = _column(source[first]) if token.type == "list_item_open" else marker
            children = tuple(nodes(tokens, source, inside))
            if token.map is None and children:
                first, last = children[0].first, children[-1].last
            lazy = _lazy(source, first, last, marker) if token.type == "paragraph_open" else frozenset()
            yield Node(token.type.removesuffix("_open"), token, first, last, children, lazy)
        else:
            yield Node(token.type, token, first, last)


def _lazy(source: Sequence[str], first: int, last: int, marker: int | None) -> frozenset[int]:
    if marker is None:
        return frozenset()
    return frozenset(number for number in range(first + 1, last) if _column(source[number]) <= marker)


def _column(line: str) -> int:
    """Return where a line's own words or marker begin: quote marks count as indentation."""
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" >"))


def walk(blocks: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every block, parents first, in the order of the text."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def visible(tokens: list[Token]) -> str:
    """Return the text that a reader sees of inline tokens; line ends stay line ends."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(visible(token.children or []))
        elif token.type == "footnote_ref":
            parts.append(f"[^{token.meta['label']}]")
        else:
            parts.append(token.content)
    return "".join(parts)


def task(text: str) -> tuple[bool, bool, str]:
    """Return of an item's text: whether it is a task, whether that is done, and the rest."""
    found = _TASK.match(text)
    if found is None:
        return False, False, text
    return True, found[1] in "xX", text[found.end() :]


def idea_number(token: Token) -> int | None:
    """Return the number of the idea that a link points to, if it does."""
    found = IDEA_LINK.fullmatch(str(token.attrs.get("href", ""))) if token.type == "link_open" else None
    return int(found[1]) if found else None


def idea_links(text: str) -> frozenset[int]:
    """Return the numbers of the ideas that `text` links to; links in code are no links."""
    return frozenset(
        number
        for block in walk(read(text).blocks)
        for token in block.token.children or ()
        if (number := idea_number(token)) is not None
    )
