"""The built front end is whole: every page and every style sheet, under a name that changes with its content."""

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
    started = set(re.findall(r'from"\./([^"]+)"', (BUILD / _manifest()["topic.js"]).read_text(encoding="utf-8")))
    wanted = {_manifest()[name] for name in ("shell.js", "topic.js", "no-internet.js", "oogst.css")} | started
    assert wanted <= files
    assert [name for name in files if not (BUILD / name).is_file()] == []
    assert [
        name for name in files if name.endswith(".js") and ".cm-content" in (BUILD / name).read_text(encoding="utf-8")
    ] == []


def test_nothing_of_the_sources_is_given_away() -> None:
    assert [path.name for path in BUILD.glob("*.map")] == []
