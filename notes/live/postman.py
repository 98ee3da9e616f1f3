"""Sends the mails that wait: apart from every page and from the scribe, again after what failed.

Promise: a mail is recorded as sent only after a mail server took it, and no page waits for one.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Self

from notes.ground.events import tell
from notes.ground.ports import Clock, Letter, Mailer, MailNotSent
from notes.live.commands import Command, CommandRefused
from notes.live.sign_up_commands import MailFailed, MailsSent
from notes.store import mails
from notes.store.mails import MailFacts
from notes.store.unit_of_work import Database, DatabaseError, Session

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS: Final = 2.0
_STOP_WITHIN_SECONDS: Final = 3.0
AT_ONCE: Final = 20  # mails of one look
FIRST_AGAIN: Final = timedelta(seconds=5)  # after a server that was not reached
_LONGEST_AGAIN: Final = timedelta(minutes=5)
_LATER: Final = timedelta(minutes=10)  # after a server that asked for patience with this one
_REFUSED: Final = timedelta(hours=24)  # after a server that will not take this one

Compose = Callable[[Session, MailFacts], Letter | None]


class Postman:
    """One thread that looks for mails and hands them to the mailer."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        submit: Callable[[Command], object],
        mailer: Mailer | None,
        compose: Compose,
        every_seconds: float = LOOK_EVERY_SECONDS,
        first_again: timedelta = FIRST_AGAIN,
    ) -> None:
        """Without a `mailer` nothing runs: mails wait until an organiser takes them along."""
        self._database = database
        self._clock = clock
        self._submit = submit
        self._mailer = mailer
        self._compose = compose
        self._every = every_seconds
        self._first_again = first_again
        self._away = 0  # how often in a row nobody was reached
        self._patience = 0.0  # seconds of the next wait, where the server was not reached
        self._stopping = threading.Event()
        self._going = threading.Thread(target=self._go, daemon=True, name="oogst-postman")

    def __enter__(self) -> Self:
        """Begin to look for mails."""
        if self._mailer is not None:
            self._going.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop after the mail that is on its way; a mail server that says nothing is not waited for long.

        What it took meanwhile is sent once more after the next start, under the same name.
        """
        self._stopping.set()
        if self._going.is_alive():
            self._going.join(_STOP_WITHIN_SECONDS)

    def _go(self) -> None:
        while not self._stopping.wait(max(self._every, self._patience)):
            try:
                self._look()
            except (DatabaseError, CommandRefused) as failure:
                log.warning("the postman could not work: %s", type(failure).__name__)
            except Exception:
                log.exception("the postman stumbled")

    def _look(self) -> None:
        with self._database.reading() as session:
            due = mails.due(session, self._clock.now(), AT_ONCE)
            found = [(mail, self._composed(session, mail)) for mail in due]
        self._patience = 0.0
        for mail, letter in found:
            if self._stopping.is_set() or not self._delivered(mail, letter):
                return

    def _composed(self, session: Session, mail: MailFacts) -> Letter | None:
        """Return a mail as it goes out; None where it cannot be made: the others go all the same."""
        try:
            return self._compose(session, mail)
        except DatabaseError:
            raise
        except Exception:
            log.exception("mail %d could not be made", mail.id)
            return None

    def _delivered(self, mail: MailFacts, letter: Letter | None) -> bool:
        """Send one mail and record what became of it; False where no other one would fare better now."""
        try:
            if letter is None:
                raise MailNotSent("no_address")
            if self._mailer is not None:
                self._mailer.send(letter)
        except MailNotSent as failure:
            return self._not_sent(mail, failure.code)
        self._away = 0
        self._submit(MailsSent(person_id=None, conference_id=None, mail_ids=(mail.id,)))
        return True

    def _not_sent(self, mail: MailFacts, code: str) -> bool:
        tell(log, "mail_not_sent", mail=mail.id, reason=code, tries=mail.tries + 1)
        again = _REFUSED if code in ("refused", "no_address") else _LATER
        if code == "away":
            again = min(self._first_again * 2 ** min(self._away, 10), _LONGEST_AGAIN)
            self._away += 1
            self._patience = min(again.total_seconds(), _LONGEST_AGAIN.total_seconds())
        act = MailFailed(person_id=None, mail_id=mail.id, reason=code, again_at=self._clock.now() + again)
        self._submit(act)
        return code != "away"
