"""Set-up does again what has changed, and nothing else."""

from pathlib import Path

import pytest

from tools import stamps


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project folder of its own, with stamps of its own."""
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    monkeypatch.setattr(stamps, "STAMPS", tmp_path / "stamps")
    return tmp_path


def test_the_same_contents_are_current_and_others_are_not(folder: Path) -> None:
    lock = folder / "lock.txt"
    lock.write_text("one", encoding="utf-8")
    stamps.record("packages", stamps.digest([lock]))
    lock.touch()
    assert stamps.is_current("packages", stamps.digest([lock]))
    lock.write_text("two", encoding="utf-8")
    assert not stamps.is_current("packages", stamps.digest([lock]))


def test_a_step_that_broke_off_is_not_current(folder: Path) -> None:
    stamps.record("packages", "digest")
    stamps.forget("packages")
    assert not stamps.is_current("packages", "digest")
    assert list(folder.glob("stamps/*")) == []
