"""What is done at the desk: the facts before and after each act, so that it can be undone and nobody is told wrong.

Promise: what `facts` reads of some keys, `put_back` writes; both know the same keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, aliased

from notes.domain.day import ActKind
from notes.domain.programme import ProgrammeItem
from notes.store.models import ConferenceRow, DeskActRow, MessageRow, PersonRow, ProgrammeItemRow, TopicRow

# By "item:3", "room:5", "topic:5", "message:2", "lock:1" and "auto_end:1": plain values, moments as ISO text.
Facts = dict[str, Any]

_MESSAGES = 40
_SWITCHES = ("participants_write", "ideas_open", "early_ideas", "approval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done at the desk; `by` is a name ("": none given), `by_clock` says that nobody did it."""

    id: int
    conference_id: int
    person_id: str | None
    by: str
    kind: ActKind
    item_id: int | None
    topic_id: int | None
    minutes: int | None
    before: Facts
    after: Facts
    at: datetime
    undone_at: datetime | None
    undone_by: str

    @property
    def by_clock(self) -> bool:
        """Whether it happened by itself."""
        return self.kind is ActKind.ENDED_BY_ITSELF


def facts(session: Session, keys: Iterable[str]) -> Facts:
    """Return what stands now under these keys; what is gone is left out."""
    found: Facts = {}
    for key in dict.fromkeys(keys):
        kind, _, number = key.partition(":")
        value = _READ[kind](session, int(number))
        if value is not None:
            found[key] = value
    return found


def all_facts(session: Session, conference_id: int) -> Facts:
    """Return what stands now under every key of a conference, messages of the last acts included. Four queries."""
    items = session.scalars(select(ProgrammeItemRow).where(ProgrammeItemRow.conference_id == conference_id))
    found: Facts = {f"item:{row.id}": _item_facts(row) for row in items}
    for topic in session.scalars(select(TopicRow).where(TopicRow.conference_id == conference_id)):
        found |= {f"room:{topic.id}": _room_facts(topic), f"topic:{topic.id}": _switch_facts(topic)}
    said = select(MessageRow).where(MessageRow.conference_id == conference_id).order_by(MessageRow.id.desc())
    found |= {f"message:{row.id}": _message_facts(row) for row in session.scalars(said.limit(_MESSAGES))}
    row = session.get_one(ConferenceRow, conference_id)
    return found | {f"lock:{row.id}": _lock_facts(row), f"auto_end:{row.id}": _auto_end_facts(row)}


def put_back(session: Session, stored: Facts) -> None:
    """Write what `facts` returned earlier."""
    for key, value in stored.items():
        kind, _, number = key.partition(":")
        _WRITE[kind](session, int(number), value)


