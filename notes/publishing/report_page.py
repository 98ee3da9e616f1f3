"""A report as one HTML file that loads nothing: readable without script, on a phone, in the dark and on paper.

Anchors come from the numbers of outcomes and the short names of topics, never from a position: an address
into one version is good for the next.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from itertools import count
from typing import Final

from notes.domain.keywords import Kind
from notes.domain.report.data import Data, shade
from notes.domain.words import Words, words_for
from notes.ground.html import words_in
from notes.ground.settings import project_folder
from notes.publishing.chart import chart
from notes.publishing.facts import facts, numbers_of
from notes.publishing.html import report_html
from notes.publishing.origin_notes import with_origins
from notes.publishing.own_colours import own_style
from notes.publishing.sections import Section, sections
from notes.publishing.stacked import stacked
from notes.publishing.timeline import timeline

SHAPES: Final = {Kind.ACTION: "☐", Kind.DECISION: "◆", Kind.INSIGHT: "✳", Kind.QUESTION: "?", Kind.QUOTE: "❝"}
_STYLES: Final = ("tokens.css", "report-file.css", "report-file-parts.css", "stacked.css", "report-file-print.css")
_SECTION: Final = re.compile(r"(?=<h2>)")
_HEADING: Final = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_KIND_HEADING: Final = re.compile(r"<h3>(.*?)</h3>")
_CELL: Final = re.compile(r"<td>([^<]+)</td>")
_NUMBERED: Final = re.compile(r"<td>([^<]+)</td>|<li>(?:\s*<p>)?<strong>([^<]+)</strong>")
_TABLE: Final = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD_CELL: Final = re.compile(r"<th(?=[ >])")
_NARROW_MAX_COLUMNS: Final = 2


def page(markdown: str, data: Data) -> bytes:
    """Return the whole page."""
    return _Page(markdown, data).whole().encode()


@cache
def style() -> str:
    """Return the page's one style element's content: the product's tokens and the report's own looks."""
    folder = project_folder() / "static" / "styles"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLES)


@cache
def style_source(own: str = "") -> str:
    """Return the style's fingerprint as a Content-Security-Policy names it; `own` is `own_styles` of the report."""
    return f"'sha256-{base64.b64encode(hashlib.sha256((style() + own).encode()).digest()).decode()}'"


def own_styles(data: Data) -> str:
    """Return what the style element holds beside `style`: the colours that organisers chose for topics themselves."""
    names = (str(topic.get("own_colour", "")).removeprefix("#") for topic in data["topics"])
    return "".join(own_style(name) for name in dict.fromkeys(names) if name)


@dataclass(frozen=True, slots=True)
class _Part:
    """A section with its heading's and its body's HTML."""

    section: Section
    heading: str
    html: str


