"""Makes the lock files again: `make lock`. Addresses of registries stay out of every one of them."""

import argparse
import os
from contextlib import chdir
from pathlib import Path

from tools.complete_npm_lock import complete
from tools.find_node import FOR_TESTS, find_node
from tools.progress import SetupFailed, run, say, step, stop
from tools.python_packages import executable, tool_environment
from tools.stamps import ROOT

# In this order: the test packages may not move a version that the application is locked to.
LISTS = ("requirements", "requirements-dev", "tools/uv", "tools/node", "tools/audit", "bench/peers/requirements")
COMPILE = ("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11")


def main() -> None:
    """Lock Python and npm packages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where the lists allow")
    newer = ["--upgrade"] if parser.parse_args().upgrade else []
    os.chdir(ROOT)
    try:
        uv = executable(tool_environment("uv", ROOT / "tools" / "uv.txt"), "uv")
        for name in LISTS:
            with step(f"{name}.txt"):
                run(
                    [str(uv), *COMPILE, *newer, f"{name}.in", "-o", f"{name}.txt"],
                    advice="The lines above name the package that could not be resolved.",
                )
        completed = 0
        for folder in (Path(), Path("bench/peers")):
            lock = folder / "package-lock.json"
            with step(str(lock)):
                node = find_node(FOR_TESTS)
                with chdir(folder):  # npm looks for its project where it stands
                    run(
                        [node.command("npm"), "install", "--package-lock-only", "--ignore-scripts"],
                        advice="The lines above name the package that could not be resolved.",
                        environment=node.environment(),
                    )
                completed += complete(lock)
        if completed:
            say(f"{completed} packages of other platforms are not in this registry: written in by name")
    except SetupFailed as failure:
        stop(failure)


if __name__ == "__main__":
    main()
