"""Every suppression of a check says why: `noqa: X -- reason`, and so on for the other kinds.

Read: Python, TypeScript, CSS and templates. A reason is at least two words.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.files import tracked
from tools.stamps import ROOT

# What stands after the suppression itself must be a reason; `code` eats what belongs to the suppression.
_KINDS = (
    ("noqa", re.compile(r"#\s*(?:ruff:\s*)?noqa\b(?P<code>(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?)(?P<rest>.*)")),
    ("type: ignore", re.compile(r"#\s*type:\s*ignore(?P<code>(?:\[[\w, -]+\])?)(?P<rest>.*)")),
    ("pragma: no cover", re.compile(r"#\s*pragma:\s*no cover(?P<rest>.*)")),
    ("biome-ignore", re.compile(r"biome-ignore(?:-all|-start|-end)?\s+(?P<code>[\w/]+)(?P<rest>.*)")),
    ("ts-expect-error", re.compile(r"@ts-(?:expect-error|ignore|nocheck)(?P<rest>.*)")),
    ("djlint:off", re.compile(r"djlint:\s*off(?P<code>(?:\s+[A-Z]\d+)?)(?P<rest>.*)")),
    ("ast-grep-ignore", re.compile(r"ast-grep-ignore(?P<code>(?::\s*[\w, -]+?)?)(?=--|$|\s--)(?P<rest>.*)")),
)
_SKIP = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b(?P<call>\(.*)?", re.DOTALL)
_QUOTED = re.compile(r"""(["'])(?P<words>(?:(?!\1).)+)\1""", re.DOTALL)
_WORDS = 2
_ENDINGS = {".py", ".ts", ".tsx", ".mjs", ".css", ".html"}
# These two hold suppressions as examples.
EXEMPT = {"tools/check_suppressions.py", "tests/house/test_suppressions.py"}


@dataclass(frozen=True)
class Bare:
    """A suppression without a reason: file, line (from 1), kind."""

    path: str
    line: int
    kind: str


def _is_reason(text: str) -> bool:
    return len(re.findall(r"\w{2,}", text)) >= _WORDS


def bare_suppressions(path: str, text: str) -> Iterator[Bare]:
    """The suppressions in `text` that give no reason."""
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern in _KINDS:
            match = pattern.search(line)
            # Two suppressions on one line share the reason at its end.
            if match and not _is_reason(match["rest"]):
                yield Bare(path, number, kind)
    if path.endswith(".py"):
        yield from _bare_skips(path, text)


def _bare_skips(path: str, text: str) -> Iterator[Bare]:
    for match in _SKIP.finditer(text):
        call = _call(match["call"] or "")
        if not any(_is_reason(words["words"]) for words in _QUOTED.finditer(call)):
            yield Bare(path, text.count("\n", 0, match.start()) + 1, "skipped test")


def _call(rest: str) -> str:
    """The text from an opening bracket to the one that closes it."""
    depth = 0
    for index, character in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return rest[: index + 1]
    return rest


def main() -> None:
    """Print every suppression without a reason; exit 1 when there is one."""
    found = [
        bare
        for path in tracked(_ENDINGS)
        if path not in EXEMPT
        for bare in bare_suppressions(path, Path(ROOT, path).read_text(encoding="utf-8"))
    ]
    for bare in found:
        how = "# type: ignore[…] # why" if bare.kind == "type: ignore" else "… -- why"
        print(f"{bare.path}:{bare.line}: {bare.kind} without a reason (write: {how})")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
