"""Ideas that were hidden for a reason, lost their name, or moved to another topic.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("idea", sa.Column("name_removed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("idea", sa.Column("hidden_reason", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "idea_move",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_move_idea_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_idea_move_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_idea_move_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_move")),
    )
    op.create_index(op.f("ix_idea_move_idea_id"), "idea_move", ["idea_id"])
    op.create_index(op.f("ix_idea_move_topic_id"), "idea_move", ["topic_id"])
