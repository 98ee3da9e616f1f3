"""The one sanitiser: what comes out may stand in any page of ours, whatever went in."""

import re
from collections.abc import Callable
from html import unescape
from itertools import count
from typing import Final

import nh3
from markupsafe import Markup, escape

_TABLE: Final = re.compile(r'<table(?: class="stacked")?>.*?</table>', re.DOTALL)
_MARK: Final = re.compile(r"<[^>]*>")
_SPAN: Final = re.compile(r"(\d\d[.:]\d\d–\d\d[.:]\d\d)")  # of time
_UNBROKEN: Final = Markup('<span class="unbroken">{}</span>')

_TAGS: Final = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}  # fmt: skip -- a list of names reads best as one
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "input": {"disabled", "checked", "aria-label"},
    "ol": {"start"},
    "td": {"data-label"},
}
# Only these classes come through: others would let notes dress up as parts of the page.
_CLASSES: Final = {
    "a": {"idea-link"},
    "span": {"idea-name"},
    "li": {"task"},
    "table": {"stacked"},
    "td": {"align-left", "align-right", "align-center", "number"},
    "th": {"align-left", "align-right", "align-center"},
}


def clean(html: str) -> str:
    """Return `html` with everything left out that is not plain text mark-up.

    No scripts, styles, images or forms; links open nothing of ours (`noopener nofollow`) and go
    to web and mail addresses or inside this site only; the only inputs are dead tick boxes.
    """
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        set_tag_attribute_values={"input": {"disabled": ""}},
        clean_content_tags={"script", "style"},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def words_in(html: str) -> str:
    """Return the words of a piece of HTML, without its marks."""
    return unescape(_MARK.sub("", html))


def trusted(html: str) -> Markup:
    """Return HTML for a template, cleaned (once more, where the renderer did so already)."""
    return Markup(clean(html))  # noqa: S704 -- it was cleaned on this line


def trusted_with_tables(html: str, name: Callable[[int], str]) -> Markup:
    """Return what `trusted` does, each table in a frame of its own (on a phone only the table moves).

    `name` says what the first, second … table is called.
    """
    number = count(1)

    def framed(table: "re.Match[str]") -> str:
        label = escape(name(next(number)))
        return f'<div class="table-wrap" role="region" tabindex="0" aria-label="{label}">{table[0]}</div>'

    return Markup(_TABLE.sub(framed, clean(html)))  # noqa: S704 -- it was cleaned on this line; the name is escaped


def unbroken(text: str) -> Markup:
    """Return words in which no line ends between the times of a span: browsers break after a dash."""
    pieces = _SPAN.split(text)
    return Markup().join(_UNBROKEN.format(each) if number % 2 else each for number, each in enumerate(pieces))
