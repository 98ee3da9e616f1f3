"""What a browser has to load before it can read, or type: bytes as they travel, and nothing for who does not need it."""

import gzip
import json
import re
from collections.abc import Iterable

from tests.house.test_build import BUILD

# The page's own script and the editor's: CodeMirror, its Markdown, Yjs, socket and Preact are 180,000 of it.
EDITOR_MAX_BYTES = 194_000
_STATIC = re.compile(r'(?:from|import)\s*"\./([\w-]+\.js)"')
_ON_DEMAND = re.compile(r'import\("\./([\w-]+\.js)"\)')


def read(file: str) -> str:
    return (BUILD / file).read_text(encoding="utf-8")


def with_imports(file: str) -> set[str]:
    """A script and everything that it loads before it runs."""
    found, waiting = set[str](), [file]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _STATIC.findall(read(one))
    return found


def travelling_bytes(files: Iterable[str]) -> int:
    return sum(len(gzip.compress((BUILD / file).read_bytes(), 9)) for file in files)


def topic_page() -> set[str]:
    return with_imports(json.loads(read("manifest.json"))["topic.js"])


def editor() -> set[str]:
    """The part of the page that is loaded on demand and holds the editor."""
    on_demand = {part for file in topic_page() for part in _ON_DEMAND.findall(read(file))}
    parts = [files for files in map(with_imports, on_demand) if any("cm-content" in read(file) for file in files)]
    assert parts, "no part of the topic page holds an editor"
    return min(parts, key=len)


def test_the_editor_with_all_that_it_leans_on_stays_within_its_budget() -> None:
    assert travelling_bytes(editor()) <= EDITOR_MAX_BYTES


def test_who_only_reads_loads_nothing_of_the_editor() -> None:
    page = "".join(read(file) for file in topic_page())
    assert "cm-content" not in page
    assert "Y.Doc" not in page
    assert "cm-content" in "".join(read(file) for file in editor())


def test_participants_load_nothing_of_what_only_staff_use() -> None:
    page = topic_page()
    on_demand = {part for file in page for part in _ON_DEMAND.findall(read(file))}
    for staff_only in ("button-take-over", "undo_take_over", "device_hide", "stream-foot"):
        assert staff_only not in "".join(read(file) for file in page)
        assert any(staff_only in read(file) for part in on_demand for file in with_imports(part))
