"""Addresses as others have to type or scan them: with the server's public name in front."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request

from notes.web.parts import parts


def whole_address(path: str) -> str:
    """Return a path of this site as an address that works elsewhere: under the public one where there is one."""
    return (parts().settings.public_address or request.host_url.rstrip("/")) + path


def spoken_address(path: str) -> str:
    """Return it without what nobody types."""
    return whole_address(path).split("://", 1)[-1].rstrip("/")


def only_here() -> bool:
    """Return whether the addresses lead to this very computer, so that no other device can follow them."""
    host = urlsplit(whole_address("/")).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
