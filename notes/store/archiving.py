"""Everything that belongs to one conference as plain rows, and such rows stored again as a new conference.

Promise: what is stored again says the same: logs, texts, ideas, numbers and versions keep their contents and their
order; every id, random name and epoch is a new one, so that it stands beside the conference that it came from.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Table, insert, select, union, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from notes.ground.ports import Ids
from notes.store.models import Base, ConferenceRow, NfcText
from notes.store.unit_of_work import address, sqlite_engine

Row = dict[str, Any]
Rows = Callable[[str], Iterable[Row]]

# A test holds these two against the schema: who adds a table decides.
ARCHIVED: Final = frozenset(
    {
        "conference",
        "programme_item",
        "topic",
        "meeting",
        "notepad",
        "round_start",
        "written_line",
        "notepad_update",
        "notepad_text",
        "moment",
        "notepad_client",
        "person",
        "idea",
        "idea_move",
        "support",
        "take_over",
        "report_version",
        "outcome_number",
        "topic_review",
        "message",
        "whereabouts",
    }
)
LEFT_OUT: Final = frozenset(
    {
        *("access_link", "access_grant"),  # they open doors
        *("notepad_snapshot", "quarantine", "desk_act"),  # made again; never taken in; what a desk may still undo
        # Who signed up was promised to be erased after the day: a file would outlive that.
        *("sign_up", "sign_up_settings", "sign_up_choice", "door_act", "mail"),
        *("screen", "screen_idea"),  # they stand in a hall
    }
)

_CONFERENCE: Final = "conference"
_PERSON: Final = "person"
_OWN_COLUMNS: Final = {_CONFERENCE: frozenset({"id", "revision"})}  # of this database only
_ROWS_AT_ONCE: Final = 500


class RowsDamaged(ValueError):
    """Rows that cannot be a conference; the message says where."""


def tables() -> tuple[Table, ...]:
    """Return every table, those first that others refer to."""
    return tuple(Base.metadata.sorted_tables)


def table_named(name: str) -> Table:
    """Return a table."""
    return Base.metadata.tables[name]


def kept_columns(table: Table) -> tuple["Column[Any]", ...]:
    """Return the columns that an archive holds: not those that only mean something in one database."""
    own = _OWN_COLUMNS.get(table.name, frozenset())
    return tuple(column for column in table.columns if column.name not in own and not _is_random_name(column))


def rows_of(session: Session, conference_id: int, name: str) -> Iterator[Row]:
    """Yield a conference's rows of a table in a fixed order, a part of them in memory at a time."""
    table = table_named(name)
    query = select(*kept_columns(table)).where(_belongs(table, conference_id)).order_by(*table.primary_key.columns)
    for row in session.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)).mappings():
        yield dict(row)


def new_database(path: Path) -> None:
    """Make an empty database with every table in a file that holds nothing else."""
    engine = sqlite_engine(address(f"sqlite:///{path}"))
    try:
        Base.metadata.create_all(engine)
    finally:
        engine.dispose()


def put(session: Session, rows: Rows, ids: Ids) -> int:
    """Store a conference whose rows `rows` gives by table; return its id. Raises `RowsDamaged`.

    Its short name gets a number behind it where it exists, and then it is not listed on the home page; its join
    code is a new one where that is taken.
    """
    placing = _Placing(session, ids)
    for table in tables():
        placing.put(table, rows(table.name))
    return placing.conference_id


