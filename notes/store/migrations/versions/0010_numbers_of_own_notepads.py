"""Outcomes in the organisers' own notepads get numbers, too.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("outcome_number") as table:
        table.add_column(sa.Column("own", sa.Text(), nullable=False, server_default=""))
        table.alter_column("topic_id", existing_type=sa.Integer(), nullable=True)
        table.create_check_constraint(op.f("ck_outcome_number_own"), "(own = '') = (topic_id IS NOT NULL)")
