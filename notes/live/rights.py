"""The rights and room states that admission checks, never older than the tick that asks.

They are kept between ticks and thrown away as soon as a conference's revision moved, whoever
moved it: the desk, the programme's clock, or a command in the shell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from notes.access import Refusal, Role, What, Who, may, role_of
from notes.domain.rooms import Room, RoomState
from notes.live import rhythm
from notes.store import conferences, people
from notes.store.conferences import Revisions
from notes.store.notepads import NotepadFacts


class Guest(NamedTuple):
    """Who a connection is: a person, or nobody yet; `joined` says that they gave the code."""

    person_id: str | None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may in a room, as their browser is told."""

    role: Role
    state: RoomState
    reads: bool
    writes: bool
    ideas_open: bool = True  # the idea box, for who does not lead the room
    approval: bool = False  # ideas wait until a facilitator approves them
    early: bool = True  # ideas are taken before the room is open

    @property
    def told(self) -> dict[str, object]:
        """The plain data of it."""
        return {"role": self.role, "state": self.state, "reads": self.reads, "writes": self.writes, "box": self.box}

    @property
    def box(self) -> dict[str, object]:
        """How ideas are taken here."""
        return {"open": self.ideas_open, "approval": self.approval, "early": self.early}


class Moved(NamedTuple):
    """The conferences whose rights changed, and those whose day did."""

    rights: frozenset[int] = frozenset()
    day: frozenset[int] = frozenset()

    def and_also(self, other: "Moved") -> "Moved":
        """Return both together."""
        return Moved(self.rights | other.rights, self.day | other.day)


class Rights:
    """Who may what at this tick. Belongs to the scribe's thread."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._revisions: dict[int, Revisions] = {}
        self._who: dict[str, Who] = {}
        self._rooms: dict[int, Room] = {}
        self._writes: dict[tuple[str | None, int], Refusal | None] = {}  # by person and notepad
        self._frozen_at: dict[int, datetime] = {}

    def refresh(self, session: Session) -> Moved:
        """Forget what may be outdated; return the conferences whose revisions moved."""
        revisions = conferences.revisions(session)
        before = {key: self._revisions.get(key, value) for key, value in revisions.items()}
        moved = Moved(
            frozenset(key for key, value in revisions.items() if before[key].rights != value.rights),
            frozenset(key for key, value in revisions.items() if before[key].day != value.day),
        )
        if moved.rights:
            self.forget()
        self._revisions = revisions
        return moved

    @property
    def revisions(self) -> Mapping[int, Revisions]:
        """The revisions of each conference that `refresh` saw last."""
        return self._revisions

    def back_to(self, revisions: Mapping[int, Revisions]) -> None:
        """Forget what a transaction that failed saw: the next `refresh` tells of its changes again."""
        self._revisions = dict(revisions)
        self.forget()

    def forget(self) -> None:
        """Read everything anew at the next question."""
        self._who.clear()
        self._rooms.clear()
        self._writes.clear()

    def who(self, session: Session, person_id: str | None, conference_id: int) -> Who:
        """Return a person's rights; an unknown person, or one of another conference, is a reader."""
        if person_id is None:
            return Who(None, conference_id)
        known = self._who.get(person_id)
        if known is None:
            person = people.person(session, person_id)
            if person is None:
                return Who(None, conference_id)
            grants = people.grants(session, person_id)
            known = Who(person_id, person.conference_id, grants.organiser, grants.all_topics, grants.topics)
            self._who[person_id] = known
        return known if known.conference_id == conference_id else Who(None, conference_id)

    def room(self, session: Session, notepad: NotepadFacts) -> Room:
        """Return the facts of a notepad's room."""
        known = self._rooms.get(notepad.id)
        if known is None:
            known = self._rooms[notepad.id] = conferences.room_of_notepad(session, notepad.id)
        return known

    def frozen(self, notepad_id: int, at: datetime) -> None:
        """Note that a room was frozen just now: what is under way is still taken."""
        self._frozen_at[notepad_id] = at

    def may_edit(self, session: Session, person_id: str | None, notepad: NotepadFacts, now: datetime) -> Refusal | None:
        """Say whether a person may write in a notepad; within the grace after a freeze they still may."""
        key = (person_id, notepad.id)
        if key not in self._writes:
            who = self.who(session, person_id, notepad.conference_id)
            self._writes[key] = may(who, What.WRITE_NOTES, self.room(session, notepad))
        refusal = self._writes[key]
        if refusal is None or not self._in_grace(session, notepad, now):
            return refusal
        room = replace(self.room(session, notepad), state=RoomState.OPEN)
        return may(self.who(session, person_id, notepad.conference_id), What.WRITE_NOTES, room)

    def _in_grace(self, session: Session, notepad: NotepadFacts, now: datetime) -> bool:
        frozen_at = self._frozen_at.get(notepad.id)
        if frozen_at is None or now - frozen_at >= timedelta(seconds=rhythm.FREEZE_GRACE_SECONDS):
            return False
        return self.room(session, notepad).state is RoomState.FROZEN

    def standing(self, session: Session, guest: Guest, notepad: NotepadFacts) -> Standing:
        """Return what somebody may in a notepad's room, without the grace after a freeze."""
        room = self.room(session, notepad)
        who = replace(self.who(session, guest.person_id, notepad.conference_id), joined=guest.joined)
        return Standing(
            role=role_of(who, notepad.topic_id),
            state=RoomState.LOCKED if room.locked else room.state,
            reads=may(who, What.READ_NOTES, room) is None,
            writes=may(who, What.WRITE_NOTES, room) is None,
            ideas_open=room.ideas_open,
            approval=room.approval,
            early=room.early_ideas,
        )
