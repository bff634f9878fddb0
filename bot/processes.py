"""Child processes that never outlive whoever started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Found before any fork: between fork and exec nothing may be loaded.
_PRCTL = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None


def die_with(parent: int, last: signal.Signals) -> None:
    """Have the kernel send this process `last` when `parent`, the process that started it, ends for any reason.

    Linux alone offers this (see prctl(2)); elsewhere it does nothing, and only an orderly end reaches the children.
    The kernel counts the *thread* that started a child as its parent, so children are started from the main thread.
    """
    if _PRCTL is None:
        return
    _PRCTL(PR_SET_PDEATHSIG, int(last))
    if os.getppid() != parent:  # it ended before the kernel was told
        os._exit(1)


def start(
    command: Sequence[str],
    *,
    last: signal.Signals,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    output: int | IO[bytes] = subprocess.DEVNULL,
    kept_open: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """Start a child that gets the signal `last` should this process end without stopping it.

    The child leads its own process group: Ctrl-C at the terminal reaches only us, and we stop the children in order.
    `output` takes both its output and its complaints; `kept_open` are open files it goes on holding. Call this from
    the main thread.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=folder,
        pass_fds=kept_open,
        process_group=0,
        preexec_fn=_dying_with_us(last),  # noqa: PLW1509 - it makes two system calls and takes no lock
    )


def _dying_with_us(last: signal.Signals) -> Callable[[], None]:
    us = os.getpid()
    return lambda: die_with(us, last)


def stop(child: "subprocess.Popen[bytes]", patience: float) -> None:
    """Ask a child to end, wait up to `patience` seconds, then end it."""
    child.terminate()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
