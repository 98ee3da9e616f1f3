"""The secret in an access link: the link's id and an HMAC of it under the server's key.

Promise: whoever reads the database finds no secret in it, and a link can be shown again.
"""

import base64
import hashlib
import hmac

_PURPOSE = b"oogst access link v1:"
_OPERATOR = b"oogst operator v1"
_MAC_BYTES = 18
_SEPARATOR = "."


def access_token(key: bytes, link_id: str) -> str:
    """Return the token for a link's address."""
    return f"{link_id}{_SEPARATOR}{_mac(key, link_id)}"


def operator_token(key: bytes) -> str:
    """Return what a shell command shows to the running server: that it knows the server key, too."""
    return hmac.new(key, _OPERATOR, hashlib.sha256).hexdigest()


def link_id_of(key: bytes, token: str) -> str | None:
    """Return the id of the link that a token was made for, or None if it was not made here."""
    link_id, separator, mac = token.rpartition(_SEPARATOR)
    if not separator or not link_id:
        return None
    given = mac.encode("utf-8", "surrogateescape")
    return link_id if hmac.compare_digest(given, _mac(key, link_id).encode()) else None


def _mac(key: bytes, link_id: str) -> str:
    message = _PURPOSE + link_id.encode("utf-8", "surrogateescape")
    digest = hmac.new(key, message, hashlib.sha256).digest()[:_MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
