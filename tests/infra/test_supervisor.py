"""The supervisor: parts kept running, their lines marked, everything stopped in order and nothing left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.supervisor import Part, Patience, _Watched
from bot.errors import ChildKeepsCrashing
from bot.store import embedded
from bot.store.embedded import EmbeddedRedis
from tests.infra.test_embedded import get, put
from tests.infra.watch import is_running, wait_until

Python = Callable[..., "subprocess.Popen[str]"]
Host = Callable[..., "subprocess.Popen[str]"]

STAYS = "echo $$; exec sleep 600"
FINISHES = "trap 'echo bye; exit 0' TERM; echo here; while :; do sleep 0.01; done"
MOCKS = "trap 'echo no' TERM; echo here; while :; do sleep 0.01; done"
REFUSES = "trap '' TERM; echo $$; while :; do sleep 0.01; done"


@pytest.fixture
def host(python: Python) -> Host:
    """Start a supervisor over parts (name to shell command)."""
    return lambda **given: python("-m", "tests.infra.host", json.dumps(given))


def line(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """The next line's mark and words."""
    assert process.stdout is not None
    mark, _, words = process.stdout.readline().partition(" | ")
    return mark.strip(), words.strip()


def lines(process: "subprocess.Popen[str]") -> list[str]:
    """Every line left, until the process ends."""
    said, _ = process.communicate(timeout=60)
    return [" ".join(each.split()) for each in said.splitlines()]


def test_lines_are_marked_and_parts_finish(host: Host) -> None:
    """Each line carries its part's name; on SIGTERM a part may say its last words, and all ends well."""
    process = host(parts={"web": FINISHES})
    assert line(process) == ("web", "here")
    process.terminate()
    assert line(process) == ("web", "bye")
    assert process.wait() == 0


def test_a_part_that_ends_is_started_again(host: Host) -> None:
    """A part that is killed is started again, and the supervisor says so."""
    process = host(parts={"web": STAYS}, patience={"first_pause": 0.01})
    first = int(line(process)[1])
    os.kill(first, signal.SIGKILL)
    assert line(process) == ("onedoor", "web was ended by SIGKILL; starting it again in 0.01 s")
    mark, second = line(process)
    assert mark == "web"
    assert is_running(int(second))
    assert int(second) != first


def test_it_gives_up_loudly(host: Host) -> None:
    """A part that ends five times in a minute stops everything, with one line that says which and what to do."""
    process = host(
        parts={"clock": "echo no hands; exit 3", "web": FINISHES}, patience={"first_pause": 0.01, "longest_pause": 0.05}
    )
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert complaint == (
        "The clock process ended 5 times within a minute, so everything was stopped: the lines marked clock above say "
        "why; put that right and start again.\n"
    )
    assert said.count("clock   | no hands") == 5
    assert said.splitlines()[-1].startswith("web     | bye")


def test_pauses_grow() -> None:
    """The pause before each new start doubles, up to the longest."""
    watched = _Watched(Part("web", ()))
    patience = Patience(first_pause=1, longest_pause=3, times=9)
    assert [watched.ended(patience) for _ in range(4)] == [1, 2, 3, 3]


def test_old_ends_are_forgotten() -> None:
    """Only ends within the minute count: a part that ends now and then is always started again."""
    watched = _Watched(Part("web", ()))
    assert [watched.ended(Patience(first_pause=1, times=2, within=0)) for _ in range(3)] == [1, 1, 1]
    with pytest.raises(ChildKeepsCrashing):
        watched.ended(Patience(times=2))


def test_a_part_that_will_not_stop_is_ended(host: Host) -> None:
    """A part that ignores SIGTERM is ended when its time to finish is over."""
    process = host(parts={"web": REFUSES}, patience={"to_finish": 0.05})
    stubborn = int(line(process)[1])
    process.terminate()
    assert process.wait() == 0
    assert not is_running(stubborn)


