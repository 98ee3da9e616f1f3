"""Markdown written in one canonical form that every reader takes the same way.

A blank line around blocks, `-` bullets, four-space nesting, ATX headings, no raw HTML, no
generated footnotes, no reference links: so pieces of several notepads cannot collide.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markdown_it.token import Token

from notes.domain import inline, markdown, quotes
from notes.domain.inline import Style
from notes.domain.keywords import Kind
from notes.domain.markdown import Definition, Node
from notes.domain.outcomes import Outcome, kind_below, lines, of_head, of_lines, quote_of
from notes.domain.rereading import Piece, Reading
from notes.domain.text import normalised

_LISTS: Final = ("bullet_list", "ordered_list")
_CODE: Final = ("fence", "code_block")
_LANGUAGE: Final = re.compile(r"[\w#.+-]{1,30}")
_LAST_NUMBER: Final = 99  # wider numbers would not leave room for four-space nesting


def canonical(text: str, style: Style | None = None, *, top_level: int | None = None) -> str:
    """Return `text` in canonical form, "" for nothing, else ending with a line feed.

    With `top_level` its highest heading gets that level (1-6) and the others follow.
    """
    written = blocks(text, style, top_level=top_level)
    return "\n\n".join(written) + "\n" if written else ""


def blocks(text: str, style: Style | None = None, *, top_level: int | None = None) -> tuple[str, ...]:
    """Return the top-level blocks of `text`, each in canonical form, empty ones left out."""
    document = markdown.read(text)
    facts = [_facts(block) for block in document.blocks]
    written = _Writer(facts, style or Style(), top_level).blocks(document.blocks, top=True)
    return (*written, *_unused(document.definitions, facts, text))


def _unused(definitions: Iterable[Definition], facts: Sequence["_Facts"], text: str) -> tuple[str, ...]:
    """Return the reference definitions of `text` that no link uses, as words: they would be lost."""
    used = frozenset[str]().union(*(each.links for each in facts))
    seen: set[str] = set()
    lost = []
    for one in definitions:
        if one.label not in used or one.label in seen:
            lost.append((one.first, one.last))
        seen.add(one.label)
    source = normalised(text).split("\n") if lost else []
    words = (inline.escape(" ".join(source[first:last])) for first, last in sorted(lost))
    return tuple(each for each in words if each)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one top-level block says that decides how the others are written."""

    level: int  # of a heading, else 0
    kind: Kind | None  # what a heading makes of the lists under it
    list: str  # which kind of list it is, if it is one
    words: bool
    nested_code: bool
    footnotes: tuple[Node, ...]
    referred: frozenset[str]  # footnotes that it mentions
    links: frozenset[str]  # reference definitions that it uses


def _facts(block: Node) -> _Facts:
    inside = tuple(markdown.walk((block,)))
    tokens = [token for node in inside for token in node.token.children or ()]
    return _Facts(
        level=int(block.token.tag[1]) if block.kind == "heading" else 0,
        kind=kind_below(block, None),
        list=block.kind if block.kind in _LISTS else "",
        words=_says_something(block),
        nested_code=block.kind in _LISTS and any(node.kind in _CODE for node in inside),
        footnotes=tuple(node for node in inside if node.kind == "footnote_reference"),
        referred=frozenset(token.meta["label"] for token in tokens if token.type == "footnote_ref"),
        links=frozenset(
            token.meta["label"] for token in tokens if token.type in ("link_open", "image") and "label" in token.meta
        ),
    )


