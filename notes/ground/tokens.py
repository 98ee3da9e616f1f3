"""The secrets in links, forms and screens' cookies: an id and an HMAC of it under the server's key.

Promise: whoever reads the database finds no secret in it, a link can be shown again, and a token that was made for
one thing is good for nothing else.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

_ACCESS = b"oogst access link v1:"
_SIGN_UP = b"oogst sign-up v1:"
_FORM = b"oogst form v1:"
_SCREEN = b"oogst screen v1:"
_OPERATOR = b"oogst operator v1"
_MAC_BYTES = 18
_SEPARATOR = "."


def access_token(key: bytes, link_id: str) -> str:
    """Return the token for a link's address."""
    return _token(key, _ACCESS, link_id)


def access_address(base: str, key: bytes, link_id: str) -> str:
    """Return a link's whole secret address at the server that is reached at `base`."""
    return f"{base}/toegang/{access_token(key, link_id)}"


def link_id_of(key: bytes, token: str) -> str | None:
    """Return the id of the link that a token was made for, or None if it was not made here."""
    return _name_in(key, _ACCESS, token)


def sign_up_token(key: bytes, sign_up_key: str) -> str:
    """Return the token for the address by which somebody changes their own sign-up."""
    return _token(key, _SIGN_UP, sign_up_key)


def sign_up_key_of(key: bytes, token: str) -> str | None:
    """Return the key of the sign-up that a token was made for, or None if it was not made here."""
    return _name_in(key, _SIGN_UP, token)


def screen_token(key: bytes, screen_key: str) -> str:
    """Return what a screen's cookie holds."""
    return _token(key, _SCREEN, screen_key)


def screen_key_of(key: bytes, token: str) -> str | None:
    """Return the key of the screen whose cookie this is, or None if it was not made here."""
    return _name_in(key, _SCREEN, token)


def form_token(key: bytes, name: str, at: datetime) -> str:
    """Return what a form that was handed out at a moment carries; `name` is its own."""
    return _token(key, _FORM, f"{name}{_SEPARATOR}{int(at.timestamp())}")


def form_of(key: bytes, token: str, now: datetime, good_for: timedelta) -> str | None:
    """Return the name of the form that a token was made for; None if it was not made here, or too long ago."""
    name, separator, seconds = (_name_in(key, _FORM, token) or "").rpartition(_SEPARATOR)
    if not separator:
        return None
    age = now.timestamp() - int(seconds)
    return name if age <= good_for.total_seconds() else None


def operator_token(key: bytes) -> str:
    """Return what a shell command shows to the running server: that it knows the server key, too."""
    return hmac.new(key, _OPERATOR, hashlib.sha256).hexdigest()


def _token(key: bytes, purpose: bytes, name: str) -> str:
    return f"{name}{_SEPARATOR}{_mac(key, purpose, name)}"


def _name_in(key: bytes, purpose: bytes, token: str) -> str | None:
    name, separator, mac = token.rpartition(_SEPARATOR)
    if not separator or not name:
        return None
    given = mac.encode("utf-8", "surrogateescape")
    return name if hmac.compare_digest(given, _mac(key, purpose, name).encode()) else None


def _mac(key: bytes, purpose: bytes, name: str) -> str:
    message = purpose + name.encode("utf-8", "surrogateescape")
    digest = hmac.new(key, message, hashlib.sha256).digest()[:_MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
