"""A suppression without a reason is found, one with a reason is not."""

import pytest

from tools.check_suppressions import bare_suppressions


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: E501",
        "x = 1  # noqa: E501, S101 -- no",
        "x = 1  # type: ignore[arg-type]",
        "x = 1  # pragma: no cover",
        "// biome-ignore lint/suspicious/noExplicitAny: any",
        "// @ts-expect-error",
        "{# djlint:off H014 #}",
    ],
)
def test_a_bare_suppression_is_found(line: str) -> None:
    assert [bare.line for bare in bare_suppressions("a.py", f"\n{line}\n")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: E501 -- a table of addresses",
        "x = 1  # type: ignore[arg-type] # the stubs forget bytes",
        "x = 1  # pragma: no cover -- only on Windows",
        "// biome-ignore lint/suspicious/noExplicitAny: the library's own type",
        "// @ts-expect-error the stubs forget this event",
        "noqa = 'a word in a string'",
    ],
)
def test_a_suppression_with_a_reason_is_let_through(line: str) -> None:
    assert list(bare_suppressions("a.py", line)) == []


@pytest.mark.parametrize("call", ["pytest.skip()", "@pytest.mark.skip", "@pytest.mark.xfail(strict=True)"])
def test_a_skipped_test_without_a_reason_is_found(call: str) -> None:
    assert [bare.kind for bare in bare_suppressions("a.py", call)] == ["skipped test"]


def test_a_skipped_test_with_a_reason_over_two_lines_is_let_through() -> None:
    text = '@pytest.mark.skipif(\n    NONE,\n    reason="no Firefox on this machine",\n)\n'
    assert list(bare_suppressions("a.py", text)) == []
