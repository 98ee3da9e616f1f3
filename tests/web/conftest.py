"""One site per module: its engine and its rendering process take a second to start."""

from collections.abc import Iterator

import pytest

from tests.web.site import Site, site


@pytest.fixture(scope="module")
def oogst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with the conference "stad": topics "fondsen" and "energienet", rooms open."""
    with site(tmp_path_factory.mktemp("web")) as made:
        yield made
