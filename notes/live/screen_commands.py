"""What a face may ask the engine to write about screens (see `notes.live.commands`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from notes.live.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScreen(Command):
    """Let a conference's leaders steer the screen whose cookie holds `key`; answers with the screen's id."""

    conference_id: int
    key: str
    label: str = ""
    topic_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SteerScreen(Command):
    """Let a screen show a view, of a topic or (None) of the whole conference."""

    screen_id: int
    view: str
    topic_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankScreen(Command):
    """Let a screen show nothing, or what it showed before."""

    screen_id: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankScreens(Command):
    """Do what `BlankScreen` does to every screen of a conference that the asker may steer; answers with how many."""

    conference_id: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReport(Command):
    """Let every screen of a conference show where the report is; answers with how many."""

    conference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpairScreen(Command):
    """Take a screen away from its conference: it shows a code again."""

    screen_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnScreens(Command):
    """Put an idea on the screens that show ideas, or take it away from there."""

    idea_id: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScreens(Command):
    """Change what a conference lets reach its screens: `screen_ideas`, `screen_names`."""

    conference_id: int
    changes: Mapping[str, object] = field(default_factory=dict)
