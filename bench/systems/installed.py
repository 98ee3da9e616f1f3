"""Brings the peers' packages into .tools, locked by bench/peers, the first time that they are measured."""

import shutil
from contextlib import chdir
from functools import cache
from pathlib import Path

from tools.find_node import Node, find_node
from tools.progress import run, step
from tools.python_packages import executable, tool_environment
from tools.stamps import TOOLS, digest, is_current, record

PEERS = Path(__file__).parents[1] / "peers"
_NAME = "bench-node"
_LOCK_FILES = ("package.json", "package-lock.json", ".npmrc")
_ADVICE = "npm packages come from the registry that npm is set up for; better-sqlite3 may need a C++ compiler."


@cache
def node() -> Node:
    """Return the Node that runs the peers and the generator."""
    return find_node()


@cache
def node_folder() -> Path:
    """Return the folder whose node_modules holds the peers of npm."""
    folder = TOOLS / _NAME
    wanted = digest([PEERS / name for name in _LOCK_FILES], str(node().version))
    if not is_current(_NAME, wanted):
        with step("the bench's peers from npm"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for name in _LOCK_FILES:
                shutil.copy(PEERS / name, folder)
            with chdir(folder):  # npm looks for its project where it stands
                run([node().command("npm"), "ci"], advice=_ADVICE, environment=node().environment())
        record(_NAME, wanted)
    return folder


@cache
def python() -> Path:
    """Return the Python whose environment holds the peers of PyPI."""
    return executable(tool_environment("bench-python", PEERS / "requirements.txt"), "python")
