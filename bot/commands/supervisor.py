"""Processes kept running, and stopped in order."""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from bot import processes
from bot.errors import ChildKeepsCrashing, RedisWillNotStart
from bot.store.embedded import EmbeddedRedis

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LONGEST_LINE = 64 * 1024  # bytes


@dataclass(frozen=True)
class Part:
    """A process to keep running. Its lines are marked with its name."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True)
class Patience:
    """How often a part may end before everything stops, and how long things may take, in seconds."""

    first_pause: float = 0.2
    longest_pause: float = 5.0
    times: int = 5
    within: float = 60.0
    to_finish: float = 10.0


@dataclass(frozen=True)
class Greeting:
    """What to say once this address can be reached."""

    host: str
    port: int
    words: str

    def is_due(self) -> bool:
        """Whether something listens there by now."""
        try:
            socket.create_connection((self.host, self.port), timeout=0.5).close()
        except OSError:
            return False
        return True


@dataclass
class _Watched:
    """A part, its process of the moment, and when it lately ended."""

    part: Part
    process: "subprocess.Popen[bytes] | None" = None
    start_at: float = 0.0
    ends: deque[float] = field(default_factory=deque)

    def ended(self, patience: Patience) -> float:
        """Note an end; return the pause before the next start. Raises ChildKeepsCrashing."""
        now = time.monotonic()
        self.process = None
        self.ends.append(now)
        while self.ends[0] < now - patience.within:
            self.ends.popleft()
        if len(self.ends) >= patience.times:
            raise ChildKeepsCrashing(self.part.name, len(self.ends))
        pause = min(patience.longest_pause, patience.first_pause * 2.0 ** (len(self.ends) - 1))
        self.start_at = now + pause
        return pause


class Supervisor:
    """Keeps parts running, and Redis if it is ours.

    It has one thread, the main one, since the kernel ties a child's life to the thread that started it.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        environment: Mapping[str, str],
        *,
        redis: EmbeddedRedis | None = None,
        greeting: Greeting | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._watched = [_Watched(part) for part in parts]
        self._environment = environment
        self._redis = redis
        self._redis_ends = _Watched(Part("redis", ()))
        self._greeting = greeting
        self._patience = patience or Patience()
        self._selector = selectors.DefaultSelector()
        self._width = max(len(name) for name in ("onedoor", *(part.name for part in parts)))
        self._asked_to_stop = 0

    def run(self) -> None:
        """Until SIGTERM, SIGINT or SIGHUP: then each part gets SIGTERM, time to finish, and at last SIGKILL.

        A second signal cuts the time to finish short. Raises ChildKeepsCrashing, with everything stopped.
        """
        with self._woken_by_signals(), self._selector:
            try:
                while not self._asked_to_stop:
                    self._keep_running()
                    self._greet()
                    self._wait(until=self._next_start())
            finally:
                self._stop()

    def _keep_running(self) -> None:
        # Redis first: the parts are no use without it.
        if self._redis and not self._redis.alive():
            self._restart(self._redis)
        for watched in self._watched:
            if watched.process and watched.process.poll() is not None:
                self._note_end(watched, watched.process.returncode)
            if watched.process is None and time.monotonic() >= watched.start_at:
                watched.process = self._start(watched.part)

    def _restart(self, redis: EmbeddedRedis) -> None:
        try:
            self._redis_ends.ended(self._patience)
        except ChildKeepsCrashing:
            raise RedisWillNotStart(redis.log) from None
        self._say("onedoor", "redis ended; starting it again")
        redis.start()

    def _note_end(self, watched: _Watched, code: int) -> None:
        self._pass_on_last_words()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended by itself (code {code})"
        pause = watched.ended(self._patience)
        self._say("onedoor", f"{watched.part.name} {how}; starting it again in {pause:.2g} s")

    def _start(self, part: Part) -> "subprocess.Popen[bytes]":
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        with open(theirs, "wb") as output:  # noqa: PTH123 - an open file, not a path
            child = processes.start(part.command, last=signal.SIGKILL, environment=self._environment, output=output)
        self._selector.register(ours, selectors.EVENT_READ, _Lines(ours, lambda line: self._say(part.name, line)).read)
        return child

    def _greet(self) -> None:
        if self._greeting and self._greeting.is_due():
            self._say("onedoor", self._greeting.words)
            self._greeting = None

    def _next_start(self) -> float:
        """When there is next something to do besides passing on lines."""
        soon = time.monotonic() + (0.1 if self._greeting else 1.0)
        return min([soon, *(watched.start_at for watched in self._watched if watched.process is None)])

    def _wait(self, until: float) -> None:
        """Until a line, an end or a signal comes, or that time is there."""
        self._pass_on_lines(max(0.0, until - time.monotonic()))

    def _pass_on_last_words(self) -> None:
        # Bounded, since what a process left behind may go on talking.
        for _ in range(100):
            if not self._pass_on_lines(0):
                break

    def _pass_on_lines(self, timeout: float) -> bool:
        """Pass on what has been written so far, waiting for it if need be; whether there was any."""
        came = self._selector.select(timeout)
        for key, _ in came:
            if not key.data():
                self._selector.unregister(key.fd)
                os.close(key.fd)
        return bool(came)

    def _stop(self) -> None:
        running = [watched.process for watched in self._watched if watched.process]
        for process in running:
            process.terminate()
        signals, deadline = self._asked_to_stop, time.monotonic() + self._patience.to_finish
        while any(process.poll() is None for process in running) and time.monotonic() < deadline:
            if self._asked_to_stop > signals:
                break
            self._wait(until=deadline)
        for process in running:
            self._end(process)
        self._pass_on_last_words()

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # with whatever it started in its own group
            process.wait()

    def _say(self, name: str, line: str) -> None:
        # Whoever read our lines may have gone; the work goes on.
        with contextlib.suppress(OSError):
            print(f"{name:<{self._width}} | {line}", flush=True)  # noqa: T201 - this is our output

    @contextlib.contextmanager
    def _woken_by_signals(self) -> Iterator[None]:
        """Have signals, and the end of a child, cut any wait short."""
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        theirs.settimeout(0)
        self._selector.register(ours, selectors.EVENT_READ, lambda: ours.recv(4096))
        before = {number: signal.signal(number, self._on_stop) for number in STOP_SIGNALS}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(theirs.fileno())
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            ours.close()
            theirs.close()

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop += 1


class _Lines:
    """What a process writes, line by line."""

    def __init__(self, pipe: int, say: Callable[[str], None]) -> None:
        self._pipe = pipe
        self._say = say
        self._rest = b""

    def read(self) -> bool:
        """Pass on the whole lines that have come; False when the process has closed its end."""
        came = os.read(self._pipe, LONGEST_LINE)
        *lines, self._rest = (self._rest + came).split(b"\n")
        if self._rest and (not came or len(self._rest) > LONGEST_LINE):
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._say(line.decode(errors="replace"))
        return bool(came)
