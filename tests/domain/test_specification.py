"""Every example of the CommonMark specification is a notepad's contents: no error, no word lost, no raw HTML."""

import json
import subprocess

from markdown_it import MarkdownIt

from notes.domain.canonical import canonical
from notes.domain.outcomes import outcomes
from notes.domain.report import build, to_markdown
from notes.domain.words import words_for
from tests.domain.conferences import harvest_of
from tests.domain.test_canonical import words_of
from tests.live.yjs import ROOT

EXAMPLES = 652  # of version 0.31.2


def examples(node: str) -> list[dict[str, str]]:
    done = subprocess.run(
        [node, "tests/domain/specification.mjs"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    found: list[dict[str, str]] = json.loads(done.stdout)
    assert len(found) == EXAMPLES
    return found


def test_no_example_of_the_specification_breaks_the_report_or_loses_a_word_in_it(node_command: str) -> None:
    for example in examples(node_command):
        notes = example["markdown"]
        before, after = words_of(notes), words_of(canonical(notes))
        lost = [sign for sign in set(before) if after.count(sign) < before.count(sign)]
        assert not lost, example["name"]
        report = build(harvest_of(notes), words_for("nl"))
        assert report.internal_left_out == 0, example["name"]
        assert len(report.topics[0].entries) == len(outcomes(notes)), example["name"]
        html = [token for token in MarkdownIt("commonmark").parse(to_markdown(report)) if token.type == "html_block"]
        assert not html, example["name"]
