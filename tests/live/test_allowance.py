"""One person's minute: what is honest passes, what a script does waits, and whoever waited gets in."""

from datetime import UTC, datetime, timedelta

from notes.ground import limits
from notes.live.allowance import Allowance

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_long_text_may_be_pasted_taken_back_and_put_back() -> None:
    allowance = Allowance()
    assert all(allowance.take("anna", 150_000, NOON) for _ in range(4))
    assert not allowance.take("anna", 1, NOON)
    assert allowance.take("ben", 1, NOON)


def test_who_waited_may_send_all_of_it_at_once() -> None:
    allowance = Allowance()
    more = limits.INSERTED_CHARACTERS_PER_MINUTE + 1
    assert allowance.take("anna", 10, NOON)
    assert not allowance.take("anna", more, NOON)
    assert allowance.take("anna", more, NOON + MINUTE)
    assert not allowance.take("anna", 1, NOON + MINUTE)
    allowance.give_back("anna", more)
    assert allowance.take("anna", more, NOON + MINUTE)
