"""Published versions of a report, the numbers that they gave to outcomes, and who looked a topic through.

Promise: a version never changes once it is stored, but for being withdrawn; a number is never given twice.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from notes.domain.numbering import GivenNumber
from notes.store.models import (
    ConferenceRow,
    IdeaRow,
    NotepadRow,
    NotepadTextRow,
    OutcomeNumberRow,
    PersonRow,
    SupportRow,
    TopicReviewRow,
    TopicRow,
    VersionRow,
)

Place = int | str  # where outcomes stand: a topic's id, or which of the organisers' own notepads (summary, closing)


class VersionTaken(Exception):
    """Somebody else published this number just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A published version without its content; `status` is provisional or final."""

    number: int
    status: str
    published_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def withdrawn(self) -> bool:
        """Whether it is not shown any more."""
        return self.withdrawn_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Listed):
    """A published version: of its Markdown and data every format is made."""

    markdown: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberToKeep:
    """A number as a version stores it; `mark` is a character of the outcome (Yjs client id, clock), if known."""

    place: Place
    letter: str
    number: int
    text: str
    idea_number: int | None
    mark: tuple[int, int] | None
    lapsed_in: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNumber:
    """A number that was given, with the character that it is remembered by."""

    given: GivenNumber
    mark: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who looked a topic's notes through, up to which row of their log, and when."""

    seq: int
    name: str
    at: datetime


_LISTED = (
    VersionRow.number,
    VersionRow.status,
    VersionRow.published_at,
    VersionRow.withdrawn_at,
    VersionRow.withdrawn_reason,
)


