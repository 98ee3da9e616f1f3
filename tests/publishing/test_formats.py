"""Tries to find a format of a report that is not what it was, or not the same for the same report."""

import pytest

from notes.publishing.formats import Format, export
from tests.domain.full_conference import LANGUAGES
from tests.publishing.golden import TEXTS, as_kept, full_report, kept


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", TEXTS)
def test_a_whole_conference_is_written_as_it_was_approved(language: str, chosen: Format) -> None:
    written = as_kept(export(*full_report(language), chosen))
    assert written == kept(language, chosen).read_text(encoding="utf-8"), "python -m tests.publishing.golden, then look"


def test_every_format_says_what_it_is() -> None:
    assert all("/" in chosen.content_type for chosen in Format)
