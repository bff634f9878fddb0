"""Town time: what is due, quiet hours, ages. Leases, limits and event memory keep to the machine's time instead."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis import Redis

from bot.store import keys


@dataclass(frozen=True)
class TownClock:
    """The clock every process reads. Only tests and the demo move it."""

    client: Redis

    def now(self) -> datetime:
        """The moment, in UTC: the machine's time moved on by what was asked for."""
        pipe = self.client.pipeline(transaction=False)
        pipe.get(keys.clock_offset())
        pipe.time()
        moved, (seconds, micros) = pipe.execute()
        return datetime.fromtimestamp(seconds + micros / 1e6 + float(moved or 0), UTC)

    def forward(self, by: timedelta) -> datetime:
        """Move the town's time on, for every process at once; return the new time."""
        self.client.incrbyfloat(keys.clock_offset(), by.total_seconds())
        return self.now()
