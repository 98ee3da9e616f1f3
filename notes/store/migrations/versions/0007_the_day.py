"""The day itself: what was done at the desk, messages, where people are, places in a venue room.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _to(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.add_column("conference", sa.Column("auto_end_minutes", sa.Integer(), nullable=True))
    op.add_column("conference", sa.Column("day_revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("meeting", sa.Column("places", sa.Integer(), nullable=True))
    op.create_table(
        "desk_act",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Text(), nullable=True),
        _to("desk_act", "conference_id", "conference", "CASCADE"),
        _to("desk_act", "person_id", "person", "SET NULL"),
        _to("desk_act", "item_id", "programme_item", "CASCADE"),
        _to("desk_act", "topic_id", "topic", "CASCADE"),
        _to("desk_act", "undone_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_act")),
    )
    op.create_index(op.f("ix_desk_act_conference_id"), "desk_act", ["conference_id"])
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        _to("message", "conference_id", "conference", "CASCADE"),
        _to("message", "topic_id", "topic", "CASCADE"),
        _to("message", "person_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_conference_id"), "message", ["conference_id"])
    op.create_table(
        "whereabouts",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('going','here')", name=op.f("ck_whereabouts_kind")),
        _to("whereabouts", "person_id", "person", "CASCADE"),
        _to("whereabouts", "item_id", "programme_item", "CASCADE"),
        _to("whereabouts", "topic_id", "topic", "CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "item_id", "kind", name=op.f("pk_whereabouts")),
    )
    op.create_index(op.f("ix_whereabouts_item_id"), "whereabouts", ["item_id"])
