"""How an outcome is marked in the text, as data: what a button writes and what it recognises.

The page gets this as it is, so that no second list of these words exists in the front end.
"""

from collections.abc import Mapping

from notes.domain.keywords import KEYWORDS
from notes.domain.taking_over import markers
from notes.domain.words import Words


def marking(fixed: Words) -> Mapping[str, object]:
    """Return the markers of a conference's language, every spelling that is read, and the word before a due date."""
    return {
        "markers": {kind.value: around for kind, around in markers(fixed).items()},
        "words": {kind.value: list(words) for kind, words in KEYWORDS.items()},
        "dueBy": fixed.due_by,
    }
