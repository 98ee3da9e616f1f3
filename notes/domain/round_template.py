"""The conference's template for one round, filled in for a topic.

Promise: what comes out of a template that is not empty has a heading that names the round, and the
names and questions in it show exactly as they are.
"""

import re
from collections.abc import Collection
from enum import Enum
from typing import Final

from notes.domain.inline import escape
from notes.domain.taking_over import open_fence
from notes.domain.text import normalised

# In every language at once: who changes the conference's language does not have to write the template anew.
_ROUND: Final = frozenset({"ronde", "round"})
_QUESTION: Final = frozenset({"vraag", "question"})
_PLACE: Final = re.compile(r"\{([^\W\d_]+)\}")


def places(language: str) -> tuple[str, str]:
    """Return how a template of this language asks for the round's name and for the question."""
    return ("{round}", "{question}") if language.casefold().startswith("en") else ("{ronde}", "{vraag}")


class NothingAdded(Enum):
    """Why the start of a round adds nothing to a topic's notes."""

    BEGUN = "begun"  # the round began before: once is enough
    OWN = "own"  # it is the first, and the notes were made with a template of the topic's own


def nothing_added(round_id: int, begun: Collection[int], *, own_template: bool) -> NothingAdded | None:
    """Return why the start of a round adds no template; None when it does. `begun`: the topic's rounds so far."""
    if round_id in begun:
        return NothingAdded.BEGUN
    return NothingAdded.OWN if own_template and not begun else None


def unknown_places(template: str) -> tuple[str, ...]:
    """Return the words in braces that stand for nothing, as they are written, each once."""
    found = (match for match in _PLACE.finditer(template) if match[1].casefold() not in _ROUND | _QUESTION)
    return tuple(dict.fromkeys(match[0] for match in found))


def filled(template: str, round_title: str, question: str) -> str:
    """Return the template for a round and a topic's guiding question; "" for an empty one.

    A line that asks for a question where there is none is left out; a template that does not name
    the round gets a heading that does.
    """
    if not template.strip():
        return ""
    lines = normalised(template).strip("\n").split("\n")
    if not any(match[1].casefold() in _ROUND for line in lines for match in _PLACE.finditer(line)):
        lines = ["## {ronde}", "", *lines]

    def words(match: "re.Match[str]") -> str:
        name = match[1].casefold()
        if name in _ROUND:
            return escape(round_title)
        return escape(question) if name in _QUESTION else match[0]

    kept = [line for line in lines if question.strip() or not _asks(line)]
    return _without_double_gaps([_PLACE.sub(words, line) for line in kept])


def added(text: str, template: str) -> tuple[int, str]:
    """Return where and what to insert so that a filled template stands below the last words of `text`."""
    if not text.strip():
        return len(text), template + "\n"
    end = len(text.rstrip("\n"))
    fence = open_fence(text)
    return end, f"\n{fence}" * bool(fence) + "\n\n" + template + "\n" * (end == len(text))


def _asks(line: str) -> bool:
    return any(match[1].casefold() in _QUESTION for match in _PLACE.finditer(line))


def _without_double_gaps(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return "\n".join(kept)
