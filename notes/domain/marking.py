"""What the outcome buttons write, as data for the page: in the conference's language."""

from collections.abc import Mapping

from notes.domain.taking_over import markers
from notes.domain.words import Words


def marking(fixed: Words) -> Mapping[str, object]:
    """Return what stands before and behind the words of each kind, and the word before a due date."""
    return {"markers": {kind.value: around for kind, around in markers(fixed).items()}, "dueBy": fixed.due_by}
