"""Long files need a reason, and reasons need a long file."""

from tools.check_sizes import complaints


def test_a_long_file_without_a_reason_is_named() -> None:
    assert complaints({"a.py": 401, "b.py": 400}, {}) == ["a.py: 401 lines, more than 400: is it two files?"]


def test_a_reason_for_a_short_file_is_named() -> None:
    assert complaints({"a.py": 401, "b.py": 3}, {"a.py": "why", "b.py": "why"}) == [
        "b.py: stands in the list of long files and is none any more"
    ]
