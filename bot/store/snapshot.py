"""Everything Onedoor keeps, as it stood at one instant, read from a Redis that goes on working.

Keys are read one after another, and Redis tells meanwhile which of them change. Those are read again, at last while
writes are held for a moment. It is done when none has changed since it was read: what was read last of each key is
then what all of them were at that instant.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import Any, NamedTuple

import structlog
from redis import Redis
from redis.exceptions import ResponseError

from bot.errors import StillChanging
from bot.store import keys

log = structlog.get_logger()

AT_ONCE = 200  # keys in one round trip
PART = 1_000  # fields, members or entries of one key in one round trip
FREE_ROUNDS, HELD_ROUNDS = 3, 3  # of reading again what changed: beside the writes of others, then with those held
HELD_MS = 3_000  # at most; less than a client waits for an answer
GONE = "gone"
# They tell of processes that will not be there when it is put back.
PASSING = tuple(name.encode() for name in (keys.alive(), keys.role_lease(""), keys.rate(""), keys.outbox_lease("")))

Row = list[bytes]
Command = tuple[str | bytes | int, ...]


class Piece(NamedTuple):
    """Some of what one key holds, or all of it. A key read again `begins` again: its earlier pieces count no more."""

    name: bytes
    kind: str  # as Redis' TYPE says it, or GONE
    begins: bool
    expires: int  # ms since the epoch by machine time; 0 for never
    rows: list[Row]  # [value] | [member] | [field, value] | [member, score] | [entry id, field, value, field...]


def pieces(client: Redis) -> Iterator[Piece]:
    """Every key of Onedoor's, in pieces. Raises StillChanging; with any error what came so far is worth nothing."""
    with _listening(client) as changed:
        names = client.scan_iter(match=f"{keys.OURS}*", count=AT_ONCE)
        again: set[bytes] = set()
        while some := list(islice(names, AT_ONCE)):
            yield from _read(client, some)
            again |= changed()
        yield from _until_still(client, again, changed)


def _until_still(client: Redis, again: set[bytes], changed: Callable[[], set[bytes]]) -> Iterator[Piece]:
    for number in range(FREE_ROUNDS + HELD_ROUNDS):
        with _writes_held(client) if number >= FREE_ROUNDS else nullcontext():
            yield from _read(client, sorted(again | changed()))
            again = changed()
        if not again:
            return
    raise StillChanging


@contextmanager
def _writes_held(client: Redis) -> Iterator[None]:
    """Redis lets all writers wait. Where that is not allowed us, the quiet between two writes must do."""
    try:
        client.client_pause(HELD_MS, all=False)
    except ResponseError as refused:
        log.warning("writes_not_held", why=str(refused))
        yield
        return
    try:
        yield
    finally:
        client.client_unpause()


@contextmanager
def _listening(client: Redis) -> Iterator[Callable[[], set[bytes]]]:
    """What tells which keys have changed since it was last asked, up to the very moment it is asked.

    The server's answers on one connection keep their order, so whatever it said of earlier writes comes before its
    answer to our PING.
    """
    pool = client.connection_pool
    ear = pool.connection_class(**{**pool.connection_kwargs, "protocol": 2})

    def ask(*command: str | int) -> Any:  # noqa: ANN401 - as Redis answers
        ear.send_command(*command)
        return ear.read_response()

    def changed() -> set[bytes]:
        found: set[bytes] = set()
        answer = ask("PING")
        while answer[0] == b"message":
            if answer[2] is None:  # all was wiped out
                raise StillChanging
            found.update(answer[2])
            answer = ear.read_response()
        return found

    try:
        me = ask("CLIENT", "ID")
        ask("CLIENT", "TRACKING", "ON", "REDIRECT", me, "BCAST", "PREFIX", keys.OURS)
        ask("SUBSCRIBE", "__redis__:invalidate")
        yield changed
    finally:
        ear.disconnect()


# ---- reading keys of each type
class _Way(NamedTuple):
    """How to read a type: what to ask from a cursor on, the rows of an answer, and the next cursor or None."""

    start: str | int
    ask: Callable[[bytes, str | int], Command]
    rows: Callable[[Any], list[Row]]
    after: Callable[[Any, str | int], str | int | None]


