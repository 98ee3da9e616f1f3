"""Screens that were paired, what facilitators put on them, and since when an idea has its words.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("conference", sa.Column("screen_ideas", sa.Text(), nullable=False, server_default="later"))
    op.add_column("conference", sa.Column("screen_names", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("idea", sa.Column("worded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "screen",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("paired_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("view IN ('join','ideas','notes','outcomes','all','report')", name=op.f("ck_screen_view")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_screen_conference_id_conference"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_screen_topic_id_topic"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_screen_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen")),
        sa.UniqueConstraint("key", name=op.f("uq_screen_key")),
    )
    op.create_index(op.f("ix_screen_conference_id"), "screen", ["conference_id"])
    op.create_table(
        "screen_idea",
        sa.Column("idea_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_screen_idea_idea_id_idea"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_screen_idea")),
    )
