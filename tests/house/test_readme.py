"""README.md says nothing that the Makefile and the settings do not say, too."""

import re
import subprocess
from pathlib import Path

from notes.ground.settings import VARIABLES
from tools.stamps import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _targets() -> set[str]:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    return set(phony[1].split())


def _make_commands(text: str) -> set[str]:
    return set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))


def test_every_make_command_in_the_documents_exists() -> None:
    pages = [ROOT / "README.md", *Path(ROOT, "docs").rglob("*.md")]
    named = {command for page in pages for command in _make_commands(page.read_text(encoding="utf-8"))}
    assert named >= {"run", "test", "check", "setup"}
    assert named - _targets() == set()


def test_make_help_lists_every_target_in_one_line() -> None:
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert {line.split()[1] for line in said.splitlines()} == _targets()
    assert len(said.splitlines()) == len(_targets())


def test_the_table_of_settings_is_the_settings() -> None:
    rows = [
        f"| `{variable.name}` | {f'`{variable.default}`' if variable.default else '–'} | {variable.meaning} |"
        for variable in VARIABLES
    ]
    table = README.split("## Configuration")[1].split("\n## ")[0]
    assert [line for line in table.splitlines() if line.startswith("| `")] == rows


def test_every_file_that_the_documents_link_to_is_there() -> None:
    for page in [ROOT / "README.md", *Path(ROOT, "docs").rglob("*.md")]:
        links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == [], page
