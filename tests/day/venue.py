"""The venue of the scripted day: a real server whose clock can be moved, and the pictures that are taken there."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from playwright.sync_api import Page
from sqlalchemy import update

from notes.ground.system import SystemClock
from notes.store.models import ConferenceRow
from notes.store.unit_of_work import Database
from tests.integration.server import RunningServer

_ZONE = ZoneInfo("Europe/Amsterdam")
DAY = datetime(2021, 11, 22, tzinfo=_ZONE)


class Venue(RunningServer):
    """A server in which it is the day of the conference, at the time that the script says."""

    @property
    def _clock_file(self) -> Path:
        return self.folder / "clock"

    def it_is(self, hours: int, minutes: int, *, days_before: int = 0) -> None:
        """Set the clock to a local time of the day of the conference, or of a day before it."""
        moment = DAY.replace(hour=hours, minute=minutes) - timedelta(days=days_before)
        fresh = self._clock_file.with_suffix(".new")
        fresh.write_text(str((moment - SystemClock().now()).total_seconds()))
        fresh.replace(self._clock_file)  # whole, whenever the server looks

    def rehearses(self) -> None:
        """Let the conference be in rehearsal, as a new one is."""
        database = Database(self.database_url)
        try:
            with database.writing() as session:
                session.execute(update(ConferenceRow).values(rehearsal=True))
        finally:
            database.close()

    def _launch(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.day.serve", str(self._clock_file)]
        return subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)


class Pictures:
    """Pictures of the day, numbered in the order in which they were taken."""

    def __init__(self, folder: Path) -> None:
        """Take them into `folder`, which is emptied of older ones."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        self._number = 0

    def take(self, name: str, page: Page, *, whole: bool = False) -> None:
        """Take a picture of what the window shows, or of the whole page."""
        self._number += 1
        page.screenshot(path=self.folder / f"{self._number:02d}-{name}.png", full_page=whole, animations="disabled")
