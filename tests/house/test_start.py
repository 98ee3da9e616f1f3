"""The server starts without what only a shell command, a new schema or a terminal needs."""

import subprocess
import sys

from tools.stamps import ROOT

# Each costs a start tens to hundreds of milliseconds.
NEVER_AT_START = ("alembic", "mako", "pygments", "segno", "markdown", "notes.cli", "notes.store.migrating")


def test_a_fresh_interpreter_loads_nothing_heavy_to_serve() -> None:
    script = f"import sys, app; print(*(name for name in {NEVER_AT_START!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_names_are_modules_that_exist() -> None:
    script = f"import importlib; [importlib.import_module(name) for name in {NEVER_AT_START!r}]"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
