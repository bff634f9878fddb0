"""Onedoor's processes as seen from outside: one request followed through their logs, and RQ's own `rq info`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.alive import Roll
from tests.support.asking import ask, now, street
from tests.support.processes import House, Running, house, wait_for
from tests.support.town import Town, open_town
from tests.workers.conftest import clock_and

pytestmark = pytest.mark.journey


def told(process: Running, event: str, request: str) -> list[dict[str, object]]:
    """The lines of a process about one request."""
    lines = [json.loads(line) for line in process.said.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == event and request in str(line.get("request"))]


def test_a_request_followed_through_processes(redis_url: str, tmp_path: Path, unused_tcp_port: int) -> None:
    """Its id stands in the line of the worker that asked the next few, and in those of the door that told them."""
    town = open_town(redis_url, tmp_path)
    town.platform = "web"
    street(town)
    with house(tmp_path, redis_url=redis_url, data_dir=tmp_path, log_json=True, web_port=unused_tcp_port) as own:
        clock_and(own)
        worker, door = own.started[0], own.onedoor("web")
        request = ask(town)
        town.later(minutes=21)
        wait_for(lambda: now(town, request).wave == 2)
        wait_for(lambda: len(told(door, "send_ended", request.id)) >= 2)
        (line,) = told(worker, "follow_up_done", request.id)
        assert (line["line"], line["job"], line["lease"]) == (f"wave.{request.id}", "wave", 1)
        assert {one["platform"] for one in told(door, "send_ended", request.id)} == {"web"}


def test_rq_info(town: Town, processes: House, redis_url: str) -> None:
    """RQ's own dashboard names the workers that run, each with its queue, while and after they work."""
    clock_and(processes, workers=2)
    roll = Roll(town.app.ledger.client)
    wait_for(lambda: len(roll.silent_for("worker")) == 2)
    request = ask(town)
    town.later(minutes=21)
    wait_for(lambda: now(town, request).wave == 2)
    done = subprocess.run(
        [sys.executable, "-m", "rq.cli", "info", "--url", redis_url, "--raw"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    queues, shown = ({words[1] for words in lines if words[:1] == [what]} for what in ("queue", "worker"))
    assert queues == shown == set(roll.silent_for("worker"))
    assert len(shown) == 2
    assert "1 finished, 0 failed" in done.stdout
