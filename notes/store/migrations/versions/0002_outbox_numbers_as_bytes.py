"""Outbox numbers of log rows as bytes: as JSON they took more room than the text.

Revision ID: 0002
Revises: 0001
"""

from itertools import chain

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_AT_ONCE = 1_000
_rows = sa.table(
    "notepad_update",
    sa.column("notepad_id", sa.Integer),
    sa.column("seq", sa.Integer),
    sa.column("saved", sa.JSON),
    sa.column("packed", sa.LargeBinary),
)


def upgrade() -> None:
    op.add_column("notepad_update", sa.Column("packed", sa.LargeBinary(), nullable=True))
    _pack_all()
    with op.batch_alter_table("notepad_update") as batch:
        batch.drop_column("saved")
        batch.alter_column("packed", new_column_name="saved", existing_type=sa.LargeBinary(), nullable=False)


def _pack_all() -> None:
    connection = op.get_bind()
    key = sa.tuple_(_rows.c.notepad_id, _rows.c.seq)
    query = sa.select(_rows.c.notepad_id, _rows.c.seq, _rows.c.saved).order_by(_rows.c.notepad_id, _rows.c.seq)
    change = (
        sa.update(_rows)
        .where(_rows.c.notepad_id == sa.bindparam("notepad"), _rows.c.seq == sa.bindparam("row"))
        .values(packed=sa.bindparam("bytes"))
    )
    last = (0, 0)
    while found := connection.execute(query.where(key > last).limit(_AT_ONCE)).all():
        connection.execute(
            change, [{"notepad": row.notepad_id, "row": row.seq, "bytes": _packed(row.saved)} for row in found]
        )
        last = (found[-1].notepad_id, found[-1].seq)


def _packed(pairs: list[list[int]]) -> bytes:
    """Return pairs as varints: the distance to the client id before, then the number. As it was at this revision."""
    ordered = sorted(pairs)
    befores = [0, *(client_id for client_id, _number in ordered)]
    numbers = chain.from_iterable(
        (client_id - before, number) for (client_id, number), before in zip(ordered, befores, strict=False)
    )
    return b"".join(map(_varint, numbers))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
