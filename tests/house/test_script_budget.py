"""What a browser has to load before it can read, or type: bytes as they travel, and nothing for who does not need it."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterable

from notes.ground.settings import project_folder
from tests.house.test_build import BUILD

# What opens the notepad: CodeMirror, its Markdown, Yjs, and the socket and Preact that stand in the page's own script.
EDITOR_MAX_BYTES = 170_000
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
    """The part of the page that is loaded on demand and holds the editor: CodeMirror's and Yjs's own words say which."""
    on_demand = {part for file in topic_page() for part in _ON_DEMAND.findall(read(file))}
    parts = [
        files for files in map(with_imports, on_demand) if holds(files, "cm-cursorLayer", "Yjs was already imported")
    ]
    assert parts, "no part of the topic page holds an editor"
    return min(parts, key=len)


def holds(files: Iterable[str], *words: str) -> bool:
    text = "".join(map(read, files))
    return all(word in text for word in words)


def test_the_editor_with_all_that_it_leans_on_stays_within_its_budget(node_command: str) -> None:
    done = subprocess.run(
        [node_command, "tests/house/libraries_size.mjs"],
        cwd=project_folder(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    own = travelling_bytes(editor() - topic_page())
    assert own > 100_000, "this is no editor"
    assert own + int(done.stdout) <= EDITOR_MAX_BYTES


def test_who_only_reads_loads_nothing_of_the_editor() -> None:
    page = "".join(read(file) for file in topic_page())
    for word in ("cm-content", "cm-cursorLayer", "Yjs was already imported"):
        assert word not in page
        assert holds(editor(), word)


def test_participants_load_nothing_of_what_only_staff_use() -> None:
    page = topic_page()
    on_demand = {part for file in page for part in _ON_DEMAND.findall(read(file))}
    for staff_only in ("button-take-over", "undo_take_over", "device_hide", "stream-foot"):
        assert staff_only not in "".join(read(file) for file in page)
        assert any(staff_only in read(file) for part in on_demand for file in with_imports(part))
