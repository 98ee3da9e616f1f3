"""“Tot nu toe”: for who comes late, the outcomes so far and the three most supported ideas."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from notes.domain.keywords import OUTCOME_KINDS, Kind
from notes.domain.outcomes import Outcome, outcomes
from notes.store.notepads import NotepadText
from notes.web.idea_items import IdeaItem
from notes.web.speech import _

MOST_SUPPORTED = 3
MOST_OUTCOMES = 20


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome in one line. `kind` is the code, `kind_name` its word."""

    kind: str
    kind_name: str
    text: str


@dataclass(frozen=True, slots=True)
class SoFar:
    """What somebody who comes late reads first."""

    outcomes: tuple[OutcomeLine, ...]
    ideas: tuple[IdeaItem, ...]


def so_far(text: NotepadText | None, ideas: Sequence[IdeaItem]) -> SoFar:
    """Return the outcomes in a notepad's text and the ideas with most support."""
    names = kind_names()
    # Internal lines are no outcome: whoever may see them reads them in the notes.
    found = [each for each in outcomes_in(text.text) if each.kind in OUTCOME_KINDS] if text else []
    lines = (OutcomeLine(each.kind, names[each.kind], each.text) for each in found[-MOST_OUTCOMES:])
    supported = [idea for idea in ideas if idea.support and idea.state == "visible" and not idea.part]
    first = sorted(supported, key=lambda idea: (-idea.support, idea.number))[:MOST_SUPPORTED]
    return SoFar(tuple(lines), tuple(first))


def count_outcomes(text: str) -> int:
    """Return how many outcomes stand in a notepad's text."""
    return sum(each.kind in OUTCOME_KINDS for each in outcomes_in(text))


def kind_names() -> dict[Kind, str]:
    """Return the word for each kind of outcome."""
    return {
        Kind.INSIGHT: _("Inzicht"),
        Kind.DECISION: _("Besluit"),
        Kind.ACTION: _("Actie"),
        Kind.QUESTION: _("Vraag"),
        Kind.QUOTE: _("Citaat"),
    }


@lru_cache(maxsize=128)
def outcomes_in(text: str) -> tuple[Outcome, ...]:
    """Return what a text marks, internal lines too."""
    # A long text takes 20 ms to read, and a round begins with a hundred people at once.
    return outcomes(text)
