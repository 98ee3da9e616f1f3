"""What a face may ask the engine to write about sign-ups, mails and the door (see `notes.live.commands`).

Who asks by a private link is nobody: `key` is the right to that one sign-up, and no person is tied to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from notes.domain.sign_ups import SignUpForm, SignUpLimits
from notes.ground import limits
from notes.live.commands import Command
from notes.store.sign_ups import SignUpSettings

FORM_LIMITS: Final = SignUpLimits(
    name=limits.SIGN_UP_NAME_MAX_CHARACTERS,
    line=limits.SIGN_UP_LINE_MAX_CHARACTERS,
    text=limits.SIGN_UP_TEXT_MAX_CHARACTERS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSignUps(Command):
    """Change how a conference takes sign-ups; places that come free go to who waits."""

    conference_id: int
    settings: SignUpSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp(Command):
    """Reserve; answers with the `SignUpFacts`. The same `request` again changes what it made.

    Answers with None when this address has a sign-up with this name: its link is mailed to it again, and
    whoever asks, who may be somebody else, is told nothing more.
    """

    conference_id: int
    request: str
    form: SignUpForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSignUp(Command):
    """Change what a sign-up says; answers with its `SignUpFacts`."""

    key: str
    form: SignUpForm


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelSignUp(Command):
    """Give a place back: who waits longest gets it. Again changes nothing."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseSignUp(Command):
    """Remove everything of a sign-up."""

    key: str


@dataclass(frozen=True, slots=True)
class ImportedSignUp:
    """A row of another ticket system's list; `reference` is its number there, "" for none."""

    form: SignUpForm
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSignUps(Command):
    """Take in a list: who is there already is left as they are; answers with how many came in."""

    conference_id: int
    rows: Sequence[ImportedSignUp]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Command):
    """Let somebody in, or take that back; a known `request` changes nothing. `at` is when it happened at the door."""

    conference_id: int
    sign_up_id: int
    request: str
    arrived: bool = True
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn(Command):
    """Let somebody in who has no reservation; answers with the `SignUpFacts`. A known `request` changes nothing."""

    conference_id: int
    request: str
    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailsSent(Command):
    """Record that mails were handed over; with a person, that an organiser took them along."""

    conference_id: int | None
    mail_ids: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFailed(Command):
    """Record why a mail could not be sent, and when the next try is."""

    mail_id: int
    reason: str
    again_at: datetime
