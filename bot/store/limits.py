"""Limits on how often something may be done: a steady rate with a burst, shared by every process."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.store import keys
from bot.store.scripts import Scripts


class Limit(NamedTuple):
    """So many at once, then so many a minute."""

    burst: int
    per_minute: float


@dataclass(frozen=True)
class Limits:
    """Counts by name; a name holds keyed digests, never whom it counts."""

    scripts: Scripts

    def wait(self, name: str, limit: Limit) -> float:
        """The seconds until there is room for one more; 0.0 when there is room, and it is taken."""
        wait_ms = self.scripts.rate_limit(keys=[keys.rate(name)], args=[60_000 / limit.per_minute, limit.burst])
        return int(wait_ms) / 1000