class _Page:
    """Writes one page."""

    def __init__(self, markdown: str, data: Data) -> None:
        self.data = data
        self.words: Words = words_for(data["language"])
        self.cover, *written = _SECTION.split(report_html(markdown))
        self.sections = tuple(self.parts(written))
        self.numbers = numbers_of(data)
        self.anchors = self.all_anchors()

    def whole(self) -> str:
        title = escape(self.data["conference"]["title"])
        language = escape(self.data["conference"]["language"])
        head = (
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(self.words.report_of.format(title=''))}{title}{self.mark()}</title>\n"
            f"<style>{style()}{own_styles(self.data)}</style>\n</head>\n"
        )
        body = f'{self.header()}\n<div class="beside">\n{self.contents()}\n{self.main()}\n</div>'
        return f"{head}<body>\n{body}\n</body>\n</html>\n"

    def mark(self) -> str:
        return f" – {escape(self.data['mark'])}" if self.data["mark"] else ""

    # --- the beginning ---------------------------------------------------------------------

    def header(self) -> str:
        bands = "".join(f'<span data-colour="{shade(topic)}"></span>' for topic in self.data["topics"])
        return (
            f'<header>\n<a class="skip" href="#_report">{escape(self.words.to_report)}</a>\n'
            f'<div class="bands" aria-hidden="true">{bands}</div>\n'
            f'<div class="cover">{self.cover}{self.facts()}</div>\n</header>'
        )

    def facts(self) -> str:
        found = facts(self.data, self.words)
        rows = "".join(f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in found)
        return f'<dl class="facts">{rows}</dl>' if rows else ""

    def contents(self) -> str:
        items = []
        for part in self.sections:
            number, colour = part.section.topic, part.section.colour
            mark = f'<span class="mark" data-colour="{colour}">{number}</span> ' if number else ""
            items.append(f'<li><a href="#{part.section.anchor}">{mark}<span>{part.heading}</span></a></li>')
        label, lines = escape(self.words.contents), "\n".join(items)
        return (
            f'<nav class="contents" aria-labelledby="_contents">\n<h2 id="_contents">{label}</h2>\n'
            f"<ul>\n{lines}\n</ul>\n</nav>"
        )

    # --- sections --------------------------------------------------------------------------

    def parts(self, written: Sequence[str]) -> Iterator[_Part]:
        found = [_HEADING.match(html) for html in written]
        headings = [heading[1] if heading else "" for heading in found]
        named = sections([words_in(heading) for heading in headings], self.data, self.words)
        for section, html, heading in zip(named, written, headings, strict=True):
            yield _Part(section, heading, _HEADING.sub("", html, count=1))

    def all_anchors(self) -> frozenset[str]:
        """Return the numbers of the outcomes that stand in a topic's own list, where a link can lead."""
        found = {
            unescape(hit[1] or hit[2])
            for part in self.sections
            if part.section.topic
            for hit in _NUMBERED.finditer(part.html)
        }
        return self.numbers & found

    def main(self) -> str:
        tables = count(1)

        def framed(found: re.Match[str]) -> str:
            table = _HEAD_CELL.sub('<th scope="col"', found[0])
            if table.partition("</tr>")[0].count("<th ") <= _NARROW_MAX_COLUMNS:
                table = table.replace("<table>", '<table class="narrow">', 1)
            elif '<td class="number"' in table:
                table = stacked(table)
            name = escape(self.words.table.format(number=next(tables)))
            return f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">{table}</div>'

        written = _TABLE.sub(framed, "\n".join(map(self.section, self.sections)))
        line = timeline(self.data)
        written = written.replace("<!--chart-->", chart(line, self.words) if line else "", 1)
        return f'<main id="_report" tabindex="-1">\n{written}\n</main>'

    def section(self, part: _Part) -> str:
        section, body = part.section, part.html
        heading = f'<h2 id="{section.anchor}-h">{part.heading}</h2>'
        opening = f'<section id="{section.anchor}" aria-labelledby="{section.anchor}-h"'
        if not section.topic:
            if section.anchor == "_figures":
                body += "<!--chart-->"
            return f"{opening}>\n{heading}{_CELL.sub(self.link, body)}</section>"
        eyebrow = f'<p class="eyebrow">{escape(self.words.columns["topic"])} {section.topic}</p>'
        topic = self.data["topics"][section.topic - 1]
        body = with_origins(self.with_anchors(body), topic, self.data, self.words)
        body = _KIND_HEADING.sub(self.shaped, body)
        return f'{opening} class="topic" data-colour="{section.colour}">\n{eyebrow}\n{heading}{body}</section>'

    def link(self, cell: re.Match[str]) -> str:
        """Make the number in a list of the whole report lead to the outcome in its topic."""
        number = unescape(cell[1])
        if number not in self.numbers:
            return cell[0]
        # What the organisers decided in their own notepads stands in no topic's list.
        shown = f'<a href="#{cell[1]}">{cell[1]}</a>' if number in self.anchors else cell[1]
        return f'<td class="number">{shown}</td>'

    def with_anchors(self, html: str) -> str:
        """Give each outcome its number as anchor, where it stands first: below, notes may hold its like."""
        left = set(self.anchors)

        def anchored(found: re.Match[str]) -> str:
            number = found[1] or found[2]
            if unescape(number) not in left:
                return found[0]
            left.discard(unescape(number))
            if found[1]:
                return f'<td class="number" id="{number}">{number}</td>'
            return found[0].replace("<strong>", f'<strong class="number" id="{number}">', 1)

        return _NUMBERED.sub(anchored, html)

    def shaped(self, heading: re.Match[str]) -> str:
        kind = next((kind for kind in SHAPES if self.words.headings[kind] == words_in(heading[1])), None)
        shape = f'<span class="shape" aria-hidden="true">{SHAPES[kind]}</span>' if kind else ""
        return f"<h3>{shape}{heading[1]}</h3>"
