"""Rounds that begin with a template, and lines that can be taken back.

A conference that exists keeps its notes as they are: it has no template until an organiser writes
one, and what has begun already has begun.

Revision ID: 0003
Revises: 0002
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_item = sa.table(
    "programme_item",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.Text),
    sa.column("starts_at", sa.DateTime(timezone=True)),
    sa.column("started_at", sa.DateTime(timezone=True)),
)
_meeting = sa.table("meeting", sa.column("topic_id", sa.Integer), sa.column("item_id", sa.Integer))
_start = sa.table(
    "round_start",
    sa.column("topic_id", sa.Integer),
    sa.column("item_id", sa.Integer),
    sa.column("template", sa.Text),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("conference", sa.Column("round_template", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "round_start",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_round_start_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["programme_item.id"], name=op.f("fk_round_start_item_id_programme_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "item_id", name=op.f("pk_round_start")),
    )
    op.create_table(
        "written_line",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_written_line_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_written_line_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_line")),
        sa.UniqueConstraint("request", name=op.f("uq_written_line_request")),
    )
    op.create_index("ix_written_line_notepad_id_person_id", "written_line", ["notepad_id", "person_id"])
    _note_what_has_begun()


def _note_what_has_begun() -> None:
    now = datetime.now(UTC)
    begun = (
        sa.select(_meeting.c.topic_id, _meeting.c.item_id, sa.literal(""), sa.literal(now, sa.DateTime(timezone=True)))
        .join_from(_meeting, _item, _item.c.id == _meeting.c.item_id)
        .where(
            _item.c.kind == "round",
            sa.func.coalesce(_item.c.started_at, _item.c.starts_at) <= sa.literal(now, sa.DateTime(timezone=True)),
        )
    )
    op.execute(_start.insert().from_select(["topic_id", "item_id", "template", "at"], begun))
