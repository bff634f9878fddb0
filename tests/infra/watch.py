"""Looking at processes from outside."""

import time
from collections.abc import Callable
from pathlib import Path


def wait_until(happened: Callable[[], bool], patience: float = 20) -> None:
    """Wait for something that must come to pass."""
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(happened)
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    """Whether a process lives; one that has ended but was not yet collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
