"""`backup` and `restore`: all that Onedoor keeps, in one encrypted file, and out of it again."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.app import build
from bot.desk import erasing
from bot.errors import NoMasterKey, OnedoorError, RedisNotReached
from bot.model import Person, PersonId
from bot.store import archive, fill, keys, snapshot
from bot.store.archive import Archive
from bot.store.connect import STORE_AWAY, connect
from bot.store.seal import MASTER_KEY_FILE, find_master_key
from config.settings import Settings


class CannotWrite(OnedoorError):
    """The backup's file cannot be made."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written ({why}): name another file, or a folder.")


class CannotRead(OnedoorError):
    """The backup's file cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be read ({why}): name the file that run_bot.py backup has made.")


class Restored(NamedTuple):
    """What a restore did: the moment it went back to, and how many people were forgotten again."""

    made: datetime
    forgotten: int


def backup(settings: Settings, dest: Path, keep_days: int | None = None) -> Path:
    """Write a backup to a new file `dest`, or into the folder `dest` under the moment's name; the file's path.

    With `keep_days`, older backups in that folder are removed once the new one is whole. Raises CannotWrite,
    NoMasterKey, RedisNotReached, StillChanging.
    """
    master, made = _master(settings), datetime.now(UTC)
    path = dest / f"onedoor-{made:%Y-%m-%d-%H%M%S}.backup" if dest.is_dir() else dest
    if path.exists():
        raise CannotWrite(path, "something is there already")
    part = path.with_name(path.name + ".part")
    try:
        _write(settings, part, master, made)
        part.rename(path)
    except OSError as problem:
        raise CannotWrite(path, problem.strerror or "no reason given") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if keep_days is not None:
        _remove_old(path.parent, made, keep_days)
    return path


def _write(settings: Settings, part: Path, master: bytes, made: datetime) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, _reached():
        archive.write(file, master, made, snapshot.pieces(connect(_url(settings))))
        file.flush()
        os.fsync(file.fileno())


def _remove_old(folder: Path, now: datetime, days: int) -> None:
    for path in folder.glob("onedoor-*.backup"):
        if now.timestamp() - path.stat().st_mtime > days * 24 * 3600:
            path.unlink()


def restore(settings: Settings, source: Path, erased_in: Sequence[Path] = ()) -> Restored:
    """Put a backup back into an empty Redis; those erased according to other backups (`erased_in`) are erased again.

    Every file is read to its end before anything is written. Raises what `bot.errors` says of backups.
    """
    master = _master(settings)
    with _reached():
        client = connect(_url(settings))
        fill.check_empty(client)
        with _readable(source):
            erased = {person for path in (source, *erased_in) for person in _erased(Archive(path, master))}
            made = Archive(source, master).made()
            fill.fill(client, Archive(source, master).pieces())
        return Restored(made, _erase_again(settings, erased))


def _erased(archive: Archive) -> set[PersonId]:
    """Who had been erased when a backup was made. To know it, all of it is read, and so checked."""
    key, found = keys.erased().encode(), set[PersonId]()
    for piece in archive.pieces():
        if piece.name == key:
            found = (set() if piece.begins else found) | {PersonId(member.decode()) for member, _ in piece.rows}
    return found


def _erase_again(settings: Settings, people: Iterable[PersonId]) -> int:
    """Erase those who are known again; how many."""
    app = build(settings)
    known = [one for one in sorted(people) if app.world.register.wrapped_key(one)]
    for one in known:
        person = app.world.register.get(Person, one)
        app.ledger.commit(f"erased_again:{one}", erasing.erase(app.world, person, app.world.clock.now()))
    return len(known)


def _master(settings: Settings) -> bytes:
    given = settings.master_key.get_secret_value() if settings.master_key else None
    found = find_master_key(given, settings.data_dir)
    if found is None:
        raise NoMasterKey(settings.data_dir / MASTER_KEY_FILE)
    return found


def _url(settings: Settings) -> str:
    return settings.redis_url or ""


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise CannotRead(Path(problem.filename or source), problem.strerror or "no reason given") from None


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except STORE_AWAY:
        raise RedisNotReached from None
