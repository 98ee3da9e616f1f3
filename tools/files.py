"""Which files are the project's own: what git tracks, and what it would track if it were added."""

import subprocess
from collections.abc import Collection
from pathlib import Path

from tools.stamps import ROOT


def tracked(endings: Collection[str] | None = None) -> list[str]:
    """Paths from the root of the repository, sorted; only those with one of `endings` when given."""
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(
        path
        for path in set(said.split("\0"))
        if path and (ROOT / path).is_file() and (endings is None or Path(path).suffix in endings)
    )
