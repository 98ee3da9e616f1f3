"""The tables: what is stored of a conference, and nothing about how it is used.

Times are UTC; `UtcDateTime` hands out aware values on SQLite and PostgreSQL alike. Text is stored
in NFC, whoever stores it (`NfcText`): the notes themselves are bytes, only their reading is text.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from notes.domain.text import normalised
from notes.store.outbox_numbers import OutboxNumbers, Pairs

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: refuses values without a zone, hands out values with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC before storing; `ValueError` for a value without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a time zone cannot be stored"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class NfcText(TypeDecorator[str]):
    r"""Text, normalised to NFC with `\n` as line end before it is stored or compared."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Normalise."""
        return None if value is None else normalised(value)


class Base(DeclarativeBase):
    """The common ancestor of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads this plain dict on the class
        datetime: UtcDateTime(),
        str: NfcText(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
    }


def _id() -> Any:  # noqa: ANN401 -- mapped_column's own declared type
    return mapped_column(primary_key=True, autoincrement=True)


class ConferenceRow(Base):
    """One event with a programme; owns everything below."""

    __tablename__ = "conference"
    # Ids are never given twice: cookies name conferences by id.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = _id()
    slug: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)  # join code, upper case, no look-alikes
    title: Mapped[str]
    language: Mapped[str] = mapped_column(default="nl")
    timezone: Mapped[str] = mapped_column(default="Europe/Amsterdam")
    subtitle: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    organisers: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")  # where corrections go
    licence: Mapped[str] = mapped_column(default="")
    privacy_text: Mapped[str] = mapped_column(default="")  # Markdown, below our own words on /privacy
    accessibility_text: Mapped[str] = mapped_column(default="")  # the same on /toegankelijkheid
    public: Mapped[bool] = mapped_column(default=True)  # listed on the home page
    rehearsal: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)  # "vastgezet": ends all writing
    names_policy: Mapped[str] = mapped_column(default="none")  # none | first | full
    owners_policy: Mapped[str] = mapped_column(default="typed")  # typed | none
    ideas_policy: Mapped[str] = mapped_column(default="all")  # all | supported | taken_over | none
    report_choices: Mapped[dict[str, Any]] = mapped_column(default=dict)  # notes.domain.conference.ReportChoices
    round_template: Mapped[str] = mapped_column(default="")  # what each start of a round adds to its topics' notes
    retention_days: Mapped[int | None] = mapped_column(default=None)
    auto_end_minutes: Mapped[int | None] = mapped_column(default=None)  # a round ends so long after its time; None: not
    screen_ideas: Mapped[str] = mapped_column(default="later")  # at_once | later | chosen
    screen_names: Mapped[bool] = mapped_column(default=False)  # who sent an idea stands beside it on screens
    # Raised by every change of rights or room states, also by shell commands: a running
    # server notices by comparing it.
    revision: Mapped[int] = mapped_column(default=0)
    # Raised by what phones are told of the day: a round that begins, is ended or extended, a message.
    day_revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class ProgrammeItemRow(Base):
    """A line of the timeline; items may overlap."""

    __tablename__ = "programme_item"
    __table_args__ = (
        CheckConstraint("kind IN ('plenary','round','break','open')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str]
    title: Mapped[str]
    kind: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    position: Mapped[int]
    # What an organiser did on the day; the programme's own times stay as they were planned.
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    extended_minutes: Mapped[int] = mapped_column(default=0)


class TopicRow(Base):
    """A subject with a guiding question."""

    __tablename__ = "topic"
    __table_args__ = (
        UniqueConstraint("conference_id", "slug"),
        CheckConstraint("room_state IN ('closed','open','frozen')", name="room_state"),
    )

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str]
    title: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    colour: Mapped[int] = mapped_column(default=1)  # index of a topic colour
    own_colour: Mapped[str] = mapped_column(default="")  # #rrggbb that organisers chose instead
    participants_write: Mapped[bool] = mapped_column(default=False)
    ideas_open: Mapped[bool] = mapped_column(default=True)
    early_ideas: Mapped[bool] = mapped_column(default=True)  # "Alvast een idee?"
    approval: Mapped[bool] = mapped_column(default=False)  # ideas wait for approval
    # `locked` is the conference's; a room keeps its own state below it and gets it back.
    room_state: Mapped[str] = mapped_column(default="closed")
    # Set when a person moved the room; the programme's time opens it only while this is empty.
    room_moved_at: Mapped[datetime | None] = mapped_column(default=None)


class MeetingRow(Base):
    """A topic that meets in a programme item, with its own place and led-by."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("topic_id", "item_id"),)

    id: Mapped[int] = _id()
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("programme_item.id", ondelete="CASCADE"), index=True)
    place: Mapped[str] = mapped_column(default="")
    online_url: Mapped[str] = mapped_column(default="")
    led_by: Mapped[str] = mapped_column(default="")
    places: Mapped[int | None] = mapped_column(default=None)  # how many people the venue room holds; None: not said


