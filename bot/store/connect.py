"""One way to a Redis client."""

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import TimeoutError as RedisSlow
from redis.retry import Retry


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
