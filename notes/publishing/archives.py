"""Asks a process of its own to write a conference's archive, or to try one out: neither makes a keystroke wait.

The process starts with the first question; most servers are never asked.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

from notes.publishing.worker import Asking

PROGRAM: Final = "notes.jobs"
JOB_SECONDS: Final = 300.0
_NICENESS: Final = 10  # after the rooms and everything else that people wait for


class Archives(Asking):
    """Archives of one database's conferences. Every question raises `RenderingFailed` when it gets no answer."""

    def __init__(self, database_url: str) -> None:
        """Ask nothing yet."""
        self._url = database_url
        super().__init__(PROGRAM, job_seconds=JOB_SECONDS, niceness=_NICENESS, at_once=False)

    def pack(self, conference_id: int, path: Path, made_at: datetime) -> None:
        """Write a conference's archive into a file."""
        self._worker.job("pack", self._url, conference_id, str(path), made_at.timestamp())

    def unpack(self, path: Path, scratch: Path, now: datetime) -> tuple[str, str] | None:
        """Try an archive out in a new database in the file `scratch`; return why it is refused, if it is.

        That is a code (see `notes.store.archive_file.ArchiveRefused`) and what exactly is wrong.
        """
        refused = self._worker.job("unpack", str(path), str(scratch), now.timestamp())
        return (str(refused[0]), str(refused[1])) if refused else None
