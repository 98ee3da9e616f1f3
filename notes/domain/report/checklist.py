"""What an organiser may want to look at before publishing: it points out, and never forbids.

Promise: every point is a fact of the harvest; what no program can know (is this name a problem?) is left to people.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from notes.domain.conference import Conference, NamesPolicy, OwnersPolicy
from notes.domain.harvest import Harvest, TopicHarvest
from notes.domain.ideas import IdeaState
from notes.domain.keywords import Kind
from notes.domain.numbering import Numbered, numbered
from notes.domain.outcomes import outcomes, without, without_internal
from notes.domain.owners import owners as mentioned_in
from notes.domain.report.names import mention
from notes.domain.text import one_line

_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Nine digits and more, with what people put between them; no dates and no amounts.
_PHONE: Final = re.compile(r"(?<![\w/-])\+?\(?\d(?:[ ().-]{0,2}\d){8,13}(?![\w/-])")
_NAME_MIN_CHARACTERS: Final = 3
_SHOWN_MAX_CHARACTERS: Final = 120


class Matter(StrEnum):
    """What a point is about."""

    NO_OWNER = "no_owner"
    NO_DATE = "no_date"
    DATE_UNREAD = "date_unread"
    NO_OUTCOMES = "no_outcomes"
    HIDDEN_IDEAS = "hidden_ideas"
    WAITING_IDEAS = "waiting_ideas"
    OWNER = "owner"
    SOURCE = "source"
    MENTIONED = "mentioned"
    NAME_IN_NOTES = "name_in_notes"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at, in the topic with this slug.

    `words` is what it is about (an action, a name), `count` how many, 0 where that says nothing.
    """

    matter: Matter
    topic: str
    words: str = ""
    count: int = 0


def checklist(harvest: Harvest) -> tuple[Point, ...]:
    """Return the points of all topics, in the order of the programme."""
    return tuple(point for topic in harvest.topics for point in _of_topic(harvest.conference, topic))


def _of_topic(conference: Conference, topic: TopicHarvest) -> Iterable[Point]:
    slug = topic.topic.slug
    text, _ = without_internal(topic.notes)
    found = numbered(topic.notes, outcomes(text), topic.given)
    if not found:
        yield Point(Matter.NO_OUTCOMES, slug)
    yield from _actions(found, slug)
    for matter, state in ((Matter.HIDDEN_IDEAS, IdeaState.HIDDEN), (Matter.WAITING_IDEAS, IdeaState.WAITING)):
        count = sum(idea.state is state for idea in topic.ideas)
        if count:
            yield Point(matter, slug, count=count)
    yield from _names(conference, topic, text, found)
    visible = [idea.text for idea in topic.ideas if idea.state is IdeaState.VISIBLE]
    for words in dict.fromkeys(_contacts("\n".join([text, *visible]))):
        yield Point(Matter.CONTACT, slug, words)


def _actions(found: tuple[Numbered, ...], slug: str) -> Iterable[Point]:
    for each in (one.outcome for one in found if one.outcome.kind is Kind.ACTION):
        words = each.text[:_SHOWN_MAX_CHARACTERS]
        if not each.owners:
            yield Point(Matter.NO_OWNER, slug, words)
        if each.due_hint:
            yield Point(Matter.DATE_UNREAD, slug, each.due_hint[:_SHOWN_MAX_CHARACTERS])
        elif each.due is None and not each.done:
            yield Point(Matter.NO_DATE, slug, words)


def _names(conference: Conference, topic: TopicHarvest, text: str, found: tuple[Numbered, ...]) -> Iterable[Point]:
    """Say which names the report will show: by the organisers' choices owners and sources of quotes; and what no choice
    takes out: who is named with an @ outside of actions, and display names that stand in the text.
    """
    slug = topic.topic.slug
    owners = dict.fromkeys(owner for each in found for owner in each.outcome.owners)
    sources = dict.fromkeys(mention(each.outcome.attribution) for each in found if each.outcome.attribution)
    owners_show = conference.owners_policy is OwnersPolicy.TYPED
    if owners_show:
        yield from (Point(Matter.OWNER, slug, name) for name in owners)
    if conference.names_policy is not NamesPolicy.NONE:
        yield from (Point(Matter.SOURCE, slug, name) for name in sources)
    elsewhere = without(text, [each.outcome for each in found if each.outcome.kind is Kind.ACTION])
    listed = {*sources, *(owners if owners_show else ())}
    mentioned = [name for name in mentioned_in(elsewhere) if name not in listed]
    yield from (Point(Matter.MENTIONED, slug, name) for name in mentioned)
    told = {name.casefold() for name in (*owners, *sources, *mentioned)}
    names = dict.fromkeys(one_line(idea.name) for idea in topic.ideas)
    for name in names:
        if len(name) < _NAME_MIN_CHARACTERS or name.casefold() in told:
            continue
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            yield Point(Matter.NAME_IN_NOTES, slug, name)


def _contacts(text: str) -> Iterable[str]:
    yield from _MAIL.findall(text)
    yield from (found.strip() for found in _PHONE.findall(text))
