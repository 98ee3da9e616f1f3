"""Sign-ups: how a conference takes them, who reserved, what they want, who came, and the mails about it.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "sign_up_settings",
        sa.Column("conference_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("dinner", sa.Boolean(), nullable=False),
        sa.Column("accessibility", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_sign_up_settings_conference_id_conference"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conference_id", name=op.f("pk_sign_up_settings")),
    )
    op.create_table(
        "sign_up",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("dinner", sa.Boolean(), nullable=False),
        sa.Column("diet", sa.Text(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('placed','waiting','cancelled','door')", name=op.f("ck_sign_up_state")),
        sa.CheckConstraint("(state = 'placed') = (seat IS NOT NULL)", name=op.f("ck_sign_up_seat")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_sign_up_conference_id_conference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_up")),
        sa.UniqueConstraint("conference_id", "seat", name="uq_sign_up_conference_id_seat"),
        sa.UniqueConstraint("conference_id", "reference", name="uq_sign_up_conference_id_reference"),
        sa.UniqueConstraint("key", name=op.f("uq_sign_up_key")),
        sa.UniqueConstraint("request", name=op.f("uq_sign_up_request")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sign_up_conference_id_state", "sign_up", ["conference_id", "state"])
    op.create_index("ix_sign_up_conference_id_email_key", "sign_up", ["conference_id", "email_key"])
    op.create_table(
        "sign_up_choice",
        sa.Column("sign_up_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_up.id"], name=op.f("fk_sign_up_choice_sign_up_id_sign_up"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["programme_item.id"],
            name=op.f("fk_sign_up_choice_item_id_programme_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_sign_up_choice_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sign_up_id", "item_id", name=op.f("pk_sign_up_choice")),
    )
    op.create_index(op.f("ix_sign_up_choice_topic_id"), "sign_up_choice", ["topic_id"])
    op.create_table(
        "door_act",
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("arrived", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_up.id"], name=op.f("fk_door_act_sign_up_id_sign_up"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request", name=op.f("pk_door_act")),
    )
    op.create_index(op.f("ix_door_act_sign_up_id"), "door_act", ["sign_up_id"])
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('placed','waiting','moved_up','changed','cancelled','again')", name=op.f("ck_mail_kind")
        ),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_up.id"], name=op.f("fk_mail_sign_up_id_sign_up"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index(op.f("ix_mail_sign_up_id"), "mail", ["sign_up_id"])
    op.create_index("ix_mail_sent_at_due_at", "mail", ["sent_at", "due_at"])
