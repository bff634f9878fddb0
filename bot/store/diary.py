"""The diary: what falls due. The clock leases lines; a line goes only when its job's Change has moved it on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from redis import Redis

from bot.model import Line, LineId
from bot.store import codec, keys
from bot.store.change import Change
from bot.store.reply import text
from bot.store.scripts import Scripts

LEASE_MS = 20_000
MOST_AT_ONCE = 100


class Leased(NamedTuple):
    """A line handed out, under the number its job must still hold when it commits."""

    line: LineId
    lease: int


@dataclass(frozen=True)
class Diary:
    """Reads and leases; Changes write."""

    client: Redis
    scripts: Scripts = field(repr=False)

    def lease(self, now: datetime, lease_ms: int = LEASE_MS, most: int = MOST_AT_ONCE) -> list[Leased]:
        """The lines that have fallen due by town time `now`, each to this caller alone for `lease_ms`."""
        found = self.scripts.lease_lines(
            keys=[keys.diary_due(), keys.diary_leased(), keys.diary_lease()],
            args=[now.timestamp(), lease_ms, most, keys.diary_line("")],
        )
        return [Leased(LineId(line.decode()), int(lease)) for line, lease in zip(found[::2], found[1::2], strict=True)]

    def line(self, line: LineId) -> Line | None:
        """The line as it stands, with its lease number; None once it is done."""
        lease, tries, data = self.client.hmget(keys.diary_line(line), "v", "tries", "d")
        return None if data is None else codec.decode(Line, data, lease=int(lease or 0), tries=int(tries or 0))

    def about(self, *names: str) -> list[Line]:
        """Every line about these records."""
        ids = {text(member) for name in names for member in self.client.smembers(keys.lines_about(name))}
        return self.lines(sorted(ids))

    def lines(self, ids: Iterable[str]) -> list[Line]:
        """These lines, those that still stand."""
        return [line for line in (self.line(LineId(line_id)) for line_id in ids) if line is not None]

    def aside(self, line: Line) -> Change:
        """A leased line that failed too often is kept apart and rings no more."""
        return Change(done=(line,), writes=(("HSET", keys.diary_aside(), line.id, codec.encode(line)),))

    def aside_count(self) -> int:
        """How many lines were set aside."""
        return self.client.hlen(keys.diary_aside())

    def next_due(self) -> datetime | None:
        """When the next line falls due (UTC, town time)."""
        for line in self.client.zrange(keys.diary_due(), 0, 0):
            due = self.client.zscore(keys.diary_due(), text(line))
            return None if due is None else datetime.fromtimestamp(float(due), UTC)
        return None
