"""`backup` and `restore` as anyone runs them, and a town that goes on asking while it is copied."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.commands import backup as command
from bot.desk import erasing
from bot.errors import NoMasterKey, NotEmpty, OnedoorError, RedisNotReached
from bot.model import Case, Invite, Person, Record, Request, Volunteer
from bot.store import indexes, keys
from bot.store.embedded import EmbeddedRedis
from bot.store.reply import text, text_or_none
from config.settings import Settings
from tests.support import redis_server
from tests.support.asking import ask, street
from tests.support.processes import wait_for
from tests.support.town import Town, open_town

Python = Callable[..., "subprocess.Popen[str]"]
KINDS: tuple[type[Record], ...] = (Person, Volunteer, Request, Invite, Case)


def everything(town: Town) -> dict[str, Record]:
    """Every record, by its key. Raises when one cannot be read."""
    found: dict[str, Record] = {}
    for kind in KINDS:
        prefix = keys.record(kind.__name__.lower(), "")
        for name in town.app.ledger.client.scan_iter(f"{prefix}*"):
            found[text(name)] = town.app.world.register.get(kind, text(name).removeprefix(prefix))  # type: ignore[type-var]
    return found


def unindexed(town: Town) -> list[indexes.Entry]:
    """Index entries that a record should stand in and does not."""
    client = town.app.ledger.client

    def there(one: indexes.Entry) -> bool:
        if one.value is None:
            return bool(client.sismember(one.key, one.member))
        if isinstance(one.value, str):
            return text_or_none(client.hget(one.key, one.member)) == one.value
        return client.zscore(one.key, one.member) == one.value

    wanted = {entry for record in everything(town).values() for entry in indexes.entries(record)}
    return [one for one in wanted if not there(one)]


def test_people_ask_while_it_is_copied(redis_url: str, tmp_path: Path) -> None:
    """Every record put back is whole and stands in its indexes; every open request has something due or a case.

    People ask for help all the while, faster than a town would.
    """
    town = street(open_town(redis_url, tmp_path))
    pipe = town.app.ledger.client.pipeline()
    for number in range(20_000):  # as a year of events would leave behind: the copy takes a while
        pipe.set(keys.operation(f"in:web:{number}"), "web:p1")
    pipe.execute()
    stop, asked = threading.Event(), count()
    other = Town(build(town.app.settings), names=set(town.names), _events=count(1_000_000))

    def go_on_asking() -> None:
        while not stop.is_set():
            name = f"resident{next(asked)}"
            other.meet(name, phone="+447700900123")
            ask(other, name)

    asking = threading.Thread(target=go_on_asking)
    asking.start()
    wait_for(town.app.world.register.open_requests)
    try:
        before = town.app.world.register.open_requests()
        path = command.backup(town.app.settings, tmp_path / "one.backup")
        after = town.app.world.register.open_requests()
    finally:
        stop.set()
        asking.join()
    with redis_server.running(redis_server.another_version()) as url:
        settings = town.app.settings.with_redis(url)
        command.restore(settings, path)
        again = Town(build(settings))
        register, diary = again.app.world.register, again.app.world.diary
        assert unindexed(again) == []
        waiting = register.open_requests()
        assert set(before) <= set(waiting) <= set(after)
        assert len(before) < len(waiting), "people were asking meanwhile"
        assert [one for one in waiting if not (diary.about(f"request:{one}") or register.cases_of(one))] == []
        assert {f"request:{one}" for one in waiting} <= {name.partition(":")[2] for name in everything(again)}


# ---- the commands
def said(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """How a command ended, and all it said."""
    out, complaints = process.communicate(timeout=60)
    return process.returncode, out + complaints


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder in which Amina has asked for something; its Redis is stopped again."""
    folder = tmp_path / "home"
    redis = EmbeddedRedis(folder)
    try:
        ask(street(open_town(redis.start(), folder)))
    finally:
        redis.stop()
    return folder


def test_there_and_back(python: Python, home: Path, tmp_path: Path) -> None:
    """A backup made while Redis runs, put into a new folder with the same key: who asked is known there."""
    copies, new = tmp_path / "copies", tmp_path / "new"
    copies.mkdir()
    redis = EmbeddedRedis(home)
    redis.start()
    try:
        code, words = said(python("run_bot.py", "backup", str(copies), data_dir=home))
    finally:
        redis.stop()
    (path,) = copies.iterdir()
    assert (code, words) == (0, f"The backup is {path}. Without the master key it is worth nothing.\n")
    assert path.stat().st_mode & 0o777 == 0o600
    new.mkdir()
    shutil.copy(home / "master.key", new)
    code, words = said(python("run_bot.py", "restore", str(path), data_dir=new))
    assert code == 0, words
    assert "Restored: all is as it was on " in words
    restored = EmbeddedRedis(new)
    try:
        town = Town(build(Settings(redis_url=restored.start(), data_dir=new)), names={"amina"})
        (request,) = town.app.world.register.requests_of(town.person("amina").id)
        assert (request.kind, request.state) == ("prescription", "open")
    finally:
        restored.stop()


def refused(process: "subprocess.Popen[str]") -> str:
    """The one line of a command that would not."""
    code, words = said(process)
    assert code == 1
    assert words.count("\n") == 1
    return words