def test_a_second_signal_hurries(host: Host) -> None:
    """Ctrl-C pressed twice does not wait for what will not stop."""
    process = host(
        parts={"web": "trap 'echo no' TERM; echo $$; while :; do sleep 0.01; done"}, patience={"to_finish": 600}
    )
    line(process)
    process.send_signal(signal.SIGINT)
    assert line(process) == ("web", "no")
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


def test_ctrl_c_stops_redis_last(host: Host, tmp_path: Path) -> None:
    """Ctrl-C reaches the whole terminal, yet parts are asked in order and still have Redis for their last words."""
    last_words = f"kill -0 $(cat {tmp_path}/redis.pid) && echo redis is still here; exit 0"
    process = host(
        parts={
            "web": f"trap 'echo interrupted' INT; trap '{last_words}' TERM; echo here; while :; do sleep 0.01; done"
        },
        data_dir=str(tmp_path),
    )
    line(process)
    redis = int((tmp_path / "redis.pid").read_text())
    os.killpg(process.pid, signal.SIGINT)
    assert lines(process) == ["web | redis is still here"]
    assert process.returncode == 0
    assert not is_running(redis)


def test_nothing_outlives_a_killed_supervisor(host: Host, tmp_path: Path) -> None:
    """Killed outright, it takes with it even parts that ignore SIGTERM, and Redis."""
    process = host(parts={"web": REFUSES}, data_dir=str(tmp_path))
    stubborn, redis = int(line(process)[1]), int((tmp_path / "redis.pid").read_text())
    process.kill()
    process.wait()
    wait_until(lambda: not is_running(stubborn) and not is_running(redis))


def test_redis_is_started_again(host: Host, tmp_path: Path) -> None:
    """When Redis is killed it comes back at the same address with what it had, and the parts go on."""
    process = host(parts={"web": STAYS}, data_dir=str(tmp_path))
    part = int(line(process)[1])
    url = EmbeddedRedis(tmp_path).url
    put(url, "kept", "yes")
    os.kill(int((tmp_path / "redis.pid").read_text()), signal.SIGKILL)
    assert line(process) == ("onedoor", "redis ended; starting it again")
    wait_until(lambda: embedded.answers(url))
    assert get(url, "kept") == "yes"
    assert is_running(part)


def test_a_redis_that_keeps_ending(host: Host, tmp_path: Path) -> None:
    """When Redis ends again and again everything stops, and the line names the file that says why."""
    process = host(parts={"web": STAYS}, data_dir=str(tmp_path), patience={"times": 1})
    line(process)
    os.kill(int((tmp_path / "redis.pid").read_text()), signal.SIGKILL)
    _, complaint = process.communicate(timeout=60)
    assert complaint == (
        f"Onedoor's own redis-server does not stay up: the last lines of {tmp_path}/redis.log say why.\n"
    )


def test_it_says_when_the_door_is_open(host: Host) -> None:
    """The address is announced once something listens there, and not before."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    serve = f"exec {sys.executable} -m http.server --bind 127.0.0.1 {port} >/dev/null 2>&1"
    process = host(parts={"web": f"echo soon; sleep 0.2; {serve}"}, port=port)
    assert [line(process), line(process)] == [("web", "soon"), ("onedoor", "come in")]


def test_a_line_without_an_end(host: Host) -> None:
    """Words not followed by a new line are passed on when the part ends, and odd bytes do no harm."""
    process = host(parts={"web": r"printf 'half \377 a line'; exit 0"}, patience={"times": 1})
    assert lines(process) == ["web | half \N{REPLACEMENT CHARACTER} a line"]


def test_a_reader_that_leaves(host: Host) -> None:
    """When nobody reads its lines any more, the parts still run and still end with it."""
    process = host(parts={"web": FINISHES, "clock": "echo $$; exec sleep 600"})
    said = dict([line(process), line(process)])
    assert process.stdout is not None
    process.stdout.close()
    process.terminate()
    process.wait(30)
    assert not is_running(int(said["clock"]))