def _scanning(command: str, rows: Callable[[Any], list[Row]]) -> _Way:
    return _Way(
        start=0,
        ask=lambda name, cursor: (command, name, cursor, "COUNT", PART),
        rows=lambda answer: rows(answer[1]),
        after=lambda answer, _: int(answer[0]) or None,
    )


def _plain(value: Any) -> bytes:  # noqa: ANN401 - a score as redis-py gives it
    return value if isinstance(value, bytes) else repr(value).encode()


def _entry(entry_id: bytes, fields: Mapping[bytes, bytes]) -> Row:
    return [entry_id, *(part for pair in fields.items() for part in pair)]


_WAYS = {
    "string": _Way(
        start=0,
        ask=lambda name, _: ("GET", name),
        rows=lambda value: [] if value is None else [[value]],
        after=lambda *_: None,
    ),
    "hash": _scanning("HSCAN", lambda found: [[field, value] for field, value in found.items()]),
    "set": _scanning("SSCAN", lambda found: [[member] for member in found]),
    "zset": _scanning("ZSCAN", lambda found: [[member, _plain(score)] for member, score in found]),
    "list": _Way(
        start=0,
        ask=lambda name, cursor: ("LRANGE", name, cursor, int(cursor) + PART - 1),
        rows=lambda found: [[item] for item in found],
        after=lambda found, cursor: int(cursor) + PART if len(found) == PART else None,
    ),
    "stream": _Way(
        start="-",
        ask=lambda name, cursor: ("XRANGE", name, cursor, "+", "COUNT", PART),
        rows=lambda found: [_entry(*one) for one in found],
        after=lambda found, _: f"({found[-1][0].decode()}" if len(found) == PART else None,
    ),
}


def _read(client: Redis, names: Iterable[bytes]) -> Iterator[Piece]:
    left = iter([name for name in names if not name.startswith(PASSING)])
    while some := list(islice(left, AT_ONCE)):
        yield from _read_some(client, some)


def _read_some(client: Redis, names: list[bytes]) -> Iterator[Piece]:
    pipe: Any = client.pipeline(transaction=False)
    pipe.time()
    for name in names:
        pipe.type(name)
        pipe.pttl(name)
    (seconds, micros), *found = pipe.execute()
    now = seconds * 1000 + micros // 1000
    heads = [_head(*one, now) for one in zip(names, found[::2], found[1::2], strict=True)]
    there = [head for head in heads if head.kind != GONE]
    for head in there:
        pipe.execute_command(*_WAYS[head.kind].ask(head.name, _WAYS[head.kind].start))
    yield from (head for head in heads if head.kind == GONE)
    for head, answer in zip(there, pipe.execute(), strict=True):
        yield from _whole(client, head, answer)


def _head(name: bytes, kind: bytes, ttl: int, now: int) -> Piece:
    word = kind.decode() if ttl != -2 else GONE
    return Piece(name, GONE if word == "none" else word, True, now + ttl if ttl >= 0 else 0, [])  # noqa: FBT003 - it begins


def _whole(client: Redis, head: Piece, answer: Any) -> Iterator[Piece]:  # noqa: ANN401 - as Redis answers
    """All of a key, from the answer about its first part on. A key that has gone since it was found changed, too."""
    way = _WAYS[head.kind]
    rows, cursor = way.rows(answer), way.after(answer, way.start)
    yield head._replace(rows=rows) if rows or head.kind == "stream" else head._replace(kind=GONE)
    while cursor is not None:
        answer = _asked(client, way.ask(head.name, cursor))
        rows, cursor = way.rows(answer), way.after(answer, cursor)
        yield head._replace(begins=False, rows=rows)
    if head.kind == "stream":
        yield head._replace(begins=False, rows=_last_id(client, head.name))


def _asked(client: Any, command: Command) -> Any:  # noqa: ANN401 - redis-py leaves both untyped
    return client.execute_command(*command)


def _last_id(client: Redis, name: bytes) -> list[Row]:
    """The id a stream gave last, which may be that of an entry taken away since: a row of its own."""
    try:
        said: Any = client.xinfo_stream(name.decode())
    except ResponseError:  # it has gone, and will be read again
        return []
    newest = said["last-entry"]
    return [] if newest and newest[0] == said["last-generated-id"] else [[said["last-generated-id"]]]