class NotepadRow(Base):
    """The shared Markdown text of a topic, or the report's summary or closing."""

    __tablename__ = "notepad"
    __table_args__ = (
        CheckConstraint("kind IN ('topic','summary','closing')", name="kind"),
        CheckConstraint("(kind = 'topic') = (topic_id IS NOT NULL)", name="topic"),
        # One summary and one closing each; a unique constraint would let empty topics differ.
        Index(
            "uq_notepad_conference_kind",
            "conference_id",
            "kind",
            unique=True,
            sqlite_where=text("topic_id IS NULL"),
            postgresql_where=text("topic_id IS NULL"),
        ),
    )

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str]
    template: Mapped[str] = mapped_column(default="")  # what the engine seeds its log with, once
    # Positive and random, so that a browser with an older past can never match by chance.
    epoch: Mapped[int] = mapped_column(BigInteger)
    epoch_reason: Mapped[str] = mapped_column(default="")  # why it is another one than before: cleared | ""
    seq: Mapped[int] = mapped_column(default=0)  # the newest row of its log
    created_at: Mapped[datetime]


class RoundStartRow(Base):
    """A round that began in a topic's room: what belongs to its start was done, and is not done again."""

    __tablename__ = "round_start"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("programme_item.id", ondelete="CASCADE"), primary_key=True)
    template: Mapped[str] = mapped_column(default="")  # what was added to the notes, filled in; "" for nothing
    at: Mapped[datetime]


class WrittenLineRow(Base):
    """A line that somebody put into a notepad with the form below it."""

    __tablename__ = "written_line"
    __table_args__ = (Index("ix_written_line_notepad_id_person_id", "notepad_id", "person_id"),)

    id: Mapped[int] = _id()
    request: Mapped[str] = mapped_column(unique=True)  # client-made: a resend is the same act
    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    client_id: Mapped[int] = mapped_column(BigInteger)  # under which the server wrote it
    text: Mapped[str]  # the line as it was written: it is taken back only while it still stands so
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class UpdateRow(Base):
    """The log: one merged update per tick that changed this notepad. Append-only."""

    __tablename__ = "notepad_update"

    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # gapless, from 1
    data: Mapped[bytes]  # Yjs update, format v1
    saved: Mapped[Pairs] = mapped_column(OutboxNumbers())  # (client id, outbox number) that this row made durable
    at: Mapped[datetime]


class SnapshotRow(Base):
    """The compacted document at a sequence number: opening reads this and the rows after it."""

    __tablename__ = "notepad_snapshot"

    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes]
    at: Mapped[datetime]


class NotepadTextRow(Base):
    """The notepad's text for pages, search and report, at most a second behind the log."""

    __tablename__ = "notepad_text"

    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int]
    text: Mapped[str]
    changed_at: Mapped[datetime]


class MomentRow(Base):
    """A named or picked point in a notepad's history, with its text."""

    __tablename__ = "moment"

    id: Mapped[int] = _id()
    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id", ondelete="SET NULL"))
    seq: Mapped[int]
    kind: Mapped[str]  # start | end | picked | restored
    label: Mapped[str]  # picked: its name; restored: the number of the row whose text came back
    text: Mapped[str]
    at: Mapped[datetime]


class ClientRow(Base):
    """A Yjs client id and whose it is: the record behind authorship, claims and "saved"."""

    __tablename__ = "notepad_client"

    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    saved: Mapped[int] = mapped_column(default=0)  # an outbox number; rows after the snapshot may hold later ones
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), default=None)
    claimed_at: Mapped[datetime]


class QuarantineRow(Base):
    """Bytes that passed the decoder and still failed inside the CRDT library."""

    __tablename__ = "quarantine"

    id: Mapped[int] = _id()
    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    data: Mapped[bytes]
    reason: Mapped[str]
    at: Mapped[datetime]


