"""The empty lines that came with an idea's line: undoing takes them out together.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("take_over", sa.Column("gap_before", sa.Text(), nullable=False, server_default=""))
    op.add_column("take_over", sa.Column("gap_behind", sa.Text(), nullable=False, server_default=""))
