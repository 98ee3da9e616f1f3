"""Runs the checks by name of a group, two at a time, and says in one table what held and what did not.

Every check runs even when another fails; a check that cannot run here is printed as left out, with the
reason. The exit code is 0 only when every check that ran held.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.find_browser import find_firefox
from tools.find_node import FOR_TESTS, find_node
from tools.python_packages import VENV, executable, tool_environment
from tools.stamps import ROOT

AT_ONCE = 2
_MOST_PLACES = 20


def _always() -> str:
    return ""


def _no_unit_tests() -> str:
    folders = (ROOT / "frontend", ROOT / "tests" / "frontend")
    return "" if any(any(folder.rglob("*.test.ts*")) for folder in folders) else "no unit tests of the front end yet"


def _no_typescript() -> str:
    return "" if any((ROOT / "frontend").rglob("*.ts")) else "no TypeScript in frontend/ yet"


def _no_templates() -> str:
    return "" if any((ROOT / "templates").rglob("*.html")) else "no templates yet"


def _no_firefox() -> str:
    return "" if find_firefox() else "no Firefox here (Debian: apt install firefox-esr, or set OOGST_FIREFOX)"


@dataclass(frozen=True)
class Check:
    """One command, and when it is left out: `absent` gives the reason, or nothing."""

    name: str
    command: tuple[str, ...]
    absent: Callable[[], str] = _always


@dataclass(frozen=True)
class Outcome:
    """What a check said: `left_out` is a reason, then `code` and `said` mean nothing."""

    check: Check
    code: int
    said: str
    seconds: float
    left_out: str = ""


QUICK = (
    Check("mypy", ("mypy",)),
    Check("ruff", ("ruff", "check", "--quiet", ".")),
    Check("ruff format", ("ruff", "format", "--check", "--quiet", ".")),
    Check("floors", ("lint-imports", "--no-cache")),
    Check("ast-grep", ("ast-grep", "scan", "--error")),
    Check("ast-grep's own tests", ("ast-grep", "test", "--skip-snapshot-tests")),
    Check("deptry", ("deptry", "--no-ansi", ".")),
    Check("suppressions", ("python", "-m", "tools.check_suppressions")),
    Check("sizes", ("python", "-m", "tools.check_sizes")),
    Check("addresses", ("python", "-m", "tools.check_addresses")),
    Check("templates' texts", ("python", "-m", "tools.check_templates"), _no_templates),
    Check("catalogues", ("python", "-m", "tools.check_catalogues")),
    Check("djlint", ("djlint", "templates", "--lint", "--quiet"), _no_templates),
    Check(
        "biome",
        ("npx", "--no-install", "biome", "ci", "--colors=off", "--diagnostic-level=warn", "--error-on-warnings"),
        _no_typescript,
    ),
    Check("tsc", ("npx", "--no-install", "tsc", "--noEmit"), _no_typescript),
    Check("knip", ("npx", "--no-install", "knip"), _no_typescript),
    Check("vitest", ("npx", "--no-install", "vitest", "run"), _no_unit_tests),
)
# A file stays with one worker, for its server and its people; three of them on two cores, because tests also wait.
# The same order at every run, so that a red run says something about the change; `make fuzz` shuffles anew.
_AT_ONCE = ("--dist", "loadfile", "--no-loadscope-reorder", "--randomly-seed", "1")
TESTS = (Check("pytest", ("pytest", "-q", "-n", "3", *_AT_ONCE, "-m", "not slow")),)
SLOW = (Check("slow pytest", ("pytest", "-q", "-n", "2", *_AT_ONCE, "-m", "slow")),)
ENGINES = (Check("pytest in Firefox", ("pytest", "-q", "-n", "2", *_AT_ONCE, "-m", "engines"), _no_firefox),)
AUDIT = (
    Check("pip-audit", ("pip-audit", "--require-hashes", "-r", "requirements.txt")),
    Check("npm audit", ("npm", "audit")),
)
FORMAT = (
    Check("ruff's fixes", ("ruff", "check", "--fix", "--quiet", ".")),
    Check("ruff format", ("ruff", "format", ".")),
    Check("biome", ("npx", "--no-install", "biome", "check", "--write"), _no_typescript),
)
GROUPS: dict[str, tuple[tuple[Check, ...], ...]] = {
    "quick": (QUICK,),
    "all": (QUICK, TESTS),
    "slow": (SLOW,),
    "engines": (ENGINES,),
    "audit": (AUDIT,),
    "format": tuple((check,) for check in FORMAT),
}


def environment_of(group: str) -> dict[str, str]:
    """The environment of this process with `.venv` and Node first on the path."""
    node = find_node(FOR_TESTS, bring=False)
    folders = [str(executable(VENV, "python").parent), str(node.folder), os.environ.get("PATH", "")]
    if group == "audit":
        folders.insert(0, str(executable(tool_environment("audit", ROOT / "tools" / "audit.txt"), "python").parent))
    extra = {"OOGST_ENGINE": "firefox", "OOGST_FIREFOX": str(find_firefox())} if group == "engines" else {}
    return os.environ | {"PATH": os.pathsep.join(folders), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"} | extra


def carry_out(check: Check, environment: dict[str, str], *, aloud: bool) -> Outcome:
    """Run one check; `aloud` shows its output while it runs."""
    reason = check.absent()
    if reason:
        return Outcome(check, 0, "", 0.0, reason)
    began = time.monotonic()
    program = shutil.which(check.command[0], path=environment["PATH"])
    if program is None:
        return Outcome(check, 127, f"{check.command[0]} is not installed: run make dev", 0.0)
    lines: list[str] = []
    with subprocess.Popen(
        [program, *check.command[1:]],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            lines.append(line)
            if aloud:
                print(line, end="", flush=True)
    return Outcome(check, running.returncode, "".join(lines), time.monotonic() - began)


def report(outcomes: Sequence[Outcome]) -> bool:
    """Print the table; whether everything that ran held."""
    print("\n── summary " + "─" * 50)
    for outcome in outcomes:
        if outcome.left_out:
            print(f"  left out  {outcome.check.name}: {outcome.left_out}")
        else:
            word = "held    " if outcome.code == 0 else "FAILED  "
            print(f"  {word}  {outcome.check.name} ({outcome.seconds:.1f} s)")
        if outcome.code:
            # Said again here: where only the end of a long output is kept, it names the tests.
            for line in worth_repeating(outcome.said):
                print(f"              {line[:300]}")
    return all(outcome.code == 0 for outcome in outcomes)


def worth_repeating(said: str) -> list[str]:
    """Return the names of failed tests, and where in the tests those stood that ran out of time."""
    lines = said.splitlines()
    failed = [line for line in lines if line.startswith(("FAILED ", "ERROR "))]
    stood = [line.strip() for line in lines if line.startswith('  File "') and "/tests/" in line]
    return [*failed, *dict.fromkeys(stood[-_MOST_PLACES:])]


def main() -> None:
    """Run one group of checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=sorted(GROUPS))
    group = parser.parse_args().group
    environment = environment_of(group)
    outcomes: list[Outcome] = []
    for stage in GROUPS[group]:
        aloud = len(stage) == 1
        with ThreadPoolExecutor(1 if aloud else AT_ONCE) as pool:
            for outcome in pool.map(lambda check: carry_out(check, environment, aloud=aloud), stage):  # noqa: B023 -- the pool ends within the loop
                outcomes.append(outcome)
                if outcome.code and not aloud:
                    print(f"\n── {outcome.check.name} " + "─" * 40 + f"\n{outcome.said.strip()}", flush=True)
    sys.exit(0 if report(outcomes) else 1)


if __name__ == "__main__":
    main()
