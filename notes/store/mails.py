"""Mails about sign-ups: which wait, which were sent, when each is tried next. Their words are made at sending."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from notes.store.models import ConferenceRow, MailRow, SignUpRow


@dataclass(frozen=True, slots=True)
class MailFacts:
    """A mail: about which sign-up (by its key), to whom, and what became of it. `reason` is a code, "" for none."""

    id: int
    conference_id: int
    sign_up_key: str
    name: str
    to: str
    kind: str
    created_at: datetime
    due_at: datetime
    tries: int
    reason: str
    sent_at: datetime | None


def queue(session: Session, sign_up_id: int, kind: str, at: datetime) -> None:
    """Let a mail wait to be sent."""
    values = {"sign_up_id": sign_up_id, "kind": kind, "created_at": at, "due_at": at, "tries": 0, "reason": ""}
    session.execute(insert(MailRow).values(**values))


def due(session: Session, now: datetime, most: int) -> tuple[MailFacts, ...]:
    """Return the mails whose time has come, the oldest first."""
    query = _query().where(MailRow.sent_at.is_(None), MailRow.due_at <= now)
    return _all(session, query.order_by(MailRow.due_at, MailRow.id).limit(most))


def of_conference(session: Session, conference_id: int, *, waiting: bool, most: int) -> tuple[MailFacts, ...]:
    """Return the mails of a conference that wait, or those that were sent, the newest first."""
    sent = MailRow.sent_at.is_(None) if waiting else MailRow.sent_at.is_not(None)
    query = _query().where(SignUpRow.conference_id == conference_id, sent)
    return _all(session, query.order_by(MailRow.id.desc()).limit(most))


def count_waiting(session: Session, conference_id: int) -> int:
    """Return how many mails of a conference wait."""
    query = select(func.count()).select_from(MailRow).join(SignUpRow, SignUpRow.id == MailRow.sign_up_id)
    return session.scalar(query.where(SignUpRow.conference_id == conference_id, MailRow.sent_at.is_(None))) or 0


def waits(session: Session, sign_up_id: int, kind: str) -> bool:
    """Return whether a mail of this kind waits for somebody already."""
    query = select(MailRow.id).where(MailRow.sign_up_id == sign_up_id, MailRow.kind == kind, MailRow.sent_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def count_to(session: Session, email: str, since: datetime) -> int:
    """Return how many mails were queued for an e-mail address since a moment, in all conferences."""
    query = select(func.count()).select_from(MailRow).join(SignUpRow, SignUpRow.id == MailRow.sign_up_id)
    return session.scalar(query.where(SignUpRow.email_key == email.casefold(), MailRow.created_at >= since)) or 0


def sent(session: Session, mail_id: int, at: datetime, *, of_conference: int | None = None) -> None:
    """Record that a mail was handed to a mail server, or taken along by an organiser. The first time stays."""
    query = update(MailRow).where(MailRow.id == mail_id, MailRow.sent_at.is_(None))
    if of_conference is not None:
        ours = select(SignUpRow.id).where(SignUpRow.conference_id == of_conference)
        query = query.where(MailRow.sign_up_id.in_(ours))
    session.execute(query.values(sent_at=at, tries=MailRow.tries + 1, reason=""))


def failed(session: Session, mail_id: int, reason: str, again_at: datetime) -> None:
    """Record that a try failed, and when the next one is."""
    query = update(MailRow).where(MailRow.id == mail_id, MailRow.sent_at.is_(None))
    session.execute(query.values(tries=MailRow.tries + 1, reason=reason, due_at=again_at))


_Query = Select[int, int, str, str, str, str, datetime, datetime, int, str, datetime | None]


def _query() -> _Query:
    return (
        select(
            MailRow.id,
            SignUpRow.conference_id,
            SignUpRow.key,
            SignUpRow.name,
            SignUpRow.email,
            MailRow.kind,
            MailRow.created_at,
            MailRow.due_at,
            MailRow.tries,
            MailRow.reason,
            MailRow.sent_at,
        )
        .join(SignUpRow, SignUpRow.id == MailRow.sign_up_id)
        .join(ConferenceRow, ConferenceRow.id == SignUpRow.conference_id)
    )


def _all(session: Session, query: _Query) -> tuple[MailFacts, ...]:
    return tuple(MailFacts(*row) for row in session.execute(query))
