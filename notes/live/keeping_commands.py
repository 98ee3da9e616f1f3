"""What a face may ask the engine to write about whole conferences (see `notes.live.commands`)."""

from dataclasses import dataclass
from pathlib import Path

from notes.live.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class PutArchiveBack(Command):
    """Store the conference of an archive as a new one; answers with a `PutBack`.

    An organiser of the conference `conference_id` asks; `scratch` is the database that the archive was tried out in.
    """

    conference_id: int
    scratch: Path


@dataclass(frozen=True, slots=True)
class PutBack:
    """A conference that came back, and the organiser's link that was made for it."""

    conference_id: int
    link_id: str
