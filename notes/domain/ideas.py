"""Ideas: what one is, and what text and name it may have."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notes.domain.text import has_bad_characters, length, normalised, one_line, without_overrides, without_piled_marks

_FAR_TOO_LONG = 20  # times the limit: not worth reading


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
    a counted show of hands that stands beside it, never added. `merged_into` is the number of the idea
    whose words stay; that one's `support` and `taken_over` count this one in.
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
    merged_into: int | None = None
    created_at: datetime | None = None


def shown_with(into: Mapping[int, int | None], visible: AbstractSet[int]) -> dict[int, int]:
    """Return for each idea the one that it is listed with: itself, or the one that it was merged into.

    `into` says what each was merged into. It stands by itself where it or that one cannot be seen.
    """

    def whole(idea: int) -> int:
        for _ in into:  # never longer, whatever a store says
            above = into[idea]
            if idea not in visible or above is None or above not in visible:
                break
            idea = above
        return idea

    return {idea: whole(idea) for idea in into}


@dataclass(frozen=True, slots=True)
class Refused:
    """Text that cannot be taken: `code` is `empty`, `too_long` or `bad_characters`; `limit` in code points."""

    code: str
    limit: int = 0


def idea_text(text: str, limit: int) -> str | Refused:
    """Return the words of an idea as they are stored, or why they are refused.

    NFC, trimmed, line ends kept, no marks piled up on letters and none that turn what is around them: text that is
    pasted carries such marks unseen. `limit` in code points counts what would be stored.
    """
    if len(text) > _FAR_TOO_LONG * limit:
        return Refused("too_long", limit)
    kept = _without_mischief(normalised(text)).strip()
    return _checked(kept, limit) if kept else Refused("empty")


def display_name(name: str, limit: int) -> str | Refused:
    """Return a display name as it is stored ("" is allowed: no name), or why it is refused."""
    if len(name) > _FAR_TOO_LONG * limit:
        return Refused("too_long", limit)
    kept = _without_mischief(one_line(name)).strip()
    return _checked(kept, limit) if kept else ""


def _without_mischief(text: str) -> str:
    return without_piled_marks(without_overrides(text))


def _checked(text: str, limit: int) -> str | Refused:
    if length(text) > limit:
        return Refused("too_long", limit)
    return Refused("bad_characters") if has_bad_characters(text) else text
