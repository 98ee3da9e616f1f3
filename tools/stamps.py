"""Remembers what was made from which files, so that a second `make run` starts within seconds.

A stamp is a small file under `.tools/stamps` with the digest of the contents that a step was made
from. Contents, not times: a fresh checkout of the same files is the same.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
STAMPS = TOOLS / "stamps"


def digest(files: Iterable[Path], *facts: str) -> str:
    """Digest of names and contents of `files` that exist, and of further `facts`."""
    total = hashlib.sha256()
    for path in sorted(set(files)):
        if path.is_file():
            total.update(str(path.relative_to(ROOT)).encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    for fact in facts:
        total.update(fact.encode() + b"\0")
    return total.hexdigest()


def is_current(name: str, wanted: str) -> bool:
    """Whether step `name` was last done for `wanted`."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def record(name: str, made: str) -> None:
    """Remember that step `name` is done for `made`."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(made, encoding="utf-8")


def forget(name: str) -> None:
    """Make step `name` be done again: called before a step begins, so that half a step never counts."""
    (STAMPS / name).unlink(missing_ok=True)
