"""Outcomes as the notes mark them: what is marked is read, what is not stays a note.

Blocks are read, not lines, with two exceptions that typing without blank lines asks for: a line
of a paragraph that begins with a keyword begins an outcome of its own, and what a list item marks
ends before a line that is not indented.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from markdown_it.token import Token

from notes.domain import dates, markdown, owners, quotes
from notes.domain.keywords import Kind, heading_kind, is_internal, is_internal_in_code, keyword
from notes.domain.markdown import Node
from notes.domain.text import normalised, one_line

_READ_MAX: Final = 5_000  # code points; owners and dates of longer items are left as typed
_LISTS: Final = ("bullet_list", "ordered_list")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One marked line. `text` is what a reader sees of it, without keyword, owners and date.

    `first` and `last` are source lines from 0, `last` not included. A mention inside a sentence
    stays in `text` as typed (`@name`). `due_hint` holds words that look like a date but are not
    read as one. `idea` is the number of the first idea that it links to. `in_table` is so for an
    internal row of a table whose other rows stay. `perhaps_surname` is a word at the beginning of `text` that may be
    the owner's surname.
    """

    kind: Kind
    text: str
    first: int
    last: int
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_hint: str = ""
    done: bool = False
    idea: int | None = None
    attribution: str = ""
    perhaps_surname: str = ""
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A part of a paragraph that stands by itself, with the source lines it covers."""

    text: str
    tokens: tuple[Token, ...]
    first: int
    last: int


@lru_cache(maxsize=4)  # a report asks for internal lines, outcomes and places of the same text
def outcomes(text: str) -> tuple[Outcome, ...]:
    """Return what `text` marks, in its order; internal lines too, but nothing inside them."""
    return tuple(_of_blocks(markdown.read(text).blocks, None))


def without_internal(text: str) -> tuple[str, int]:
    """Return `text` (NFC) without its internal blocks, and how many there were.

    With an internal item go its nested items and the lines that run on; with an internal cell its
    row, and the whole table when it stands in the header.
    """
    text = normalised(text)
    removed = 0
    # Taking lines away can change what the rest means, so it is read again until nothing is left.
    while internal := [found for found in outcomes(text) if found.kind is Kind.INTERNAL]:
        removed += len(internal)
        text = without(text, internal)
    return text, removed


def internal_parts(block: Node, kind: Kind | None) -> tuple[Outcome, ...]:
    """Return what is internal of one top-level block; `kind` is that of the heading above it."""
    return tuple(found for found in _of_blocks((block,), kind) if found.kind is Kind.INTERNAL)


def kind_below(block: Node, kind: Kind | None) -> Kind | None:
    """Return what the lists under a top-level block are of: a heading decides, others change nothing."""
    return heading_kind(one_line(markdown.visible(block.inline))) if block.kind == "heading" else kind


def without(text: str, internal: Sequence[Outcome]) -> str:
    """Return `text` (normalised) without the lines of these outcomes, which are internal ones."""
    gone = {number: not each.in_table for each in internal for number in range(each.first, each.last)}
    kept: list[str] = []
    gap = False
    for number, line in enumerate(text.split("\n")):
        if number in gone:
            gap |= gone[number]
            continue
        # Neighbours of what was taken away must not become one paragraph.
        if gap and kept and kept[-1].strip() and line.strip() and line.lstrip(" \t>")[:1] not in "-*+":
            kept.append("")
        gap = False
        kept.append(line)
    return "\n".join(kept)


def _of_blocks(blocks: tuple[Node, ...], kind: Kind | None) -> Iterator[Outcome]:
    """Read blocks; `kind` is what the heading above them makes of their lists' items."""
    for block in blocks:
        kind = kind_below(block, kind)
        if block.kind in markdown.LEAVES:
            yield from of_lines(lines(block))
        elif block.kind in _LISTS:
            for item in block.children:
                yield from _of_item(item, kind)
        elif block.kind == "blockquote":
            yield from _of_quote(block, kind)
        elif block.kind == "table":
            yield from _of_table(block)
        elif block.kind == "fence":
            yield from _of_fence(block)
        elif block.kind != "code_block":
            yield from _of_blocks(block.children, None)


