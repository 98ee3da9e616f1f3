"""Proves by replay that everything that was made from a notepad's log says what the log says.

Promise: nothing is changed, and what differs is named: which of them, at which row, and where.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from sqlalchemy.orm import Session

from notes.domain.text import normalised
from notes.live.document import DocumentFailed, Replay
from notes.store import notepads

_TELL_EVERY_ROWS = 500
_SHOWN_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class Live:
    """A notepad as a running server holds it in memory."""

    epoch: int
    seq: int
    text: str
    fingerprint: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not agree with the log.

    `what`: log (its rows themselves), snapshot, text, moment, live. `seq` is the row at which it
    was compared, or the row that is wrong.
    """

    what: str
    seq: int
    detail: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.what} at row {self.seq}: {self.detail}"


_Check = Callable[[Replay], str]


@dataclass(slots=True)
class _Checks:
    """What is to be compared with the replay, by the row at which it was made."""

    by_seq: dict[int, list[tuple[str, _Check]]] = field(default_factory=dict)

    def add(self, what: str, seq: int, check: _Check) -> None:
        self.by_seq.setdefault(seq, []).append((what, check))

    def at(self, replay: Replay, seq: int) -> Iterator[Difference]:
        for what, check in self.by_seq.pop(seq, ()):
            detail = check(replay)
            if detail:
                yield Difference(what, seq, detail)

    def left(self, seq: int) -> Iterator[Difference]:
        for at, checks in sorted(self.by_seq.items()):
            for what, _check in checks:
                yield Difference(what, at, f"the log ends at row {seq}")


def verify(
    session: Session,
    notepad_id: int,
    live: Live | None = None,
    done: Callable[[int], object] = lambda _rows: None,
    *,
    replay: Replay | None = None,
) -> tuple[Difference, ...]:
    """Replay a notepad's log from its first row; return what does not agree, nothing when all does.

    `live` was read before this transaction began, so that the log holds everything of it. `done`
    is told how many more rows were replayed. A text that is only older than the log is compared
    at its own row: a running server writes it within a second, the next start at once. Afterwards `replay`, if it
    is given, holds what was replayed.
    """
    facts = notepads.notepad(session, notepad_id)
    if facts is None:
        return (Difference("log", 0, "there is no such notepad"),)
    checks = _checks(session, notepad_id, facts.epoch, live)
    replay = replay or Replay()
    found = list(checks.at(replay, 0))
    seq = 0
    for row, data in notepads.every_row(session, notepad_id):
        if row != seq + 1:
            found.append(Difference("log", seq + 1, f"the row is missing; the next is {row}"))
            return tuple(found)
        try:
            replay.add(data)
        except DocumentFailed as problem:
            found.append(Difference("log", row, f"the row cannot be applied: {problem}"))
            return tuple(found)
        seq = row
        found.extend(checks.at(replay, seq))
        if seq % _TELL_EVERY_ROWS == 0:
            done(_TELL_EVERY_ROWS)
    done(seq % _TELL_EVERY_ROWS)
    if seq != facts.seq:
        found.append(Difference("log", seq, f"it ends here; the notepad says {facts.seq}"))
    if not replay.whole:
        found.append(Difference("log", seq, "a part of a row leans on something that is not there"))
    found.extend(checks.left(seq))
    return tuple(found)


def _checks(session: Session, notepad_id: int, epoch: int, live: Live | None) -> _Checks:
    checks = _Checks()
    for seq, data in notepads.snapshots(session, notepad_id):
        checks.add("snapshot", seq, lambda replay, data=data: _snapshot_differs(replay, data))  # type: ignore[misc]  # bound on purpose
    stored = notepads.text(session, notepad_id)
    if stored is not None:
        checks.add("text", stored.seq, lambda replay: _text_differs(stored.text, normalised(replay.text)))
    for moment in notepads.moments(session, notepad_id):
        checks.add(
            f"moment {moment.id}",
            moment.seq,
            lambda replay, text=moment.text: _text_differs(text, normalised(replay.text)),  # type: ignore[misc]  # bound on purpose
        )
    if live is not None:
        checks.add("live document", live.seq, lambda replay: _live_differs(replay, epoch, live))
    return checks


def _snapshot_differs(replay: Replay, data: bytes) -> str:
    snapshot = Replay()
    try:
        snapshot.add(data)
    except DocumentFailed as problem:
        return f"it cannot be read: {problem}"
    return _text_differs(snapshot.text, replay.text) or _vector_differs(snapshot.vector, replay.vector)


def _live_differs(replay: Replay, epoch: int, live: Live) -> str:
    if live.epoch != epoch:
        return f"it is of epoch {live.epoch}, the stored one is {epoch}"
    said = _text_differs(live.text, replay.text)
    if not said and live.fingerprint != replay.fingerprint:
        said = "the texts agree, the state vectors do not"
    return said


def _text_differs(found: str, truth: str) -> str:
    if found == truth:
        return ""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, truth, strict=False)))
    line = truth.count("\n", 0, same) + 1
    return (
        f"differs from character {same} on (line {line}): it has {found[same : same + _SHOWN_CHARACTERS]!r}, "
        f"the log {truth[same : same + _SHOWN_CHARACTERS]!r}; {len(found)} characters, the log {len(truth)}"
    )


def _vector_differs(found: dict[int, int], truth: dict[int, int]) -> str:
    for client in sorted(found.keys() | truth.keys()):
        if found.get(client, 0) != truth.get(client, 0):
            return f"of client {client} it holds {found.get(client, 0)} units, the log {truth.get(client, 0)}"
    return ""
