"""Tables of outcomes whose cells say what they are, for where a row stands as a card: on a phone."""

import re
from html import escape
from typing import Final

from notes.ground.html import words_in

_HEAD_WORDS: Final = re.compile(r"<th(?: [^>]*)?>(.*?)</th>")
_ROW: Final = re.compile(r"<tr>\n<td class=.*?</tr>", re.DOTALL)
_TABLE: Final = re.compile(r"<table>.*?</table>", re.DOTALL)
_NUMBER: Final = '<td class="number"'


def stacked(table: str) -> str:
    """Return such a table with its heads as labels in its cells; `table` is HTML, numbers have the class for them."""
    heads = [escape(words_in(words)) for words in _HEAD_WORDS.findall(table)]

    def labelled(row: re.Match[str]) -> str:
        first, *cells = row[0].split("<td>")
        # The number and the words that follow it speak for themselves.
        labels = ["", *(f' data-label="{head}"' for head in heads[2:])]
        if len(cells) != len(labels):  # somebody's own table, which holds a number of an outcome
            return row[0]
        return first + "".join(f"<td{label}>{cell}" for label, cell in zip(labels, cells, strict=True))

    return _ROW.sub(labelled, table).replace("<table>", '<table class="stacked">', 1)


def with_stacked(html: str) -> str:
    """Return HTML in which every table of outcomes is `stacked`."""
    return _TABLE.sub(lambda table: stacked(table[0]) if _NUMBER in table[0] else table[0], html)
