"""The data folder: made, owned by one process at a time, and emptied when asked."""

import fcntl
import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from bot.errors import DataFolderInUse, DataFolderNotWritable

LOCK = "onedoor.lock"
GUESTS = "onedoor.guests"
LEAVING_PATIENCE = 5.0  # seconds
PAUSE = 0.01


def make_folder(data_dir: Path) -> None:
    """Make the folder if need be, for this account alone. Raises DataFolderNotWritable."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise DataFolderNotWritable(data_dir) from refused
    if not os.access(data_dir, os.W_OK | os.X_OK):
        raise DataFolderNotWritable(data_dir)


def make_private(folder: Path, data_dir: Path) -> None:
    """Make the socket's folder, and refuse one that a stranger laid there first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.getuid(), data_dir.stat().st_uid}:
        raise DataFolderNotWritable(folder)


def take_lock(data_dir: Path) -> IO[str]:
    """Own the data folder, or raise DataFolderInUse. What the file holds is its owner's process id."""
    make_folder(data_dir)
    try:
        lock = (data_dir / LOCK).open("a+")
    except OSError as refused:
        raise DataFolderNotWritable(data_dir) from refused
    if not wait_until(lambda: _try_lock(lock) or _owner_runs(lock), LEAVING_PATIENCE) or not _try_lock(lock):
        lock.close()
        raise DataFolderInUse(data_dir)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _try_lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner_runs(lock: IO[str]) -> bool:
    """Whether the owner itself lives, rather than its server that is still closing files."""
    lock.seek(0)
    try:
        os.kill(int(lock.read()), 0)
    except PermissionError:
        return True
    except (ValueError, ProcessLookupError):
        return False
    return True


def empty(data_dir: Path) -> None:
    """Remove everything Onedoor kept here, but not the lock we hold."""
    for entry in data_dir.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name not in {LOCK, GUESTS}:
            entry.unlink()


def wait_until(happened: Callable[[], bool], patience: float) -> bool:
    """Whether it happened within `patience` seconds."""
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True
