"""A report as a Word document by pandoc: headings, lists, tables and task boxes are Word's own styles.

Pandoc runs in its sandbox always: without it a picture in the notes would embed a file of this server.
"""

import os
import subprocess
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

import pypandoc

from notes.domain.inline import escape
from notes.domain.report.data import Data
from notes.domain.words import words_for
from notes.publishing.facts import facts
from notes.publishing.html import without_front_matter
from notes.publishing.word_styles import reference
from notes.publishing.word_tables import with_wide_tables

READER: Final = "commonmark+pipe_tables+task_lists+strikeout-raw_html"
_SECONDS_MAX: Final = 100  # the server waits a little longer
_MEMORY: Final = ("+RTS", "-M900M", "-RTS")


def word(markdown: str, data: Data) -> bytes:
    """Return the report as .docx; the same report gives the same bytes."""
    with tempfile.TemporaryDirectory(prefix="oogst-word-") as folder:
        looks = Path(folder) / "reference.docx"
        looks.write_bytes(_reference())
        written = pandoc(
            _with_facts(without_front_matter(markdown), data),
            "--to=docx",
            "--shift-heading-level-by=-1",  # the first heading becomes the title
            f"--metadata=lang:{data['conference']['language']}",
            f"--reference-doc={looks}",
            moment=int(datetime.fromisoformat(data["made_at"]).timestamp()),
        )
    return with_wide_tables(written)


def pandoc(markdown: str, *options: str, moment: int = 0) -> bytes:
    """Return what pandoc makes of canonical Markdown, in its sandbox; `moment` is what it takes for now."""
    return _run((f"--from={READER}", *options, "--output=-"), markdown.encode(), moment)


@cache
def _reference() -> bytes:
    return reference(_run(("--print-default-data-file=reference.docx",), b"", 0))


def _run(options: tuple[str, ...], given: bytes, moment: int) -> bytes:
    done = subprocess.run(  # noqa: S603 -- the program is our own package's; what people typed comes by its input only
        [pypandoc.get_pandoc_path(), "--sandbox", *options, *_MEMORY],
        input=given,
        capture_output=True,
        timeout=_SECONDS_MAX,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": str(moment)},
        check=True,
    )
    return done.stdout


def _with_facts(text: str, data: Data) -> str:
    """Put version, organisers and licence below the title: they stand in the front matter otherwise."""
    lines = [f"**{escape(key)}:** {escape(value)}" for key, value in facts(data, words_for(data["language"]))]
    begin, heading, rest = text.partition("\n## ")
    return begin.rstrip("\n") + "\n\n" + "  \n".join(lines) + "\n" + heading + rest
