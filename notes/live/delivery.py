"""Telling a room's connections what a tick did: frames, refusals, rights, and trouble with the store."""

from collections.abc import Callable, Iterable, Mapping

from notes.access import Role
from notes.ground.ports import FrameCarrier
from notes.live import frames, rhythm
from notes.live.items import Edit, Join, Joined, Outcome, Refused, Resync, RoomChange
from notes.live.rights import Guest, Standing
from notes.live.rooms import Member, Room, Viewer

_STAFF = (Role.ORGANISER, Role.FACILITATOR)


class Delivery:
    """The rooms of this process and what their connections are sent."""

    def __init__(self, carrier: FrameCarrier) -> None:
        """Start without rooms."""
        self._carrier = carrier
        self.rooms: dict[int, Room] = {}

    def frame(self, notepad_id: int, change: RoomChange | None, now: float) -> None:
        """Send a room's writers one frame with what changed and who moved; nothing where nothing did."""
        room = self.rooms.get(notepad_id)
        if room is None:
            return
        payload = frames.frame(room, change, now)
        if change is not None:
            room.seq = change.seq
            room.changed_at = now if change.update is not None else room.changed_at
            room.checked_at = now if change.check is not None else room.checked_at
        if payload is None or not room.members:
            return
        ideas = change.ideas if change else ()
        if not ideas:  # the same for everybody: encoded once
            self._carrier.send(list(room.members), "frame", payload)
            return
        for staff in (False, True):
            sids = [member.sid for member in room.members.values() if member.staff is staff]
            if sids:
                self._carrier.send(
                    sids, "frame", frames.with_ideas(payload, ideas, staff=staff, topic_id=room.topic_id)
                )

    def fate(self, sid: str, item: Edit, outcome: Outcome) -> None:
        """Tell a typist what became of an update, when a frame does not."""
        room = self.rooms.get(item.notepad_id)
        member = room.members.get(sid) if room else None
        if member is not None:
            member.waiting_bytes = max(0, member.waiting_bytes - len(item.data))
        if isinstance(outcome, Resync):
            self.resync(sid, item.notepad_id)
        elif isinstance(outcome, Refused):
            if member is not None:
                member.finished = True
            payload = {"notepad": item.notepad_id, "n": item.number, "code": outcome.code, **outcome.facts}
            self._carrier.send([sid], "refused", payload)

    def begun_again(self, notepad_id: int, epoch: int, reason: str) -> None:
        """Tell everybody in a room that its notepad is another one now; writers join anew before they write."""
        room = self.rooms.get(notepad_id)
        if room is None:
            return
        sids = [one.sid for one in room.connections()]
        self._carrier.send(sids, "reset", {"notepad": notepad_id, "epoch": epoch, "reason": reason})
        for member in list(room.members.values()):
            room.leave(member.sid)
        room.epoch, room.seq = epoch, 0

    def resync(self, sid: str, notepad_id: int) -> None:
        """Ask one browser to join again and send its outbox again."""
        self._carrier.send([sid], "resync", {"notepad": notepad_id})

    def all_writers(self, event: str, payload: Mapping[str, object]) -> None:
        """Send every writer of every room the same."""
        for room in self.rooms.values():
            if room.members:
                self._carrier.send(list(room.members), event, {"notepad": room.notepad_id, **payload})

    def let_in(self, sid: str, item: Join, joined: Joined, now: float) -> None:
        """Make a connection part of the room that it joined.

        A writer who comes back within the grace after a freeze is told that it is one.
        """
        facts, standing = joined.facts, joined.standing
        room = self.rooms.get(facts.id)
        if room is None:
            room = self.rooms[facts.id] = Room(facts.id, facts.conference_id, facts.topic_id)
        room.epoch, room.seq = facts.epoch, joined.seq
        staff = standing.role in _STAFF
        if item.writer and item.client_id is not None and item.person_id is not None:
            seat = room.seat(item.client_id)
            member = Member(
                sid, seat, item.client_id, item.person_id, joined.name, standing.role, staff, number=joined.number
            )
            member.standing = standing if standing.writes else None
            room.add_member(member)
            if not standing.writes:
                self._tell(room, member, standing, now)
        else:
            room.leave(sid)
            room.viewers[sid] = Viewer(sid, item.guest, staff, standing=standing)

    def rights(
        self,
        conferences: frozenset[int],
        standings_of: Callable[[int, Iterable[Guest]], Mapping[Guest, Standing]],
        now: float,
    ) -> None:
        """Tell the open connections whose rights or room state changed.

        Writers who may not write any more leave the room: at once when they may not read either,
        else after the grace in which what they typed before is still answered.
        """
        for room in [room for room in self.rooms.values() if room.conference_id in conferences]:
            standings = standings_of(room.notepad_id, {one.guest for one in room.connections()})
            for one in room.connections():
                # Who came in while the standings were read has theirs from the join.
                if one.guest in standings:
                    self._tell(room, one, standings[one.guest], now)

    def day(self, conferences: frozenset[int]) -> None:
        """Tell every connection that the day changed: it asks for what it is to show."""
        for room in [room for room in self.rooms.values() if room.conference_id in conferences]:
            sids = [one.sid for one in room.connections()]
            self._carrier.send(sids, "day", {"notepad": room.notepad_id})

    def end_grace(self, now: float) -> None:
        """Take the writers out whose grace is over."""
        for room in self.rooms.values():
            for member in [one for one in room.members.values() if one.ends_at is not None and one.ends_at <= now]:
                room.leave(member.sid)

    def forget_empty(self) -> None:
        """Forget the rooms in which nobody is."""
        for notepad_id in [room.notepad_id for room in self.rooms.values() if room.empty]:
            del self.rooms[notepad_id]

    def cursors_due(self) -> float:
        """Return when the first of the cursors that wait for their turn may be sent; infinity: none waits."""
        return min((room.cursors_due for room in self.rooms.values()), default=float("inf"))

    def checks_due(self, now: float) -> frozenset[int]:
        """Return the notepads whose text is to be compared with the browsers'."""
        return frozenset(room.notepad_id for room in self.rooms.values() if _check_due(room, now))

    def _tell(self, room: Room, one: Member | Viewer, standing: Standing, now: float) -> None:
        one.staff = standing.role in _STAFF
        if one.standing != standing:
            self._carrier.send([one.sid], "rights", {"notepad": room.notepad_id, **standing.told})
        one.standing = standing
        if isinstance(one, Member):
            one.ends_at = None if standing.writes else now + rhythm.FREEZE_GRACE_SECONDS
        if not standing.reads:
            room.leave(one.sid)


def _check_due(room: Room, now: float) -> bool:
    """Compare with the browsers when a room fell quiet, and every so often while it is not."""
    if not room.members or room.changed_at <= room.checked_at:
        return False
    return now - room.changed_at > 1.0 or now - room.checked_at > rhythm.CHECK_EVERY_SECONDS
