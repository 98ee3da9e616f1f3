"""A server process for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.server import RunningServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """The application with the example conference, running in a process of its own."""
    with RunningServer(tmp_path) as running:
        yield running
