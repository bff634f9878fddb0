"""What every test may ask for."""

import logging
import os
from collections.abc import Iterator

import pytest
import structlog
from redis import Redis

from bot.errors import NoRedisServer
from config import logs
from tests.support import redis_server

SHARES = 3  # into which the transcripts of one stage fall


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay in one process, since they share what is costly to set up; transcripts share nothing."""
    for number, item in enumerate(items):
        share = f"-{number % SHARES}" if item.path.name.startswith("test_dialogs_") else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.name}{share}"))


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    """Logs as Onedoor writes them: without private words, and without a traceback's locals."""
    logs.configure("warning", as_json=False)


@pytest.fixture
def logs_as_found() -> Iterator[None]:
    """A test that sets logs up in its own way leaves them as they were."""
    root = logging.getLogger()
    found = root.handlers[:], root.level
    yield
    root.handlers[:], level = found
    root.setLevel(level)
    structlog.reset_defaults()
    logs.configure("warning", as_json=False)


@pytest.fixture(scope="session")
def redis_server_url() -> Iterator[str]:
    """One real redis-server for this run of tests. At home it may be missing and its tests are skipped; not in CI."""
    try:
        with redis_server.running() as url:
            yield url
    except NoRedisServer as missing:
        if "CI" in os.environ:
            raise
        pytest.skip(str(missing))


@pytest.fixture
def redis_url(redis_server_url: str) -> str:
    """The URL of a real Redis with nothing in it."""
    with Redis.from_url(redis_server_url) as client:
        client.flushall()
    return redis_server_url
