"""Asks a process of its own to write the report of a harvest: two hundred topics never make a keystroke wait.

The process starts with the first question, and remembers what the last report was made of.
"""

import json
import pickle
from dataclasses import dataclass
from typing import Final, NamedTuple

from notes.domain.harvest import Harvest
from notes.domain.report.checklist import Matter, Point
from notes.domain.report.data import Data
from notes.publishing.worker import Asking

PROGRAM: Final = "notes.publishing.reporting"
JOB_SECONDS: Final = 60.0
_NICENESS: Final = 5


class Number(NamedTuple):
    """An outcome's number, what it is known by later, and where its words begin in the notes (code points).

    `lapsed_in` is the version in which it was missing first; None for one that is there.
    """

    place: int | str  # a topic's id, or which of the organisers' own notepads
    name: str  # "fondsen-A1"
    letter: str
    number: int
    text: str
    idea: int | None
    offset: int | None
    lapsed_in: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """A report of a harvest. `html` is "" unless it was asked for."""

    markdown: str
    data: Data
    html: str
    numbers: tuple[Number, ...]


class Reports(Asking):
    """Writes reports of harvests, one at a time. Safe from greenlets."""

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__(PROGRAM, job_seconds=JOB_SECONDS, niceness=_NICENESS, at_once=False)

    def written(self, harvest: Harvest, *, since: Data | None = None, html: bool = False) -> Written:
        """Return the report of a harvest; raises `RenderingFailed`.

        `since` is the data of an earlier version: the report then says what changed. `html` asks for the page, too.
        """
        asked = pickle.dumps((harvest, since, html))
        markdown, data, shown, numbers = self._worker.job("written", asked)
        return Written(markdown, json.loads(data), shown, tuple(Number(*each) for each in numbers))

    def checked(self, harvest: Harvest) -> tuple[Point, ...]:
        """Return what to look at before publishing; raises `RenderingFailed`."""
        found = self._worker.job("checked", pickle.dumps(harvest))
        return tuple(Point(Matter(matter), topic, words, count) for matter, topic, words, count in found)
