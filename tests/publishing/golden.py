"""The whole conference in every format that is text, kept to compare with: `python -m tests.publishing.golden` writes it."""

from pathlib import Path
from typing import Final

from notes.domain.report import build, to_data, to_markdown
from notes.domain.report.data import Data
from notes.domain.words import words_for
from notes.publishing.formats import Format, export
from notes.publishing.report_page import style
from tests.domain.full_conference import LANGUAGES, full_conference

FOLDER: Final = Path(__file__).with_name("golden")
TEXTS: Final = (Format.MARKDOWN, Format.HTML, Format.JSON, Format.CALENDAR, Format.ACTIONS)


def full_report(language: str) -> tuple[str, Data]:
    """Return Markdown and data of the whole conference."""
    words = words_for(language)
    report = build(full_conference(language), words)
    return to_markdown(report, words), to_data(report, words)


def kept(language: str, chosen: Format) -> Path:
    """Return the file that a format is compared with."""
    return FOLDER / f"report.{language}.{chosen}.txt"


def as_kept(written: bytes) -> str:
    """Return a format's text as it is kept: without the looks, which stand in files of their own."""
    return written.decode().replace(style(), "").replace("\r\n", "\n")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in LANGUAGES:
        for form in TEXTS:
            kept(each, form).write_text(as_kept(export(*full_report(each), form)), encoding="utf-8")
