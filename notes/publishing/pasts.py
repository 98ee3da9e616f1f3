"""Asks a process of its own for the past of notepads: reading a day's log never makes a keystroke wait.

The process starts with the first question and stays: most servers are never asked.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from notes.publishing.worker import Asking

PROGRAM: Final = "notes.jobs"
_JOB_SECONDS: Final = 20.0
_NICENESS: Final = 5


class Origin(NamedTuple):
    """Where a character of the notes came from: its mark (client id, clock), who, from which idea, when."""

    mark: tuple[int, int]
    name: str
    idea: int | None
    row: int
    seconds: int  # since 1970


class Pasts(Asking):
    """The past of the notepads of one database. Every question raises `RenderingFailed` when it gets no answer."""

    def __init__(self, database_url: str) -> None:
        """Ask nothing yet."""
        self._url = database_url
        super().__init__(PROGRAM, job_seconds=_JOB_SECONDS, niceness=_NICENESS, at_once=False)

    def get_ready(self, notepad_id: int) -> None:
        """Have a notepad's past read for who may be about to ask; returns at once."""
        self._worker.prepare()
        self._worker.job_ahead("read_ahead", self._url, notepad_id)

    def packed(self, notepad_id: int) -> bytes:
        """Return the whole past for a browser, gzipped."""
        return bytes(self._worker.job("packed", self._url, notepad_id))

    def duplicates(self, topic_id: int) -> list[list[int]]:
        """Return groups of a topic's ideas (by id) that probably say the same."""
        return [[int(each) for each in group] for group in self._worker.job("duplicates", self._url, topic_id)]

    def text(self, notepad_id: int, seq: int) -> str:
        """Return the text after row `seq`."""
        return str(self._worker.job("text", self._url, notepad_id, seq))

    def bringing_back(self, notepad_id: int, seq: int, client_id: int) -> tuple[bytes | None, int]:
        """Return the update of `client_id` that brings the text of row `seq` back (None: it is there), and
        how many code points it removes.
        """
        update, removed = self._worker.job("bringing_back", self._url, notepad_id, seq, client_id)
        return (None if update is None else bytes(update), int(removed))

    def origins(self, notepad_id: int, seq: int, offsets: Sequence[int]) -> list[Origin]:
        """Return where the characters at these offsets (code points, ascending) of the text of row `seq` came from."""
        found = self._worker.job("origins", self._url, notepad_id, seq, list(offsets)) if offsets else []
        return [Origin((client, clock), *rest) for (client, clock), *rest in found]

    def places(self, notepad_id: int, seq: int, marks: Sequence[tuple[int, int]]) -> list[int | None]:
        """Return where marked characters stand in the text of row `seq` (code points), None where they are gone."""
        sought = [list(mark) for mark in marks]
        return list(self._worker.job("places", self._url, notepad_id, seq, sought)) if marks else []
