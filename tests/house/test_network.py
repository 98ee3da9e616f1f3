"""The network is closed in tests, but for this machine."""

import socket

import pytest

from tests.network import NetworkClosed


def test_another_machine_is_refused_before_a_packet_leaves() -> None:
    with socket.socket() as client, pytest.raises(NetworkClosed, match=r"192\.0\.2\.1"):
        client.connect(("192.0.2.1", 80))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkClosed, match="example"):
        socket.getaddrinfo("oogst.example", 80)


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