class PersonRow(Base):
    """One browser in one conference, whatever its role."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)  # random, 128 bits, in the signed cookie
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(default="")
    waiting: Mapped[bool] = mapped_column(default=False)  # this device's ideas wait for approval
    created_at: Mapped[datetime]


class AccessLinkRow(Base):
    """A secret link that gives a role. The token is an HMAC of `id`: nothing secret is stored."""

    __tablename__ = "access_link"
    __table_args__ = (CheckConstraint("role IN ('organiser','facilitator')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True)  # random, url-safe
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), default=None)
    role: Mapped[str]  # a facilitator's link without a topic is for all topics
    label: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class GrantRow(Base):
    """A person who used an access link: their role lasts as long as the link does."""

    __tablename__ = "access_grant"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    link_id: Mapped[str] = mapped_column(ForeignKey("access_link.id", ondelete="CASCADE"), primary_key=True)
    granted_at: Mapped[datetime]


class IdeaRow(Base):
    """A participant's contribution."""

    __tablename__ = "idea"
    __table_args__ = (
        UniqueConstraint("conference_id", "number"),
        CheckConstraint("state IN ('visible','waiting','hidden','withdrawn')", name="state"),
    )

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]  # what `[words](idee:<number>)` names; counts per conference
    uuid: Mapped[str] = mapped_column(unique=True)  # made by the browser: a resend is the same idea
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(default="")
    name_removed: Mapped[bool] = mapped_column(default=False)  # a facilitator took the name away: nobody sees it
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default="visible")
    hidden_reason: Mapped[str] = mapped_column(default="")  # why it is hidden, for staff only
    late: Mapped[bool] = mapped_column(default=False)
    on_paper: Mapped[bool] = mapped_column(default=False)
    hands: Mapped[int | None] = mapped_column(default=None)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("idea.id", ondelete="SET NULL"), index=True, default=None
    )
    revision: Mapped[int] = mapped_column(default=1)  # raised by every change that receivers see
    edit_counter: Mapped[int] = mapped_column(default=0)  # the client's; an older edit is ignored
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    worded_at: Mapped[datetime | None] = mapped_column(default=None)  # when its words were last changed


class IdeaMoveRow(Base):
    """A topic that an idea stood in before it was moved to another one."""

    __tablename__ = "idea_move"

    id: Mapped[int] = _id()
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)  # it left this one
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class SupportRow(Base):
    """One participant's backing of an idea: one row per person, with the client's counter."""

    __tablename__ = "support"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    on: Mapped[bool] = mapped_column("is_on")
    counter: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class TakeOverRow(Base):
    """An idea whose words were put into a notepad, and whether its link is still there."""

    __tablename__ = "take_over"
    __table_args__ = (
        Index(
            "uq_take_over_present_idea",
            "idea_id",
            unique=True,
            sqlite_where=text("present"),
            postgresql_where=text("present"),
        ),
    )

    id: Mapped[int] = _id()
    request: Mapped[str] = mapped_column(unique=True)  # client-made: a resend is the same act
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    notepad_id: Mapped[int] = mapped_column(ForeignKey("notepad.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str | None] = mapped_column(default=None)
    gap_before: Mapped[str] = mapped_column(default="")  # what was put in together with the line: undone with it
    gap_behind: Mapped[str] = mapped_column(default="")
    present: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class VersionRow(Base):
    """An immutable, numbered, published report."""

    __tablename__ = "report_version"
    __table_args__ = (
        UniqueConstraint("conference_id", "number"),
        CheckConstraint("status IN ('provisional','final')", name="status"),
    )

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[str]
    markdown: Mapped[str]
    data: Mapped[dict[str, Any]]  # the two of which every format is made
    choices: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class OutcomeNumberRow(Base):
    """The number that an outcome got at its first publication; never given twice.

    `own` says in which of the organisers' notepads it stands (summary, closing); "" for one of a topic.
    """

    __tablename__ = "outcome_number"
    __table_args__ = (
        UniqueConstraint("topic_id", "letter", "number"),
        CheckConstraint("(own = '') = (topic_id IS NOT NULL)", name="own"),
    )

    id: Mapped[int] = _id()
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), default=None)
    own: Mapped[str] = mapped_column(default="")
    letter: Mapped[str]  # A, B, I, V, C
    number: Mapped[int]
    text: Mapped[str]  # normalised, to find it again
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), default=None)
    client_id: Mapped[int | None] = mapped_column(BigInteger, default=None)
    clock: Mapped[int | None] = mapped_column(BigInteger, default=None)
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id", ondelete="CASCADE"))
    lapsed_in: Mapped[int | None] = mapped_column(default=None)  # the version in which it was missing first


class TopicReviewRow(Base):
    """Somebody looked a topic's notes through; a later row of their log takes that away."""

    __tablename__ = "topic_review"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class DeskActRow(Base):
    """What somebody (None: the clock) did at the desk, with the facts before and after: what can be undone."""

    __tablename__ = "desk_act"

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str]  # notes.domain.desk.ActKind
    item_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id", ondelete="CASCADE"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    minutes: Mapped[int | None] = mapped_column(default=None)
    before: Mapped[dict[str, Any]]  # notes.store.desk.Facts
    after: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), default=None)


