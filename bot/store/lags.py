"""How long things wait, read from the store as it stands."""

from typing import Any, NamedTuple

from redis import Redis

from bot.store import keys

ALL = range(3)  # priorities


class Unsaid(NamedTuple):
    """Chats that could be spoken to now and are not, and the seconds for which the first of them has waited."""

    chats: int
    seconds: float


def unsaid(client: Redis, platform: str) -> list[Unsaid]:
    """By priority. A chat that someone is speaking in, or that the platform has us wait for, is not counted."""
    seconds, micros = client.time()
    now = seconds * 1000 + micros / 1000
    pipe: Any = client.pipeline(transaction=False)
    for priority in ALL:
        pipe.zcount(keys.outbox_chats(platform, priority), "-inf", now)
        pipe.zrange(keys.outbox_chats(platform, priority), 0, 0, withscores=True)
    found = pipe.execute()
    return [_unsaid(chats, first, now) for chats, first in zip(found[::2], found[1::2], strict=True)]


def _unsaid(chats: int, first: list[tuple[bytes, float]], now: float) -> Unsaid:
    return Unsaid(chats, max(0.0, now - float(first[0][1])) / 1000 if first else 0.0)


def depths(client: Redis, areas: list[str]) -> tuple[int, dict[str, int]]:
    """How many requests are open, and how many cases wait in each area."""
    pipe: Any = client.pipeline(transaction=False)
    pipe.zcard(keys.open_requests())
    for area in areas:
        pipe.zcard(keys.queue(area))
    opened, *cases = pipe.execute()
    return int(opened), dict(zip(areas, map(int, cases), strict=True))
