"""Serves Oogst by a clock that the script of the day sets: `python -m tests.day.serve FILE`.

The file holds how many seconds the clock is ahead of the machine's (behind it, below zero). Everything else is the
application as it is served to people.
"""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()

import sys
from datetime import datetime, timedelta
from pathlib import Path

import app
from notes.ground.system import SystemClock


class MovedClock(SystemClock):
    """The machine's clock, moved by the seconds that stand in a file. Durations stay the machine's."""

    def __init__(self, path: Path) -> None:
        """Read `path` again whenever it was changed."""
        self._path = path
        self._changed_at = 0
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the moment of the day, in UTC."""
        changed_at = self._path.stat().st_mtime_ns
        if changed_at != self._changed_at:
            self._changed_at, self._ahead = changed_at, timedelta(seconds=float(self._path.read_text()))
        return super().now() + self._ahead


if __name__ == "__main__":
    sys.exit(app.main(MovedClock(Path(sys.argv[1]))))
