"""Passes come at once after a quiet time, and further apart under load, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.live.pacing import Pacing


def test_the_first_pass_after_a_quiet_time_is_at_once() -> None:
    pacing = Pacing(0.04, 0.2)
    assert pacing.wait(100.0) == 0.0
    pacing.passed(100.0, 100.001)
    assert pacing.wait(100.01) > 0.0
    assert pacing.wait(100.05) == 0.0


def test_light_work_keeps_the_shortest_interval_and_heavy_work_stretches_it() -> None:
    pacing = Pacing(0.04, 0.2)
    pacing.passed(0.0, 0.001)
    assert pacing.interval == 0.04
    for start in range(1, 30):
        pacing.passed(float(start), start + 0.05)
    assert pacing.interval == pytest.approx(0.1)
    pacing.passed(30.0, 31.0)
    assert pacing.interval == 0.2


def test_one_long_pass_is_soon_forgotten() -> None:
    pacing = Pacing(0.04, 0.2)
    pacing.passed(0.0, 0.2)
    assert pacing.interval == 0.2
    for start in range(1, 5):
        pacing.passed(float(start), start + 0.001)
    assert pacing.interval == 0.04


def test_the_interval_comes_down_again_when_the_load_is_gone() -> None:
    pacing = Pacing(0.04, 0.2)
    pacing.passed(0.0, 0.1)
    for start in range(1, 40):
        pacing.passed(float(start), start + 0.0001)
    assert pacing.interval == 0.04


@given(st.lists(st.floats(0, 5), max_size=30))
def test_whatever_the_work_the_wait_stays_within_the_bounds(works: list[float]) -> None:
    pacing = Pacing(0.04, 0.2)
    now = 0.0
    for work in works:
        assert 0.0 <= pacing.wait(now) <= 0.2 + 1e-9  # as floats subtract
        pacing.passed(now, now + work)
        now += work
        assert 0.04 <= pacing.interval <= 0.2
