"""Closes the network for a test process: connections go to this machine's own addresses only.

An audit hook sees every connection and every look-up of a name, gevent's too, before it happens.
"""

import ipaddress
import socket
import sys
from functools import cache


class NetworkClosed(Exception):
    """A test tried to reach another machine."""


@cache
def is_own(host: str) -> bool:
    """Whether `host` is this machine: a loopback address, or one of its own (it can be listened on)."""
    if host in {"", "localhost", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified:
        return True
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return True


def _refuse(host: object) -> None:
    name = host.decode(errors="replace") if isinstance(host, bytes) else host
    if name is None or (isinstance(name, str) and is_own(name)):
        return
    raise NetworkClosed(f"tests may not reach {name!r}: the network is closed but for this machine")


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple):  # a Unix socket's address is a string
            _refuse(address[0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        _refuse(arguments[0])


def close_network() -> None:
    """Close it until the process ends: an audit hook cannot be taken away again."""
    sys.addaudithook(_hook)
