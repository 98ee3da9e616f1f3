"""A report with every hostile word in every place that somebody may fill in."""

from dataclasses import replace

from notes.domain.conference import NamesPolicy
from notes.domain.harvest import Moment
from notes.domain.ideas import Idea
from notes.domain.report import build, to_data, to_markdown
from notes.domain.report.data import Data
from notes.domain.text import one_line
from notes.domain.words import words_for
from tests.domain.conferences import START, harvest_of
from tests.hostile import TAKEN

HOSTILE = tuple(TAKEN.values())


def hostile_report() -> tuple[str, Data]:
    """Return Markdown and data of it."""
    words = words_for("nl")
    ideas = tuple(
        Idea(number=number, text=text, name=one_line(text)[:60], support=number, created_at=START)
        for number, text in enumerate(HOSTILE, 1)
    )
    marked = "\n".join(
        f"- {word}: {one_line(text)}" for text in HOSTILE for word in ("Besluit", "Actie", "Vraag", "Citaat")
    )
    harvest = harvest_of("\n\n".join(HOSTILE), marked, *HOSTILE, ideas=ideas, names=NamesPolicy.FULL)
    topics = tuple(
        replace(
            part,
            topic=replace(part.topic, title=one_line(text)[:80], question=text, colour=number % 9),
            moments=(Moment(item_id=1, kind="end", text=text),),
        )
        for number, (part, text) in enumerate(zip(harvest.topics, (*HOSTILE[:2], *HOSTILE), strict=True))
    )
    conference = replace(
        harvest.conference,
        title=one_line(TAKEN["end of the data"]),
        subtitle=one_line(TAKEN["formula"]),
        place=one_line(TAKEN["end of the list"]),
        organisers=one_line(TAKEN["template"]),
        contact=one_line(TAKEN["backslashes"]),
        licence=one_line(TAKEN["picture that fails"]),
    )
    report = build(replace(harvest, conference=conference, topics=topics, summary=TAKEN["heading"]), words)
    return to_markdown(report, words), to_data(report, words)
