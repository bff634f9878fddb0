"""Who is alive: each process says so now and then, by machine time, and is missed when it stops saying it."""

from dataclasses import dataclass
from typing import Any

from redis import Redis

from bot.store import keys
from bot.store.reply import text


@dataclass(frozen=True)
class Roll:
    """The roll of running processes. A name is its role and its own mark: `worker:3f9a`."""

    client: Redis

    def here(self, name: str) -> None:
        """This process is alive now."""
        self.client.zadd(keys.alive(), {name: self._now()})

    def gone(self, name: str) -> None:
        """This process has stopped, or is given up."""
        self.client.zrem(keys.alive(), name)

    def silent_for(self, role: str) -> dict[str, float]:
        """Each process of a role, and the seconds since it last said it is alive."""
        now = self._now()
        found: Any = self.client.zrange(keys.alive(), 0, -1, withscores=True)
        since = {text(name): (now - float(at)) / 1000 for name, at in found}
        return {name: seconds for name, seconds in since.items() if name.partition(":")[0] == role}

    def _now(self) -> float:
        seconds, micros = self.client.time()
        return seconds * 1000 + micros / 1000
