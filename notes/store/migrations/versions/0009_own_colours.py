"""A topic's own colour.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("topic", sa.Column("own_colour", sa.Text(), nullable=False, server_default=""))
