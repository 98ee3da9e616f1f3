"""The bench's load generator against a real server: everybody gets everything. No times are looked at."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bench.generator import Outcome, Plan, run
from tests.integration.server import RunningServer
from tests.integration.test_ideas_over_sockets import become_somebody

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
    sessions = [server.session("participant", "") for _ in range(4)]
    for session in sessions:
        become_somebody(server, session)
    cookies = ["; ".join(f"{name}={value}" for name, value in session.cookies.items()) for session in sessions]
    plan = Plan("oogst", server.address, [server.notepads["fondsen"]], 0, cookies, receivers=4, receivers_write=False)
    plan = replace(plan, topic=server.topics["fondsen"], ideas=4, supports=8, seconds=2.0, settle_s=0.0)
    found = run(plan, server.pid).found
    assert (found["joined"], found["problems"], found["refused_acts"]) == (4, {}, {})
    assert (found["acts"], found["measured"], found["delivered"]) == (12, 12, 1)
