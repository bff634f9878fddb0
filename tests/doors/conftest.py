"""The web door and a browser, open for a whole run; each test finds the door empty, and has a browser of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support import browser as browsers
from tests.support.browser import Opened
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all of these tests."""
    with browsers.running() as found:
        yield found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open an address in a browser of its own; complaints of the page fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
