"""Counts what ticks did, and writes one log line for each refusal, quarantine and mismatch.

Promise: what it counts as stored is committed, and nothing of it holds words that somebody typed.
"""

import logging
from collections.abc import Callable, Mapping, Sequence

from notes.ground.events import tell
from notes.ground.metrics import Metrics
from notes.live.commands import Command
from notes.live.items import QUARANTINED, Item, Joined, NotStored, Refused, Resync, TickReport
from notes.live.rooms import Room

log = logging.getLogger(__name__)
_KINDS = frozenset({"document", "editor"})  # of mismatches: what our browsers send


class Measuring:
    """The engine's own part of `Metrics`."""

    def __init__(
        self,
        metrics: Metrics,
        rooms: Mapping[int, Room],
        *,
        documents: Callable[[], int],
        waiting: Callable[[], int],
    ) -> None:
        """Watch the rooms; `documents` and `waiting` say how many there are whenever somebody reads."""
        self._metrics = metrics
        metrics.rooms.set_function(lambda: sum(not room.empty for room in rooms.values()))
        metrics.clients.labels("writer").set_function(lambda: sum(len(room.members) for room in rooms.values()))
        metrics.clients.labels("viewer").set_function(lambda: sum(len(room.viewers) for room in rooms.values()))
        metrics.documents.set_function(documents)
        metrics.waiting_items.set_function(waiting)

    def tick(self, items: Sequence[Item], report: TickReport, *, length: float, cost: float) -> None:
        """Count one tick: its items, what became of them, its rhythm and its work in seconds."""
        metrics = self._metrics
        metrics.tick_length.observe(length)
        metrics.tick_cost.observe(cost)
        if report.commit_seconds is not None:
            metrics.commit.observe(report.commit_seconds)
        metrics.items.inc(len(items))
        metrics.rows_written.inc(sum(change.update is not None for change in report.rooms))
        for item, outcome in zip(items, report.outcomes, strict=True):
            if isinstance(outcome, Refused):
                self._refused(item, outcome)
            elif isinstance(outcome, Resync):
                metrics.resyncs.inc()
            elif isinstance(outcome, NotStored):
                metrics.not_stored.inc()
            elif isinstance(outcome, Joined):
                metrics.joins.labels("writer" if getattr(item, "writer", False) else "viewer").inc()

    def beat(self, cost: float) -> None:
        """Measure the beat of one room, in seconds."""
        self._metrics.beat_cost.observe(cost)

    def mismatch(self, notepad_id: int, person_id: str | None, seq: int, kind: str) -> None:
        """Count a browser that held another text than the server; it drops its document and joins anew."""
        self._metrics.mismatches.inc()
        known = kind if kind in _KINDS else "other"  # what a browser sends may be anything
        tell(log, "mismatch", notepad=notepad_id, seq=seq, reason=known, person=person_id)

    def _refused(self, item: Item, outcome: Refused) -> None:
        self._metrics.refusals.labels(outcome.code, outcome.rule).inc()
        event = "refused"
        if outcome.rule == QUARANTINED:
            self._metrics.quarantined.inc()
            event = "quarantined"
        tell(
            log,
            event,
            what=type(item).__name__,
            notepad=None if isinstance(item, Command) else item.notepad_id,
            reason=outcome.code,
            rule=outcome.rule or None,
            person=item.person_id,
        )