class _Placing:
    """Stores rows and remembers what became of their ids."""

    def __init__(self, session: Session, ids: Ids) -> None:
        self._session = session
        self._ids = ids
        self._new: dict[str, dict[Any, Any]] = defaultdict(dict)
        self._epochs: dict[int, int] = {}

    @property
    def conference_id(self) -> int:
        """The new conference."""
        made = self._new[_CONFERENCE]
        if len(made) != 1:
            message = f"{len(made)} conferences where there must be one"
            raise RowsDamaged(message)
        return int(next(iter(made.values())))

    def put(self, table: Table, rows: Iterable[Row]) -> None:
        """Store the rows of one table; what they refer to in others is there."""
        own = [column for column in table.columns if column.foreign_keys and _target(column) == table.name]
        later: list[tuple[str, Any, Any]] = []
        for batch in _batches(rows):
            self._put(table, batch)
            later.extend((one.name, row["id"], row[one.name]) for one in own for row in batch if row[one.name])
        known = self._new[table.name]
        for name, old, target in later:
            if target not in known:
                message = f"{table.name}.{name} names one that is not there"
                raise RowsDamaged(message)
            self._session.execute(update(table).where(table.c.id == known[old]).values({name: known[target]}))

    def _put(self, table: Table, batch: Sequence[Row]) -> None:
        make = self._conference if table.name == _CONFERENCE else partial(self._value, table)
        values = [make(row) for row in batch]
        if "id" not in table.columns:
            self._session.execute(insert(table), values)
            return
        if isinstance(table.c.id.type, NfcText):
            values = [{**value, "id": self._ids.token()} for value in values]
            self._session.execute(insert(table), values)
            news = [value["id"] for value in values]
        else:
            query = insert(table).returning(table.c.id, sort_by_parameter_order=True)
            news = list(self._session.scalars(query, values))
        known = self._new[table.name]
        for row, new in zip(batch, news, strict=True):
            old = row.get("id", 0)  # a conference is the only one of its kind
            if old in known:
                message = f"{table.name}: {old!r} is there twice"
                raise RowsDamaged(message)
            known[old] = new

    def _conference(self, row: Row) -> Row:
        slugs = frozenset(self._session.scalars(select(ConferenceRow.slug)))
        codes = frozenset(self._session.scalars(select(ConferenceRow.code)))
        named = (row["slug"] if number == 1 else f"{row['slug']}-{number}" for number in count(1))
        slug = next(each for each in named if each not in slugs)
        free = (each for each in iter(self._ids.join_code, "") if each not in codes)
        return {
            **row,
            "slug": slug,
            "code": next(free) if row["code"] in codes else row["code"],
            "public": row["public"] and slug == row["slug"],
        }

    def _value(self, table: Table, row: Row) -> Row:
        value = {name: given for name, given in row.items() if name != "id"}
        for column in table.columns:
            if _is_random_name(column):
                value[column.name] = self._ids.uuid()
            elif column.name == "epoch":
                value["epoch"] = self._epoch(row["epoch"])
            elif column.foreign_keys:
                value[column.name] = self._referred(table, column, row[column.name])
        return value

    def _epoch(self, old: int) -> int:
        if old not in self._epochs:
            self._epochs[old] = self._ids.epoch()
        return self._epochs[old]

    def _referred(self, table: Table, column: "Column[Any]", old: object) -> object:
        target = _target(column)
        if old is None or target == table.name:  # those of one table follow when all of them are there
            return None
        if target == _CONFERENCE:
            return self.conference_id
        if old not in self._new[target]:
            message = f"{table.name}.{column.name} names a {target} that is not there"
            raise RowsDamaged(message)
        return self._new[target][old]


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, _ROWS_AT_ONCE)):
        yield batch


def _belongs(table: Table, conference_id: int) -> ColumnElement[bool]:
    if table.name == _CONFERENCE:
        return ConferenceRow.__table__.c.id == conference_id
    if table.name == _PERSON:  # who only looked is nobody here
        query = select(table.c.id).where(table.c.conference_id == conference_id)
        return table.c.id.in_(query.where(table.c.id.in_(union(*map(select, _columns_of_persons())))))
    column = next(each for each in table.columns if each.foreign_keys and not each.nullable)
    target = table_named(_target(column))
    return column.in_(select(target.c.id).where(_belongs(target, conference_id)))


def _columns_of_persons() -> Iterator["Column[Any]"]:
    """Yield the columns that name a person, of tables whose rows an archive holds."""
    for table in tables():
        if table.name in ARCHIVED:
            yield from (column for column in table.columns if column.foreign_keys and _target(column) == _PERSON)


def _target(column: "Column[Any]") -> str:
    key: ForeignKey = next(iter(column.foreign_keys))
    return key.column.table.name


def _is_random_name(column: "Column[Any]") -> bool:
    """Return whether a column holds a name that a browser made up so that a resend is known again."""
    return bool(column.unique) and not column.foreign_keys and column.table.name != _CONFERENCE
