"""Outcomes as the report shows them: of a topic's notes, and of what the organisers wrote themselves."""

from dataclasses import replace
from typing import Final

from notes.domain.conference import OwnersPolicy
from notes.domain.harvest import Harvest, TopicHarvest
from notes.domain.keywords import Kind
from notes.domain.numbering import lapsed, numbered
from notes.domain.outcomes import Outcome, outcomes
from notes.domain.report import names
from notes.domain.report.origins import origin_of
from notes.domain.report.parts import Entry, OwnPart
from notes.domain.text import one_line, slug, without_overrides
from notes.domain.words import Words, words_for

# Those that the report has a list of for the whole conference; others stay what they are where they stand.
_LISTED: Final = (Kind.DECISION, Kind.ACTION, Kind.QUESTION)


def entry(harvest: Harvest, topic: TopicHarvest | None, outcome: Outcome, number: str, words: Words) -> Entry:
    """Return an outcome of a topic's notes (None: of an own notepad's) with names by the rules."""
    policy = harvest.conference
    text = without_overrides(outcome.text)
    if outcome.kind is Kind.ACTION:
        if policy.owners_policy is OwnersPolicy.NONE:
            text = text.removeprefix(outcome.perhaps_surname)
        text = one_line(names.owner(harvest)(text))
    else:
        text = names.mention(text)
    source = names.shown_source(outcome.attribution, policy.names_policy, words)
    if topic and outcome.idea in topic.taken_over and not source and outcome.kind is Kind.QUOTE:
        name = next((idea.name for idea in topic.ideas if idea.number == outcome.idea), "")
        source = names.shown_name(name, policy.names_policy) or words.participant
    return Entry(
        number=number,
        kind=outcome.kind,
        text=text,
        topic=topic.topic.title if topic else "",
        owners=outcome.owners if policy.owners_policy is OwnersPolicy.TYPED else (),
        due=outcome.due,
        done=outcome.done,
        attribution=source,
        idea=outcome.idea,
    )


def own_part(harvest: Harvest, kind: str, text: str, words: Words, version: int) -> OwnPart:
    """Return the outcomes of an own notepad whose text, without internal lines, is `text`."""
    title = words.summary if kind == "summary" else words.closing
    name = _name(harvest, kind)
    given = harvest.own_given.get(kind, ())
    notes = harvest.summary if kind == "summary" else harvest.closing
    found = numbered(notes, [each for each in outcomes(text) if each.kind in _LISTED], given)
    return OwnPart(
        kind=kind,
        name=name,
        entries=tuple(
            _own_entry(harvest, each.outcome, f"{name}-{each.letter}{each.number}", title, words) for each in found
        ),
        numbers=found,
        lapsed=lapsed(given, found, version),
    )


def _own_entry(harvest: Harvest, outcome: Outcome, number: str, title: str, words: Words) -> Entry:
    made = entry(harvest, None, outcome, number, words)
    return replace(made, topic=title, origin=origin_of(harvest, number))


def _name(harvest: Harvest, kind: str) -> str:
    """Return what numbers begin with: the same whatever language the report is in, and no topic's own name."""
    words = words_for(harvest.conference.language)
    name = slug(words.summary if kind == "summary" else words.closing.partition(" en ")[0].partition(" and ")[0])
    taken = {topic.topic.slug for topic in harvest.topics}
    return f"verslag-{name}" if name in taken else name