class MessageRow(Base):
    """What an organiser says to everybody, or to one topic's room."""

    __tablename__ = "message"

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    text: Mapped[str]
    sent_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class WhereaboutsRow(Base):
    """Where somebody is in a round, or is going to be."""

    __tablename__ = "whereabouts"
    __table_args__ = (CheckConstraint("kind IN ('going','here')", name="kind"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("programme_item.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    at: Mapped[datetime]


# Sign-ups. Nothing here names a person or an idea: what somebody says in a room is never tied to their reservation.


class SignUpSettingsRow(Base):
    """How a conference takes sign-ups; its row is locked by whoever gives a place away."""

    __tablename__ = "sign_up_settings"

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), primary_key=True)
    open: Mapped[bool] = mapped_column("is_open", default=False)  # the public form takes sign-ups
    places: Mapped[int | None] = mapped_column(default=None)  # None: as many as come
    dinner: Mapped[bool] = mapped_column(default=True)  # the form asks who joins dinner
    accessibility: Mapped[str] = mapped_column(default="")  # of the venue, for the public page


class SignUpRow(Base):
    """Somebody who reserved, or who came to the door without a reservation."""

    __tablename__ = "sign_up"
    __table_args__ = (
        CheckConstraint("state IN ('placed','waiting','cancelled','door')", name="state"),
        # A seat has one number: of two who take the last one at once the database refuses one.
        CheckConstraint("(state = 'placed') = (seat IS NOT NULL)", name="seat"),
        UniqueConstraint("conference_id", "seat", name="uq_sign_up_conference_id_seat"),
        UniqueConstraint("conference_id", "reference", name="uq_sign_up_conference_id_reference"),
        Index("ix_sign_up_conference_id_state", "conference_id", "state"),
        Index("ix_sign_up_conference_id_email_key", "conference_id", "email_key"),
        {"sqlite_autoincrement": True},  # who came first is first in the waiting list
    )

    id: Mapped[int] = _id()
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(unique=True)  # random; the private link is an HMAC of it
    request: Mapped[str | None] = mapped_column(unique=True)  # of the form or the door: a resend is the same act
    reference: Mapped[str | None] = mapped_column(default=None)  # its number in another ticket system
    state: Mapped[str]
    seat: Mapped[int | None] = mapped_column(default=None)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    email_key: Mapped[str] = mapped_column(default="")  # in small letters: the same address is the same person
    organisation: Mapped[str] = mapped_column(default="")
    dinner: Mapped[bool] = mapped_column(default=False)
    diet: Mapped[str] = mapped_column(default="")
    access_needs: Mapped[str] = mapped_column(default="")
    search: Mapped[str] = mapped_column(default="")  # name, address and organisation without accents and capitals
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    arrived_at: Mapped[datetime | None] = mapped_column(default=None)


class SignUpChoiceRow(Base):
    """The topic that somebody wants in a round: soft, nobody is locked out."""

    __tablename__ = "sign_up_choice"

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_up.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("programme_item.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)


class DoorActRow(Base):
    """Somebody was let in at the door, or that was taken back: each act once, however often a phone sends it."""

    __tablename__ = "door_act"

    request: Mapped[str] = mapped_column(primary_key=True)  # made by the phone
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_up.id", ondelete="CASCADE"), index=True)
    arrived: Mapped[bool]
    at: Mapped[datetime]


class MailRow(Base):
    """A mail about a sign-up that waits or was sent; its words are made when it is sent, so none are stored."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("kind IN ('placed','waiting','moved_up','changed','cancelled','again')", name="kind"),
        Index("ix_mail_sent_at_due_at", "sent_at", "due_at"),
    )

    id: Mapped[int] = _id()
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_up.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]  # when it is tried next
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")  # why the last try failed: a code, never a server's words
    sent_at: Mapped[datetime | None] = mapped_column(default=None)


class ScreenRow(Base):
    """A projector page that somebody paired. What it shows stays what it is until somebody chooses something else."""

    __tablename__ = "screen"
    __table_args__ = (CheckConstraint("view IN ('join','ideas','notes','outcomes','all','report')", name="view"),)

    id: Mapped[int] = _id()
    key: Mapped[str] = mapped_column(unique=True)  # random, 128 bits, in a cookie of the screen's own, signed
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"), default=None)
    label: Mapped[str] = mapped_column(default="")
    view: Mapped[str] = mapped_column(default="join")
    blank: Mapped[bool] = mapped_column(default=False)  # nothing is shown; `view` comes back
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))  # who paired it
    paired_at: Mapped[datetime]


class ScreenIdeaRow(Base):
    """An idea that a facilitator put on the screens."""

    __tablename__ = "screen_idea"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]
