"""What store tests are made with: a small conference, ids that can be foretold, counted queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from notes.domain.plan import ConferencePlan, PlannedItem, PlannedMeeting, PlannedTopic
from notes.domain.programme import ItemKind
from notes.store import conferences, ideas, notepads, people
from notes.store.unit_of_work import Database

START = datetime(2021, 11, 22, 18, 15, tzinfo=UTC)


def after(minutes: float) -> datetime:
    """The moment so many minutes after the round's start."""
    return START + timedelta(minutes=minutes)


class CountedIds:
    """Ids that count up from 1."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def uuid(self) -> str:
        return f"uuid-{next(self._numbers)}"

    def token(self) -> str:
        return f"token-{next(self._numbers)}"

    def client_id(self) -> int:
        return next(self._numbers)

    def epoch(self) -> int:
        return next(self._numbers)

    def join_code(self) -> str:
        return f"CODE{next(self._numbers):02}"

    def screen_code(self) -> str:
        return f"S{next(self._numbers):03}"


@dataclass(frozen=True)
class Made:
    """What `make_conference` made: topics and their notepads in order, persons `ann` and `bob`."""

    id: int
    topics: tuple[int, ...]
    notepads: tuple[int, ...]


def plan(slug: str = "fondsen", topics: int = 2, *, code: str = "") -> ConferencePlan:
    """A conference with a break, one round, and so many topics that meet in it."""
    return ConferencePlan(
        slug=slug,
        title="Coöperatieven",
        code=code,
        summary_template="## Samenvatting\n",
        items=(
            PlannedItem(slug="diner", title="Diner", kind=ItemKind.BREAK, starts_at=after(-45), ends_at=START),
            PlannedItem(slug="ronde", title="Ronde", kind=ItemKind.ROUND, starts_at=START, ends_at=after(60)),
        ),
        topics=tuple(
            PlannedTopic(
                slug=f"onderwerp-{number}",
                title=f"Onderwerp {number}",
                template="## Inzichten\n" if number == 1 else "",
                meetings=(PlannedMeeting(item="ronde", place=f"Zaal {number}", led_by="Ada"),),
            )
            for number in range(1, topics + 1)
        ),
    )


def make_conference(database: Database, topics: int = 2) -> Made:
    """Store a conference with persons `ann` and `bob`."""
    with database.writing() as session:
        made = conferences.create(session, plan(topics=topics), after(-60), CountedIds())
        people.new(session, "ann", made, "Ann", after(-30))
        people.new(session, "bob", made, "Bob", after(-30))
        facts = conferences.topic_facts(session, made)
    return Made(made, tuple(topic.id for topic in facts), tuple(topic.notepad_id for topic in facts))


def add_idea(session: Session, made: Made, uuid: str = "u1", *, topic: int = 0, text: str = "Een fonds") -> int:
    """Store a visible idea of `ann` and return its id."""
    return ideas.add(
        session,
        topic_id=made.topics[topic],
        conference_id=made.id,
        uuid=uuid,
        person_id="ann",
        name="Ann",
        text=text,
        state="visible",
        late=False,
        at=after(5),
    )


def type_text(session: Session, notepad_id: int, text: str, *, client_id: int = 7, person: str = "ann") -> None:
    """Store one log row and its text, claimed by a person (the bytes are the text itself)."""
    facts = notepads.notepad(session, notepad_id)
    assert facts is not None
    if client_id not in notepads.clients(session, notepad_id):
        notepads.claim_client(session, notepad_id, client_id, facts.epoch, person, after(1))
    seq = facts.seq + 1
    row = notepads.LogRow(notepad_id, seq, text.encode(), ((client_id, seq),))
    notepads.append_updates(session, [row], after(seq))
    notepads.record_saved(session, [(notepad_id, client_id, seq)])
    notepads.save_text(session, notepad_id, seq, text, after(seq))


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements that run meanwhile, on any engine."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "(SELECT")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
