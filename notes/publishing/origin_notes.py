"""Where each outcome came from, folded away beside it in the report's page: who, when, in which round, which idea."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from notes.domain.report.data import Data
from notes.domain.words import Words, at_time


def with_origins(html: str, topic: Mapping[str, Any], data: Data, words: Words) -> str:
    """Return a topic's part with the origins that its data tells, but for those that the report writes out itself."""
    for outcome in topic["outcomes"]:
        if outcome.get("origin") and not _is_written(html, outcome["number"]):
            html = _with_one(html, outcome["number"], _fold(outcome["origin"], data, words))
    return html


def _is_written(html: str, number: str) -> bool:
    """Return whether the report itself says where an outcome came from, in a list below the table that it is in."""
    return re.search(rf"<strong[^>]*>{re.escape(escape(number))}</strong>\s*<em>", html) is not None


def _with_one(html: str, number: str, fold: str) -> str:
    mark = f'id="{escape(number)}">{escape(number)}</'
    begin = html.find(mark)
    if begin == -1:
        return html
    after = begin + len(mark)
    if html.startswith("td>", after):  # in a table the words stand in the next cell
        after = html.find("<td", after)
        end = html.find("</td>", after)
    else:
        end = html.find("</li>", after)
    written = html[after:end]
    return html if end == -1 or "<ul" in written or "<em>" in written else html[:end] + fold + html[end:]


def _fold(origin: Mapping[str, Any], data: Data, words: Words) -> str:
    label = words.origin.partition(":")[0]
    said = ", ".join(_facts(origin, data, words))
    return f' <details class="origin"><summary>{escape(label)}</summary> {escape(said)}</details>'


def _facts(origin: Mapping[str, Any], data: Data, words: Words) -> Iterator[str]:
    if origin["by"]:
        yield origin["by"]
    days = {datetime.fromisoformat(item["starts_at"]).date() for item in data["programme"]}
    yield at_time(datetime.fromisoformat(origin["at"]), words, with_day=len(days) > 1)
    yield from (item["title"] for item in data["programme"] if item["name"] == origin["item"])
    if origin["support"] is not None:
        support = words.support_one if origin["support"] == 1 else words.support.format(n=origin["support"])
        yield f"{words.from_idea} ({support})" if origin["support"] else words.from_idea
