"""The words that make a line or a heading an outcome, in every language at once."""

import re
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a marked line is. `INTERNAL` is no outcome: only facilitators and organisers see it."""

    ACTION = "action"
    DECISION = "decision"
    INSIGHT = "insight"
    QUESTION = "question"
    QUOTE = "quote"
    INTERNAL = "internal"


OUTCOME_KINDS: Final = (Kind.INSIGHT, Kind.DECISION, Kind.ACTION, Kind.QUESTION, Kind.QUOTE)

KEYWORDS: Final = {
    Kind.ACTION: ("actie", "actiepunt", "action", "action item", "action point", "todo", "to do", "to-do"),
    Kind.DECISION: ("besluit", "afspraak", "decision", "agreement", "resolved"),
    Kind.INSIGHT: ("inzicht", "insight"),
    Kind.QUESTION: ("vraag", "open vraag", "question", "open question"),
    Kind.QUOTE: ("citaat", "quote"),
    Kind.INTERNAL: ("intern", "internal"),
}
PLURALS: Final = {
    Kind.ACTION: ("acties", "actiepunten", "actielijst", "actions", "action items", "action points", "todos", "to-dos"),
    Kind.DECISION: ("besluiten", "afspraken", "decisions", "agreements"),
    Kind.INSIGHT: ("inzichten", "insights"),
    Kind.QUESTION: ("vragen", "open vragen", "questions", "open questions"),
    Kind.QUOTE: ("citaten", "quotes"),
    Kind.INTERNAL: (),
}


def _alternatives(words: dict[str, Kind]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


_KIND_OF: Final = {word: kind for kind, words in KEYWORDS.items() for word in words}
_KIND_OF_HEADING: Final = _KIND_OF | {word: kind for kind, words in PLURALS.items() for word in words}
_LINE: Final = re.compile(rf"\s*({_alternatives(_KIND_OF)})\s*:\s*", re.IGNORECASE)
_MARKS: Final = re.compile(r"[*_~`]")
_BULLET: Final = re.compile(r"^\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?")
_HEADING: Final = re.compile(rf"[\W\d_]*({_alternatives(_KIND_OF_HEADING)})(?!\w)(.*)", re.IGNORECASE | re.DOTALL)


def keyword(text: str) -> tuple[Kind, int] | None:
    """Return the kind that a line's keyword gives it and where the words after it begin."""
    found = _LINE.match(text)
    if found is None:
        return None
    return _KIND_OF[" ".join(found[1].casefold().split())], found.end()


def is_internal(cell: str) -> bool:
    """Return whether a cell of a table begins with the internal keyword, a bullet or tick box before it or not."""
    found = keyword(_BULLET.sub("", cell))
    return found is not None and found[0] is Kind.INTERNAL


def is_internal_in_code(line: str) -> bool:
    """Return whether a line that Markdown takes for code would be an internal one in a text, quoted or bold or not."""
    return is_internal(_MARKS.sub("", line).lstrip(" \t>"))


def heading_kind(text: str) -> Kind | None:
    """Return the kind that a heading gives to the items of the lists under it.

    "Intern" must be the whole heading: "Intern overleg" is a subject, and must not vanish.
    """
    found = _HEADING.match(text)
    if found is None:
        return None
    kind = _KIND_OF_HEADING[" ".join(found[1].casefold().split())]
    return None if kind is Kind.INTERNAL and found[2].strip(" :\t") else kind