def add(
    session: Session,
    *,
    conference_id: int,
    person_id: str | None,
    kind: ActKind,
    before: Facts,
    after: Facts,
    at: datetime,
    item_id: int | None = None,
    topic_id: int | None = None,
    minutes: int | None = None,
) -> int:
    """Record an act; return its id."""
    row = DeskActRow(
        conference_id=conference_id,
        person_id=person_id,
        kind=kind.value,
        item_id=item_id,
        topic_id=topic_id,
        minutes=minutes,
        before=before,
        after=after,
        at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def act(session: Session, act_id: int) -> Act | None:
    """Return an act, or None."""
    return next(iter(_acts(session, DeskActRow.id == act_id, 1)), None)


def newest(session: Session, conference_id: int, most: int) -> tuple[Act, ...]:
    """Return the last acts of a conference, the newest first."""
    return _acts(session, DeskActRow.conference_id == conference_id, most)


def of_item(session: Session, item_id: int) -> tuple[Act, ...]:
    """Return what was done with a programme item, the newest first."""
    return _acts(session, DeskActRow.item_id == item_id, 20)


def undone(session: Session, act_id: int, person_id: str | None, at: datetime) -> None:
    """Note that an act was undone."""
    values = {"undone_at": at, "undone_by_id": person_id}
    session.execute(update(DeskActRow).where(DeskActRow.id == act_id).values(**values))


def set_item(session: Session, item: ProgrammeItem) -> None:
    """Store what an organiser did with a programme item on the day."""
    day = {"started_at": item.started_at, "ended_at": item.ended_at, "extended_minutes": item.extended_minutes}
    session.execute(update(ProgrammeItemRow).where(ProgrammeItemRow.id == item.id).values(**day))


def conference_of_item(session: Session, item_id: int) -> int | None:
    """Return the conference of a programme item, or None."""
    return session.scalar(select(ProgrammeItemRow.conference_id).where(ProgrammeItemRow.id == item_id))


def raise_day(session: Session, conference_id: int) -> None:
    """Have a running server tell the phones of this conference that the day changed."""
    values = {"day_revision": ConferenceRow.day_revision + 1}
    session.execute(update(ConferenceRow).where(ConferenceRow.id == conference_id).values(values))


# Messages


@dataclass(frozen=True, slots=True)
class Message:
    """What an organiser says; `topic_id` is None for everybody."""

    id: int
    conference_id: int
    topic_id: int | None
    text: str
    sent_at: datetime


def add_message(
    session: Session, conference_id: int, topic_id: int | None, person_id: str, text: str, at: datetime
) -> int:
    """Store a message; return its id."""
    values = {"conference_id": conference_id, "topic_id": topic_id, "person_id": person_id, "text": text, "sent_at": at}
    return session.execute(insert(MessageRow).values(**values).returning(MessageRow.id)).scalar_one()


def withdraw_message(session: Session, message_id: int, at: datetime) -> None:
    """Take a message away; one that is gone keeps the moment it went."""
    gone = update(MessageRow).where(MessageRow.id == message_id, MessageRow.withdrawn_at.is_(None))
    session.execute(gone.values(withdrawn_at=at))


def message(session: Session, message_id: int) -> Message | None:
    """Return a message, withdrawn or not, or None."""
    return next(iter(_messages(session, MessageRow.id == message_id)), None)


def messages(session: Session, conference_id: int, since: datetime) -> tuple[Message, ...]:
    """Return the messages of a conference that stand: sent after `since` and not withdrawn, the newest first."""
    stands = (MessageRow.conference_id == conference_id, MessageRow.sent_at > since, MessageRow.withdrawn_at.is_(None))
    return _messages(session, *stands)


# Within


def _acts(session: Session, condition: Any, most: int) -> tuple[Act, ...]:  # noqa: ANN401 -- SQLAlchemy's own
    undoer = aliased(PersonRow)
    query = (
        select(DeskActRow, PersonRow.name, undoer.name)
        .outerjoin(PersonRow, PersonRow.id == DeskActRow.person_id)
        .outerjoin(undoer, undoer.id == DeskActRow.undone_by_id)
        .where(condition)
        .order_by(DeskActRow.id.desc())
        .limit(most)
    )
    return tuple(
        Act(
            id=row.id,
            conference_id=row.conference_id,
            person_id=row.person_id,
            by=by or "",
            kind=ActKind(row.kind),
            item_id=row.item_id,
            topic_id=row.topic_id,
            minutes=row.minutes,
            before=row.before,
            after=row.after,
            at=row.at,
            undone_at=row.undone_at,
            undone_by=undone_by or "",
        )
        for row, by, undone_by in session.execute(query)
    )


def _messages(session: Session, *conditions: Any) -> tuple[Message, ...]:  # noqa: ANN401 -- SQLAlchemy's own
    columns = (MessageRow.id, MessageRow.conference_id, MessageRow.topic_id, MessageRow.text, MessageRow.sent_at)
    return tuple(
        Message(*row) for row in session.execute(select(*columns).where(*conditions).order_by(MessageRow.id.desc()))
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def _read_item(session: Session, number: int) -> Facts | None:
    row = session.get(ProgrammeItemRow, number, populate_existing=True)
    return _item_facts(row) if row else None


def _item_facts(row: ProgrammeItemRow) -> Facts:
    return {"started": _iso(row.started_at), "ended": _iso(row.ended_at), "extended": row.extended_minutes}


def _write_item(session: Session, number: int, stored: Facts) -> None:
    started, ended = _moment(stored["started"]), _moment(stored["ended"])
    day = {"started_at": started, "ended_at": ended, "extended_minutes": stored["extended"]}
    session.execute(update(ProgrammeItemRow).where(ProgrammeItemRow.id == number).values(**day))


def _read_room(session: Session, number: int) -> Facts | None:
    row = session.get(TopicRow, number, populate_existing=True)
    return _room_facts(row) if row else None


def _room_facts(row: TopicRow) -> Facts:
    return {"state": row.room_state, "moved": _iso(row.room_moved_at)}


def _write_room(session: Session, number: int, stored: Facts) -> None:
    values = {"room_state": stored["state"], "room_moved_at": _moment(stored["moved"])}
    session.execute(update(TopicRow).where(TopicRow.id == number).values(**values))


def _read_switches(session: Session, number: int) -> Facts | None:
    row = session.get(TopicRow, number, populate_existing=True)
    return _switch_facts(row) if row else None


def _switch_facts(row: TopicRow) -> Facts:
    return {name: getattr(row, name) for name in _SWITCHES}


def _write_switches(session: Session, number: int, stored: Facts) -> None:
    session.execute(update(TopicRow).where(TopicRow.id == number).values(**stored))


def _read_lock(session: Session, number: int) -> Facts | None:
    row = session.get(ConferenceRow, number, populate_existing=True)
    return _lock_facts(row) if row else None


def _lock_facts(row: ConferenceRow) -> Facts:
    return {"locked": row.locked}


def _read_auto_end(session: Session, number: int) -> Facts | None:
    row = session.get(ConferenceRow, number, populate_existing=True)
    return _auto_end_facts(row) if row else None


def _auto_end_facts(row: ConferenceRow) -> Facts:
    return {"auto_end_minutes": row.auto_end_minutes}


def _write_conference(session: Session, number: int, stored: Facts) -> None:
    session.execute(update(ConferenceRow).where(ConferenceRow.id == number).values(**stored))


def _read_message(session: Session, number: int) -> Facts | None:
    row = session.get(MessageRow, number, populate_existing=True)
    return _message_facts(row) if row else None


def _message_facts(row: MessageRow) -> Facts:
    return {"withdrawn": _iso(row.withdrawn_at)}


def _write_message(session: Session, number: int, stored: Facts) -> None:
    values = {"withdrawn_at": _moment(stored["withdrawn"])}
    session.execute(update(MessageRow).where(MessageRow.id == number).values(**values))


_READ: Mapping[str, Any] = {
    "item": _read_item,
    "room": _read_room,
    "topic": _read_switches,
    "lock": _read_lock,
    "auto_end": _read_auto_end,
    "message": _read_message,
}
_WRITE: Mapping[str, Any] = {
    "item": _write_item,
    "room": _write_room,
    "topic": _write_switches,
    "lock": _write_conference,
    "auto_end": _write_conference,
    "message": _write_message,
}
