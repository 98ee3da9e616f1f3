"""No file names the host of a package registry: they come from how pip and npm are set up.

A lock file with addresses would install from there and nowhere else, and would leak who works where.
"""

import re
import sys
from pathlib import Path

from tools.files import tracked
from tools.stamps import ROOT

# Put together so that this file does not name them either.
_HOSTS = ("pypi" + ".org", "files.pythonhosted" + ".org", "registry.npmjs" + ".org", "registry.yarnpkg" + ".com")
_OPTIONS = r"^--(?:extra-)?index-url|^--find-links|\"resolved\": "
_PATTERN = re.compile("|".join(map(re.escape, _HOSTS)) + "|" + _OPTIONS, re.MULTILINE)


def named_hosts(text: str) -> list[tuple[int, str]]:
    """Line (from 1) and words of every registry address in `text`."""
    return [(text.count("\n", 0, match.start()) + 1, match[0]) for match in _PATTERN.finditer(text)]


def main() -> None:
    """Print every registry address; exit 1 when there is one."""
    found = False
    for path in tracked():
        try:
            text = Path(ROOT, path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or another binary
        for line, words in named_hosts(text):
            found = True
            print(f"{path}:{line}: names a package registry ({words})")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