class Rewriter:
    """Writes a text again after a change: blocks that nothing changed in are as they were."""

    def __init__(self, style: Style, *, top_level: int | None = None) -> None:
        """Take how to write (see `canonical`)."""
        self._style = style
        self._top_level = top_level
        self._facts: dict[Piece, _Facts] = {}
        self._written: dict[tuple[object, ...], str] = {}

    def blocks(self, reading: Reading, text: str) -> tuple[str, ...]:
        """Return what `blocks` would of `text`, of which `reading` is the reading."""
        there = [(piece, piece.node) for piece in reading.pieces if piece.node is not None]
        self._facts = {piece: self._facts.get(piece) or _facts(node) for piece, node in there}
        facts = list(self._facts.values())
        writer = _Writer(facts, self._style, self._top_level)
        before, self._written = self._written, {}
        written = []
        for group in self._grouped([piece for piece, _ in there]):
            nodes = [piece.node for piece in group if piece.node is not None]
            own = [self._facts[piece] for piece in group]
            key = (writer.shift, writer.wide, writer.kind, *group)
            block = before.get(key)
            # Footnotes are written at their first mention: who mentions one depends on all the others.
            if block is None or any(each.referred or each.footnotes for each in own):
                block = "".join(writer.blocks(nodes, top=True))
            self._written[key] = block
            writer.kind = own[-1].kind if own[-1].level else writer.kind
            written.append(block)
        return (*(block for block in written if block), *_unused(reading.definitions(), facts, text))

    def _grouped(self, pieces: Sequence[Piece]) -> list[list[Piece]]:
        """Return pieces as `_merged` takes their blocks: neighbouring lists of one kind together."""
        groups: list[list[Piece]] = []
        above = ""
        for piece in pieces:
            facts = self._facts[piece]
            if facts.list and not facts.words:
                continue
            if facts.list and facts.list == above:
                groups[-1].append(piece)
            else:
                groups.append([piece])
            above = facts.list
        return groups


