"""What a face may ask the engine to write about the day (see `notes.live.commands`)."""

from dataclasses import dataclass

from notes.live.commands import Command
from notes.store.desk import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class WithItem(Command):
    """Something done with a programme item; answers with a `Done`.

    `seen` is the newest act that the asker's page showed: what others did with the item since is told.
    """

    item_id: int
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StartItem(WithItem):
    """Begin a programme item now, or take it up again after its end; its rooms open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndItem(WithItem):
    """End a programme item: the moment in each history, and its rooms freeze unless their topic meets on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendItem(WithItem):
    """Let a programme item last so many `minutes` longer than planned, in all; one that was ended goes on."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayItem(WithItem):
    """Let a programme item that is still to come begin so many `minutes` later than planned; 0: as planned."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it: the act that was recorded (None: it was so already), and what others did since `seen`."""

    act_id: int | None
    since: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoAct(Command):
    """Give the state back that an act at the desk found; refused when somebody changed it since."""

    act_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage(Command):
    """Say something to everybody, or to one topic's room; it takes the place of the one before. Answers with its id."""

    conference_id: int
    text: str
    topic_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMessage(Command):
    """Take a message away from every page."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAutoEnd(Command):
    """Let rounds end by themselves so many minutes after their time; None: they do not."""

    conference_id: int
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SayWhere(Command):
    """Say where one is in a round (`going` false), or where one goes; topic None takes it back."""

    item_id: int
    topic_id: int | None
    going: bool = False
