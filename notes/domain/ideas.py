"""Ideas: what one is, and what text and name it may have."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notes.domain.text import has_bad_characters, length, normalised, one_line


class IdeaState(StrEnum):
    """Who sees an idea: everybody, or facilitators only."""

    VISIBLE = "visible"
    WAITING = "waiting"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A participant's contribution as it is stored. `number` is what `(idee:<number>)` names.

    `taken_over` says that its link occurs in the notes; `support` counts people, and `hands` is
    a counted show of hands that stands beside it, never added.
    """

    number: int
    text: str
    name: str = ""
    state: IdeaState = IdeaState.VISIBLE
    late: bool = False
    on_paper: bool = False
    hands: int | None = None
    support: int = 0
    taken_over: bool = False
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Text that cannot be taken: `code` is `empty`, `too_long` or `bad_characters`; `limit` in code points."""

    code: str
    limit: int = 0


def idea_text(text: str, limit: int) -> str | Refused:
    """Return the words of an idea as they are stored, or why they are refused.

    NFC, trimmed, line ends kept; `limit` in code points counts what would be stored.
    """
    return _checked(normalised(text).strip(), limit) if text.strip() else Refused("empty")


def display_name(name: str, limit: int) -> str | Refused:
    """Return a display name as it is stored ("" is allowed: no name), or why it is refused."""
    kept = one_line(name)
    return _checked(kept, limit) if kept else ""


def _checked(text: str, limit: int) -> str | Refused:
    if length(text) > limit:
        return Refused("too_long", limit)
    return Refused("bad_characters") if has_bad_characters(text) else text
