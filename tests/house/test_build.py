"""The built front end is whole: every page and every style sheet, under a name that changes with its content."""

import gzip
import json
import re
from pathlib import Path

from tools.stamps import ROOT

BUILD = ROOT / "static" / "build"


def _manifest() -> dict[str, str]:
    path = BUILD / "manifest.json"
    assert path.is_file(), "static/build is not there: run make dev"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_every_page_and_style_sheet_is_in_the_manifest() -> None:
    pages = {path.with_suffix(".js").name for path in Path(ROOT, "frontend", "pages").glob("*.ts")}
    styles = {path.name for path in Path(ROOT, "static").glob("*.css")}
    assert set(_manifest()) - {"version"} == pages | styles, "run make dev"


def test_every_name_carries_a_hash_and_is_a_file() -> None:
    names = [file for name, file in _manifest().items() if name != "version"]
    assert [name for name in names if not re.fullmatch(r"[\w-]+-[A-Z0-9]{8}\.(js|css)", name)] == []
    assert [name for name in names if not (BUILD / name).is_file()] == []


def test_worker_brings_what_a_page_needs_to_start_and_not_the_editor() -> None:
    worker = (BUILD / "service-worker.js").read_text(encoding="utf-8")
    files = set(re.findall(r"/static/build/([\w-]+-[A-Z0-9]{8}\.\w+)", worker))
    started = _imported(_manifest()["topic.js"])
    wanted = {_manifest()[name] for name in ("shell.js", "topic.js", "no-internet.js", "oogst.css")} | started
    assert wanted <= files
    assert [name for name in files if not (BUILD / name).is_file()] == []
    assert [
        name for name in files if name.endswith(".js") and ".cm-content" in (BUILD / name).read_text(encoding="utf-8")
    ] == []


def test_what_phones_open_begins_with_two_scripts_and_every_part_imports_files_that_are_there() -> None:
    names = _manifest()
    assert _imported(names["topic.js"]) == {names["shell.js"]}
    assert _imported(names["shell.js"]) == set()
    parts = {part for path in BUILD.glob("*.js") for part in re.findall(r'"\./([\w-]+\.js)"', path.read_text("utf-8"))}
    assert [part for part in parts if not (BUILD / part).is_file()] == []


def test_every_script_and_style_is_packed_as_the_server_sends_it() -> None:
    plain = [path for path in BUILD.iterdir() if re.search(r"-[A-Z0-9]{8}\.(js|css)$", path.name)]
    assert len(plain) > len(_manifest())
    assert all(gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes() for path in plain)
    assert [path.name for path in plain if not path.with_name(f"{path.name}.br").is_file()] == []


def _imported(file: str) -> set[str]:
    """What a script imports before it runs."""
    return set(re.findall(r'(?:from|import)"\./([^"]+)"', (BUILD / file).read_text(encoding="utf-8")))


def test_nothing_of_the_sources_is_given_away() -> None:
    assert [path.name for path in BUILD.glob("*.map")] == []
