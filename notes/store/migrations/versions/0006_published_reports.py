"""How organisers want the report, what a published version is made of, numbers that lapsed, topics looked through.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("conference", sa.Column("report_choices", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("report_version", sa.Column("data", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("outcome_number", sa.Column("lapsed_in", sa.Integer(), nullable=True))
    op.create_table(
        "topic_review",
        sa.Column("topic_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_review_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_topic_review_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_topic_review")),
    )