def _of_fence(block: Node) -> Iterator[Outcome]:
    """Read code: nothing in it is an outcome, but a line may be internal.

    Whether its fence is closed does not count: closing it must never publish what was internal.
    """
    content = block.token.content
    for number, line in enumerate(content.split("\n"), block.first + 1):
        if is_internal_in_code(line):
            yield Outcome(Kind.INTERNAL, "", number, number + 1)


def _of_table(block: Node) -> Iterator[Outcome]:
    """Read a table: nothing in it is an outcome, but a cell may be internal."""
    head, *rows = [row for part in block.children for row in part.children]
    if _is_internal_row(head):
        yield Outcome(Kind.INTERNAL, "", block.first, block.last)
        return
    for row in filter(_is_internal_row, rows):
        yield Outcome(Kind.INTERNAL, "", row.first, row.last, in_table=True)


def _is_internal_row(row: Node) -> bool:
    return any(is_internal(markdown.visible(cell.inline)) for cell in row.children)


def _keyword(line: str) -> tuple[Kind, int] | None:
    """Return what `keyword` does, and that a row of a table which is none yet has an internal cell."""
    if not _is_row(line):
        return keyword(line)
    return (Kind.INTERNAL, 0) if any(map(is_internal, line.partition("\n")[0].split("|"))) else None


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def of_lines(parts: list[_Line]) -> list[Outcome]:
    """Return what the parts of a paragraph mark by keyword; empty ones are nothing."""
    found = [
        _outcome(marked[0], line, line.text[marked[1] :])
        for line in parts
        if (marked := _keyword(line.text)) is not None
    ]
    return [each for each in found if each.text or each.owners or each.due or each.kind is Kind.INTERNAL]


def _of_item(item: Node, kind: Kind | None) -> Iterator[Outcome]:
    rest = item.children
    if rest and rest[0].kind in markdown.LEAVES:
        found = of_head(rest[0], kind)
        if found and found[0].kind is Kind.INTERNAL and found[0].first == rest[0].first:
            yield replace(found[0], first=item.first, last=item.last)
            return
        yield from found
        rest = rest[1:]
    # Nested items belong to their parent: the heading says nothing of them, their keywords do.
    yield from _of_blocks(rest, None)


def of_head(head: Node, kind: Kind | None) -> list[Outcome]:
    """Return what the first paragraph of a list item marks; `kind` is that of the heading above."""
    first, *others = lines(head)
    own = _own(first, kind)
    found = [own] if own and (own.text or own.owners or own.due or own.kind is Kind.INTERNAL) else []
    return [*found, *of_lines(others)]


def _own(line: _Line, kind: Kind | None) -> Outcome | None:
    is_task, done, text = markdown.task(line.text)
    marked = _keyword(text)
    if marked:
        kind, text = marked[0], text[marked[1] :]
    elif kind is None and is_task:
        kind = Kind.ACTION
    # A keyword may also stand before the box: "Actie: [x] bellen".
    boxed, done_after, rest = markdown.task(text)
    if boxed and kind is Kind.ACTION:
        done, text = done or done_after, rest
    return _outcome(kind, line, text, done=done and is_task | boxed) if kind else None


def _outcome(kind: Kind, line: _Line, text: str, *, done: bool = False) -> Outcome:
    idea = next((number for token in line.tokens if (number := markdown.idea_number(token)) is not None), None)
    plain = Outcome(kind, one_line(text), line.first, line.last, idea=idea, done=done)
    if kind is Kind.QUOTE:
        words, attribution = quotes.attributed(text)
        return replace(plain, text=quotes.bare(one_line(words)), attribution=one_line(attribution), done=False)
    if kind is Kind.ACTION and len(text) <= _READ_MAX:
        spoken = one_line(owners.with_line_ends(text))
        when = dates.due(owners.without_outer(spoken))
        return replace(
            plain,
            text=one_line(owners.without_outer(when.rest).replace(owners.LINE_END, "")),
            owners=owners.owners(spoken),
            perhaps_surname=owners.perhaps_surname(spoken) or owners.perhaps_surname(when.rest),
            due=when.day,
            due_hint=when.hint,
        )
    return replace(plain, done=done and kind is Kind.ACTION)


