"""A snapshot put back into an empty Redis, of whatever version: each key by its type, as plain data."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.errors import HalfRestored, NotEmpty
from bot.store import keys
from bot.store.snapshot import GONE, Command, Piece, Row

AT_ONCE = 100  # pieces in one round trip


def half_filled(client: Redis) -> bool:
    """Whether a restore is under way here, or was cut short."""
    return bool(client.exists(keys.restoring()))


def check_empty(client: Redis) -> None:
    """Raises HalfRestored or NotEmpty where anything lies already."""
    if half_filled(client):
        raise HalfRestored
    if client.dbsize():
        raise NotEmpty


def fill(client: Redis, pieces: Iterable[Piece]) -> None:
    """Write everything. Cut short, it leaves its mark: what lies there then is worth nothing.

    Nothing is tried twice, for a list would get its items twice. Raises what `check_empty` does.
    """
    check_empty(client)
    client.set_retry(Retry(NoBackoff(), 0))
    client.set(keys.restoring(), "1")
    left = iter(pieces)
    while some := list(islice(left, AT_ONCE)):
        pipe: Any = client.pipeline(transaction=False)
        for command in chain.from_iterable(_commands(piece) for piece in some):
            pipe.execute_command(*command)
        pipe.execute()
    client.delete(keys.restoring())


def _commands(piece: Piece) -> Iterator[Command]:
    if piece.begins:
        yield ("DEL", piece.name)
    if piece.kind != GONE and piece.rows:
        yield from _ADDS[piece.kind](piece.name, piece.rows)
    if piece.expires:
        yield ("PEXPIREAT", piece.name, piece.expires)


def _all_at_once(command: str) -> Callable[[bytes, list[Row]], Iterator[Command]]:
    return lambda name, rows: iter([(command, name, *chain.from_iterable(rows))])


def _scored(name: bytes, rows: list[Row]) -> Iterator[Command]:
    yield ("ZADD", name, *chain.from_iterable((score, member) for member, score in rows))


def _streamed(name: bytes, rows: list[Row]) -> Iterator[Command]:
    for entry_id, *fields in rows:
        if fields:
            yield ("XADD", name, entry_id, *fields)
        else:  # the id given last, whose entry is no more
            yield ("XADD", name, entry_id, "", "")
            yield ("XDEL", name, entry_id)


_ADDS = {
    "string": _all_at_once("SET"),
    "hash": _all_at_once("HSET"),
    "set": _all_at_once("SADD"),
    "list": _all_at_once("RPUSH"),
    "zset": _scored,
    "stream": _streamed,
}
