"""The floors hold, and docs/architecture.md names every package that stands on one."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.stamps import ROOT

_FOLDERS_OF_DATA = {"translations", "examples", "migrations", "__pycache__"}


def _modules() -> set[str]:
    return {
        f"notes/{path.name}"
        for path in Path(ROOT, "notes").iterdir()
        if (path.suffix == ".py" and path.name != "__init__.py") or (path.is_dir() and (path / "__init__.py").is_file())
    }


def test_imports_point_down_only() -> None:
    # In a process of its own: it sets logging up for itself, and switches off every logger that there is.
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_module_of_notes_stands_on_a_floor_of_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = next(contract for contract in contracts if contract["id"] == "floors")
    named = set(re.findall(r"\w+", " ".join(floors["layers"])))
    assert named == {Path(module).stem for module in _modules()}


def test_the_page_on_architecture_names_every_module_and_no_other() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("## Floors")[1].split("\n## ")[0]
    named = {name.rstrip("/") for name in re.findall(r"`(notes/[\w.]+/?)`", table)}
    assert {name for name in named if Path(name).name not in _FOLDERS_OF_DATA} == _modules()
