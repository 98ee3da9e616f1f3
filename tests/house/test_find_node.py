"""The system's Node is taken when it is new enough, and only then."""

from pathlib import Path

import pytest

from tools.find_node import system_node
from tools.progress import SetupFailed, run


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the one folder on the path, empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _program(folder: Path, name: str, says: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    program.chmod(0o755)


def test_a_system_without_node_has_none(path: Path) -> None:
    assert system_node((20, 0)) is None


def test_node_without_npm_does_not_count(path: Path) -> None:
    _program(path, "node", "v24.1.0")
    assert system_node((20, 0)) is None


@pytest.mark.parametrize(("version", "enough"), [("v18.20.1", False), ("v20.0.0", True), ("v24.19.0", True)])
def test_only_a_new_enough_version_counts(path: Path, version: str, *, enough: bool) -> None:
    _program(path, "node", version)
    _program(path, "npm", "11")
    assert (system_node((20, 0)) is not None) is enough


def test_what_is_no_node_does_not_count(path: Path) -> None:
    _program(path, "node", "Usage: something else")
    _program(path, "npm", "11")
    assert system_node((20, 0)) is None


def test_a_step_that_fails_says_what_it_said_and_what_to_do(path: Path) -> None:
    _program(path, "fails", "no such package")
    (path / "fails").write_text("#!/bin/sh\necho 'no such package'\nexit 3\n", encoding="utf-8")
    with pytest.raises(SetupFailed, match=r"(?s)no such package.*is there a network"):
        run([str(path / "fails")], advice="is there a network")


def test_a_program_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(SetupFailed, match=r"(?s)nowhere is not there.*install it"):
        run(["nowhere"], advice="install it")
