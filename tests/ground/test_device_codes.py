"""Tries to use a code twice, too late, or after another one."""

from datetime import UTC, datetime, timedelta

from notes.ground.device_codes import VALID_MINUTES, DeviceCodes
from notes.ground.system import RandomIds


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = datetime(2021, 11, 22, 19, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()


def test_a_code_works_once_and_for_ten_minutes() -> None:
    clock = HandClock()
    codes = DeviceCodes(clock, RandomIds())
    first = codes.give("anna", 1)
    assert len(first.code) == 6
    clock.moment += timedelta(minutes=VALID_MINUTES) - timedelta(seconds=1)
    assert codes.take(first.code) == first
    assert codes.take(first.code) is None
    late = codes.give("anna", 1)
    clock.moment = late.until
    assert codes.take(late.code) is None


def test_a_newer_code_ends_the_one_before_and_nobody_elses() -> None:
    codes = DeviceCodes(HandClock(), RandomIds())
    first, bobs, second = codes.give("anna", 1), codes.give("bob", 2), codes.give("anna", 1)
    assert codes.take(first.code) is None
    assert codes.take(bobs.code) == bobs
    assert codes.take(second.code) == second


def test_two_people_never_share_a_code() -> None:
    class Few(RandomIds):
        left = ["AAAAAA", "AAAAAA", "BBBBBB"]  # noqa: RUF012 -- one list for one test

        def join_code(self) -> str:
            return self.left.pop(0)

    codes = DeviceCodes(HandClock(), Few())
    assert [codes.give(name, 1).code for name in ("anna", "bob")] == ["AAAAAA", "BBBBBB"]
