"""Carrying out commands inside a tick's transaction.

Each function checks everything first and writes after that, so that a refusal leaves nothing.
"""

from notes.live.carrying_out import (
    day,
    desk,
    door,
    duplicates,
    editing,
    editing_topics,
    history,
    ideas,
    keeping,
    lines,
    moderation,
    notes,
    paper,
    people,
    planning,
    probe,
    publishing,
    rehearsal,
    rooms,
    screens,
    sign_ups,
)
from notes.live.carrying_out.registry import carry_out

__all__ = [
    "carry_out",
    "day",
    "desk",
    "door",
    "duplicates",
    "editing",
    "editing_topics",
    "history",
    "ideas",
    "keeping",
    "lines",
    "moderation",
    "notes",
    "paper",
    "people",
    "planning",
    "probe",
    "publishing",
    "rehearsal",
    "rooms",
    "screens",
    "sign_ups",
]
