"""A report's Markdown as plain data for the PDF's template: what somebody typed is never a part of a program.

Nesting is bounded, headings skip no level (PDF/UA forbids it), and every character can be drawn.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from markdown_it.token import Token

from notes.domain import markdown
from notes.domain.markdown import Node
from notes.publishing.glyphs import Characters

_DEEP: Final = 6  # containers in containers; the template's functions may not go deeper than 80 calls
_INLINE_DEEP: Final = 4
_URL_MAX_CHARACTERS: Final = 2_000
_URL: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_LONG_WORD: Final = re.compile(r"\S{31,}")
_BREAK_EVERY: Final = 15
_ALIGNED: Final = {"text-align:left": "left", "text-align:right": "right", "text-align:center": "center"}
_MARKS: Final = {"strong_open": "strong", "em_open": "em", "s_open": "del"}

Block = dict[str, Any]
Inline = str | dict[str, Any]


def plain(text: str, characters: Characters) -> str:
    """Return words that can be drawn, with places to break inside what is longer than any word."""
    return _LONG_WORD.sub(_breakable, characters.drawn(text.replace("\t", " ")))


def _breakable(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][at : at + _BREAK_EVERY] for at in range(0, len(word[0]), _BREAK_EVERY))


class Blocks:
    """Writes the blocks of one report."""

    def __init__(self, characters: Characters) -> None:
        """Take what is known about characters."""
        self._characters = characters
        self._level = 0

    def of(self, text: str) -> list[Block]:
        """Return the blocks of Markdown without front matter."""
        return list(self._blocks(markdown.read(text).blocks, 0))

    def _blocks(self, nodes: Iterable[Node], depth: int) -> Iterator[Block]:
        for node in nodes:
            yield from self._block(node, depth)

    def _block(self, node: Node, depth: int) -> Iterator[Block]:
        if node.kind == "heading":
            level = min(int(node.token.tag[1]), self._level + 1) if depth == 0 else 0
            self._level = level or self._level
            yield {
                "k": "heading",
                "level": level,
                "body": self._inline(node.inline),
                "said": markdown.visible(node.inline),
            }
        elif node.kind == "paragraph":
            yield {"k": "par", "body": self._inline(node.inline)}
        elif node.kind in ("fence", "code_block"):
            yield {"k": "code", "text": plain(node.token.content.rstrip("\n"), self._characters)}
        elif node.kind == "table":
            yield self._table(node)
        elif node.kind == "hr":
            yield {"k": "rule"}
        elif depth >= _DEEP or node.kind not in ("bullet_list", "ordered_list", "blockquote"):
            yield from self._blocks(node.children, depth)
        elif node.kind == "blockquote":
            yield {"k": "quote", "body": list(self._blocks(node.children, depth + 1))}
        else:
            yield self._list(node, depth)

    def _list(self, node: Node, depth: int) -> Block:
        start = int(node.token.attrs.get("start", 1)) if node.kind == "ordered_list" else None
        return {"k": "list", "start": start, "items": [self._item(item, depth + 1) for item in node.children]}

    def _item(self, node: Node, depth: int) -> Block:
        children = list(node.children)
        box = None
        head: list[Inline] = []
        if children and children[0].kind == "paragraph":
            tokens = children.pop(0).inline
            is_task, done, rest = markdown.task(tokens[0].content) if tokens else (False, False, "")
            if is_task:
                box = done
                tokens = [tokens[0].copy(content=rest), *tokens[1:]]
            head = self._inline(tokens)
        return {"box": box, "head": head, "body": list(self._blocks(children, depth))}

    def _table(self, node: Node) -> Block:
        rows = [row for part in node.children for row in part.children]
        aligned = [_ALIGNED.get(str(cell.token.attrs.get("style", "")), "left") for cell in rows[0].children]
        lengths = [max(len(markdown.visible(row.children[at].inline)) for row in rows) for at in range(len(aligned))]
        head, *body = [[self._inline(cell.inline) for cell in row.children] for row in rows]
        cells = [[{"c": cell} for cell in row] for row in body]
        return {"k": "table", "align": aligned, "widths": _widths(lengths), "head": head, "rows": cells}

    # --- inside a line ---------------------------------------------------------------------

    def _inline(self, tokens: Sequence[Token]) -> list[Inline]:
        return self._until(iter(tokens), 0)

    def _until(self, tokens: Iterator[Token], depth: int) -> list[Inline]:
        """Return what stands up to the end of the mark that this is in."""
        found: list[Inline] = []
        for token in tokens:
            if token.nesting == -1:
                break
            found.extend(self._piece(token, tokens, depth))
        return _joined(found)

    def _piece(self, token: Token, tokens: Iterator[Token], depth: int) -> Iterable[Inline]:
        if token.nesting == 1:
            inside = self._until(tokens, depth + 1)
            mark = _MARKS.get(token.type)
            url = str(token.attrs.get("href", ""))
            if depth >= _INLINE_DEEP or not inside:
                return inside
            if mark:
                return [{"k": mark, "body": inside}]
            leads = len(url) <= _URL_MAX_CHARACTERS and _URL.fullmatch(url)
            return [{"k": "link", "url": url, "body": inside}] if leads else inside
        if token.type == "code_inline":
            return [{"k": "code", "text": plain(token.content, self._characters)}]
        if token.type == "hardbreak":
            return [{"k": "break"}]
        words = " " if token.type == "softbreak" else markdown.visible([token])
        return [plain(words, self._characters)] if words else []


def _widths(lengths: Sequence[int]) -> list[int]:
    """Return the share of the line that each column gets: as much as its longest cell asks, within bounds."""
    return [min(max(length, 6), 45) + 3 for length in lengths]


def _joined(found: Sequence[Inline]) -> list[Inline]:
    """Return pieces with neighbouring words as one: letters and their marks are drawn together."""
    joined: list[Inline] = []
    for piece in found:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
