"""Packs the built scripts and styles with gzip: `python -m tools.pack_gzip`.

Plain http knows gzip only, and a phone's first visit has 50 kB: what it loads is packed with Zopfli, some 3 % smaller
than zlib's best and a hundred times slower, so that the rest is left to zlib.
"""

import gzip
import json
from pathlib import Path

from zopfli import gzip as zopfli

from tools.stamps import ROOT

BUILD = ROOT / "static" / "build"
FIRST_VISIT = ("shell.js", "topic.js", "oogst.css")


def pack(folder: Path) -> None:
    """Write `NAME.gz` beside every script and style of the build in `folder`."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    first = {manifest[name] for name in FIRST_VISIT}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".js", ".css"):
            plain = path.read_bytes()
            packed = zopfli.compress(plain) if path.name in first else gzip.compress(plain, 9, mtime=0)
            path.with_name(f"{path.name}.gz").write_bytes(packed)


if __name__ == "__main__":
    pack(BUILD)
