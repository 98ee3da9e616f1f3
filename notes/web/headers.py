"""The headers of every answer: what a page may load, and what a browser may keep or tell others."""

import hashlib
import re
import secrets

from flask import Flask, Response, g, request, session

OURS = "X-Oogst"  # says that an answer is ours: a captive portal's is not
SESSION = "X-Oogst-Session"  # whose page this is: a kept page is shown to nobody else
KEEP = "X-Oogst-Keep"  # this page may be kept on the device, to be opened without a network
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_HASHED = re.compile(r"build/[\w-]+-[A-Z0-9]{8}\.\w+")
_YEAR_SECONDS = 31_536_000
_CSRF = "csrf_token"  # Flask-WTF's secret of a session: made with it, and gone with it


def register(app: Flask) -> None:
    """Set the headers on every answer of `app`."""
    app.after_request(_finish)


def style_nonce() -> str:
    """Return this answer's nonce for styles; only a page that opens the editor asks for one."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    return str(g.style_nonce)


def allow_style(source: str) -> None:
    """Let this answer have the one style element that a source expression ('sha256-…') names."""
    g.style_source = source


def session_mark() -> str:
    """Return a word that two pages share only when they were made for the same session; it gives nothing away."""
    secret = session.get(_CSRF)
    return hashlib.sha256(f"kept page {secret}".encode()).hexdigest()[:24] if secret else ""


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
        fixed = "v" in request.args or _HASHED.fullmatch((request.view_args or {}).get("filename", "")) is not None
        response.cache_control.max_age = _YEAR_SECONDS if fixed else 0
        response.cache_control.no_cache = None if fixed else True
        return response
    headers.setdefault("Cache-Control", "no-store")
    if response.mimetype == "text/html" and (mark := session_mark()):
        headers[SESSION] = mark
    return response


def _policy() -> str:
    style = f"style-src 'self' 'nonce-{g.style_nonce}'" if "style_nonce" in g else "style-src 'self'"
    if "style_source" in g:
        style = f"{style} {g.style_source}"
    # Safari 15 does not count a socket to the same host as 'self'.
    host = request.host if _HOST.fullmatch(request.host) else ""
    sockets = f" {'wss' if request.is_secure else 'ws'}://{host}" if host else ""
    parts = (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
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
