"""From a harvest to a report: internal lines leave first, then outcomes are read and numbered."""

from collections import Counter
from collections.abc import Mapping
from itertools import takewhile

from notes.domain.canonical import blocks, canonical
from notes.domain.conference import IdeasPolicy, OwnersPolicy
from notes.domain.harvest import Harvest, TopicHarvest
from notes.domain.ideas import Idea, IdeaState, shown_with
from notes.domain.keywords import Kind
from notes.domain.outcomes import Outcome, outcomes, without_internal
from notes.domain.report import names
from notes.domain.report.parts import Entry, Report, TopicPart
from notes.domain.text import one_line
from notes.domain.words import Words

LETTERS = {Kind.ACTION: "A", Kind.DECISION: "B", Kind.INSIGHT: "I", Kind.QUESTION: "V", Kind.QUOTE: "C"}
_NOTES_LEVEL = 4  # below "## topic" and "### Notities"


def build(harvest: Harvest, words: Words) -> Report:
    """Return the report of a harvest. Hidden ideas and internal lines are nowhere in it."""
    topics, left_out, ideas_left_out = [], 0, 0
    for topic in harvest.topics:
        text, removed = without_internal(topic.notes)
        part = _topic(harvest, topic, text, words)
        topics.append(part)
        left_out += removed
        shown = len(part.ideas) + sum(map(len, part.merged.values()))
        ideas_left_out += sum(idea.state is not IdeaState.WITHDRAWN for idea in topic.ideas) - shown
    summary, removed_from_summary = without_internal(harvest.summary)
    closing, removed_from_closing = without_internal(harvest.closing)
    style = names.style(harvest, None, words)
    return Report(
        harvest=harvest,
        topics=tuple(topics),
        summary=canonical(_own_heading_gone(summary, words.summary), style, top_level=3),
        closing="\n\n".join(_filled(blocks(closing, style, top_level=2), closing, words_too=False)),
        ideas_left_out=ideas_left_out,
        internal_left_out=left_out + removed_from_summary + removed_from_closing,
    )


def _topic(harvest: Harvest, topic: TopicHarvest, text: str, words: Words) -> TopicPart:
    counts: Counter[Kind] = Counter()
    entries = []
    for outcome in outcomes(text):
        counts[outcome.kind] += 1
        number = f"{topic.topic.slug}-{LETTERS[outcome.kind]}{counts[outcome.kind]}"
        entries.append(_entry(harvest, topic, outcome, number, words))
    written = blocks(text, names.style(harvest, topic, words), top_level=_NOTES_LEVEL)
    notes = "\n\n".join(_filled(written, topic.template))
    ideas, merged = _ideas(harvest, topic)
    return TopicPart(harvest=topic, entries=tuple(entries), notes=notes, ideas=ideas, merged=merged)


def _entry(harvest: Harvest, topic: TopicHarvest, outcome: Outcome, number: str, words: Words) -> Entry:
    policy = harvest.conference
    text = outcome.text
    if outcome.kind is Kind.ACTION:
        text = one_line(names.owner(harvest)(text))
    source = names.shown_source(outcome.attribution, policy.names_policy, words)
    if outcome.idea in topic.taken_over and not source and outcome.kind is Kind.QUOTE:
        name = next((idea.name for idea in topic.ideas if idea.number == outcome.idea), "")
        source = names.shown_name(name, policy.names_policy) or words.participant
    return Entry(
        number=number,
        kind=outcome.kind,
        text=text,
        topic=topic.topic.title,
        owners=outcome.owners if policy.owners_policy is OwnersPolicy.TYPED else (),
        due=outcome.due,
        done=outcome.done,
        attribution=source,
        idea=outcome.idea,
    )


def _ideas(harvest: Harvest, topic: TopicHarvest) -> tuple[tuple[Idea, ...], Mapping[int, tuple[Idea, ...]]]:
    """Return the ideas to show, and what was merged into each."""
    visible = {idea.number for idea in topic.ideas if idea.state is IdeaState.VISIBLE}
    whole = shown_with({idea.number: idea.merged_into for idea in topic.ideas}, visible)
    parts: dict[int, list[Idea]] = {}
    for idea in topic.ideas:
        if whole[idea.number] != idea.number:
            parts.setdefault(whole[idea.number], []).append(idea)
    policy = harvest.conference.ideas_policy
    shown = [
        idea
        for idea in topic.ideas
        if idea.state is IdeaState.VISIBLE
        and whole[idea.number] == idea.number
        and (
            policy is IdeasPolicy.ALL
            or (policy is IdeasPolicy.SUPPORTED and (idea.support or idea.taken_over))
            or (policy is IdeasPolicy.TAKEN_OVER and idea.taken_over)
        )
    ]
    ideas = tuple(sorted(shown, key=lambda idea: (-idea.support, idea.number)))
    return ideas, {idea.number: tuple(parts[idea.number]) for idea in ideas if idea.number in parts}


def _own_heading_gone(text: str, heading: str) -> str:
    """Return a summary without a first heading that says what the report says already."""
    first, _, rest = text.lstrip("\n").partition("\n")
    return rest if first.lstrip("# ").strip().casefold() == heading.casefold() else text


def _filled(written: tuple[str, ...], template: str, *, words_too: bool = True) -> list[str]:
    """Return blocks without what the template gave and nobody wrote anything under.

    A heading of the template goes when all of its part does; other words of it (`words_too`) when all that
    stands under the heading above them does. What was typed always stays.
    """
    given = blocks(template)
    headings = {_heading(block) for block in given if _level(block)}
    words = {block for block in given if words_too and not _level(block)}

    def typed(block: str) -> bool:
        return _heading(block) not in headings if _level(block) else block not in words

    def is_filled(start: int) -> bool:
        level = _level(written[start])
        part = takewhile(lambda block: not 0 < _level(block) <= level, written[start + 1 :])
        return any(map(typed, part))

    kept: list[str] = []
    filled = True  # the part that these blocks stand in; above the first heading everything stays
    for number, block in enumerate(written):
        if _level(block):
            filled = is_filled(number)
        if filled or typed(block):
            kept.append(block)
    return kept


def _level(block: str) -> int:
    return len(block) - len(block.lstrip("#")) if block.startswith("#") else 0


def _heading(block: str) -> str:
    return block.lstrip("#").strip()
