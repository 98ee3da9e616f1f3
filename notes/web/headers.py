"""The headers of every answer: what a page may load, and what a browser may keep or tell others."""

import re
import secrets

from flask import Flask, Response, g, request

OURS = "X-Oogst"  # says that an answer is ours: a captive portal's is not
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_YEAR_SECONDS = 31_536_000


def register(app: Flask) -> None:
    """Set the headers on every answer of `app`."""
    app.after_request(_finish)


def style_nonce() -> str:
    """Return this answer's nonce for styles; only a page that opens the editor asks for one."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    return str(g.style_nonce)


def _finish(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = _policy()
    headers["X-Content-Type-Options"] = "nosniff"
    if request.is_secure:
        # Over plain http browsers ignore it, and complain in the console of every page.
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers[OURS] = "1"
    if request.endpoint == "static":
        # The address of an asset holds a fingerprint of its content.
        response.cache_control.max_age = _YEAR_SECONDS if "v" in request.args else 0
        response.cache_control.no_cache = None if "v" in request.args else True
    else:
        headers.setdefault("Cache-Control", "no-store")
    return response


def _policy() -> str:
    style = f"style-src 'self' 'nonce-{g.style_nonce}'" if "style_nonce" in g else "style-src 'self'"
    # Safari 15 does not count a socket to the same host as 'self'.
    host = request.host if _HOST.fullmatch(request.host) else ""
    sockets = f" {'wss' if request.is_secure else 'ws'}://{host}" if host else ""
    parts = (
        "default-src 'none'",
        "script-src 'self'",
        style,
        f"connect-src 'self'{sockets}",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
    return "; ".join(parts)
