"""Codes of screens that wait: tries to use one twice, too late, or for another screen, and to fill the memory."""

from datetime import UTC, datetime

import pytest

from notes.ground import limits
from notes.ground.system import SCREEN_CODE_ALPHABET, SCREEN_CODE_LENGTH, RandomIds
from notes.live.waiting_screens import WaitingScreens


class HandClock:
    """A clock that goes on when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2021, 11, 22, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> HandClock:
    """A clock at zero."""
    return HandClock()


@pytest.fixture
def screens(clock: HandClock) -> WaitingScreens:
    """Nobody waits yet."""
    return WaitingScreens(clock, RandomIds())


def test_a_code_has_four_letters_that_nobody_takes_for_others(screens: WaitingScreens) -> None:
    code = screens.code("a")
    assert len(code) == SCREEN_CODE_LENGTH == 4
    assert set(code) <= set(SCREEN_CODE_ALPHABET)
    assert not set(SCREEN_CODE_ALPHABET) & set("AEIOU0123456789LBGSZ")


def test_a_code_leads_to_its_screen_however_it_is_typed_and_stays_while_it_is_asked_for(
    screens: WaitingScreens, clock: HandClock
) -> None:
    code = screens.code("a")
    for _ in range(3_600):
        clock.seconds += 1
        assert screens.code("a") == code
    assert {
        screens.key(typed) for typed in (code, code.lower(), f" {code[:2]} {code[2:]} ", f"{code[:2]}-{code[2:]}")
    } == {"a"}


def test_who_was_paired_was_seen_when_the_code_was_asked_for(screens: WaitingScreens, clock: HandClock) -> None:
    screens.code("a")
    clock.seconds += 7
    screens.paired("a")
    assert (screens.unseen_seconds("a"), screens.unseen_seconds("b")) == (7, None)


def test_a_code_is_used_once(screens: WaitingScreens) -> None:
    code = screens.code("a")
    screens.paired("a")
    assert screens.key(code) is None


def test_a_code_that_nobody_sees_any_more_leads_nowhere(screens: WaitingScreens, clock: HandClock) -> None:
    first = screens.code("a")
    clock.seconds += 31
    assert screens.key(first) is None
    clock.seconds += 1
    screens.code("b")
    assert screens.key(first) is None


def test_an_empty_code_is_nobodys(screens: WaitingScreens) -> None:
    screens.code("a")
    assert [screens.key(typed) for typed in ("", "    ", "----", "AAAA", "x" * 1000)] == [None] * 5


def test_those_longest_unseen_make_room(screens: WaitingScreens, clock: HandClock) -> None:
    codes = {}
    for number in range(limits.SCREENS_WAITING_MAX + 10):
        clock.seconds += 0.01
        codes[number] = screens.code(f"key {number}")
    assert [screens.key(codes[number]) for number in range(10)] == [None] * 10
    assert screens.key(codes[10]) == "key 10"
    assert len(set(codes.values())) == len(codes)


def test_a_paired_screen_is_known_to_be_on_while_it_asks(screens: WaitingScreens, clock: HandClock) -> None:
    assert screens.unseen_seconds("a") is None
    screens.see("a")
    clock.seconds += 40
    assert screens.unseen_seconds("a") == 40
    screens.unpaired("a")
    assert screens.unseen_seconds("a") is None
