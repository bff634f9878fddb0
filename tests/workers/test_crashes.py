"""What becomes of follow-ups when a worker dies, freezes, or is told to stop, and when RQ forgets everything."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.model import Line, LineId
from bot.store import keys
from bot.store.alive import Roll
from bot.store.change import Change
from bot.store.embedded import EmbeddedRedis
from tests.support.asking import ask, invited, now
from tests.support.processes import House, Running, house, wait_for
from tests.support.town import Town
from tests.workers.conftest import clock_and, settled

pytestmark = pytest.mark.journey


def horse(worker: Running) -> int:
    """The process in which a worker does the job in hand, as soon as there is one."""
    return next(iter(wait_for(worker.children, pause=0.0005)))


def leased(town: Town, line: str) -> bool:
    """Whether somebody has it in hand."""
    return town.app.ledger.client.zscore(keys.diary_leased(), line) is not None


def comes_round(town: Town, line: str, happened: Callable[[], bool]) -> None:
    """Wait for what a line brings, as if the twenty seconds of each of its leases were over at once."""

    def ends_and_happened() -> bool:
        town.app.ledger.client.zadd(keys.diary_leased(), {line: 0}, xx=True)
        return happened()

    wait_for(ends_and_happened, pause=0.5)


def test_frozen_under_way(town: Town, processes: House) -> None:
    """A worker freezes with a job half done; when the lease ends another does it; thawed, it does not do it again.

    Here alone the lease's whole twenty seconds are waited for.
    """
    clock_and(processes)
    worker = processes.started[0]
    request = ask(town)
    town.later(minutes=21)
    frozen = horse(worker)
    for pid in (frozen, worker.pid):
        os.kill(pid, signal.SIGSTOP)
    processes.onedoor("worker").ready("worker_runs")
    wait_for(lambda: now(town, request).wave == 2, patience=60)
    done = now(town, request)
    for pid in (frozen, worker.pid):
        os.kill(pid, signal.SIGCONT)
    wait_for(lambda: not worker.children())
    assert worker.stop() == 0
    assert now(town, request) == done
    assert len(invited(town, request)) == 4


def test_killed_under_way(town: Town, processes: House) -> None:
    """A worker is killed with a job in hand, whole: the next worker does it when the lease ends."""
    clock_and(processes)
    worker = processes.started[0]
    request = ask(town)
    town.later(minutes=21)
    os.kill(horse(worker), signal.SIGKILL)
    worker.kill()
    processes.onedoor("worker").ready("worker_runs")
    comes_round(town, f"wave.{request.id}", lambda: now(town, request).wave == 2)
    assert len(invited(town, request)) == 4


def test_a_job_that_takes_its_process_with_it(town: Town, processes: House) -> None:
    """A job killed under way ends its own process alone: the worker goes on, and the line comes round again."""
    clock_and(processes)
    worker = processes.started[0]
    request = ask(town)
    town.later(minutes=21)
    os.kill(horse(worker), signal.SIGKILL)
    comes_round(town, f"wave.{request.id}", lambda: now(town, request).wave == 2)
    assert worker.process.poll() is None


def test_rq_loses_everything(town: Town, processes: House) -> None:
    """All that RQ keeps is wiped out while a job waits: it is done all the same, once."""
    clock_and(processes)
    worker = processes.started[0]
    os.kill(worker.pid, signal.SIGSTOP)
    at = town.app.world.clock.now()
    amina = town.person("amina").id
    town.commit(Change(lines=(Line(LineId("would_help.1"), "would_help", f"person:{amina}", at),)))
    wait_for(lambda: leased(town, "would_help.1"))
    client = town.app.ledger.client
    client.delete(*client.scan_iter("rq:*"))
    os.kill(worker.pid, signal.SIGCONT)
    comes_round(town, "would_help.1", lambda: town.app.world.diary.line(LineId("would_help.1")) is None)
    town.deliver()
    assert town.ids("amina") == ["would-help"]


def test_told_to_stop_with_a_job_in_hand(town: Town, processes: House) -> None:
    """The job is finished first, then the worker ends."""
    clock_and(processes)
    worker = processes.started[0]
    request = ask(town)
    town.later(minutes=21)
    in_hand = horse(worker)
    os.kill(in_hand, signal.SIGSTOP)
    worker.process.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        worker.process.wait(1)
    os.kill(in_hand, signal.SIGCONT)
    assert worker.process.wait(10) == 0
    assert now(town, request).wave == 2


def test_redis_goes_and_comes_back(tmp_path: Path) -> None:
    """Clock and worker wait for it, as the same processes, and do what fell due meanwhile."""
    redis = EmbeddedRedis(tmp_path)
    redis.start()
    try:
        with house(tmp_path, redis_url=redis.url, data_dir=tmp_path) as own:
            town = settled(redis.url, tmp_path)
            clock_and(own)
            request = ask(town)
            redis.stop()
            wait_for(lambda: "clock_waits" in own.started[-1].said)
            redis.start()
            town.later(minutes=21)
            wait_for(lambda: now(town, request).wave == 2, patience=60)
            assert [one.process.poll() for one in own.started] == [None, None]
    finally:
        redis.stop()


def test_asked_to_stop(town: Town, processes: House) -> None:
    """Both stop in order when told to, leave the roll and leave nothing of theirs in RQ."""
    clock_and(processes)
    roll = Roll(town.app.ledger.client)
    wait_for(lambda: roll.silent_for("worker") and roll.silent_for("clock"))
    assert [one.stop() for one in processes.started] == [0, 0]
    assert roll.silent_for("worker") == roll.silent_for("clock") == {}
    assert not town.app.ledger.client.keys("rq:queue:*")
