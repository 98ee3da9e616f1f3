"""Carrying out commands inside a tick's transaction.

Each function checks everything first and writes after that, so that a refusal leaves nothing.
"""

from notes.live.carrying_out import duplicates, history, ideas, lines, moderation, notes, paper, people, probe, rooms
from notes.live.carrying_out.registry import carry_out

__all__ = [
    "carry_out",
    "duplicates",
    "history",
    "ideas",
    "lines",
    "moderation",
    "notes",
    "paper",
    "people",
    "probe",
    "rooms",
]
