"""One site per module: its engine and its rendering process take a second to start."""

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from limits import strategies
from limits.storage import memory

from tests.web.site import Site, site


@pytest.fixture(scope="module")
def oogst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with the conference "stad": topics "fondsen" and "energienet", rooms open."""
    with site(tmp_path_factory.mktemp("web")) as made:
        yield made


@pytest.fixture
def standing_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock by which acts are counted stands still: a minute's limit is met on the slowest machine."""
    now = time.time()
    for module in (memory, strategies):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: now))