def _of_quote(block: Node, kind: Kind | None) -> Iterator[Outcome]:
    quote = quote_of(block, under_heading=kind is Kind.QUOTE)
    if quote is None:
        yield from _of_blocks(block.children, None)
    elif quote.text:
        yield quote


def quote_of(block: Node, *, under_heading: bool) -> Outcome | None:
    """Return the quote that a block quote is, or None when it is not one.

    It is one when it begins with a quotation mark, ends with an attribution, or stands under a
    heading for quotes; and when it holds paragraphs without keywords only.
    """
    if not block.children or any(child.kind != "paragraph" for child in block.children):
        return None
    if any(_keyword(line.text) for child in block.children for line in lines(child)):
        return None
    text = "\n".join(markdown.visible(child.inline).strip() for child in block.children)
    words, attribution = quotes.attributed(text)
    if not (under_heading or quotes.is_marked(text) or attribution):
        return None
    tokens = tuple(token for child in block.children for token in child.inline)
    quote = _outcome(Kind.QUOTE, _Line(text, tokens, block.first, block.last), text)
    return replace(quote, text=quotes.bare(one_line(words)), attribution=one_line(attribution))


def lines(block: Node) -> list[_Line]:
    """Return a paragraph's parts: it is cut before each line that begins with a keyword.

    There is always at least one; lines that begin with no keyword run on, but for lazy ones.
    """
    parts: list[tuple[list[Token], int]] = [([], block.first)]
    number = block.first
    tokens = block.inline
    for position, token in enumerate(tokens):
        if token.type in ("softbreak", "hardbreak"):
            number += 1
            line = _first_line(tokens[position + 1 :])
            if _cuts(_first_line(parts[-1][0]), line, lazy=number in block.lazy):
                parts.append(([], number))
                continue
        parts[-1][0].append(token)
    if number + 1 + _underline(block) != block.last:
        return _raw_lines(block)
    ends = [first for _, first in parts[1:]] + [block.last]
    return [
        _Line(markdown.visible(part), tuple(part), first, last) for (part, first), last in zip(parts, ends, strict=True)
    ]


def _cuts(above: str, line: str, *, lazy: bool) -> bool:
    """Return whether `line` stands by itself below a part that begins with the line `above`."""
    if _keyword(line) or (_is_row(above) and _is_row(line)):
        return True
    marked = _keyword(above)
    # Privacy first: whatever runs on from an internal line stays with it.
    return lazy and not (marked and marked[0] is Kind.INTERNAL)


def _underline(block: Node) -> int:
    return 1 if block.kind == "heading" and block.token.markup in ("=", "-") else 0


def _raw_lines(block: Node) -> list[_Line]:
    """Cut by source lines where a code span or link runs over a line end and hides it.

    Never by guessing a line number: a wrong one would show an internal line.
    """
    raw = block.children[0].token.content.split("\n") if block.children else [""]
    bare = [line.strip(" \t*_~`[") for line in raw]
    starts = [0]
    for number, line in enumerate(bare):
        if number and _cuts(bare[starts[-1]], line, lazy=block.first + number in block.lazy):
            starts.append(number)
    ends = [*starts[1:], block.last - block.first]
    return [
        _Line("\n".join(raw[start:end]), tuple(block.inline), block.first + start, block.first + end)
        for start, end in zip(starts, ends, strict=True)
    ]


def _first_line(tokens: list[Token]) -> str:
    kept: list[Token] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            break
        kept.append(token)
    return markdown.visible(kept)
