"""Every format of a report, each a pure function of its Markdown and its data: same input, same bytes.

So a published version, which keeps the two, gives every format for ever. `export` is the one door.
"""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from notes.domain.report.data import Data


class Format(StrEnum):
    """A format of a report; the value is the ending of its file's name."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    WORD = "docx"
    JSON = "json"
    CALENDAR = "ics"
    ACTIONS = "csv"
    ZIP = "zip"

    @property
    def content_type(self) -> str:
        """Return what HTTP calls it."""
        return _CONTENT_TYPES[self]


_CONTENT_TYPES: Final = {
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.JSON: "application/json",
    Format.CALENDAR: "text/calendar; charset=utf-8",
    Format.ACTIONS: "text/csv; charset=utf-8",
    Format.ZIP: "application/zip",
}


def export(markdown: str, data: Data, chosen: Format) -> bytes:
    """Return a report in a format. `markdown` is `to_markdown` of it, `data` its `to_data`."""
    return _WRITERS[chosen](markdown, data)


def _markdown(markdown: str, _data: Data) -> bytes:
    return markdown.encode()


def _html(markdown: str, data: Data) -> bytes:
    from notes.publishing.report_page import page  # noqa: PLC0415 -- only the exporting process needs its libraries

    return page(markdown, data)


def _pdf(markdown: str, data: Data) -> bytes:
    from notes.publishing.pdf import pdf  # noqa: PLC0415 -- as above

    return pdf(markdown, data)


def _word(markdown: str, data: Data) -> bytes:
    from notes.publishing.word import word  # noqa: PLC0415 -- as above

    return word(markdown, data)


def _json(_markdown: str, data: Data) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _calendar(_markdown: str, data: Data) -> bytes:
    from notes.publishing.calendar import calendar  # noqa: PLC0415 -- as above

    return calendar(data)


def _actions(_markdown: str, data: Data) -> bytes:
    from notes.publishing.tables import actions  # noqa: PLC0415 -- as above

    return actions(data)


def _zip(markdown: str, data: Data) -> bytes:
    from notes.publishing.bundle import bundle  # noqa: PLC0415 -- as above

    whole = {each.value: export(markdown, data, each) for each in Format if each is not Format.ZIP}
    return bundle(markdown, data, whole)


_WRITERS: Final[Mapping[Format, Callable[[str, Data], bytes]]] = {
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.PDF: _pdf,
    Format.WORD: _word,
    Format.JSON: _json,
    Format.CALENDAR: _calendar,
    Format.ACTIONS: _actions,
    Format.ZIP: _zip,
}
