"""Tries to get an internal line out in some format, however the notes around it are marked up."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from notes.domain.harvest import Harvest, Moment
from notes.domain.report import build, to_data, to_markdown
from notes.domain.words_nl import DUTCH
from notes.publishing.blocks import Notepads
from notes.publishing.formats import Format, export
from tests.domain.conferences import harvest_of

SECRET = "GEHEIMENIS"
NOTES = (
    f"- Intern: {SECRET}\n  - {SECRET}\n- open",
    f"```\neerst\nIntern: {SECRET}\ndaarna\n\n## Besluiten\n\n- nog meer",
    f"~~~ python\n- [ ] **Intern:** {SECRET}\n  - Intern: {SECRET}\nopen",
    f"- een lijst\n  ```\n  Internal: {SECRET}\n  open\n\nDaarna.",
    f"> ```\n> _Intern_: {SECRET}\n> open\n\nDaarna.",
    f"```\n> Intern: {SECRET}\nopen",
    f"| a | b |\n|---|---|\n| Intern: {SECRET} | x |\n| open | x |",
)


def harvest() -> Harvest:
    """Return a topic for each text, which was the same at the round's end."""
    made = harvest_of(*NOTES)
    topics = (replace(topic, moments=(Moment(item_id=1, kind="end", text=topic.notes),)) for topic in made.topics)
    return replace(made, topics=tuple(topics), summary=NOTES[1], closing=f"# Rode draad\n\nja\n\n{NOTES[2]}")


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield everything that stands in a file, also in those inside it."""
    if name.endswith(".pdf"):
        yield name, "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    elif name.endswith((".zip", ".docx")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from texts(f"{name}/{inner}", archive.read(inner))
    else:
        yield name, content.decode()


@pytest.mark.parametrize("chosen", Format)
def test_no_internal_line_is_in_any_format(chosen: Format) -> None:
    report = build(harvest(), DUTCH)
    assert report.internal_left_out == 11
    written = dict(texts(f"verslag.{chosen}", export(to_markdown(report, DUTCH), to_data(report, DUTCH), chosen)))
    assert written
    for name, text in written.items():
        assert SECRET not in text, name
    if chosen is Format.MARKDOWN:
        assert written["verslag.md"].count("open") >= len(NOTES)


@pytest.mark.parametrize("text", NOTES)
def test_no_internal_line_is_in_a_viewers_block(text: str) -> None:
    _, shown = Notepads().render(1, text, {})
    html = "".join(block.html for block in shown.blocks)
    assert SECRET not in html
    assert "open" in html or "nog meer" in html


def test_closing_a_fence_publishes_nothing_that_was_internal() -> None:
    for notes in ("```\nvoorbeeld\nIntern: geheim\n", "```\nvoorbeeld\nIntern: geheim\n```\n"):
        report = build(harvest_of(notes), DUTCH)
        assert report.internal_left_out == 1
        written = to_markdown(report, DUTCH)
        assert ("voorbeeld" in written, "geheim" in written) == (True, False)
