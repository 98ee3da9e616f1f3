"""A report's lists as CSV that a spreadsheet opens without running anything that somebody typed."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from notes.domain.report.changes import places
from notes.domain.report.data import Data
from notes.domain.words import words_for

# A cell that begins with one of these is a formula to a spreadsheet, unless an apostrophe stands before it.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FACTS: Final = ("on_paper", "late", "taken_over")


def actions(data: Data) -> bytes:
    """Return the actions, one a row, in the order of the topics, in the report's language: for people."""
    words = words_for(data["language"])
    head = [words.columns[name] for name in ("number", "what", "who", "when", "done", "topic")]
    rows = (
        (each["number"], each["text"], ", ".join(each["owners"]), each["due"], words.yes if each["done"] else "", topic)
        for topic, outcomes in places(data)
        for each in outcomes
        if each["kind"] == "action"
    )
    return csv_file(head, rows)


def ideas(data: Data) -> bytes:
    """Return the ideas that the report shows: for programs, of which public ones read the first three columns."""
    head = ("id", "interview", "comment", "name", "topic", "support", "hands", *_FACTS, "merged_into")

    def row(idea: Any, topic: Any, support: int | None, into: int | None) -> tuple[Any, ...]:  # noqa: ANN401 -- decoded JSON
        facts = (idea["hands"], *(idea[fact] for fact in _FACTS), into)
        return idea["number"], topic["title"], idea["text"], idea["name"], topic["name"], support, *facts

    rows = []
    for topic in data["topics"]:
        for idea in topic["ideas"]:
            rows.append(row(idea, topic, idea["support"], None))
            rows += [row(each, topic, None, idea["number"]) for each in idea["merged"]]
    return csv_file(head, rows)


def support(data: Data) -> bytes:
    """Return how many devices supported each idea, and how many hands were counted."""
    rows = (
        (idea["number"], topic["name"], idea["support"], idea["hands"])
        for topic in data["topics"]
        for idea in topic["ideas"]
    )
    return csv_file(("id", "topic", "support", "hands"), rows)


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as a file with commas, its first row `head`."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([_cell(each) for each in head])
    writer.writerows([_cell(each) for each in row] for row in rows)
    return made.getvalue().encode()


def _cell(value: str | int | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
