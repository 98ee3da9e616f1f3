"""Codes by which another device becomes the same person: short, for ten minutes, once.

Promise: a code is held in this process's memory only and works for one device; a newer one of the same person ends it.
A restart forgets them all, and whoever needs one makes another.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from notes.ground.ports import Clock, Ids

VALID_MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """A code, whom it makes of a device, and until when."""

    code: str
    person_id: str
    conference_id: int
    until: datetime


class DeviceCodes:
    """The codes that are valid now."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        """Begin with none."""
        self._clock = clock
        self._ids = ids
        self._by_code: dict[str, DeviceCode] = {}

    def give(self, person_id: str, conference_id: int) -> DeviceCode:
        """Return a new code for a person; the one they had before stops."""
        now = self._clock.now()
        kept = {code: each for code, each in self._by_code.items() if each.until > now and each.person_id != person_id}
        code = next(each for each in iter(self._ids.join_code, "") if each not in kept)
        made = DeviceCode(code, person_id, conference_id, now + timedelta(minutes=VALID_MINUTES))
        self._by_code = {**kept, code: made}
        return made

    def take(self, code: str) -> DeviceCode | None:
        """Return whom a typed code is for, and end it; None for one that is not valid (any more)."""
        found = self._by_code.pop(code, None)
        return found if found is not None and self._clock.now() < found.until else None