class _Writer:
    """Writes the blocks of one text: all of them, in their order, since a heading says what lists under it are."""

    def __init__(self, facts: Sequence[_Facts], style: Style, top_level: int | None) -> None:
        levels = [each.level for each in facts if each.level]
        self.shift = (top_level - min(levels)) if top_level and levels else 0
        self.wide = any(each.nested_code for each in facts)
        self.kind: Kind | None = None
        plain = replace(style, footnotes={})
        self.definitions: dict[str, Node] = {}  # the first of each label that is one paragraph
        for node in (node for each in facts for node in each.footnotes):
            if len(node.children) == 1 and node.children[0].kind == "paragraph":
                self.definitions.setdefault(node.token.meta["label"], node)
        footnotes = {
            label: inline.write(node.children[0].inline, plain, breaks=False)
            for label, node in self.definitions.items()
        }
        self.referred = frozenset[str]().union(*(each.referred for each in facts))
        self.style = replace(style, footnotes=footnotes)

    def blocks(self, nodes: Sequence[Node], *, top: bool = False) -> list[str]:
        return [written for node in _merged(nodes) if (written := self.block(node, top=top))]

    def block(self, node: Node, *, top: bool) -> str:
        if node.kind == "heading":
            return self.heading(node, top=top)
        if node.kind == "paragraph":
            return self.paragraph(node, of_lines(lines(node)))
        if node.kind in _LISTS:
            return self.list(node)
        if node.kind == "blockquote":
            return self.quote(node)
        if node.kind in _CODE:
            return fenced(node.token) if top else indented(node.token)
        if node.kind == "table":
            return self.table(node)
        if node.kind == "footnote_reference":
            return self.footnote(node)
        return "---" if node.kind == "hr" else "\n\n".join(self.blocks(node.children))

    def heading(self, node: Node, *, top: bool) -> str:
        words = inline.write(node.inline, self.style, breaks=False)
        if not top:  # a heading inside a list or quote is no part of the outline
            return f"**{words.replace('**', '')}**" if words else ""
        self.kind = kind_below(node, self.kind)
        level = min(6, max(1, int(node.token.tag[1]) + self.shift))
        return f"{'#' * level} {re.sub('(#+)$', _escaped_marks, words)}" if words else ""

    def footnote(self, node: Node) -> str:
        label = node.token.meta["label"]
        if label in self.referred and self.definitions.get(label) is node:
            return ""
        return f"{inline.escape(f'[{label}]')} " + "\n\n".join(self.blocks(node.children))

    def quote(self, node: Node) -> str:
        quote = quote_of(node, under_heading=self.kind is Kind.QUOTE)
        if quote is None or not quote.attribution or self.style.attribution is inline.as_typed:
            return _prefixed("> ", "\n\n".join(self.inside(node.children)))
        words = "\n".join(markdown.visible(child.inline).strip() for child in node.children)
        said, _, rest = quotes.parted(words)
        body = _escaped_lines(self.style.mention(said))
        name = inline.escape(self.style.attribution(quote.attribution))
        below = _escaped_lines(self.style.mention(rest))
        return _prefixed("> ", "\n\n".join(filter(None, (body, f"— {name}", below))))

    def inside(self, nodes: Sequence[Node]) -> list[str]:
        """Write blocks inside others: the heading above says nothing of them."""
        kind, self.kind = self.kind, None
        written = self.blocks(nodes)
        self.kind = kind
        return written

    def paragraph(self, node: Node, found: Sequence[Outcome]) -> str:
        hides = self.style.attribution is not inline.as_typed
        if hides and any(outcome.attribution for outcome in found):
            return self.quoted_lines(node, found)
        if any(outcome.kind is Kind.ACTION for outcome in found):
            return inline.write(node.inline, replace(self.style, mention=self.style.owner))
        return inline.write(node.inline, self.style)

    def quoted_lines(self, node: Node, found: Sequence[Outcome]) -> str:
        """Write a paragraph with quotes in it as plain words: names may stand in their markup."""
        by_line = {outcome.first: outcome for outcome in found}
        written = []
        for line in lines(node):
            words, outcome = line.text, by_line.get(line.first)
            if outcome and outcome.attribution:
                said, _, rest = quotes.parted(words)
                words = "\n".join(filter(None, (f"{said} — {self.style.attribution(outcome.attribution)}", rest)))
            named = self.style.owner if outcome and outcome.kind is Kind.ACTION else self.style.mention
            written.append(_escaped_lines(named(words)))
        return inline.hard_lines(written)

    def list(self, node: Node) -> str:
        items = [self.item(item) for item in _hoisted(node)]
        start = int(node.token.attrs.get("start", 1)) if node.kind == "ordered_list" else 0
        loose = any("\n\n" in item for item in items)
        written = [
            _hanging(*self.marked(node, start + number, item)) for number, item in enumerate(items) if item.strip()
        ]
        return ("\n\n" if loose else "\n").join(written)

    def marked(self, node: Node, number: int, item: str) -> tuple[str, str]:
        """Return an item's marker and text; a number too wide for four-space nesting becomes text."""
        mark = "-" if node.kind == "bullet_list" or number > _LAST_NUMBER else f"{number}."
        if node.kind == "ordered_list" and number > _LAST_NUMBER:
            box = item[:4] if item.startswith(("[ ] ", "[x] ")) else ""
            words = re.sub(r"^\\(?=[-+#>=:])", "", item[len(box) :])  # no longer where a block begins
            item = f"{box}{number}\\. {words}"
        return (mark.ljust(4) if self.wide else mark + " "), item

    def item(self, node: Node) -> str:
        children = list(node.children)
        while children and children[0].kind == "hr":  # "- ---" would be a rule itself
            del children[0]
        if children and children[0].kind in _CODE:  # a list item cannot begin with code everywhere
            coded = [inline.code(line) for line in children[0].token.content.strip("\n").split("\n") if line.strip()]
            return "\n\n".join(["  \n".join(coded), *self.inside(children[1:])])
        if children and children[0].kind == "table":
            return "\n\n".join([self.rows_as_text(children[0]), *self.inside(children[1:])])
        head = ""
        if children and children[0].kind == "paragraph":
            head = self.item_head(children.pop(0))
        rest = self.inside(children)
        tight = len(rest) == 1 and children[0].kind in _LISTS and head
        return ("\n" if tight else "\n\n").join([head, *rest] if head else rest)

    def item_head(self, paragraph: Node) -> str:
        found = of_head(paragraph, self.kind)
        is_task, done, _ = markdown.task(markdown.visible(paragraph.inline))
        tokens = paragraph.inline
        if not is_task or tokens[0].type != "text":
            return self.paragraph(paragraph, found)
        first = tokens[0].copy(content=tokens[0].content[3:].lstrip())
        written = self.paragraph(_with_tokens(paragraph, [first, *tokens[1:]]), found)
        return f"[{'x' if done else ' '}] {written}" if written else ""

    def table(self, node: Node) -> str:
        rows = [row for part in node.children for row in part.children]
        head, *body = [[self.cell(cell) for cell in row.children] for row in rows]
        marks = [_ALIGNED.get(str(cell.token.attrs.get("style", "")), "---") for cell in rows[0].children]
        return table(head, body, marks)

    def cell(self, node: Node) -> str:
        return inline.write(node.inline, self.style, breaks=False)

    def rows_as_text(self, node: Node) -> str:
        rows = [row for part in node.children for row in part.children]
        return "  \n".join(" \\| ".join(self.cell(cell) for cell in row.children) for row in rows)


