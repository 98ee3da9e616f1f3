"""The first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conference",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("subtitle", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("organisers", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("names_policy", sa.Text(), nullable=False),
        sa.Column("owners_policy", sa.Text(), nullable=False),
        sa.Column("ideas_policy", sa.Text(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
        sa.UniqueConstraint("code", name=op.f("uq_conference_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_conference_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_person_conference_id_conference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "programme_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extended_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('plenary','round','break','open')", name=op.f("ck_programme_item_kind")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_programme_item_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_programme_item_conference_id_conference"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_item")),
    )
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_item_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("status IN ('provisional','final')", name=op.f("ck_report_version_status")),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_report_version_conference_id_conference"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint("conference_id", "number", name=op.f("uq_report_version_conference_id")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.Column("participants_write", sa.Boolean(), nullable=False),
        sa.Column("ideas_open", sa.Boolean(), nullable=False),
        sa.Column("early_ideas", sa.Boolean(), nullable=False),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("room_state", sa.Text(), nullable=False),
        sa.Column("room_moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("room_state IN ('closed','open','frozen')", name=op.f("ck_topic_room_state")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_topic_conference_id_conference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("conference_id", "slug", name=op.f("uq_topic_conference_id")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "access_link",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('organiser','facilitator')", name=op.f("ck_access_link_role")),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_access_link_conference_id_conference"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_access_link_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_link")),
    )
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_link_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("hands", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edit_counter", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('visible','waiting','hidden','withdrawn')", name=op.f("ck_idea_state")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_idea_conference_id_conference"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["idea.id"], name=op.f("fk_idea_merged_into_id_idea"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_idea_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_idea_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("conference_id", "number", name=op.f("uq_idea_conference_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_idea_uuid")),
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("online_url", sa.Text(), nullable=False),
        sa.Column("led_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["programme_item.id"], name=op.f("fk_meeting_item_id_programme_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_meeting_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("topic_id", "item_id", name=op.f("uq_meeting_topic_id")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_item_id"), ["item_id"], unique=False)

    op.create_table(
        "notepad",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'topic') = (topic_id IS NOT NULL)", name=op.f("ck_notepad_topic")),
        sa.CheckConstraint("kind IN ('topic','summary','closing')", name=op.f("ck_notepad_kind")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_notepad_conference_id_conference"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_notepad_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notepad")),
        sa.UniqueConstraint("topic_id", name=op.f("uq_notepad_topic_id")),
    )
    with op.batch_alter_table("notepad", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notepad_conference_id"), ["conference_id"], unique=False)
        batch_op.create_index(
            "uq_notepad_conference_kind",
            ["conference_id", "kind"],
            unique=True,
            sqlite_where=sa.text("topic_id IS NULL"),
            postgresql_where=sa.text("topic_id IS NULL"),
        )

    op.create_table(
        "access_grant",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["access_link.id"], name=op.f("fk_access_grant_link_id_access_link"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_access_grant_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "link_id", name=op.f("pk_access_grant")),
    )
    op.create_table(
        "moment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["programme_item.id"], name=op.f("fk_moment_item_id_programme_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_moment_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment")),
    )
    with op.batch_alter_table("moment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moment_notepad_id"), ["notepad_id"], unique=False)

    op.create_table(
        "notepad_client",
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("saved", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_notepad_client_idea_id_idea"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_notepad_client_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notepad_client_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("notepad_id", "client_id", name=op.f("pk_notepad_client")),
    )
    with op.batch_alter_table("notepad_client", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notepad_client_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notepad_snapshot",
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_notepad_snapshot_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notepad_id", "seq", name=op.f("pk_notepad_snapshot")),
    )
    op.create_table(
        "notepad_text",
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_notepad_text_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notepad_id", name=op.f("pk_notepad_text")),
    )
    op.create_table(
        "notepad_update",
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("saved", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_notepad_update_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notepad_id", "seq", name=op.f("pk_notepad_update")),
    )
    op.create_table(
        "outcome_number",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.BigInteger(), nullable=True),
        sa.Column("clock", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_outcome_number_idea_id_idea"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_outcome_number_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["report_version.id"],
            name=op.f("fk_outcome_number_version_id_report_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_number")),
        sa.UniqueConstraint("topic_id", "letter", "number", name=op.f("uq_outcome_number_topic_id")),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_quarantine_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quarantine_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quarantine_notepad_id"), ["notepad_id"], unique=False)

    op.create_table(
        "support",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_support_idea_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name=op.f("pk_support")),
    )
    op.create_table(
        "take_over",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("notepad_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_take_over_idea_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["notepad_id"], ["notepad.id"], name=op.f("fk_take_over_notepad_id_notepad"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_take_over_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_over")),
        sa.UniqueConstraint("request", name=op.f("uq_take_over_request")),
    )
    with op.batch_alter_table("take_over", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_take_over_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_take_over_notepad_id"), ["notepad_id"], unique=False)
        batch_op.create_index(
            "uq_take_over_present_idea",
            ["idea_id"],
            unique=True,
            sqlite_where=sa.text("present"),
            postgresql_where=sa.text("present"),
        )


def downgrade() -> None:
    with op.batch_alter_table("take_over", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_take_over_present_idea", sqlite_where=sa.text("present"), postgresql_where=sa.text("present")
        )
        batch_op.drop_index(batch_op.f("ix_take_over_notepad_id"))
        batch_op.drop_index(batch_op.f("ix_take_over_idea_id"))

    op.drop_table("take_over")
    op.drop_table("support")
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quarantine_notepad_id"))

    op.drop_table("quarantine")
    op.drop_table("outcome_number")
    op.drop_table("notepad_update")
    op.drop_table("notepad_text")
    op.drop_table("notepad_snapshot")
    with op.batch_alter_table("notepad_client", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notepad_client_person_id"))

    op.drop_table("notepad_client")
    with op.batch_alter_table("moment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moment_notepad_id"))

    op.drop_table("moment")
    op.drop_table("access_grant")
    with op.batch_alter_table("notepad", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_notepad_conference_kind",
            sqlite_where=sa.text("topic_id IS NULL"),
            postgresql_where=sa.text("topic_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_notepad_conference_id"))

    op.drop_table("notepad")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_item_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_topic_id"))
        batch_op.drop_index(batch_op.f("ix_idea_person_id"))

    op.drop_table("idea")
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_link_conference_id"))

    op.drop_table("access_link")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_conference_id"))

    op.drop_table("topic")
    op.drop_table("report_version")
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_item_conference_id"))

    op.drop_table("programme_item")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_conference_id"))

    op.drop_table("person")
    op.drop_table("conference")
