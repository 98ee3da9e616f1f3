"""What this process counts and measures, in Prometheus' text format.

Promise: counting is cheap enough for every tick and never waits. Only greenlets count: a native
thread hands its numbers over in its report, since these locks are gevent's.
"""

from functools import partial

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_TICK_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.12, 0.2, 0.4, 0.8, 1.6)

# Each counter's birth as a series of its own would double what is read, and nobody asks for it.
prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # the library left this one out


class Metrics:
    """Everything that is counted in one application; two of them in one process share nothing."""

    def __init__(self) -> None:
        """Begin at zero."""
        self._registry = CollectorRegistry()
        counter = partial(Counter, registry=self._registry)
        gauge = partial(Gauge, registry=self._registry)
        histogram = partial(Histogram, buckets=_TICK_BUCKETS, registry=self._registry)
        ProcessCollector(registry=self._registry)
        # What is there now
        self.rooms = gauge("oogst_rooms", "Notepads that somebody is connected to.")
        self.clients = gauge("oogst_clients", "Connections in rooms.", ["role"])
        self.sockets = gauge("oogst_sockets", "Open Socket.IO connections, in a room or not.")
        self.documents = gauge("oogst_documents", "Notepads whose document is in memory.")
        self.waiting_items = gauge("oogst_waiting_items", "Edits, joins and commands that wait for a tick.")
        self.log_rows = gauge("oogst_log_rows", "Rows in the logs of all notepads.")
        self.snapshots = gauge("oogst_snapshots", "Stored snapshots of notepads.")
        self.snapshot_bytes = gauge("oogst_snapshot_bytes", "Bytes of all stored snapshots: the size of the documents.")
        # How it goes
        self.tick_length = histogram("oogst_tick_length_seconds", "For how long a tick gathered before its work.")
        self.tick_cost = histogram("oogst_tick_cost_seconds", "The work of a tick: admission, commit and frames.")
        self.commit = histogram("oogst_commit_seconds", "The commit of a tick's transaction.")
        self.beat_cost = histogram("oogst_beat_cost_seconds", "The work of one room's viewers' beat.")
        # What happened
        self.items = counter("oogst_items", "Edits, joins and commands that went through a tick.")
        self.rows_written = counter("oogst_rows_written", "Log rows that ticks wrote.")
        self.joins = counter("oogst_joins", "Connections that were let into a room.", ["role"])
        self.refusals = counter("oogst_refusals", "What was refused, and why.", ["reason", "rule"])
        self.resyncs = counter("oogst_resyncs", "Edits with a gap before them: the browser joins again.")
        self.not_stored = counter("oogst_not_stored", "Items that the store did not take.")
        self.quarantined = counter("oogst_quarantined_updates", "Updates that failed inside the CRDT library.")
        self.mismatches = counter("oogst_mismatches", "Browsers that held another text than the server.")
        self.backlog_drops = counter("oogst_backlog_drops", "Receivers that did not keep up and were closed.")
        self.throttled = counter("oogst_throttled", "Acts that came too often.", ["act"])
        self.requests_failed = counter("oogst_requests_failed", "Pages that ended in an unexpected error.")

    def text(self) -> bytes:
        """Return everything in the text format, of the type `CONTENT_TYPE`."""
        return generate_latest(self._registry)
