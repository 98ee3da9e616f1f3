"""Who may what: every role against every act, in every state of a room."""

from dataclasses import replace

import pytest

from notes.access import (
    Refusal,
    Role,
    ScreenPlace,
    What,
    Who,
    may,
    may_put_on_screen,
    may_steer,
    role_of,
    screen_reader,
)
from notes.domain.rooms import Room, RoomState

TOPIC = 7
ROOM = Room(1, TOPIC, RoomState.OPEN)
SUMMARY = Room(1, None, RoomState.OPEN)

ORGANISER = Who("o", 1, organiser=True)
EVERYWHERE = Who("e", 1, all_topics=True)
FACILITATOR = Who("f", 1, topics=frozenset({TOPIC}))
ELSEWHERE = Who("x", 1, topics=frozenset({8}))
PARTICIPANT = Who("p", 1)
READER = Who(None, 1)
STRANGER = Who("s", 2, organiser=True)

STAFF = {What.TAKE_OVER, What.MODERATE_IDEAS, What.SEE_HIDDEN, What.RUN_ROOM, What.WRITE_NOTES, What.READ_REPORT}
EVERYBODY = {What.READ_NOTES}
JOINED = {What.ADD_IDEA, What.CHANGE_OWN_IDEA, What.SUPPORT_IDEA, What.SAY_WHERE}
ALLOWED = {
    ORGANISER: set(What),
    EVERYWHERE: set(What) - {What.RUN_CONFERENCE},
    FACILITATOR: set(What) - {What.RUN_CONFERENCE},
    ELSEWHERE: EVERYBODY | JOINED | {What.READ_REPORT, What.STEER_SCREENS},
    PARTICIPANT: EVERYBODY | JOINED,
    READER: EVERYBODY,
    STRANGER: set(),
}


@pytest.mark.parametrize("what", list(What))
@pytest.mark.parametrize(
    "who", list(ALLOWED), ids=["organiser", "all", "facilitator", "elsewhere", "participant", "reader", "stranger"]
)
def test_in_an_open_room_each_role_may_exactly_this(who: Who, what: What) -> None:
    assert (may(who, what, ROOM) is None) == (what in ALLOWED[who])


def test_a_conference_that_is_not_public_is_read_only_by_who_gave_the_code() -> None:
    private = replace(ROOM, public=False)
    assert may(READER, What.READ_NOTES, private) == Refusal("denied")
    assert may(replace(READER, joined=True), What.READ_NOTES, private) is None
    assert may(PARTICIPANT, What.READ_NOTES, private) is None


def test_roles_by_topic() -> None:
    assert [role_of(who, TOPIC) for who in (ORGANISER, EVERYWHERE, FACILITATOR, ELSEWHERE, READER)] == [
        Role.ORGANISER,
        Role.FACILITATOR,
        Role.FACILITATOR,
        Role.PARTICIPANT,
        Role.READER,
    ]


@pytest.mark.parametrize(
    ("state", "code"), [(RoomState.OPEN, None), (RoomState.CLOSED, "closed"), (RoomState.FROZEN, "frozen")]
)
def test_participants_type_only_where_the_switch_is_on_and_the_room_is_open(state: RoomState, code: str | None) -> None:
    room = replace(ROOM, participants_write=True, state=state)
    assert may(PARTICIPANT, What.WRITE_NOTES, room) == (Refusal(code) if code else None)
    assert may(FACILITATOR, What.WRITE_NOTES, room) is None
    assert may(PARTICIPANT, What.WRITE_NOTES, replace(room, participants_write=False)) == Refusal("denied")


def test_ideas_are_never_refused_for_being_late() -> None:
    assert may(PARTICIPANT, What.ADD_IDEA, replace(ROOM, state=RoomState.FROZEN)) is None


def test_early_ideas_follow_their_switch() -> None:
    closed = replace(ROOM, state=RoomState.CLOSED)
    assert may(PARTICIPANT, What.ADD_IDEA, closed) is None
    assert may(PARTICIPANT, What.ADD_IDEA, replace(closed, early_ideas=False)) == Refusal("closed")


@pytest.mark.parametrize("who", [ORGANISER, FACILITATOR, PARTICIPANT])
@pytest.mark.parametrize("what", [What.WRITE_NOTES, What.ADD_IDEA, What.SUPPORT_IDEA, What.TAKE_OVER])
def test_a_locked_conference_takes_nothing_from_anybody(who: Who, what: What) -> None:
    assert may(who, what, replace(ROOM, locked=True)) is not None
    assert may(who, What.READ_NOTES, replace(ROOM, locked=True)) is None


def test_locking_leaves_the_organiser_the_way_back() -> None:
    assert may(ORGANISER, What.RUN_CONFERENCE, replace(ROOM, locked=True)) is None


def test_the_summary_is_the_organisers_own() -> None:
    assert may(ORGANISER, What.WRITE_NOTES, SUMMARY) is None
    assert {may(who, What.READ_NOTES, SUMMARY) for who in (EVERYWHERE, PARTICIPANT, READER)} == {Refusal("denied")}


def test_history_is_for_who_leads_even_where_participants_type_and_after_the_end() -> None:
    typing = replace(ROOM, participants_write=True)
    assert may(PARTICIPANT, What.WRITE_NOTES, typing) is None
    assert may(PARTICIPANT, What.READ_HISTORY, typing) == Refusal("denied")
    assert {may(who, What.READ_HISTORY, replace(ROOM, locked=True)) for who in (FACILITATOR, ORGANISER)} == {None}
    assert may(EVERYWHERE, What.READ_HISTORY, SUMMARY) == Refusal("denied")


def test_a_screen_is_steered_by_who_leads_its_topic_or_paired_it() -> None:
    everybody = (ORGANISER, EVERYWHERE, FACILITATOR, ELSEWHERE, PARTICIPANT, READER, STRANGER)

    def steer(topic_id: int | None, paired_by: str | None) -> list[Who]:
        place = ScreenPlace(1, topic_id, paired_by)
        return [who for who in everybody if may_steer(who, place) is None]

    assert steer(None, None) == [ORGANISER, EVERYWHERE]
    assert steer(TOPIC, "o") == [ORGANISER, EVERYWHERE, FACILITATOR]
    assert steer(TOPIC, "x") == [ORGANISER, EVERYWHERE, FACILITATOR, ELSEWHERE]
    assert steer(None, "p") == [ORGANISER, EVERYWHERE]  # who leads nothing any more


def test_a_topic_is_put_on_a_screen_by_who_leads_it() -> None:
    leaders = [who for who in ALLOWED if may_put_on_screen(who, TOPIC) is None]
    assert leaders == [ORGANISER, EVERYWHERE, FACILITATOR, STRANGER]  # whose conference it is, is asked before
    assert may_put_on_screen(ELSEWHERE, None) is None
    assert may_put_on_screen(PARTICIPANT, None) == Refusal("denied")


def test_a_screen_reads_and_nothing_else() -> None:
    screen = screen_reader(1)
    assert role_of(screen, TOPIC) is Role.READER
    for room in (ROOM, replace(ROOM, public=False), replace(ROOM, state=RoomState.CLOSED)):
        assert [what for what in What if may(screen, what, room) is None] == [What.READ_NOTES]
    assert [what for what in What if may(screen, what, SUMMARY) is None] == []
