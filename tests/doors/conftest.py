"""The web door, open for a whole run of tests; each test finds it empty."""

from collections.abc import Iterator

import pytest

from tests.support.web_site import Site, open_site


@pytest.fixture(scope="session")
def _open_site(redis_server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(redis_server_url, tmp_path_factory.mktemp("web")) as site:
        yield site


@pytest.fixture
def site(_open_site: Site, redis_url: str) -> Iterator[Site]:
    """The web door, and nobody known to it yet."""
    yield _open_site
    _open_site.empty()


@pytest.fixture(scope="session")
def _open_demo(redis_server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(redis_server_url, tmp_path_factory.mktemp("demo"), demo=True) as site:
        yield site


@pytest.fixture
def demo_site(_open_demo: Site, redis_url: str) -> Iterator[Site]:
    """The web door of a demo, before its example people are there."""
    yield _open_demo
    _open_demo.empty()
