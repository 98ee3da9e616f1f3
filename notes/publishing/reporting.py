"""The process that writes reports from their harvest: `notes.publishing.reports` starts it and asks.

Promise: of a harvest that changed little since the last one, only what changed costs anything.
"""

import json
import pickle
from collections.abc import Iterable
from dataclasses import replace

from notes.domain.harvest import Harvest
from notes.domain.numbering import GivenNumber, Numbered, comparable
from notes.domain.report import build, to_data, to_markdown
from notes.domain.report.building import Memory
from notes.domain.report.changes import changes
from notes.domain.report.checklist import checklist
from notes.domain.report.parts import Report
from notes.domain.words import words_for
from notes.publishing.html import ReportPage
from notes.publishing.reports import Number
from notes.publishing.worker import serve


class Reporter:
    """Writes reports; remembers what the last one was made of."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._memory = Memory()
        self._page = ReportPage()

    def written(self, asked: bytes) -> list[object]:
        """Return a report as plain values: Markdown, data as JSON, HTML, numbers."""
        harvest, previous, html = pickle.loads(asked)  # noqa: S301 -- as above
        words = words_for(harvest.conference.report_language)
        report = build(harvest, words, self._memory)
        if previous is not None:
            report = replace(report, changes=changes(previous, to_data(report, words)))
        markdown = to_markdown(report, words)
        shown = self._page.html(markdown) if html else ""
        return [markdown, json.dumps(to_data(report, words)), shown, [list(each) for each in _numbers(report)]]


def _numbers(report: Report) -> Iterable[Number]:
    for part in report.topics:
        yield from _of_place(part.harvest.topic.id, part.harvest.topic.slug, part.numbers, part.lapsed)
    for own in report.own:
        yield from _of_place(own.kind, own.name, own.numbers, own.lapsed)


def _of_place(
    place: int | str, begins: str, numbers: Iterable[Numbered], lapsed: Iterable[GivenNumber]
) -> Iterable[Number]:
    for each in numbers:
        said, idea = comparable(each.outcome.text), each.outcome.idea
        name = f"{begins}-{each.letter}{each.number}"
        yield Number(place, name, each.letter, each.number, said, idea, each.offset, None)
    for gone in lapsed:
        name = f"{begins}-{gone.letter}{gone.number}"
        yield Number(place, name, gone.letter, gone.number, gone.text, gone.idea, None, gone.lapsed_in)


def _checked(asked: bytes) -> list[list[object]]:
    harvest: Harvest = pickle.loads(asked)  # noqa: S301 -- as above
    return [[point.matter.value, point.topic, point.words, point.count] for point in checklist(harvest)]


if __name__ == "__main__":
    serve({"written": Reporter().written, "checked": _checked})
