"""Streets whose follow-ups are done by real processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import redis_server
from tests.support.asking import street
from tests.support.processes import House, house
from tests.support.town import Town, open_town


def settled(redis_url: str, folder: Path) -> Town:
    """A resident, four volunteers and a coordinator on duty, ten on a Monday morning."""
    return street(open_town(redis_url, folder))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One street for a whole module, with a clock and two workers running: starting them takes longer than a test."""
    folder = tmp_path_factory.mktemp("street")
    with redis_server.running() as url:
        town = settled(url, folder)
        with house(folder, redis_url=url, data_dir=folder) as own:
            clock_and(own, workers=2)
            yield town


@pytest.fixture
def town(redis_url: str, tmp_path: Path) -> Town:
    """A street of one's own."""
    return settled(redis_url, tmp_path)


@pytest.fixture
def processes(town: Town, redis_url: str, tmp_path: Path) -> Iterator[House]:
    """`run_bot.py clock` and `worker` as the test starts them, and may kill them."""
    with house(tmp_path, redis_url=redis_url, data_dir=tmp_path) as own:
        yield own


def clock_and(own: House, workers: int = 1) -> None:
    """Start so many workers and a clock; they are up when this returns. The clock is the last in `own.started`."""
    for _ in range(workers):
        own.onedoor("worker")
    own.onedoor("clock").ready("clock_runs")
    for worker in own.started[:-1]:
        worker.ready("worker_runs")
