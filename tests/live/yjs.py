"""Runs real Yjs in Node: the scripts of `tests/yjs`."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notes.live.coverage import Coverage
from notes.live.decoder import LOGGED, decode_update

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Session:
    """What several people typed, in the order in which a server got it."""

    seed: int
    edits: tuple[tuple[int, bytes], ...]  # client id, update
    text: str
    vector: dict[int, int]
    state: bytes


@dataclass(frozen=True, slots=True)
class YjsDocument:
    """What Yjs makes of a list of updates."""

    text: str
    vector: dict[int, int]
    pending: bool
    state: bytes


def covering(updates: Iterable[bytes]) -> Coverage:
    """Return the coverage of a log's updates, in their order."""
    coverage = Coverage()
    for data in updates:
        coverage.add(decode_update(data, limits=LOGGED))
    return coverage


def run_script(node: str, script: str, *arguments: int, given: str = "") -> list[Any]:
    """Return what a script of `tests/yjs` writes, one JSON value per line."""
    finished = subprocess.run(
        [node, f"tests/yjs/{script}", *map(str, arguments)],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert finished.returncode == 0, finished.stderr
    return [json.loads(line) for line in finished.stdout.splitlines()]


def sessions(node: str, first_seed: int, count: int, steps: int = 60) -> list[Session]:
    """Return sessions that Yjs typed; the same seeds give the same sessions."""
    return [
        Session(
            line["seed"],
            tuple((edit["client"], b64decode(edit["update"])) for edit in line["edits"]),
            line["text"],
            _vector(line["vector"]),
            b64decode(line["state"]),
        )
        for line in run_script(node, "sessions.mjs", first_seed, count, steps)
    ]


def applied_by_yjs(node: str, lists: Iterable[Sequence[bytes]]) -> list[YjsDocument]:
    """Return a new Yjs document for each list of updates."""
    given = "".join(json.dumps([b64encode(update).decode() for update in updates]) + "\n" for updates in lists)
    return [
        YjsDocument(line["text"], _vector(line["vector"]), line["pending"], b64decode(line["state"]))
        for line in run_script(node, "apply.mjs", given=given)
    ]


def _vector(found: dict[str, int]) -> dict[int, int]:
    return {int(client): clock for client, clock in found.items()}
