"""A hall of people with browsers, and servers that the tests of a module share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import WITHIN_SECONDS, Hall, hall
from tests.integration.server import RunningServer

expect.set_options(timeout=WITHIN_SECONDS * 1000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for one test module, which may kill it and start it again; no other module leaves anything in it."""
    with RunningServer(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def people(browser: Browser) -> Iterator[Hall]:
    """Windows for people; any fault of any page fails the test."""
    with hall(browser) as opened:
        yield opened
