"""RediSearch, Debian's `redis-redisearch`: one index of places, tags and numbers, those asked longest ago first."""

import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.match.others import MOST, Missing, Pair, Row
from bot import processes
from bot.desk.candidates import Asking
from bot.rules import LEVELS
from bot.store import embedded
from bot.store.connect import connect

MODULE = Path("/usr/lib/redis/modules/redisearch.so")
PATIENCE = 20.0
SCHEMA = "at GEO kinds TAG slots TAG nights TAG languages TAG phone TAG level NUMERIC asked NUMERIC SORTABLE"


class RediSearch:
    """A private redis-server with the module, in memory, on a socket of its own."""

    name = "RediSearch"

    def __init__(self) -> None:
        if not MODULE.exists() or not shutil.which("redis-server"):
            raise Missing("RediSearch (apt-get install redis-redisearch)")
        self._folder = Path(tempfile.mkdtemp(prefix="onedoor-bench-"))
        socket = self._folder / "redis.sock"
        command = ["redis-server", "--port", "0", "--save", "", "--unixsocket", str(socket)]
        command += ["--loadmodule", str(MODULE)]
        self._server = processes.start(command, last=signal.SIGKILL, folder=self._folder)
        deadline = time.monotonic() + PATIENCE
        while not embedded.answers(f"unix://{socket}") and time.monotonic() < deadline:
            time.sleep(0.05)
        self._client = connect(f"unix://{socket}")
        self._client.execute_command("FT.CREATE", "v", "SCHEMA", *SCHEMA.split())  # type: ignore[no-untyped-call]

    def add(self, rows: Sequence[Row]) -> None:
        """So many more volunteers."""
        pipe = self._client.pipeline(transaction=False)
        for row in rows:
            pipe.execute_command("FT.ADD", "v", row.volunteer.id, 1, "FIELDS", *_fields(row))  # type: ignore[no-untyped-call]
        pipe.execute()

    def ready(self) -> None:
        """It indexes as it goes."""

    def near(self, this: Asking, reach_km: float) -> list[Pair]:
        """By kind, distance, parts of the week, check and language; each one's own range is the ranker's to hold."""
        found = self._client.execute_command(  # type: ignore[no-untyped-call]
            *("FT.SEARCH", "v", _query(this, reach_km), "RETURN", 2, "packed", "person"),
            *("SORTBY", "asked", "ASC", "LIMIT", 0, MOST),
        )
        return [Pair(fields[1], fields[3]) for fields in found[2::2]]

    def close(self) -> None:
        """Stop the server."""
        self._client.close()
        processes.stop(self._server, 5)
        shutil.rmtree(self._folder)


def _fields(row: Row) -> list[str | bytes | float]:
    one = row.volunteer
    given: dict[str, str | bytes | float] = {
        "at": f"{one.place.lon},{one.place.lat}" if one.place else "0,0",
        "kinds": ",".join(one.kinds),
        "slots": _parts(one.available, ","),
        "nights": "yes" if one.nights else "no",
        "languages": ",".join(one.languages),
        "phone": one.area if one.phone_only else "none",
        "level": LEVELS.index(one.check.level),
        "asked": one.last_asked.timestamp() if one.last_asked else 0,
        "packed": row.packed.volunteer,
        "person": row.packed.person,
    }
    return [part for pair in given.items() for part in pair]


def _parts(week: int, between: str) -> str:
    return between.join(f"s{part}" for part in range(21) if week >> part & 1)


def _query(this: Asking, reach_km: float) -> str:
    need, place = this.need, this.request.place
    around = f"@at:[{place.lon} {place.lat} {reach_km} km]" if place else ""
    door, phone = (LEVELS.index(level) for level in this.levels)
    who = f"(@phone:{{none}} @level:[{door} +inf] {around})"
    if need.by_phone:
        area = this.request.area.replace("-", "\\-")
        who = f"({who} | (@phone:{{{area}}} @level:[{phone} +inf]))"
    said = [f"@kinds:{{{need.kind}}}", who]
    if need.slots:
        said.append(f"@slots:{{{_parts(need.slots, '|')}}}")
    said += ["@nights:{yes}"] if need.night else []
    said += [f"@languages:{{{need.language}}}"] if need.language else []
    return " ".join(said)
