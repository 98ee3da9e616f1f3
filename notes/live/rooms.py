"""The live side of a notepad: who is connected, what waits, where the cursors are.

Plain state without a lock: it is changed by the engine's greenlets only, between switches.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from notes.ground import limits
from notes.live.items import Item, Outcome
from notes.live.rights import Guest, Standing

Point = tuple[int, int, int]  # client id, clock, association: a Yjs relative position


@dataclass(slots=True)
class Waiting:
    """An item in an inbox, and what is done with its outcome."""

    item: Item
    answer: Callable[[Outcome], None]


@dataclass(slots=True)
class Member:
    """A writer's connection: one client id at one seat."""

    sid: str
    seat: int
    client_id: int
    person_id: str
    name: str
    kind: str  # the role, so that a badge can be drawn
    staff: bool
    number: int = 0  # the person's in this notepad: two tabs of one person look alike
    rejoined: bool = True  # until its first edit after the join is in
    finished: bool = False  # refused: nothing more is taken until it joins again
    waiting_bytes: int = 0  # of updates that wait for a tick
    cursor: tuple[Point | None, Point | None] = (None, None)
    cursor_sent_at: float = float("-inf")
    standing: Standing | None = None
    ends_at: float | None = None  # may write no more; until then what was under way is answered

    @property
    def guest(self) -> Guest:
        """Who sits here."""
        return Guest(self.person_id)

    @property
    def info(self) -> dict[str, object]:
        """What others see of this member."""
        return {"name": self.name, "person": self.number, "kind": self.kind}


@dataclass(slots=True)
class Viewer:
    """A reader's connection."""

    sid: str
    guest: Guest
    staff: bool
    visible: bool = True
    standing: Standing | None = None


@dataclass(slots=True)
class Room:
    """One notepad's room."""

    notepad_id: int
    conference_id: int = 0
    topic_id: int | None = None
    epoch: int = 0
    seq: int = 0
    members: dict[str, Member] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    moved: dict[int, Member] = field(default_factory=dict)  # by seat, whose cursor waits longest first
    seats: list[tuple[int, dict[str, object] | None]] = field(default_factory=list)
    changed_at: float = float("-inf")
    checked_at: float = float("-inf")
    here_sent: int = -1
    _next_seat: int = 1

    @property
    def empty(self) -> bool:
        """Whether nobody is connected."""
        return not self.members and not self.viewers

    @property
    def here(self) -> int:
        """How many connections are here."""
        return len(self.members) + len(self.viewers)

    def connections(self) -> tuple["Member | Viewer", ...]:
        """Return everybody who is connected."""
        return (*self.members.values(), *self.viewers.values())

    def seat(self, client_id: int) -> int:
        """Return the seat for a client id: its old one when it is still taken, else a new one.

        The same client id on another connection takes that one's place: its old connection is
        a line that broke without a goodbye.
        """
        for old in [member for member in self.members.values() if member.client_id == client_id]:
            del self.members[old.sid]
            return old.seat
        seat, self._next_seat = self._next_seat, self._next_seat + 1
        return seat

    def add_member(self, member: Member) -> None:
        """Let a writer in; the others hear of the seat with the next frame."""
        self.viewers.pop(member.sid, None)
        before = self.members.get(member.sid)
        if before is not None and before.seat != member.seat:
            self.seats.append((before.seat, None))
        self.members[member.sid] = member
        self.seats.append((member.seat, member.info))

    def leave(self, sid: str) -> bool:
        """Take a connection out; return whether it was in."""
        member = self.members.pop(sid, None)
        if member is not None:
            self.seats.append((member.seat, None))
            self.moved.pop(member.seat, None)
        return self.viewers.pop(sid, None) is not None or member is not None

    def move_cursor(self, sid: str, anchor: Point | None, head: Point | None) -> bool:
        """Keep a member's newest cursor; return whether the room is to hear of it."""
        member = self.members.get(sid)
        if member is None or member.cursor == (anchor, head):
            return False
        member.cursor = (anchor, head)
        self.moved[member.seat] = member
        return True

    def take_presence(self, now: float) -> list[list[object]]:
        """Return the cursors that moved and are due: each a few times a second, at most a frame's worth."""
        due = (one for one in self.moved.values() if now - one.cursor_sent_at >= 1 / limits.PRESENCE_PER_SECOND)
        sent = list(islice(due, limits.PRESENCE_PER_FRAME))
        for member in sent:
            del self.moved[member.seat]
            member.cursor_sent_at = now
        return [[member.seat, *member.cursor] for member in sent]

    @property
    def cursors_due(self) -> float:
        """When the first cursor that waits may be sent; infinity: none waits."""
        due = (one.cursor_sent_at for one in islice(self.moved.values(), limits.PRESENCE_PER_FRAME))
        return min(due, default=float("inf")) + 1 / limits.PRESENCE_PER_SECOND

    def take_seats(self) -> list[list[object]]:
        """Return who came and went since the last frame."""
        seats, self.seats = self.seats, []
        return [list(seat) for seat in seats]

    def everybody(self) -> list[list[object]]:
        """Return all seats and who sits there, for somebody who joins."""
        return [[member.seat, member.info] for member in self.members.values()]

    def cursors(self) -> list[list[object]]:
        """Return every cursor, for somebody who joins."""
        return [[m.seat, *m.cursor] for m in self.members.values() if m.cursor != (None, None)]

    def seats_of(self, saved: Sequence[tuple[int, int]]) -> list[list[int]]:
        """Return `[[seat, outbox number], …]` for the client ids that are here."""
        by_client = {member.client_id: member.seat for member in self.members.values()}
        return [[by_client[client_id], number] for client_id, number in saved if client_id in by_client]
