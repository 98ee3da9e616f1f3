"""Markdown as HTML that may stand in our pages: rendered by `markdown`, cleaned by `nh3`."""

import re
from collections.abc import Mapping
from typing import Final

import markdown

from notes.ground.html import clean
from notes.publishing.dialect import Dialect

_IDEA: Final = re.compile(r'<a href="idee:(\d{1,9})">(.*?)</a>', re.DOTALL)
_FENCE: Final = re.compile("`{3,}")
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def html(text: str, ideas: Mapping[int, str] | None = None) -> str:
    """Return canonical Markdown as safe HTML.

    `ideas` maps numbers of ideas to the name that may be drawn beside their words ("" for
    none); a link to an idea that is not in it is drawn as its words only.
    """
    reader = markdown.Markdown(extensions=["tables", "fenced_code", "sane_lists", Dialect()], tab_length=4)
    return clean(_with_ideas(reader.convert(text), ideas or {}))


def report_html(text: str) -> str:
    """Return a report's Markdown (as `to_markdown` writes it) as one safe piece of HTML.

    Front matter is not shown: title, date and place stand in the text as well.
    """
    return html(without_front_matter(text))


def without_front_matter(text: str) -> str:
    """Return a report's Markdown from its title on."""
    return _FRONT_MATTER.sub("", text, count=1)


class ReportPage:
    """Renders a report again and again: parts under a second-level heading that did not change are as they were."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, str] = {}

    def html(self, text: str) -> str:
        """Return what `report_html` does."""
        before, self._known = self._known, {}
        for part in _parts(_FRONT_MATTER.sub("", text, count=1)):
            self._known[part] = before.get(part) or html(part)
        return "\n".join(self._known.values())


def _parts(text: str) -> list[str]:
    """Return canonical Markdown cut before its second-level headings; code between fences stays whole."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        marks = _FENCE.match(line)
        if marks and not fence:
            fence = marks[0]
        elif fence and line == fence:
            fence = ""
        if line.startswith("## ") and not fence:
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def _with_ideas(rendered: str, ideas: Mapping[int, str]) -> str:
    def drawn(found: "re.Match[str]") -> str:
        number, words = int(found[1]), found[2]
        if number not in ideas:
            return words
        # Escaped, since `clean` would take a name with `<` in it for mark-up.
        name = ideas[number].replace("&", "&amp;").replace("<", "&lt;")
        said = f' <span class="idea-name">{name}</span>' if name else ""
        return f'<a class="idea-link" href="#idee-{number}">{words}</a>{said}'

    return _IDEA.sub(drawn, rendered)
