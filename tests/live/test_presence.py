"""Cursors: the newest of each, a few a second, the longest waiting first, and nobody is forgotten."""

from pathlib import Path

from notes.ground import limits
from notes.live.rooms import Member, Room
from notes.store.authors import authorship
from tests.live.house import house, running

PLACE = (7, 1, 0)
LATER = 1 / limits.PRESENCE_PER_SECOND


def room_of(count: int) -> Room:
    """Return a room with writers at the seats 0, 1, ..."""
    room = Room(1)
    for seat in range(count):
        room.members[str(seat)] = Member(str(seat), seat, seat + 1, "p", "", "facilitator", True)
    return room


def seats(presence: list[list[object]]) -> list[object]:
    """Return whose cursors these are."""
    return [one[0] for one in presence]


def test_a_cursor_is_sent_once_as_its_newest_place() -> None:
    room = room_of(1)
    assert room.move_cursor("0", (7, 0, 0), None)
    assert room.move_cursor("0", PLACE, PLACE)
    assert not room.move_cursor("0", PLACE, PLACE)
    assert room.take_presence(10.0) == [[0, PLACE, PLACE]]
    assert room.take_presence(20.0) == []


def test_who_moves_all_the_time_is_told_at_the_pace_and_the_last_place_is_not_lost() -> None:
    room = room_of(1)
    room.move_cursor("0", PLACE, None)
    assert seats(room.take_presence(10.0)) == [0]
    room.move_cursor("0", (7, 2, 0), None)
    assert room.take_presence(10.0 + LATER / 2) == []
    assert room.cursors_due == 10.0 + LATER
    assert room.take_presence(10.0 + LATER) == [[0, (7, 2, 0), None]]
    assert room.cursors_due == float("inf")


def test_when_more_move_than_a_frame_holds_all_get_their_turn() -> None:
    count = 2 * limits.PRESENCE_PER_FRAME + 1
    room = room_of(count)
    told: set[object] = set()
    for tick in range(3):
        for seat in range(count):
            room.move_cursor(str(seat), (7, tick, 0), None)
        sent = seats(room.take_presence(10.0 + tick))
        assert len(sent) <= limits.PRESENCE_PER_FRAME
        told.update(sent)
    assert told == set(range(count))


def test_a_cursor_that_waits_goes_with_who_leaves() -> None:
    room = room_of(2)
    room.move_cursor("0", PLACE, None)
    room.move_cursor("1", PLACE, None)
    room.leave("0")
    assert seats(room.take_presence(10.0)) == [1]


def test_a_person_looks_alike_in_every_tab_and_the_next_day(tmp_path: Path) -> None:
    with house(tmp_path) as stad:
        fatima, ahmed = stad.facilitator("Fatima"), stad.facilitator("Ahmed")
        stad.writer("one", "fondsen", fatima, 30)
        stad.writer("two", "fondsen", ahmed, 20)
        stad.writer("three", "fondsen", fatima, 10)
        room = stad.engine.room(stad.notepads["fondsen"])
        assert room is not None
        assert [info for _, info in room.everybody()] == [
            {"name": "Fatima", "person": 0, "kind": "facilitator"},
            {"name": "Ahmed", "person": 1, "kind": "facilitator"},
            {"name": "Fatima", "person": 0, "kind": "facilitator"},
        ]
        database, conference_id = stad.database, stad.conference_id
        with database.reading() as session:
            stored = authorship(session, stad.notepads["fondsen"])
        stad.engine.stop()
        with running(database, conference_id) as again:
            assert again.writer("four", "fondsen", ahmed, 5).join().number == 1
    assert [(author.number, author.person_id) for author in stored.authors] == [(0, fatima), (1, ahmed)]
