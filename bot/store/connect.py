"""One way to a Redis client."""

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import OutOfMemoryError, ReadOnlyError
from redis.exceptions import TimeoutError as RedisSlow
from redis.retry import Retry

# Redis is away, or refuses to write for now (full, or a replica): nothing was stored, and it is nobody's fault.
STORE_AWAY = (RedisGone, RedisSlow, OutOfMemoryError, ReadOnlyError)


def connect(url: str) -> Redis:
    """A client for this URL. It tries for some seconds while Redis restarts; commits bear repeating."""
    return Redis.from_url(
        url,
        socket_timeout=5,
        socket_connect_timeout=2,
        health_check_interval=30,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.02), 10),
        retry_on_error=[RedisGone, RedisSlow],
    )
