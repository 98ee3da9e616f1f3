"""The chart of a timeline as SVG inside a page: it loads nothing, has a text alternative and a table beside it."""

from html import escape
from typing import Final

from notes.domain.words import Words
from notes.publishing.timeline import Timeline

_WIDTH: Final = 640
_HEIGHT: Final = 140
_BAR_MAX: Final = 56  # few quarters make no wall of colour
_FOOT: Final = 20  # below the line, for the times
_OUTCOMES: Final = 20  # below those, for the outcomes of each quarter
_HEAD: Final = 16  # above the highest bar, for its number
_LABELS_MAX: Final = 8


def chart(line: Timeline, words: Words) -> str:
    """Return the figure: what it shows in words, the picture, whose colour is whose, the same as a table."""
    said = says(line, words)
    return (
        f'<figure class="chart"><figcaption><strong>{escape(words.chart)}.</strong> {escape(said)}</figcaption>'
        f"{_picture(line, words)}{_legend(line, words)}"
        f"<details><summary>{escape(words.chart_table)}</summary>{_table(line, words)}</details></figure>"
    )


def says(line: Timeline, words: Words) -> str:
    """Return in a sentence what somebody sees who looks at the chart."""
    totals = line.totals
    most, last = max(totals), len(totals) - 1
    first, busiest, end = (line.at(slot, words) for slot in (0, totals.index(most), last))
    return words.chart_says.format(first=first, last=end, most=most, at=busiest)


def _picture(line: Timeline, words: Words) -> str:
    said = f"{words.chart}. {says(line, words)}"
    totals = line.totals
    width = min(_BAR_MAX, _WIDTH / len(totals))
    unit = (_HEIGHT - _HEAD) / max(totals)
    parts = []
    for slot, total in enumerate(totals):
        top = float(_HEIGHT)
        for _, colour, counts in line.topics:
            height = counts[slot] * unit
            top -= height
            if height:
                bar = f'x="{slot * width + 1:.1f}" y="{top:.1f}" width="{max(width - 2, 1):.1f}" height="{height:.1f}"'
                parts.append(f'<rect data-colour="{colour}" {bar}/>')
        if slot == totals.index(max(totals)):
            parts.append(f'<text x="{(slot + 0.5) * width:.1f}" y="{top - 4:.1f}" text-anchor="middle">{total}</text>')
    every = -(-len(totals) // _LABELS_MAX)
    parts += [
        f'<text x="{slot * width:.1f}" y="{_HEIGHT + 15}">{line.at(slot, words)}</text>'
        for slot in range(0, len(totals), every)
    ]
    parts += [
        f'<text class="outcomes" x="{slot * width:.1f}" y="{_HEIGHT + 33}">◆ {number}</text>'
        for slot, number in enumerate(line.outcomes)
        if number
    ]
    foot = _FOOT + (_OUTCOMES if any(line.outcomes) else 0)
    axis = f'<line class="axis" x1="0" y1="{_HEIGHT}.5" x2="{width * len(totals):.1f}" y2="{_HEIGHT}.5"/>'
    box = f'viewBox="0 0 {_WIDTH} {_HEIGHT + foot}"'
    return f'<svg role="img" aria-label="{escape(said)}" {box}>{"".join(parts)}{axis}</svg>'


def _legend(line: Timeline, words: Words) -> str:
    items = [
        f'<li><span class="mark" data-colour="{colour}">{sum(counts)}</span> {escape(title)}</li>'
        for title, colour, counts in line.topics
    ]
    if any(line.outcomes):
        items.append(f"<li>◆ {escape(words.chart_outcomes)}</li>")
    return f'<ul class="legend">{"".join(items)}</ul>'


def _table(line: Timeline, words: Words) -> str:
    columns = [(title, counts) for title, _, counts in line.topics]
    if any(line.outcomes):
        columns.append((words.figure_rows["outcomes"], line.outcomes))
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title, _ in columns)
    rows = "".join(
        f'<tr><th scope="row">{line.at(slot, words)}</th>'
        + "".join(f"<td>{counts[slot]}</td>" for _, counts in columns)
        + "</tr>"
        for slot in range(len(line.slots))
    )
    first = f'<th scope="col">{escape(words.chart_time)}</th>'
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(words.chart_table)}">'
        f"<table><thead><tr>{first}{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