def listed(session: Session, conference_id: int) -> tuple[Listed, ...]:
    """Return every version of a conference's report, the newest first."""
    query = select(*_LISTED).where(VersionRow.conference_id == conference_id).order_by(VersionRow.number.desc())
    return tuple(
        Listed(
            number=row.number,
            status=row.status,
            published_at=row.published_at,
            withdrawn_at=row.withdrawn_at,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in session.execute(query)
    )


def version(session: Session, conference_id: int, number: int) -> Version | None:
    """Return a version with its content, or None."""
    row = session.scalars(
        select(VersionRow).where(VersionRow.conference_id == conference_id, VersionRow.number == number)
    ).one_or_none()
    if row is None:
        return None
    return Version(
        number=row.number,
        status=row.status,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        markdown=row.markdown,
        data=row.data,
    )


def highest(session: Session, conference_id: int) -> int:
    """Return the number of the newest version that was ever published, 0 for none."""
    return session.scalar(select(func.max(VersionRow.number)).where(VersionRow.conference_id == conference_id)) or 0


def add(
    session: Session,
    *,
    conference_id: int,
    number: int,
    status: str,
    markdown: str,
    data: Mapping[str, Any],
    numbers: Sequence[NumberToKeep],
    at: datetime,
) -> None:
    """Store a version with the numbers of its outcomes. Raises `VersionTaken` when its number is not the next."""
    if number != highest(session, conference_id) + 1:
        raise VersionTaken
    row = VersionRow(
        conference_id=conference_id,
        number=number,
        status=status,
        markdown=markdown,
        data=dict(data),
        choices=dict(data.get("choices", {})),
        published_at=at,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # two processes on one PostgreSQL
        raise VersionTaken from error
    _keep(session, row.id, conference_id, numbers)


def withdraw(session: Session, conference_id: int, number: int, reason: str, at: datetime) -> bool:
    """Withdraw a version for a reason; return False when there is none that is still shown."""
    changed = session.execute(
        update(VersionRow)
        .where(
            VersionRow.conference_id == conference_id,
            VersionRow.number == number,
            VersionRow.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at, withdrawn_reason=reason)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def given(session: Session, conference_id: int) -> dict[Place, tuple[StoredNumber, ...]]:
    """Return the numbers that versions gave, by place, in the order in which they were given."""
    query = (
        select(OutcomeNumberRow, IdeaRow.number)
        .join(VersionRow, VersionRow.id == OutcomeNumberRow.version_id)
        .outerjoin(IdeaRow, IdeaRow.id == OutcomeNumberRow.idea_id)
        .where(VersionRow.conference_id == conference_id)
        .order_by(OutcomeNumberRow.id)
    )
    found: dict[Place, list[StoredNumber]] = {}
    for row, idea_number in session.execute(query):
        number = GivenNumber(
            letter=row.letter, number=row.number, text=row.text, idea=idea_number, lapsed_in=row.lapsed_in
        )
        mark = None if row.client_id is None or row.clock is None else (row.client_id, row.clock)
        found.setdefault(row.topic_id or row.own, []).append(StoredNumber(given=number, mark=mark))
    return {place: tuple(numbers) for place, numbers in found.items()}


def pads(session: Session, conference_id: int) -> dict[Place, tuple[int, int]]:
    """Return the notepad of each place and the row of its log that its stored text shows."""
    query = (
        select(NotepadRow.topic_id, NotepadRow.kind, NotepadRow.id, NotepadTextRow.seq)
        .join(NotepadTextRow, NotepadTextRow.notepad_id == NotepadRow.id)
        .where(NotepadRow.conference_id == conference_id)
    )
    return {row.topic_id or row.kind: (row.id, row.seq) for row in session.execute(query)}


def fingerprint(session: Session, conference_id: int) -> str:
    """Return a word that is another one when anything that a draft of the report shows may have changed."""
    pads = select(func.sum(NotepadRow.seq), func.sum(NotepadTextRow.seq)).outerjoin(
        NotepadTextRow, NotepadTextRow.notepad_id == NotepadRow.id
    )
    ideas = select(func.count(), func.sum(IdeaRow.revision), func.max(IdeaRow.changed_at))
    support = (
        select(func.count(), func.sum(SupportRow.counter))
        .select_from(SupportRow)
        .join(IdeaRow, IdeaRow.id == SupportRow.idea_id)
        .where(IdeaRow.conference_id == conference_id)
    )
    conference = select(*ConferenceRow.__table__.c).where(ConferenceRow.id == conference_id)
    facts = [
        tuple(session.execute(query).one_or_none() or ())
        for query in (
            pads.where(NotepadRow.conference_id == conference_id),
            ideas.where(IdeaRow.conference_id == conference_id),
            support,
            conference,
        )
    ]
    facts.append((highest(session, conference_id),))
    return hashlib.blake2b(repr(facts).encode(), digest_size=12).hexdigest()


def review(session: Session, topic_id: int, seq: int, person_id: str | None, at: datetime) -> None:
    """Record that somebody looked a topic's notes through, up to this row of their log."""
    changed = session.execute(
        update(TopicReviewRow).where(TopicReviewRow.topic_id == topic_id).values(seq=seq, person_id=person_id, at=at)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        session.execute(insert(TopicReviewRow).values(topic_id=topic_id, seq=seq, person_id=person_id, at=at))


def reviews(session: Session, conference_id: int) -> dict[int, Review]:
    """Return who looked through which topic last, by topic."""
    query = (
        select(TopicReviewRow.topic_id, TopicReviewRow.seq, PersonRow.name, TopicReviewRow.at)
        .join(TopicRow, TopicRow.id == TopicReviewRow.topic_id)
        .outerjoin(PersonRow, PersonRow.id == TopicReviewRow.person_id)
        .where(TopicRow.conference_id == conference_id)
    )
    return {row.topic_id: Review(seq=row.seq, name=row.name or "", at=row.at) for row in session.execute(query)}


def _keep(session: Session, version_id: int, conference_id: int, numbers: Sequence[NumberToKeep]) -> None:
    """Store numbers: what was given before keeps its version and takes the newest words and mark."""
    query = (
        select(OutcomeNumberRow)
        .join(VersionRow, VersionRow.id == OutcomeNumberRow.version_id)
        .where(VersionRow.conference_id == conference_id)
    )
    known = {(row.topic_id or row.own, row.letter, row.number): row for row in session.scalars(query)}
    wanted = {each.idea_number for each in numbers if each.idea_number is not None}
    ideas = {
        row.number: row.id
        for row in session.execute(
            select(IdeaRow.number, IdeaRow.id).where(IdeaRow.conference_id == conference_id, IdeaRow.number.in_(wanted))
        )
    }
    for each in numbers:
        row = known.get((each.place, each.letter, each.number))
        if row is None:
            topic_id, own = (each.place, "") if isinstance(each.place, int) else (None, each.place)
            row = OutcomeNumberRow(
                topic_id=topic_id, own=own, letter=each.letter, number=each.number, version_id=version_id
            )
            session.add(row)
        row.lapsed_in = each.lapsed_in
        if each.lapsed_in is not None:  # gone: what it said last stays, to know it when it comes back
            continue
        row.text = each.text
        row.idea_id = ideas.get(each.idea_number) if each.idea_number is not None else None
        row.client_id, row.clock = each.mark or (None, None)
    session.flush()
