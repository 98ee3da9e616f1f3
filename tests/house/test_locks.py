"""Every package is pinned, hashed, and justified in docs/dependencies.md."""

import json
import re
from pathlib import Path

import pytest

from tools.stamps import ROOT

LISTS = ("requirements", "requirements-dev", "tools/uv", "tools/node", "tools/audit", "bench/peers/requirements")
NPM = ("", "bench/peers/")
EXPLAINED = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _wanted(name: str) -> list[str]:
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [_normal(re.split(r"[=<>~!\[; ]", line)[0]) for line in lines if line.strip() and line[0] not in "#-"]


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    return {_normal(re.split(r"[=\[]", entry)[0]): entry for entry in entries}


@pytest.mark.parametrize("name", LISTS)
def test_every_wanted_package_is_locked_to_one_version_with_hashes(name: str) -> None:
    locked = _locked(name)
    assert [package for package in _wanted(name) if package not in locked] == []
    assert [package for package, entry in locked.items() if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_test_packages_move_no_version_of_the_application() -> None:
    def version(entry: str) -> str:
        return entry.split("==")[1].split(maxsplit=1)[0]

    application, tests = _locked("requirements"), _locked("requirements-dev")
    moved = [name for name in application.keys() & tests.keys() if version(application[name]) != version(tests[name])]
    assert moved == []


def _pins(folder: str) -> dict[str, str]:
    package: dict[str, dict[str, str]] = json.loads((ROOT / f"{folder}package.json").read_text(encoding="utf-8"))
    return package["dependencies"] | package.get("devDependencies", {})


@pytest.mark.parametrize("folder", NPM)
def test_npm_packages_are_pinned_exactly_and_locked_without_addresses(folder: str) -> None:
    pins = _pins(folder)
    assert [name for name, pin in pins.items() if not re.fullmatch(r"\d+\.\d+\.\d+", pin)] == []
    locked = json.loads((ROOT / f"{folder}package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in pins} == pins
    # Other platforms' packages that the registry of the one who locked does not have: tools/complete_npm_lock.py.
    elsewhere = {name for name, facts in locked.items() if facts.get("optional") and facts.get("os", []) != ["linux"]}
    elsewhere |= {name for name in locked if name.endswith(("-musl", "-gnu", "-gnueabihf", "-musleabihf"))}
    assert [name for name, facts in locked.items() if name not in elsewhere | {""} and "integrity" not in facts] == []
    assert [name for name, facts in locked.items() if "resolved" in facts] == []


def test_there_is_one_yjs() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name in locked if Path(name).name == "yjs"] == ["node_modules/yjs"]


def test_every_direct_dependency_is_explained_and_nothing_else() -> None:
    wanted = {name for folder in NPM for name in _pins(folder)}
    wanted |= {name for file in LISTS for name in _wanted(file)}
    explained = re.findall(r"^\| `([^`]+)` \|", EXPLAINED, re.MULTILINE)
    assert sorted(explained) == sorted(wanted)
