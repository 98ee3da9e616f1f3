"""What set-up says while it works: one line per step, the time it took, and what to do when it fails."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager


class SetupFailed(Exception):
    """A step could not be done; the message says what the person can do."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step before it begins and its seconds when it ends."""
    print(f"  … {title}", flush=True)
    began = time.monotonic()
    yield
    print(f"  ✓ {title} ({time.monotonic() - began:.1f} s)", flush=True)


def say(line: str) -> None:
    """Tell one thing that is neither a step nor an error."""
    print(f"    {line}", flush=True)


def run(
    command: Sequence[str], *, advice: str, environment: Mapping[str, str] | None = None, limit_s: int = 1200
) -> str:
    """Run a command quietly and return what it said.

    Raises `SetupFailed` with the end of its output and `advice` when it fails, is missing or takes
    longer than `limit_s` seconds.
    """
    try:
        done = subprocess.run(
            command,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            env=None if environment is None else dict(environment),
            timeout=limit_s,
        )
    except FileNotFoundError as missing:
        raise SetupFailed(f"{command[0]} is not there.\n{advice}") from missing
    except subprocess.TimeoutExpired as late:
        raise SetupFailed(f"{command[0]} took longer than {limit_s} s.\n{advice}") from late
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise SetupFailed(f"{' '.join(command[:4])} … failed:\n{tail}\n\n{advice}")
    return done.stdout


def stop(failure: SetupFailed) -> None:
    """End the program with the failure's message."""
    sys.exit(f"\nSet-up stopped: {failure}")
