"""Reading a text again after a change: only what changed is read, and the result is that of reading it whole.

Between two top-level blocks the parser remembers nothing: from the same line on the same lines give
the same blocks. So reading begins before the first changed line and ends where it comes upon an
unchanged line at which a block began before. Reference definitions and footnotes reach every
block: who asked for one that changed is read again.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile
from operator import eq
from typing import Any, Final

from markdown_it.rules_core import StateCore, inline, text_join
from markdown_it.token import Token

from notes.domain.markdown import PARSER, Definition, Node, bounded, definitions, nodes, walk
from notes.domain.text import normalised

_LOOKS_AHEAD: Final = 2  # lines of the next block that decide whether one ends before it
# At these no definition before them, with a title that goes on and on, can run on.
_STOPS_DEFINITIONS: Final = frozenset({"hr", "fence", "blockquote_open", "bullet_list_open", "ordered_list_open"})


@dataclass(slots=True, eq=False)
class Piece:
    """A top-level block and the lines up to the next one; lines are counted from its own first.

    `node` is None where nothing stands but definitions or empty lines. It is read anew when a
    definition changes; a piece that is the same object reads the same.
    """

    lines: tuple[str, ...]
    node: Node | None
    definitions: tuple[Definition, ...]
    footnotes: tuple[str, ...]  # labels of those that are defined in it, a line end before each
    firm: bool  # whatever stands before it ends before it, however much follows
    asked: frozenset[str] = frozenset()  # labels whose definition decides about what it says


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that was read: its pieces, and the line at which each begins."""

    pieces: tuple[Piece, ...] = ()
    starts: tuple[int, ...] = ()

    def definitions(self) -> Iterator[Definition]:
        """Yield the reference definitions in the order of the text, with its own line numbers."""
        for start, piece in zip(self.starts, self.pieces, strict=True):
            for one in piece.definitions:
                yield replace(one, first=start + one.first, last=start + one.last)


class Reader:
    """Reads a text each time it has changed."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._lines: list[str] = []
        self._reading = Reading()
        self._known: dict[str, object] = {}

    def read(self, text: str) -> Reading:
        """Return what `text` says, as `markdown.read` would."""
        lines = bounded(normalised(text)).replace("\0", "\ufffd").split("\n")
        if lines != self._lines:
            self._reading = self._read(lines)
            self._lines = lines
        return self._reading

    def _read(self, lines: list[str]) -> Reading:
        head, tail, new = self._changed(lines)
        old = self._reading.pieces
        known = _known(pieces := [*old[:head], *new, *old[tail:]])
        moved = {label for label in known.keys() | self._known.keys() if known.get(label) != self._known.get(label)}
        fresh = set(new)
        asked = _Asked(known)
        env = {"references": asked, "footnotes": {"refs": _AskedFootnotes(asked), "list": {}}}
        for at, piece in enumerate(pieces):
            if piece in fresh or not moved.isdisjoint(piece.asked):
                asked.labels = set()
                _read_words(piece, env)
                pieces[at] = replace(piece, asked=frozenset(asked.labels))
        self._known = known
        starts = tuple(accumulate((len(piece.lines) for piece in pieces), initial=0))[:-1]
        return Reading(tuple(pieces), starts)

    def _changed(self, lines: list[str]) -> tuple[int, int, list[Piece]]:
        """Return which pieces stay, up to the first number and from the second on, and those between."""
        old, starts = self._reading.pieces, self._reading.starts
        shortest = min(len(lines), len(self._lines))
        same = sum(takewhile(bool, map(eq, lines, self._lines)))
        after = sum(takewhile(bool, map(eq, reversed(lines), reversed(self._lines))))
        after = min(after, shortest - same)
        head = next((at for at in range(len(old) - 1, 0, -1) if starts[at] + _LOOKS_AHEAD <= same and old[at].firm), 0)
        begin = starts[head] if head else 0
        shift = len(lines) - len(self._lines)
        agree = {
            start + shift: at
            for at, start in enumerate(starts)
            if start >= len(self._lines) - after and start + shift > begin
        }
        ends = [end + _LOOKS_AHEAD for end in agree if end + _LOOKS_AHEAD < len(lines)]
        at = 0
        while True:
            end = ends[at] if at < len(ends) else len(lines)
            new = _parsed(lines, begin, end)
            line = begin
            for number, piece in enumerate(new):
                settled = piece.firm and (line + _LOOKS_AHEAD <= end or end == len(lines))
                if number and settled and line in agree:
                    return head, agree[line], new[:number]
                line += len(piece.lines)
            if end == len(lines):
                return head, len(old), new
            at = 2 * at + 1


class _Asked(dict[str, Any]):
    """Definitions that note which labels were asked for."""

    def __init__(self, known: dict[str, object]) -> None:
        super().__init__(known)
        self.labels: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:  # noqa: ANN401 -- as the parser hands it
        """Look a reference up."""
        self.labels.add(label)
        return super().get(label, default)


class _AskedFootnotes(dict[str, int]):
    """The labels of footnotes, as the plug-in asks for them: with a colon before each."""

    def __init__(self, asked: _Asked) -> None:
        # Never empty: the plug-in asks no further where there is no footnote at all.
        super().__init__({"": -1} | {f":{label[1:]}": -1 for label in asked if label.startswith("\n")})
        self._asked = asked

    def __contains__(self, label: object) -> bool:
        self._asked.labels.add("\n" + str(label)[1:])
        return super().__contains__(label)


def _known(pieces: Sequence[Piece]) -> dict[str, object]:
    """Return what each label stands for; footnotes have no address."""
    known: dict[str, object] = {}
    for piece in pieces:
        for one in piece.definitions:
            known.setdefault(one.label, {"href": one.found["href"], "title": one.found["title"]})
        for label in piece.footnotes:
            known[label] = True
    return known


def _read_words(piece: Piece, env: dict[str, Any]) -> None:
    """Read what stands in a piece's blocks, each link with what `env` knows."""
    tokens = [node.token for node in walk((piece.node,) if piece.node else ()) if node.kind == "inline"]
    for token in tokens:
        token.children = []
    state = StateCore("", PARSER, env, tokens)
    inline(state)
    text_join(state)


