"""What may be asked of the Redis itself, to see whether it suits."""

from typing import NamedTuple

from redis import Redis

from bot.model import PersonId
from bot.store import keys
from bot.store.reply import text_or_none


class Server(NamedTuple):
    """A Redis as it describes itself."""

    version: tuple[int, ...]
    policy: str  # what it does when its memory is full
    appendonly: bool  # whether every write goes to a file at once


def describe(client: Redis) -> Server:
    """The Redis behind this client. Raises redis.exceptions.RedisError when it does not answer."""
    said = client.info()
    version = tuple(int(part) for part in str(said["redis_version"]).split(".")[:2])
    return Server(version, str(said.get("maxmemory_policy", "")), bool(said.get("aof_enabled")))


def someone(client: Redis) -> PersonId | None:
    """Anyone known, on whose key the master key can be tried."""
    found = text_or_none(client.hrandfield(keys.person_keys()))
    return None if found is None else PersonId(found)
