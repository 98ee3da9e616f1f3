"""Which ideas are taken over: those whose link occurs in the notes."""

import re

from sqlalchemy.orm import Session

from notes.store import take_overs

_LINK = re.compile(r"\]\(idee:(\d{1,9})\)")


def linked_numbers(text: str) -> frozenset[int]:
    """Return the numbers of the ideas that are linked in a text."""
    return frozenset(int(number) for number in _LINK.findall(text))


def note_links(session: Session, notepad_id: int, linked: frozenset[int]) -> tuple[int, ...]:
    """Store for each take-over of a notepad whether its idea is among those that are `linked` in its text.

    Returns the ids of the ideas for which that changed. A take-over whose idea is taken over
    somewhere else meanwhile does not come back to life.
    """
    changed: list[int] = []
    for facts in take_overs.of_notepad(session, notepad_id):
        present = facts.number in linked
        if facts.present != present and take_overs.set_present(session, facts.id, present=present):
            changed.append(facts.idea_id)
    return tuple(changed)
