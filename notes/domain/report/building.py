"""From a harvest to a report: internal lines leave first, then outcomes are read and numbered."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from itertools import takewhile

from notes.domain.canonical import blocks, canonical
from notes.domain.conference import IdeasPolicy
from notes.domain.harvest import Harvest, Moment, TopicHarvest
from notes.domain.ideas import Idea, IdeaState, shown_with
from notes.domain.inline import Style
from notes.domain.numbering import lapsed, numbered
from notes.domain.outcomes import outcomes, without_internal
from notes.domain.report import names
from notes.domain.report.entries import entry, own_part
from notes.domain.report.origins import with_origins
from notes.domain.report.parts import Report, RoundEnd, TopicPart
from notes.domain.text import without_overrides
from notes.domain.words import Words
from notes.domain.words_en import ENGLISH
from notes.domain.words_nl import DUTCH

_NOTES_LEVEL = 4  # below "## topic" and "### Notities"


class Memory:
    """What was made of topics at the last build: only those that changed cost anything at the next."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._before: dict[Hashable, TopicPart] = {}
        self._now: dict[Hashable, TopicPart] = {}

    def next(self) -> None:
        """Begin a build: what the last one did not use is forgotten."""
        self._before, self._now = self._now, {}

    def part(self, key: Hashable, make: Callable[[], TopicPart]) -> TopicPart:
        """Return what was made for this key, made now where it is new."""
        known = self._before.get(key)
        made = self._now[key] = known if known is not None else make()
        return made


def build(harvest: Harvest, words: Words, memory: Memory | None = None) -> Report:
    """Return the report of a harvest. Hidden ideas and internal lines are nowhere in it."""
    memory = memory or Memory()
    memory.next()
    topics, left_out, ideas_left_out = [], 0, 0
    version = harvest.version or harvest.published + 1
    for topic in _in_order(harvest):
        part = memory.part(_decides(harvest, topic, words), partial(_topic, harvest, topic, words))
        part = with_origins(replace(part, lapsed=lapsed(topic.given, part.numbers, version)), harvest)
        topics.append(part)
        left_out += part.internal_left_out
        shown = len(part.ideas) + sum(map(len, part.merged.values()))
        ideas_left_out += sum(idea.state is not IdeaState.WITHDRAWN for idea in topic.ideas) - shown
    summary, removed_from_summary = without_internal(harvest.summary)
    closing, removed_from_closing = without_internal(harvest.closing)
    style = names.style(harvest, None, words)
    own = (
        own_part(harvest, "summary", summary, words, version),
        own_part(harvest, "closing", closing, words, version),
    )
    return Report(
        harvest=harvest,
        topics=tuple(topics),
        summary=canonical(_own_heading_gone(summary), style, top_level=3),
        closing="\n\n".join(_filled(blocks(closing, style, top_level=2), closing, words_too=False)),
        ideas_left_out=ideas_left_out,
        internal_left_out=left_out + removed_from_summary + removed_from_closing,
        own=tuple(part for part in own if part.entries or part.lapsed),
    )


def _decides(harvest: Harvest, topic: TopicHarvest, words: Words) -> Hashable:
    """Return everything that `_topic` makes a topic's part of."""
    policies = harvest.conference
    return topic, policies.names_policy, policies.owners_policy, policies.ideas_policy, words.language


def _topic(harvest: Harvest, topic: TopicHarvest, words: Words) -> TopicPart:
    text, removed = without_internal(topic.notes)
    found = numbered(topic.notes, outcomes(text), topic.given)
    entries = [
        entry(harvest, topic, each.outcome, f"{topic.topic.slug}-{each.letter}{each.number}", words) for each in found
    ]
    style = names.style(harvest, topic, words)
    ideas, merged = _ideas(harvest, topic)
    return TopicPart(
        harvest=topic,
        entries=tuple(entries),
        numbers=found,
        notes="\n\n".join(_filled(blocks(without_overrides(text), style, top_level=_NOTES_LEVEL), topic.template)),
        ideas=ideas,
        merged=merged,
        internal_left_out=removed,
        round_ends=tuple(_round_end(moment, style) for moment in topic.moments if moment.kind == "end"),
    )


def _round_end(moment: Moment, style: Style) -> RoundEnd:
    text, removed = without_internal(moment.text)
    return RoundEnd(moment.item_id, canonical(text, style, top_level=2), removed)


def _in_order(harvest: Harvest) -> list[TopicHarvest]:
    """Return the topics as the organisers want them: those first that their choice names."""
    return sorted(harvest.topics, key=lambda each: harvest.conference.report.place(each.topic.slug))


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


def _own_heading_gone(text: str) -> str:
    """Return a summary without a first heading that says, in whichever language, what the report says already."""
    first, _, rest = text.lstrip("\n").partition("\n")
    own = {DUTCH.summary.casefold(), ENGLISH.summary.casefold()}
    return rest if first.lstrip("# ").strip().casefold() in own else text


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
