"""The three rules for names, applied when a report is made."""

from collections.abc import Callable

from notes.domain.conference import NamesPolicy, OwnersPolicy
from notes.domain.harvest import Harvest, TopicHarvest
from notes.domain.inline import Style, mentions
from notes.domain.text import one_line
from notes.domain.words import Words


def shown_name(name: str, policy: NamesPolicy) -> str:
    """Return a display name as the report shows it, "" where it does not."""
    name = one_line(name)
    if policy is NamesPolicy.NONE:
        return ""
    return name.split(" ")[0] if policy is NamesPolicy.FIRST else name


def shown_source(name: str, policy: NamesPolicy, words: Words) -> str:
    """Return whom a quote is from: the name by the rule, or "deelnemer"; "" stays ""."""
    return (shown_name(mention(name), policy) or words.participant) if name else ""


def style(harvest: Harvest, topic: TopicHarvest | None, words: Words) -> Style:
    """Return how names in a notepad are written.

    An idea's name is drawn only where the record says it was taken over into this notepad, and
    only for an idea that everybody may see.
    """
    policy = harvest.conference.names_policy
    names = {
        idea.number: shown_name(idea.name, policy)
        for idea in (topic.ideas if topic else ())
        if topic and idea.number in topic.taken_over
    }

    def idea(number: int) -> str:
        name = names.get(number, "")
        return words.idea_by.format(name=name) if name else ""

    def attribution(name: str) -> str:
        return shown_source(name, policy, words)

    return Style(mention=mention, owner=owner(harvest), attribution=attribution, idea=idea)


def mention(text: str) -> str:
    """Return how mentions outside of actions are written: they are part of the sentence, whatever the rules say."""
    return mentions(show=True)(text)


def owner(harvest: Harvest) -> Callable[[str], str]:
    """Return how mentions in actions are written: as typed, or not at all; never shortened."""
    return mentions(show=harvest.conference.owners_policy is OwnersPolicy.TYPED)
