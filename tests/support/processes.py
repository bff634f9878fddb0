"""Whole processes for tests: started as anyone would, waited for, killed by their ids, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from config.settings import PREFIX

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for what must come to pass, on a machine with much to do
T = TypeVar("T")


def wait_for(happened: Callable[[], T | None], patience: float = PATIENCE, pause: float = 0.02) -> T:
    """Wait for something that must come to pass, looking every `pause` seconds; what it found."""
    deadline = time.monotonic() + patience
    while not (found := happened()):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(pause)
    return found


@dataclass
class Running:
    """One process, and everything it says, in a file."""

    name: str
    process: "subprocess.Popen[bytes]"
    output: Path

    @property
    def pid(self) -> int:
        """Its id."""
        return self.process.pid

    @property
    def said(self) -> str:
        """All it has said so far, complaints included."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def ready(self, words: str) -> "Running":
        """Wait until it has said so."""
        wait_for(lambda: words in self.said or self.process.poll() is not None)
        assert words in self.said, f"{self.name} ended and said: {self.said}"
        return self

    def stop(self) -> int:
        """Ask it to end, and wait for that; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def children(self) -> dict[int, str]:
        """The processes it started that still run: their ids and command lines."""
        return children(self.pid)


@dataclass
class House:
    """The processes of one test. `settings` are Onedoor's, by name."""

    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    started: list[Running] = field(default_factory=list)

    def run(self, *arguments: str, **settings: object) -> Running:
        """Start `python ARGUMENTS` in the project's folder with these settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        chosen = {PREFIX + name.upper(): str(value) for name, value in {**self.settings, **settings}.items()}
        output = self.folder / f"{len(self.started)}-{Path(arguments[-1]).name}.log"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-u", *arguments],
                cwd=ROOT,
                env={**kept, **chosen},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        self.started.append(Running(" ".join(arguments), process, output))
        return self.started[-1]

    def onedoor(self, *arguments: str, **settings: object) -> Running:
        """Start `python run_bot.py ARGUMENTS`."""
        return self.run("run_bot.py", *arguments, **settings)

    def end(self) -> None:
        """End all that still runs, in order where it can be; a supervisor stops what it started."""
        for one in self.started:
            if one.process.poll() is None:
                one.process.send_signal(signal.SIGCONT)
                one.process.send_signal(signal.SIGTERM)
        for one in self.started:
            try:
                one.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(one.pid, signal.SIGKILL)
                one.process.wait()


@contextmanager
def house(folder: Path, **settings: object) -> Iterator[House]:
    """Processes with these settings, all ended with the block; what they said is shown when the test fails."""
    own = House(folder, settings)
    try:
        yield own
    finally:
        own.end()
        for one in own.started:
            sys.stderr.write(f"---- {one.name}\n{one.said}\n")


def children(parent: int) -> dict[int, str]:
    """The processes a process started that still run: their ids and command lines; none once it is gone."""
    try:
        started = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return {int(one): Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode() for one in started}
    except (FileNotFoundError, ProcessLookupError):
        return {}
