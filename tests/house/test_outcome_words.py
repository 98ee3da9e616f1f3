"""The front end knows outcomes by the domain's words, and by no others."""

from pathlib import Path

import pytest

from tools import outcome_words


def test_the_front_end_reads_the_words_of_the_domain() -> None:
    assert outcome_words.is_current(), "python -m tools.outcome_words --update"


def test_another_keyword_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "words.json"
    other.write_text(outcome_words.words().replace('"besluit"', '"beslissing"'), encoding="utf-8")
    monkeypatch.setattr(outcome_words, "FILE", other)
    assert not outcome_words.is_current()