def test_what_restore_refuses(python: Python, home: Path, tmp_path: Path) -> None:
    """Data that is there already, or another master key: a line says so and what to do, and nothing is done."""
    path = tmp_path / "one.backup"
    assert said(python("run_bot.py", "backup", str(path), data_dir=home))[0] == 0
    words = refused(python("run_bot.py", "restore", str(path), data_dir=home))
    assert words.startswith("Onedoor: This Redis is not empty, so nothing was restored: stop Onedoor, and set ONEDOOR_")
    other = "A" * 43 + "="
    words = refused(python("run_bot.py", "restore", str(path), data_dir=tmp_path / "new", master_key=other))
    assert words.startswith(f"Onedoor: {path} was made with another master key, so nothing was restored: set ONEDOOR_")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda data: data[:-40], "only the first part of a backup, so nothing was restored: fetch the file again"),
        (lambda data: data[:90] + b"?" + data[91:], "is damaged, so nothing was restored: fetch the file again"),
        (lambda data: b"Dear diary, " + data, "is no backup of Onedoor: name a file that run_bot.py backup has made"),
    ],
    ids=["half", "damaged", "something else"],
)
def test_a_file_with_a_fault(redis_url: str, tmp_path: Path, fault: Callable[[bytes], bytes], words: str) -> None:
    """What is wrong is said with what to do, and not one key is written."""
    town = open_town(redis_url, tmp_path)
    street(town)
    path = command.backup(town.app.settings, tmp_path / "one.backup")
    path.write_bytes(fault(path.read_bytes()))
    with redis_server.running() as url:
        settings = town.app.settings.with_redis(url)
        with pytest.raises(OnedoorError, match=words):
            command.restore(settings, path)
        with pytest.raises(OnedoorError, match=r"gone\.backup cannot be read \(No such file or directory\)"):
            command.restore(settings, tmp_path / "gone.backup")
        assert build(settings).ledger.client.dbsize() == 0


def test_what_backup_refuses(python: Python, home: Path, tmp_path: Path) -> None:
    """A file that is there already is not written over, and no half file is left where there is no folder."""
    (tmp_path / "there").write_text("mine")
    words = refused(python("run_bot.py", "backup", str(tmp_path / "there"), data_dir=home))
    assert "something is there already" in words
    assert (tmp_path / "there").read_text() == "mine"
    words = refused(python("run_bot.py", "backup", str(tmp_path / "no" / "folder"), data_dir=home))
    assert "cannot be written (No such file or directory)" in words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "there"]


def test_a_folder_that_keeps_some_days(redis_url: str, tmp_path: Path) -> None:
    """Old backups go once a new one is whole, and only backups; without being asked, none goes."""
    town, copies = open_town(redis_url, tmp_path), tmp_path / "copies"
    copies.mkdir()
    names = ("onedoor-2026-10-01-033000.backup", "onedoor-2026-11-20-033000.backup", "letter.txt")
    for name, age in zip(names, (31, 5, 99), strict=True):
        (copies / name).touch()
        then = (copies / name).stat().st_mtime - age * 24 * 3600
        os.utime(copies / name, (then, then))
    first = command.backup(town.app.settings, copies)
    assert len(list(copies.iterdir())) == 4
    first.unlink()
    command.backup(town.app.settings, copies, keep_days=30)
    assert {path.name for path in copies.iterdir()} > set(names[1:])
    assert not (copies / names[0]).exists()


def test_who_was_forgotten_since(redis_url: str, tmp_path: Path) -> None:
    """An old backup put back knows someone forgotten since; told of a later one, it forgets them again."""
    town = open_town(redis_url, tmp_path)
    amina = town.meet("amina", phone="+447700900123")
    town.meet("bela")
    old = command.backup(town.app.settings, tmp_path / "old.backup")
    town.commit(erasing.erase(town.app.world, town.person("amina"), town.app.world.clock.now()))
    late = command.backup(town.app.settings, tmp_path / "late.backup")
    with redis_server.running() as url:
        settings = town.app.settings.with_redis(url)
        assert command.restore(settings, old).forgotten == 0
        again = build(settings)
        assert again.world.register.wrapped_key(amina.id)
        again.ledger.client.flushdb()
        assert command.restore(settings, old, [late]).forgotten == 1
        assert again.world.register.wrapped_key(amina.id) is None
        assert again.world.register.wrapped_key(town.person("bela").id)
        with pytest.raises(NotEmpty):
            command.restore(settings, old, [late])


def test_no_master_key(redis_url: str, tmp_path: Path) -> None:
    """Neither is done under a key made up on the spot."""
    settings, path = Settings(redis_url=redis_url, data_dir=tmp_path), tmp_path / "one.backup"
    for act in (command.backup, command.restore):
        with pytest.raises(NoMasterKey, match=r"master\.key"):
            act(settings, path)
    assert list(tmp_path.iterdir()) == []


def test_a_redis_that_is_not_there(tmp_path: Path) -> None:
    """It is said in a sentence, and no part of a file is left."""
    settings = Settings(
        redis_url=f"unix://{tmp_path}/none.sock", data_dir=tmp_path, master_key=SecretStr("A" * 43 + "=")
    )
    with pytest.raises(RedisNotReached):
        command.backup(settings, tmp_path / "one.backup")
    assert list(tmp_path.iterdir()) == []