_ALIGNED: Final = {"text-align:left": ":---", "text-align:right": "---:", "text-align:center": ":---:"}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], marks: Sequence[str] = ()) -> str:
    """Return a table of cells that are Markdown already (and hold no line end)."""
    written = [head, marks or ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in written)


def fenced(token: Token) -> str:
    """Return a code block between fences that nothing inside it can close."""
    language, content = _code(token)
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{content}\n{fence}" if content.strip() else ""


def indented(token: Token) -> str:
    """Return a code block by indentation, which also works inside lists and quotes."""
    content = _code(token)[1].strip("\n")
    return _prefixed("    ", content) if content.strip() else ""


def _code(token: Token) -> tuple[str, str]:
    """Return language and content; words after the fence that are no language are content."""
    content, language = inline.without_controls(token.content.rstrip("\n")), inline.without_controls(token.info.strip())
    if language and not (_LANGUAGE.fullmatch(language) and content.strip()):
        content, language = f"{language}\n{content}".rstrip("\n"), ""
    return language, content


def _escaped_lines(words: str) -> str:
    return inline.hard_lines(inline.escape(line) for line in words.split("\n"))


def _escaped_marks(found: "re.Match[str]") -> str:
    return "\\#" * len(found[1])


def _prefixed(prefix: str, text: str) -> str:
    return "\n".join((prefix + line).rstrip() if not line.strip() else prefix + line for line in text.split("\n"))


def _hanging(marker: str, text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([marker + first, *("    " + line if line.strip() else "" for line in rest)])


def _hoisted(node: Node) -> list[Node]:
    """Return a list's items; an item that begins with a list gives its own items up."""
    items: list[Node] = []
    for item in node.children:
        rest = item
        while rest.children and rest.children[0].kind in _LISTS:
            items += _hoisted(rest.children[0])
            rest = replace(rest, children=rest.children[1:])
        if rest.children:
            items.append(rest)
    return items


def _merged(nodes: Sequence[Node]) -> list[Node]:
    """Return blocks with neighbouring lists of one kind as one: written alike, they would be."""
    found: list[Node] = []
    for node in nodes:
        if node.kind in _LISTS and not _says_something(node):
            continue
        if found and node.kind in _LISTS and found[-1].kind == node.kind:
            found[-1] = replace(found[-1], last=node.last, children=found[-1].children + node.children)
        else:
            found.append(node)
    return found


def _says_something(node: Node) -> bool:
    return any(each.token.content.strip() for each in markdown.walk((node,)) if each.kind in ("inline", *_CODE))


def _with_tokens(paragraph: Node, tokens: list[Token]) -> Node:
    content = paragraph.children[0]
    changed = replace(content, token=content.token.copy(children=tokens))
    return replace(paragraph, children=(changed,))
