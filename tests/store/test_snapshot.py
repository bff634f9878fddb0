"""Backups: what one moment held, in a file that shows any fault, put back into another Redis."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from bot.errors import (
    BackupCutShort,
    BackupDamaged,
    BackupOfAnotherKey,
    HalfRestored,
    NotABackup,
    NotEmpty,
    StillChanging,
)
from bot.store import archive, fill, keys, snapshot
from bot.store.archive import Archive
from bot.store.connect import connect
from tests.support import redis_server
from tests.support.processes import wait_for

MASTER = bytes(range(32))
MADE = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)


@contextmanager
def another_redis() -> Iterator[Redis]:
    """An empty Redis, of another version where this machine has one."""
    with redis_server.running(redis_server.another_version()) as url:
        client = connect(url)
        yield client
        client.close()


def backed_up(client: Redis, path: Path) -> Archive:
    """A backup of this Redis in a file."""
    with path.open("wb") as file:
        archive.write(file, MASTER, MADE, snapshot.pieces(client))
    return Archive(path, MASTER)


def held(client: Redis) -> dict[bytes, Any]:
    """Every key and what it holds, as plain data."""
    read: dict[bytes, Any] = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda name: client.zrange(name, 0, -1, withscores=True),
        b"list": lambda name: client.lrange(name, 0, -1),
        b"stream": lambda name: (client.xrange(name), client.xinfo_stream(name)["last-generated-id"]),
    }
    types: dict[bytes, Any] = {name: client.type(name) for name in client.scan_iter()}
    return {name: read[kind](name) for name, kind in types.items()}


def furnish(client: Redis) -> None:
    """Keys of every type and size, with what is awkward: bytes that are no text, great numbers, emptied streams."""
    client.set("od:op:short", b"\x00\xff\n", px=3_600_000)
    client.hset("od:person_keys", mapping={f"p{number}": bytes([number % 256]) * 60 for number in range(5_000)})
    client.sadd("od:volunteers:devizes", *(f"p{number}" for number in range(3_000)))
    client.zadd("od:can:shopping:1.2", {f"p{number}": number + 0.1 for number in range(3_000)})
    client.zadd("od:outbox:queue:web:p1", {"line": 1e12 + 1 / 3, "first": float("-inf")})
    client.rpush("od:history:request:r1", *(f"event {number}" for number in range(2_500)))
    for number in range(1_200):
        client.xadd("od:mailbox:web:p1", {"d": f"entry {number}", "b": b"\xfe"}, id=f"{number + 1}-0")
    client.xdel("od:mailbox:web:p1", "1200-0")
    client.xadd("od:mailbox:web:p2", {"d": "withdrawn"}, id="7-7")
    client.xdel("od:mailbox:web:p2", "7-7")
    client.hset("od:request:r1", mapping={"v": 3, "d": "{}"})


def test_every_type_of_key_into_another_version(redis_url: str, tmp_path: Path) -> None:
    """What is put back is what was there, to the byte: every type, large and small, with its expiry."""
    client = connect(redis_url)
    furnish(client)
    found = backed_up(client, tmp_path / "one.backup")
    with another_redis() as other:
        fill.fill(other, found.pieces())
        assert held(other) == held(client)
        assert abs(client.pttl("od:op:short") - other.pttl("od:op:short")) < 1_000
        assert {other.ttl(name) for name in other.scan_iter() if name != b"od:op:short"} == {-1}
    assert found.made() == MADE


def test_what_is_not_ours_and_what_passes_stays_behind(redis_url: str, tmp_path: Path) -> None:
    """Keys of others, RQ's queues, and what only tells of running processes are in no backup."""
    client = connect(redis_url)
    client.mset({"theirs": "1", "rq:queue:worker:1": "1", keys.role_lease("poll"): "a", keys.rate("chat:x"): "5"})
    client.zadd(keys.alive(), {"clock:1": 1})
    client.set(keys.outbox_lease("web:p1"), "9")
    client.set(keys.role_note("poll"), "17")
    found = backed_up(client, tmp_path / "one.backup")
    assert [piece.name for piece in found.pieces()] == [keys.role_note("poll").encode()]


def test_one_moment_while_others_write(redis_url: str, tmp_path: Path) -> None:
    """Writers who always change two keys together are never caught between: both are as they were at one instant."""
    client = connect(redis_url)
    for number in range(4_000):
        client.hset(f"od:request:r{number}", mapping={"v": 1, "d": "{}"})
    stop, writes = threading.Event(), [0]

    def write() -> None:
        own = connect(redis_url)
        while not stop.is_set():
            pair = own.pipeline()
            number = writes[0] % 3_999
            for half in (number, number + 1):
                pair.hset(f"od:request:r{half}", "pair", writes[0])
            pair.hincrby("od:request:sum", "v", 1)
            pair.rpush("od:history:all", writes[0])
            pair.delete(f"od:request:new{writes[0] - 5}")
            pair.set(f"od:request:new{writes[0]}", "1")
            pair.execute()
            writes[0] += 1
        own.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        before = int(client.hget("od:request:sum", "v") or 0)
        found = backed_up(client, tmp_path / "one.backup")
        after = int(client.hget("od:request:sum", "v") or 0)
    finally:
        stop.set()
        writer.join()
    assert after - before > 20, "the writer was at work meanwhile"
    with another_redis() as other:
        fill.fill(other, found.pieces())
        total = int(other.hget("od:request:sum", "v") or 0)
        assert before < total <= after
        assert other.lrange("od:history:all", 0, -1) == [str(number).encode() for number in range(total)]
        last = (total - 1) % 3_999
        for half in (last, last + 1):
            assert other.hget(f"od:request:r{half}", "pair") == str(total - 1).encode()
        news = {int(name.removeprefix(b"od:request:new")) for name in other.scan_iter("od:request:new*")}
        assert news == {number for number in range(total - 5, total) if number >= 0}


