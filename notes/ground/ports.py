"""What the floors above need from the outside world, as protocols.

The real parts stand in `notes/ground/system.py`, `notes/sockets` and `notes/publishing`; tests
bring their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What time it is, and how much time went by."""

    def now(self) -> datetime:
        """Return the present moment, in UTC, with its zone."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some moment; never goes back."""
        ...


class Ids(Protocol):
    """Names for new things that nobody can guess and that never come twice."""

    def uuid(self) -> str:
        """Return a random UUID (version 4) as text."""
        ...

    def token(self) -> str:
        """Return 128 random bits, safe in an address."""
        ...

    def client_id(self) -> int:
        """Return a Yjs client id: 32 bits, unsigned, never 0."""
        ...

    def epoch(self) -> int:
        """Return a notepad's epoch: positive, at most 31 bits."""
        ...

    def join_code(self) -> str:
        """Return a join code that can be read aloud: no look-alike characters."""
        ...

    def screen_code(self) -> str:
        """Return four letters that are not mistaken for others, across a hall."""
        ...


class FrameCarrier(Protocol):
    """Brings one event to many open sockets; encodes it once."""

    def send(self, sids: Sequence[str], event: str, payload: Mapping[str, object]) -> None:
        """Queue an event for each of these sockets and return at once."""
        ...


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level piece of rendered notes: a key that is stable while its text is, and safe HTML."""

    key: str
    html: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A notepad as people read it; `version` names exactly these blocks."""

    version: str
    blocks: tuple[Block, ...] = ()


class BlockRenderer(Protocol):
    """Renders notes for people who read them. May take long: never called by the scribe."""

    def blocks(self, notepad_id: int, text: str, ideas: Mapping[int, str], known: Rendered | None = None) -> Rendered:
        """Return a notepad's Markdown as blocks.

        `ideas` maps the number of each idea that was taken over into this notepad to the name
        that may be drawn beside it ("" for none). `known` is what it looked like before: when that
        was the last answer about this notepad, only the difference costs anything.
        """
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is ready to go. `name` names it for ever: a mail program shows one that came twice once.

    `calendar` is a file in iCalendar, b"" for none; `reply_to` is "" for none.
    """

    name: str
    to: str
    subject: str
    text: str
    reply_to: str = ""
    calendar: bytes = b""


class MailNotSent(Exception):
    """A mail was not taken. `code`: `away` (nobody is reached), `later`, `refused` or `no_address`."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class Mailer(Protocol):
    """Hands mail to a mail server. May take long: called by the postman only."""

    def send(self, letter: Letter) -> None:
        """Return when the server took the letter; raises `MailNotSent`."""
        ...


class ReportRenderer(Protocol):
    """Renders a whole report for a page. May take long: never called by the scribe."""

    def report_html(self, markdown: str) -> str:
        """Return a report's Markdown as safe HTML."""
        ...
