"""A hall of people with browsers, and servers that several tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Hall, hall
from tests.integration.server import RunningServer

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server that nobody kills; every test module keeps to topics of its own."""
    with RunningServer(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def mortal_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that the tests of one module may kill and start again."""
    with RunningServer(tmp_path_factory.mktemp("mortal")) as running:
        yield running


@pytest.fixture
def people(browser: Browser) -> Iterator[Hall]:
    """Windows for people; any fault of any page fails the test."""
    with hall(browser) as opened:
        yield opened
