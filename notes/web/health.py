"""For who watches the server: whether it lives, whether it can do its work, and what it counted. Nothing about people.

Promise: the figures go to programs on this machine, and to who knows OOGST_METRICS_SECRET; whatever
came through a reverse proxy is not from this machine.
"""

import hmac
from dataclasses import asdict

from flask import Blueprint, Response, abort, jsonify, request

from notes.ground.metrics import CONTENT_TYPE
from notes.ground.tokens import operator_token
from notes.store import notepads
from notes.store.unit_of_work import DatabaseError
from notes.web.parts import parts

pages = Blueprint("health", __name__)
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
_ITS_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Every reverse proxy sets one of these; a program on this machine has no reason to.
_PROXIES_SAY = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


@pages.get("/healthz")
def healthz() -> Response:
    """Say that the process lives; it asks nothing else, so that a full disk is no reason to kill it."""
    return _plain("ok")


@pages.get("/readyz")
def readyz() -> Response:
    """Say whether a change would be stored now; 503 with the reason when it would not."""
    reason = parts().readiness.reason()
    return _plain(f"not ready: {reason}", 503) if reason else _plain("ready")


@pages.get("/metrics")
def metrics() -> Response:
    """Return what was counted and measured, in Prometheus' text format."""
    if not (_from_this_machine() or _knows_secret()):
        abort(404)
    known = parts().metrics
    try:
        with parts().database.reading() as db:
            totals = notepads.totals(db)
    except DatabaseError:  # what the process itself counts is wanted most when the store fails
        parts().metrics.requests_failed.inc()
    else:
        known.log_rows.set(totals.log_rows)
        known.snapshots.set(totals.snapshots)
        known.snapshot_bytes.set(totals.snapshot_bytes)
    return Response(known.text(), content_type=CONTENT_TYPE)


@pages.get("/operator/notities/<int:notepad_id>")
def live_document(notepad_id: int) -> Response:
    """Return a notepad as it is in memory, to `flask notepad verify`, which shows that it knows the server key."""
    if not _bearer_is(operator_token(parts().settings.secret_key)):
        abort(404)
    live = parts().engine.live(notepad_id)
    answer: Response = jsonify(None if live is None else asdict(live))
    return answer


def _from_this_machine() -> bool:
    """Return whether a program on this machine asks, without a proxy between.

    Not `remote_addr`: behind a proxy that is what a header says.
    """
    before = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    name = str(before.get("HTTP_HOST", "")).rpartition(":")[0] or str(before.get("HTTP_HOST", ""))
    return (
        before.get("REMOTE_ADDR") in _THIS_MACHINE
        and name in _ITS_NAMES
        and not any(header in request.headers for header in _PROXIES_SAY)
    )


def _knows_secret() -> bool:
    secret = parts().settings.metrics_secret
    return bool(secret) and _bearer_is(secret)


def _bearer_is(secret: str) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), secret.encode())


def _plain(words: str, status: int = 200) -> Response:
    return Response(f"{words}\n", status, content_type="text/plain; charset=utf-8")
