"""No file of the project's own code is longer than 400 lines, but for those listed here with a reason."""

import sys
from pathlib import Path

from tools.files import tracked
from tools.stamps import ROOT

LIMIT_LINES = 400
_ENDINGS = {".py", ".ts", ".tsx", ".mjs", ".css", ".html"}
_MIGRATIONS = "notes/store/migrations/versions/"  # written once, in the order of the tables, and never split later
# path: why it is one file all the same. An entry whose file is short again (or gone) fails, too.
REASONS = {
    "notes/store/models.py": "the whole schema on one page: tables that name each other",
}


def complaints(lengths: dict[str, int], reasons: dict[str, str]) -> list[str]:
    """What is wrong with these lengths (lines by path), one line each."""
    long = {path: lines for path, lines in lengths.items() if lines > LIMIT_LINES}
    return [
        f"{path}: {lines} lines, more than {LIMIT_LINES}: is it two files?"
        for path, lines in sorted(long.items())
        if path not in reasons
    ] + [
        f"{path}: stands in the list of long files and is none any more" for path in sorted(reasons) if path not in long
    ]


def main() -> None:
    """Print what is too long; exit 1 when something is."""
    lengths = {
        path: len(Path(ROOT, path).read_text(encoding="utf-8").splitlines())
        for path in tracked(_ENDINGS)
        if not path.startswith(_MIGRATIONS)
    }
    found = complaints(lengths, REASONS)
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