def _parsed(lines: list[str], begin: int, end: int) -> list[Piece]:
    """Return the pieces of these lines, their words not yet read."""
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    source = "\n".join(lines[begin:end]) + ("\n" if end < len(lines) else "")
    PARSER.block.parse(source, PARSER, env, tokens)
    first = [at for at, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    starts = [tokens[at].map[0] for at in first]  # type: ignore[index]  # every top-level block has its lines
    parts = (tokens[at:until] for at, until in pairwise([*first, len(tokens)]))
    found = list(zip(starts, parts, strict=True))
    if not starts or starts[0]:
        found.insert(0, (0, []))
    defined = definitions(env)
    pieces = []
    for (start, own), until in zip(found, [start for start, _ in found[1:]] + [end - begin], strict=True):
        firm = begin + start == 0 or not lines[begin + start - 1].strip(" \t") or _stops_definitions(own)
        own_definitions = defined[bisect_left(defined, start, key=_first) : bisect_left(defined, until, key=_first)]
        inside = tuple(replace(one, first=one.first - start, last=one.last - start) for one in own_definitions)
        pieces.append(_piece(tuple(lines[begin + start : begin + until]), own, start, inside, firm=firm))
    return pieces


def _piece(
    lines: tuple[str, ...], tokens: list[Token], start: int, defined: tuple[Definition, ...], *, firm: bool
) -> Piece:
    for token in tokens:
        if token.map:
            token.map = [token.map[0] - start, token.map[1] - start]
    node = next(nodes(iter(tokens), lines), None)
    # References have no line end in their labels: one dictionary holds both.
    notes = tuple("\n" + token.meta["label"] for token in tokens if token.type == "footnote_reference_open")
    return Piece(lines, node, defined, notes, firm)


def _first(definition: Definition) -> int:
    return definition.first


def _stops_definitions(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    first = tokens[0]
    return first.type in _STOPS_DEFINITIONS or (first.type == "heading_open" and first.markup.startswith("#"))
