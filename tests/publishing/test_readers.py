"""Holds that other readers see in a report's Markdown what ours sees: its headings, tables and task lists."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

from notes.publishing.html import report_html, without_front_matter
from notes.publishing.word import pandoc
from tests.publishing.golden import full_report
from tests.publishing.hostile_report import hostile_report


class Seen(HTMLParser):
    """Collects headings, table cells and task boxes with their words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._kept = ""
        self._box = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]|t[hd]", tag):
            self.found.append(f"{tag}:")
            self._kept = tag
        elif tag == "input":
            self.found.append("[x]" if "checked" in dict(attrs) else "[ ]")
            self._kept = self._kept or "li"
        elif self._kept == "li" and tag in ("ul", "ol", "li", "p"):
            self._kept = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._kept:
            self._kept = ""

    def handle_data(self, data: str) -> None:
        if self._kept:
            self.found[-1] += "".join(data.split())


def by_pandoc(text: str) -> str:
    return pandoc(text, "--to=html").decode()


def by_markdown_it(text: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(tasklists_plugin).render(text))


@pytest.mark.parametrize(
    "report", [full_report("nl"), full_report("en"), hostile_report()], ids=["nl", "en", "hostile"]
)
@pytest.mark.parametrize("other", [by_pandoc, by_markdown_it])
def test_another_reader_finds_the_same_headings_tables_and_task_lists(
    report: tuple[str, object], other: Callable[[str], str]
) -> None:
    ours = Seen(report_html(report[0])).found
    assert Seen(other(without_front_matter(report[0]))).found == ours
    assert {each[:2] for each in ours} >= {"h1", "h2", "h3", "th", "td", "[x"}
