"""For who watches the server: whether it answers, and what it counted. Nothing about people."""

from flask import Blueprint, Response, abort, request

from notes.store import conferences
from notes.web.parts import parts

pages = Blueprint("health", __name__)
_OWN_MACHINE = frozenset({"127.0.0.1", "::1"})


@pages.get("/healthz")
def healthz() -> Response:
    """Say that the server answers and that its database does."""
    with parts().database.reading() as db:
        conferences.public_conferences(db)
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@pages.get("/metrics")
def metrics() -> Response:
    """Return the counters in Prometheus' text format, to programs on this machine only.

    Behind a reverse proxy OOGST_TRUSTED_PROXIES makes the reader's own address known.
    """
    if request.remote_addr not in _OWN_MACHINE:
        abort(404)
    return Response(parts().metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
