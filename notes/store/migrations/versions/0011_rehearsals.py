"""Why a notepad began again, for browsers that have its older past; what a conference says on its pages about privacy.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("notepad", sa.Column("epoch_reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("conference", sa.Column("privacy_text", sa.Text(), nullable=False, server_default=""))
    op.add_column("conference", sa.Column("accessibility_text", sa.Text(), nullable=False, server_default=""))
