"""Inline Markdown written in the one form that all readers take the same way.

What is text stays text: every character that some reader could take for markup is escaped.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from notes.domain import markdown, owners
from notes.domain.addresses import outward

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ALWAYS: Final = re.compile(r"[\\`*\[\]~|]|(?<![^\W_])_|_(?![^\W_])|!(?=\[)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_START: Final = re.compile(r"^(?:#|[-+](?=\s|$)|>|:(?=\s)|=+\s*$|-(?=-))|^(\d{1,9})([.)])(?=\s|$)")
_MARKS: Final = {"em": "*", "strong": "**", "s": "~~"}
_ENTITIES: Final = {"<": "&lt;", "&": "&amp;"}
_SPACES: Final = re.compile(r"[ \t\n]+")


def as_typed(text: str) -> str:
    """Return text unchanged: mentions as they were typed."""
    return text


def no_name(_number: int) -> str:
    """Return that no name is drawn beside an idea's words."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What is written otherwise than it was typed.

    `mention` maps text with mentions (`@name`) to what is shown of it, `owner` does so inside
    actions; `attribution` maps who a
    quote is from to what is shown. `idea` gives, for the number of a linked idea, the name to
    write after its words ("" for none); where `keep_idea_links` it stays a link instead.
    `footnotes` are the texts still to be written: each is taken out when it is, at its first
    mention, so that one long note cannot come back a thousand times.
    """

    mention: Callable[[str], str] = as_typed
    owner: Callable[[str], str] = as_typed
    attribution: Callable[[str], str] = as_typed
    idea: Callable[[int], str] = no_name
    keep_idea_links: bool = False
    footnotes: dict[str, str] = field(default_factory=dict)


def escape(text: str) -> str:
    """Return plain text as Markdown that shows exactly these words, on one line."""
    return at_start(_escaped(text).strip())


def without_controls(text: str) -> str:
    """Return `text` without the control characters that readers of Markdown treat each their own way."""
    return _CONTROLS.sub("", text)


def _escaped(text: str) -> str:
    text = _SPACES.sub(" ", _CONTROLS.sub("", text))
    return _ALWAYS.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), text)


def at_start(line: str) -> str:
    """Return an escaped line that also means nothing special where a block begins."""

    def harmless(found: "re.Match[str]") -> str:
        return f"{found[1]}\\{found[2]}" if found[1] else "\\" + found[0]

    line = _START.sub(harmless, line, count=1)
    return "\\" + line if re.fullmatch(r"(?:- ?){2,}|(?:\+ ?){3,}", line) else line


def write(tokens: list[Token], style: Style, *, breaks: bool = True) -> str:
    """Return inline tokens as Markdown; line ends become hard breaks if `breaks`, else spaces.

    In live notes one typed line is one line, for every reader. Mentions are looked for in each piece of text by itself.
    """
    text, _ = _Writer(tokens, style, breaks=breaks).until(0, "")
    return hard_lines(at_start(line.strip()) for line in text.split("\n"))


def hard_lines(lines: Iterable[str]) -> str:
    """Return lines of Markdown as one paragraph in which each stays a line; empty ones are left out."""
    return "  \n".join(line for line in lines if line)


class _Writer:
    """Writes one run of inline tokens; `until` goes on to the token that closes it."""

    def __init__(self, tokens: list[Token], style: Style, *, breaks: bool) -> None:
        self.tokens = tokens
        self.style = style
        self.breaks = breaks
        self.named = ""  # a mention that the last piece of text ended with: a surname may follow in the next piece

    def until(self, position: int, closing: str) -> tuple[str, int]:
        parts: list[str] = []
        while position < len(self.tokens):
            token = self.tokens[position]
            position += 1
            if token.type == closing:
                break
            if token.nesting == 1:
                inner, position = self.until(position, token.type.removesuffix("_open") + "_close")
                parts.append(self.wrapped(token, inner))
            else:
                parts.append(self.single(token))
        return "".join(parts), position

    def single(self, token: Token) -> str:
        if token.type != "text":
            self.named = ""
        if token.type == "code_inline":
            return code(token.content)
        if token.type in ("hardbreak", "softbreak"):
            return "\n" if self.breaks else " "
        if token.type == "image":
            words = _escaped(markdown.visible(token.children or []))
            return _link(words, str(token.attrs.get("src", "")))
        if token.type == "footnote_ref":
            label = token.meta["label"]
            text = self.style.footnotes.pop(label, "")
            return f" \\[{_escaped(label)}: {text}\\]" if text else f" \\[{_escaped(label)}\\]"
        return _escaped(self.text(token.content))

    def text(self, content: str) -> str:
        before, together = self.style.mention(self.named), self.style.mention(self.named + content)
        self.named = owners.mention_at_end(self.named + content)
        return together.removeprefix(before)

    def wrapped(self, token: Token, inner: str) -> str:
        # White space may not stand just inside a mark; an empty pair of marks is none.
        words = inner.strip()
        number = markdown.idea_number(token)
        if number is not None and not self.style.keep_idea_links:
            name = self.style.idea(number)
            return f"{inner} ({_escaped(name)})" if name else inner
        if token.type == "link_open":
            return _link(words, str(token.attrs.get("href", "")))
        mark = _MARKS.get(token.type.removesuffix("_open"), "")
        if not words or not mark:
            return inner
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        return f"{before}{mark}{words}{mark}{after}"


def code(content: str) -> str:
    """Return a code span that holds `content`; where a code span cannot, the plain words."""
    content = _SPACES.sub(" ", _CONTROLS.sub("", content))
    if "|" in content or not content.strip() or "\\" in content:
        return _escaped(content)
    fence = "`" * (max((len(run) for run in re.findall("`+", content)), default=0) + 1)
    space = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{space}{content.strip()}{space}{fence}"


def _link(words: str, address: str) -> str:
    address = outward(address)
    if not address:  # "#part", too: a link inside a file breaks when the file is cut
        return words
    for character, written in (("(", "%28"), (")", "%29"), ("[", "%5B"), ("]", "%5D"), ("|", "%7C"), (" ", "%20")):
        address = address.replace(character, written)
    return f"[{words or _escaped(address)}]({address})"


def mentions(*, show: bool) -> Callable[[str], str]:
    """Return how mentions are written in a report: the bare name, or nothing."""

    def written(text: str) -> str:
        return owners.written_out(text, show=show)

    return written
