"""A report as tagged PDF/UA-1 with bookmarks, by Typst: no character that a person can type stops it."""

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from notes.domain.keywords import Kind
from notes.domain.report.data import Data, shade
from notes.domain.words import Words, words_for
from notes.ground.events import tell
from notes.publishing.chart import says
from notes.publishing.facts import facts, numbers_of
from notes.publishing.glyphs import Characters
from notes.publishing.html import without_front_matter
from notes.publishing.paper_colours import paper_colours
from notes.publishing.pdf_blocks import Block, Blocks, plain
from notes.publishing.sections import Section, sections
from notes.publishing.timeline import timeline

log = logging.getLogger(__name__)
_TEMPLATE: Final = Path(__file__).with_name("report.typ")
# The fonts inside the package have these of the product's shapes.
_SHAPES: Final = {Kind.ACTION: "□", Kind.DECISION: "◆", Kind.INSIGHT: "✳", Kind.QUESTION: "?", Kind.QUOTE: "“"}
_WHOLE_COLUMNS: Final = {0: "number", 3: "whole"}  # of a table of outcomes: No., What, Who, When, Topic
_REFUSED: Final = re.compile(r"the text `\"(.*?)\"` could not be displayed")
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_TRIES: Final = 3
_NO_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)  # of what says nothing about when it was made


def pdf(markdown: str, data: Data) -> bytes:
    """Return the report as PDF; the same report gives the same bytes."""
    moment = datetime.fromisoformat(data["made_at"]).astimezone(UTC)

    def content(characters: Characters) -> str:
        return json.dumps(_content(markdown, data, characters), ensure_ascii=False)

    return drawn_by(_TEMPLATE.read_bytes(), "report", content, moment)


def drawn_by(
    template: bytes,
    name: str,
    content: Callable[[Characters], str],
    moment: datetime | None,
    *,
    without_symbols: bool = False,
) -> bytes:
    """Return the PDF that a template makes of what it gets under `name`, with only what its fonts can draw.

    A picture that nobody can draw (an emoji) has its name in brackets, or is left out (`without_symbols`).
    `content` is asked again with every character that turned out to have no glyph where it stands.
    """
    characters = Characters(without_symbols=without_symbols)
    for left in reversed(range(_TRIES + 1)):
        characters.named.clear()
        shown = content(characters)
        try:
            made = _compiled(template, {name: shown}, moment)
        except typst.TypstError as error:
            # Characters that each have a glyph may have none together: these are told all at once.
            refused = _ESCAPED.sub(_unescaped, "".join(_REFUSED.findall(error.diagnostic)))
            if not left or not refused:
                raise
            if left == 1 or not characters.refuse(refused):
                characters.refuse_all_but_plain()
        else:
            break
    if characters.named:
        tell(log, "pdf_characters_named", different=len(characters.named), times=sum(characters.named.values()))
    return made


def _compiled(template: bytes, inputs: dict[str, str], moment: datetime | None) -> bytes:
    made = typst.compile(
        template,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=moment or _NO_MOMENT,
        sys_inputs=inputs,
    )
    if not isinstance(made, bytes):  # a PDF is one file, whatever its pages
        raise TypeError
    return made


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _content(markdown: str, data: Data, characters: Characters) -> dict[str, Any]:
    """Return what the template shows."""
    words = words_for(data["language"])
    blocks = Blocks(characters).of(without_front_matter(markdown))
    begin = next((at for at, block in enumerate(blocks) if block.get("level") == 2), len(blocks))
    title = data["conference"]["title"]

    def shown(text: str) -> str:
        return plain(" ".join(text.split()), characters)

    return {
        "title": shown(words.report_of.format(title=title)) + (f" – {data['mark']}" if data["mark"] else ""),
        "author": shown(data["conference"]["organisers"]),
        "language": data["conference"]["language"][:2],
        "heading": shown(words.report_of.format(title=title)),
        "running": shown(title),
        "mark": data["mark"],
        "cover": [block for block in blocks[:begin] if block.get("level") != 1],
        "facts": [[shown(key), shown(value)] for key, value in facts(data, words)],
        "contents": words.contents,
        "topic-word": words.columns["topic"],
        "page-of": words.page_of,
        "colours": paper_colours()
        | {shade(topic): f"#{shade(topic)}" for topic in data["topics"] if "own_colour" in topic},
        "colours-used": [shade(topic) for topic in data["topics"]][:8],
        "chart": _chart(data, words, characters),
        "blocks": list(_with_parts(blocks[begin:], data, words)),
    }


def _chart(data: Data, words: Words, characters: Characters) -> dict[str, Any] | None:
    line = timeline(data)
    if line is None:
        return None
    return {
        "title": words.chart,
        "says": says(line, words),
        "totals": line.totals,
        "outcomes": line.outcomes if any(line.outcomes) else [],
        "outcomes-are": words.chart_outcomes,
        "slots": [line.at(slot, words) for slot in range(len(line.slots))],
        "topics": [
            {"title": plain(title, characters), "colour": colour, "counts": counts}
            for title, colour, counts in line.topics
        ],
    }


def _with_parts(blocks: Sequence[Block], data: Data, words: Words) -> Iterator[Block]:
    """Yield the blocks with what each part is: a topic has its colour, a list of outcomes its shape."""
    # As they are in the report: characters that cannot be drawn have their names in the bodies.
    headings = [block["said"] for block in blocks if block.get("level") == 2]
    parts = iter(list(sections(headings, data, words)))
    numbers = numbers_of(data)
    kinds = {words.headings[kind]: shape for kind, shape in _SHAPES.items()}
    filled = iter(_filled(blocks))
    part = Section("")
    for block in blocks:
        if block.get("level") == 2:
            if part.anchor == "_figures" and timeline(data):
                yield {"k": "chart"}
            before, part = part, next(parts)
            ends = bool(before.topic and not part.topic)
            own_page = next(filled)
            yield {**block, "topic": part.topic, "colour": part.colour, "after-topics": ends, "own-page": own_page}
        elif block.get("level") == 3 and part.topic:
            yield {**block, "shape": kinds.get(_words_of(block["body"]), ""), "colour": part.colour}
        elif block["k"] == "table":
            yield _with_numbers(block, numbers)
        else:
            yield block
    if part.anchor == "_figures" and timeline(data):
        yield {"k": "chart"}


def _filled(blocks: Sequence[Block]) -> Iterator[bool]:
    """Yield of each part whether it has parts of its own: a topic about which nothing was said needs no page."""
    levels = [block["level"] for block in blocks if block.get("level") in (2, 3)]
    yield from (levels[at + 1 : at + 2] == [3] for at, level in enumerate(levels) if level == 2)


def _with_numbers(table: Block, numbers: frozenset[str]) -> Block:
    """Keep the number of each outcome, and an action's date, in one piece in a table of outcomes."""
    if not table["rows"] or not all(_words_of(row[0]["c"]) in numbers for row in table["rows"]):
        return table
    widths = [0 if at in _WHOLE_COLUMNS else width for at, width in enumerate(table["widths"])]
    rows = [
        [
            {"c": [{"k": _WHOLE_COLUMNS[at], "text": _words_of(cell["c"])}]} if at in _WHOLE_COLUMNS else cell
            for at, cell in enumerate(row)
        ]
        for row in table["rows"]
    ]
    return {**table, "rows": rows, "widths": widths}


def _words_of(pieces: Sequence[Any]) -> str:
    found = (
        piece if isinstance(piece, str) else piece.get("text") or _words_of(piece.get("body", ())) for piece in pieces
    )
    return "".join(found).replace("\u200b", "")
