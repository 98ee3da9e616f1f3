"""Asks a process of its own for the past of notepads: reading a day's log never makes a keystroke wait.

The process starts with the first question and stays: most servers are never asked.
"""

from types import TracebackType
from typing import Final, Self

from notes.publishing.worker import Worker

PROGRAM: Final = "notes.jobs"
_JOB_SECONDS: Final = 20.0
_NICENESS: Final = 5


class Pasts:
    """The past of the notepads of one database. Every question raises `RenderingFailed` when it gets no answer."""

    def __init__(self, database_url: str) -> None:
        """Ask nothing yet."""
        self._url = database_url
        self._worker = Worker(PROGRAM, job_seconds=_JOB_SECONDS, niceness=_NICENESS, at_once=False)

    def __enter__(self) -> Self:
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.stop()

    def get_ready(self) -> None:
        """Have the process started for who is about to ask; returns at once."""
        self._worker.prepare()

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
