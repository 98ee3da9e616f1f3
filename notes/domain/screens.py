"""Screens for a projector: what one may show, and which ideas reach it when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from notes.domain.ideas import IdeaState


class ScreenView(StrEnum):
    """What a screen shows. `ALL` is every topic with its outcomes, side by side."""

    JOIN = "join"
    IDEAS = "ideas"
    NOTES = "notes"
    OUTCOMES = "outcomes"
    ALL = "all"
    REPORT = "report"


# These are of one topic; the others may be of one, or of the whole conference.
OF_A_TOPIC = frozenset({ScreenView.NOTES, ScreenView.OUTCOMES})


class ScreenIdeas(StrEnum):
    """When an idea reaches a screen: at once, a little later, or when a facilitator puts it there."""

    AT_ONCE = "at_once"
    LATER = "later"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Words:
    """What decides whether an idea's words may stand on a screen.

    `since` is when they became what they are: an idea that is changed waits once more.
    """

    state: str
    since: datetime
    chosen: bool
    part: bool = False  # it was merged into another idea, whose words stay


def reaches_screen(words: Words, when: ScreenIdeas, now: datetime, after: timedelta) -> bool:
    """Return whether an idea stands on screens at `now`; hidden and waiting ones never do."""
    if words.state != IdeaState.VISIBLE or words.part:
        return False
    if when is ScreenIdeas.CHOSEN:
        return words.chosen
    return when is ScreenIdeas.AT_ONCE or now - words.since >= after