def test_given_up_half_way(redis_url: str) -> None:
    """A backup that is given up listens no more, and Redis need not go on telling it."""
    client = connect(redis_url)
    furnish(client)
    copying = snapshot.pieces(client)
    next(copying)
    assert client.info("clients")["tracking_clients"] == 1
    copying.close()  # type: ignore[attr-defined]  # it is a generator
    wait_for(lambda: client.info("clients")["tracking_clients"] == 0)


def test_all_is_wiped_out_meanwhile(redis_url: str) -> None:
    """A Redis that is emptied under the copy makes no backup."""
    client = connect(redis_url)
    furnish(client)
    copying = snapshot.pieces(client)
    next(copying)
    client.flushdb()
    with pytest.raises(StillChanging):
        list(copying)


def a_file(client: Redis, folder: Path) -> bytes:
    """The bytes of a backup of several frames."""
    client.mset({f"od:note:{number}": "x" * 10_000 for number in range(100)})
    backed_up(client, folder / "one.backup")
    return (folder / "one.backup").read_bytes()


def faults(data: bytes, path: Path) -> type[Exception] | None:
    """What is said of a file with these bytes; None when it is whole."""
    path.write_bytes(data)
    try:
        list(Archive(path, MASTER).pieces())
    except (NotABackup, BackupCutShort, BackupDamaged) as fault:
        return type(fault)
    return None


def test_any_fault_is_seen(redis_url: str, tmp_path: Path) -> None:
    """Half a file, a changed byte anywhere, frames swapped or left out, something behind the end: all are noticed."""
    data = a_file(connect(redis_url), tmp_path)
    path = tmp_path / "other.backup"
    assert faults(data, path) is None
    assert {faults(data[:cut], path) for cut in (20, 60, 70, len(data) // 2, len(data) - 1)} == {BackupCutShort}
    places = range(len(archive.MARK), len(data), len(data) // 40)
    changed = {faults(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], path) for at in (*places, len(data) - 1)}
    assert changed <= {BackupDamaged, BackupCutShort}
    assert faults(data + b"\x00", path) is BackupDamaged
    begins = len(archive.MARK) + archive.SALT + archive.CHECK + archive.HEAD_DIGEST
    first = begins + 4 + int.from_bytes(data[begins : begins + 4])
    second = first + 4 + int.from_bytes(data[first : first + 4])
    swapped = data[:begins] + data[first:second] + data[begins:first] + data[second:]
    assert faults(swapped, path) is BackupDamaged
    assert faults(data[:begins] + data[first:], path) is BackupDamaged
    assert faults(b"Dear diary,", path) is NotABackup
    assert faults(b"", path) is NotABackup


def test_another_master_key(redis_url: str, tmp_path: Path) -> None:
    """A wrong key is not taken for damage."""
    backed_up(connect(redis_url), tmp_path / "one.backup")
    with pytest.raises(BackupOfAnotherKey):
        list(Archive(tmp_path / "one.backup", bytes(32)).pieces())


def test_nothing_in_the_file_can_be_read(redis_url: str, tmp_path: Path) -> None:
    """Not a key's name, not a value is in clear."""
    client = connect(redis_url)
    client.set("od:note:where", "SN10 2AB")
    backed_up(client, tmp_path / "one.backup")
    data = (tmp_path / "one.backup").read_bytes()
    assert b"od:" not in data
    assert b"SN10" not in data


def test_only_into_an_empty_redis(redis_url: str, tmp_path: Path) -> None:
    """A Redis with anything in it is left as it is; so is one that holds half of an earlier restore."""
    client = connect(redis_url)
    client.set("od:note:x", "1")
    found = backed_up(client, tmp_path / "one.backup")
    with pytest.raises(NotEmpty):
        fill.fill(client, found.pieces())
    assert held(client) == {b"od:note:x": b"1"}
    client.flushdb()
    pieces = found.pieces()

    def cut_short() -> Iterator[snapshot.Piece]:
        yield next(pieces)
        raise BackupDamaged(found.path)

    with pytest.raises(BackupDamaged):
        fill.fill(client, cut_short())
    with pytest.raises(HalfRestored):
        fill.fill(client, found.pieces())


def test_memory_stays_flat() -> None:
    """However much there is, what is held of it at once is a frame."""
    given = [0]

    class Sink(io.RawIOBase):
        """Counts how far behind the pieces what is written lies."""

        written = 0
        behind = 0

        def write(self, data: Any) -> int:  # noqa: ANN401 - any bytes
            self.written += len(data)
            self.behind = max(self.behind, given[0] - self.written)
            return len(data)

    def many() -> Iterator[snapshot.Piece]:
        for number in range(2_000):
            given[0] += 10_000
            yield snapshot.Piece(b"od:note:%d" % number, "string", True, 0, [[b"x" * 10_000]])  # noqa: FBT003

    sink = Sink()
    archive.write(sink, MASTER, MADE + timedelta(days=1), many())  # type: ignore[arg-type]
    assert sink.behind < 2 * archive.FRAME < sink.written
