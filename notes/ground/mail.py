"""Handing mail to a mail server (SMTP), and what a mail looks like on its way.

Promise: no header holds more than one line, so nothing that somebody typed becomes a header, a second address or
another mail; whatever a mail server does ends as a `MailNotSent` with a code.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from notes.ground.ports import Clock, Letter, MailNotSent
from notes.ground.settings import Smtp

_WITHIN_SECONDS = 20.0
_NEVER_FROM = 500  # of SMTP's answers: 4xx is "try again", 5xx is "no"


def message_of(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """Return a letter as a mail from `sender`; `ValueError` where an address or subject is more than one line."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=letter.to)
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.name}@{parseaddr(sender)[1].rpartition('@')[2] or 'oogst.invalid'}>"
    message["Auto-Submitted"] = "auto-generated"  # out-of-office programs do not answer it
    message.set_content(letter.text)
    if letter.calendar:
        message.add_attachment(letter.calendar, maintype="text", subtype="calendar", filename="programma.ics")
    return message


class SmtpMailer:
    """Brings letters to one mail server, each over a connection of its own."""

    def __init__(self, server: Smtp, clock: Clock) -> None:
        """Nothing is opened before the first letter."""
        self._server = server
        self._clock = clock

    def send(self, letter: Letter) -> None:
        """Hand a letter over; raises `MailNotSent`."""
        try:
            message = message_of(letter, self._server.sender, self._clock.now())
        except (ValueError, IndexError, AttributeError) as error:  # what email's parser says to what is no address
            raise MailNotSent("no_address") from error
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _said in error.recipients.values()]
            raise MailNotSent("refused" if min(codes, default=0) >= _NEVER_FROM else "later") from error
        except smtplib.SMTPResponseException as error:
            raise MailNotSent("refused" if error.smtp_code >= _NEVER_FROM else "away") from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent("away") from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        place = self._server
        if place.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                place.host, place.port, timeout=_WITHIN_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(place.host, place.port, timeout=_WITHIN_SECONDS)
        with server:
            if place.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if place.user:
                server.login(place.user, place.password)
            yield server
