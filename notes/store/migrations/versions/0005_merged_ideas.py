"""An index for finding what was merged into an idea.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_idea_merged_into_id", "idea", ["merged_into_id"])
