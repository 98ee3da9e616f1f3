"""A check that fails, or that cannot run, is never taken for one that held."""

import os

import pytest

from tools.run_checks import Check, carry_out, report

ENVIRONMENT = dict(os.environ)


def test_a_failed_check_fails_the_run_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    good = carry_out(Check("good", ("true",)), ENVIRONMENT, aloud=False)
    bad = carry_out(Check("bad", ("false",)), ENVIRONMENT, aloud=False)
    assert report([good, bad]) is False
    assert "FAILED    bad" in capsys.readouterr().out


def test_a_check_whose_program_is_missing_fails_the_run() -> None:
    missing = carry_out(Check("gone", ("no-such-program",)), ENVIRONMENT, aloud=False)
    assert report([missing]) is False
    assert "run make dev" in missing.said


def test_the_table_names_the_tests_that_failed(capsys: pytest.CaptureFixture[str]) -> None:
    said = ("sh", "-c", "echo noise; echo 'FAILED tests/test_a.py::test_b - why'; exit 1")
    assert report([carry_out(Check("pytest", said), ENVIRONMENT, aloud=True)]) is False
    shown, table = capsys.readouterr().out.split("── summary ")
    assert "noise" in shown
    assert "noise" not in table
    assert "FAILED tests/test_a.py::test_b - why" in table


def test_what_is_left_out_is_printed_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    check = Check("Firefox", ("true",), lambda: "no Firefox here")
    assert report([carry_out(check, ENVIRONMENT, aloud=False)]) is True
    assert "left out  Firefox: no Firefox here" in capsys.readouterr().out
