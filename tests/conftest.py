"""What every test may rely on: a closed network, Hypothesis profiles, and programs found for it."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browsers import running_browser
from tests.network import close_network
from tools.find_browser import BrowserMissing
from tools.find_node import FOR_TESTS, find_node
from tools.progress import SetupFailed

close_network()

# The same examples at every run, so that a red run says something about the change; `make fuzz` looks for new ones.
settings.register_profile("test", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("fuzz", deadline=None, print_blob=True, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


@pytest.fixture(scope="session")
def node_command() -> str:
    """Full name of a `node` that runs Yjs and the front end's packages (run it from the project's folder)."""
    try:
        return find_node(FOR_TESTS, bring=False).command("node")
    except SetupFailed as failure:
        pytest.fail(f"no Node for this test, run `make dev`: {failure}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One running browser for the whole session: Chromium, or Firefox under `make test-engines`."""
    try:
        with running_browser() as running:
            yield running
    except BrowserMissing as missing:
        pytest.fail(str(missing))
