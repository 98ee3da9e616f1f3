"""Who may do what: the one place that decides, for HTTP and Socket.IO alike.

Pure rules over plain data. Fetching a person's grants and a room's facts is the store's work.
"""

from dataclasses import dataclass
from enum import StrEnum

from notes.domain.rooms import Room, RoomState


class Role(StrEnum):
    """The four roles, strongest first."""

    ORGANISER = "organiser"
    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    READER = "reader"


class What(StrEnum):
    """Everything that somebody may be refused."""

    READ_NOTES = "read_notes"
    WRITE_NOTES = "write_notes"
    READ_HISTORY = "read_history"
    ADD_IDEA = "add_idea"
    CHANGE_OWN_IDEA = "change_own_idea"
    SUPPORT_IDEA = "support_idea"
    SAY_WHERE = "say_where"
    TAKE_OVER = "take_over"
    MODERATE_IDEAS = "moderate_ideas"
    SEE_HIDDEN = "see_hidden"
    RUN_ROOM = "run_room"
    READ_REPORT = "read_report"
    RUN_CONFERENCE = "run_conference"
    STEER_SCREENS = "steer_screens"


@dataclass(frozen=True, slots=True)
class Who:
    """A person and what their access links give them in one conference.

    `person_id` is None for somebody who did nothing yet; `joined` says that they gave the code.
    """

    person_id: str | None
    conference_id: int
    organiser: bool = False
    all_topics: bool = False
    topics: frozenset[int] = frozenset()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class ScreenPlace:
    """Where a paired screen belongs: a conference, perhaps one of its topics, and who paired it."""

    conference_id: int
    topic_id: int | None
    paired_by: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: `code` is what the faces translate."""

    code: str


DENIED = Refusal("denied")
CLOSED = Refusal("closed")
FROZEN = Refusal("frozen")
LOCKED = Refusal("locked")
IDEAS_CLOSED = Refusal("ideas_closed")

# The history shows what was taken back, and internal lines: who is let type sees only what stands there now.
_STAFF_ONLY = frozenset({What.READ_HISTORY, What.TAKE_OVER, What.MODERATE_IDEAS, What.SEE_HIDDEN, What.RUN_ROOM})
_WRITES = frozenset(What) - {
    What.READ_NOTES,
    What.READ_HISTORY,
    What.SEE_HIDDEN,
    What.READ_REPORT,
    What.RUN_CONFERENCE,
    What.RUN_ROOM,
    What.SAY_WHERE,
    What.STEER_SCREENS,
}


def role_of(who: Who, topic_id: int | None) -> Role:
    """Return the strongest role that `who` has in a topic; without topic, in the whole conference."""
    if who.organiser:
        return Role.ORGANISER
    if who.all_topics or (topic_id is not None and topic_id in who.topics):
        return Role.FACILITATOR
    return Role.PARTICIPANT if who.person_id else Role.READER


def may(who: Who, what: What, room: Room) -> Refusal | None:
    """Return None when `who` may do `what` in `room`, else the reason why not."""
    role = role_of(who, room.topic_id)
    staff = role in (Role.ORGANISER, Role.FACILITATOR)
    if who.conference_id != room.conference_id:
        return DENIED
    if what is What.RUN_CONFERENCE:
        return None if who.organiser else DENIED
    if what in (What.READ_REPORT, What.STEER_SCREENS):
        return None if staff or who.topics else DENIED
    if what is What.READ_NOTES:
        return _may_read(who, role, room)
    if what is What.SAY_WHERE:  # where one sits concerns the whole conference, and is no writing
        return DENIED if role is Role.READER else None
    if what in _STAFF_ONLY and not staff:
        return DENIED
    if room.topic_id is None and not who.organiser:
        return DENIED
    if what in _WRITES and role is Role.READER:
        return DENIED
    if what in _WRITES and (room.locked or room.state is RoomState.LOCKED):
        return LOCKED
    if what is What.WRITE_NOTES and not staff:
        return _participant_may_write(room)
    if what is What.ADD_IDEA and not staff:
        return _participant_may_add_idea(room)
    return None


def may_steer(who: Who, screen: ScreenPlace) -> Refusal | None:
    """Return None when `who` may choose what a paired screen shows.

    Who leads everything steers every screen; who leads some topics the ones that stand on one of these, and the ones
    that they paired themselves, as long as they lead something.
    """
    if who.conference_id != screen.conference_id:
        return DENIED
    if who.organiser or who.all_topics:
        return None
    if screen.topic_id is not None and screen.topic_id in who.topics:
        return None
    if who.topics and who.person_id is not None and who.person_id == screen.paired_by:
        return None
    return DENIED


def may_put_on_screen(who: Who, topic_id: int | None) -> Refusal | None:
    """Return None when `who` may let a screen show this topic (None: the whole conference)."""
    if who.organiser or who.all_topics or topic_id in who.topics:
        return None
    return None if topic_id is None and who.topics else DENIED


def screen_reader(conference_id: int) -> Who:
    """Return what a paired screen may: read what participants read, like somebody who gave the code; never more."""
    return Who(None, conference_id, joined=True)


def _may_read(who: Who, role: Role, room: Room) -> Refusal | None:
    if room.topic_id is None and not who.organiser:
        return DENIED
    if role is Role.READER and not (room.public or who.joined):
        return DENIED
    return None


def _participant_may_write(room: Room) -> Refusal | None:
    if not room.participants_write:
        return DENIED
    if room.state is RoomState.CLOSED:
        return CLOSED
    if room.state is RoomState.FROZEN:
        return FROZEN
    return None


def _participant_may_add_idea(room: Room) -> Refusal | None:
    if room.state is RoomState.CLOSED and not room.early_ideas:
        return CLOSED
    return None
