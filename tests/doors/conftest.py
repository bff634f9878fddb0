"""The web door, open for a whole run of tests; each test finds it empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.web_site import Site, open_site


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One master key for both doors, since both say what waits in the one Redis."""
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="session")
def _open_site(redis_server_url: str, _folder: Path) -> Iterator[Site]:
    with open_site(redis_server_url, _folder) as site:
        yield site


@pytest.fixture
def site(_open_site: Site, redis_url: str) -> Iterator[Site]:
    """The web door, and nobody known to it yet."""
    yield _open_site
    _open_site.empty()


@pytest.fixture(scope="session")
def _open_demo(redis_server_url: str, _folder: Path) -> Iterator[Site]:
    with open_site(redis_server_url, _folder, demo=True) as site:
        yield site


@pytest.fixture
def demo_site(_open_demo: Site, redis_url: str) -> Iterator[Site]:
    """The web door of a demo, before its example people are there."""
    yield _open_demo
    _open_demo.empty()
