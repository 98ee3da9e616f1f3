"""The bench's load generator against a real server: everybody gets everything. No times are looked at."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bench.generator import Outcome, Plan, run
from notes.ground import limits
from tests.integration.server import RunningServer

TYPISTS = 4


def outcome(server: RunningServer, rooms: Sequence[int], receivers: int = 0) -> Outcome:
    """Return what a short run with few typists found."""
    sessions = [server.session("facilitator", f"F{number}") for number in range(2)]
    cookies = ["; ".join(f"{name}={value}" for name, value in session.cookies.items()) for session in sessions]
    plan = Plan(
        "oogst",
        server.address,
        rooms,
        TYPISTS,
        cookies=cookies,
        receivers=receivers,
        receivers_write=False,
        seconds=2.0,
        settle_s=0.0,
        drain_s=30.0,
    )
    return run(plan, server.pid)


def assert_complete(done: Outcome, people: int) -> None:
    """Everybody joined, typed and got everything once and in order."""
    found = done.found
    first_lines = sum(len(f"T{typist}:\n\n") for typist in range(TYPISTS))
    assert (found["joined"], found["problems"], found["gaps"]) == (people, {}, 0)
    assert found["typed"] > first_lines, "nobody typed"
    assert found["delivered"] == 1
    assert found["measured"] > 0


@pytest.mark.timeout(90)
def test_typists_in_two_rooms_get_everything_of_their_own_room(server: RunningServer) -> None:
    assert_complete(outcome(server, list(server.notepads.values())[:2]), TYPISTS)


@pytest.mark.timeout(90)
def test_viewers_are_shown_everything_that_is_typed(server: RunningServer) -> None:
    assert_complete(outcome(server, list(server.notepads.values())[:1], receivers=3), TYPISTS + 3)


@pytest.mark.timeout(90)
def test_phones_are_told_of_every_idea_and_all_its_support(server: RunningServer) -> None:
    cookies = server.participants(4)
    plan = Plan("oogst", server.address, [server.notepads["fondsen"]], 0, cookies, receivers=4, receivers_write=False)
    plan = replace(plan, topic=server.topics["fondsen"], ideas=4, supports=8, seconds=2.0, settle_s=0.0)
    found = run(plan, server.pid).found
    assert (found["joined"], found["problems"], found["refused_acts"]) == (4, {}, {})
    assert (found["acts"], found["measured"], found["delivered"]) == (12, 12, 1)


@pytest.mark.timeout(300)
def test_three_hundred_people_notice_nothing_of_a_program_among_them(server: RunningServer) -> None:
    """All of them behind one address; the program keeps its cookie and sends 10,000 ideas."""
    cookies = server.participants(301)
    room = [server.notepads["incubator"]]
    plan = Plan("oogst", server.address, room, 0, cookies, receivers=300, receivers_write=False, settle_s=0.0)
    plan = replace(plan, topic=server.topics["incubator"], ideas=60, supports=300, script=10_000, seconds=4.0)
    found = run(plan, server.pid).found
    assert (found["joined"], found["problems"], found["refused_acts"]) == (300, {}, {})
    assert (found["acts"], found["delivered"]) == (360, 1)
    assert found["scripted"]["too_many"] + found["scripted"]["taken"] == 10_000
    assert found["scripted"]["taken"] <= 2 * limits.IDEAS_PER_PERSON_PER_MINUTE  # a minute may end meanwhile
