"""A Python that cannot carry Oogst is refused with a message that says what to do."""

from tools import check_python


def complaint(version: tuple[int, int, int], *, venv: bool, ensurepip: bool) -> str:
    """Ask the check that any Python can read, and so has no types."""
    said: str = check_python.complaint(version, venv, ensurepip)  # type: ignore[no-untyped-call] # see above, no types
    return said


def test_an_old_python_is_told_what_to_install() -> None:
    assert "needs Python 3.11 or newer; this is Python 3.9" in complaint((3, 9, 2), venv=True, ensurepip=True)


def test_a_python_without_venv_is_told_which_package() -> None:
    assert "python3.12-venv" in complaint((3, 12, 0), venv=True, ensurepip=False)


def test_a_good_python_is_let_through() -> None:
    assert complaint((3, 11, 0), venv=True, ensurepip=True) == ""
