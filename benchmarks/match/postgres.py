"""PostgreSQL with PostGIS and pg_trgm: one table, indexed as its manual advises, in a private cluster on a socket."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from benchmarks.match.others import MOST, Missing, Pair, Row
from bot.desk.candidates import Asking
from bot.rules import LEVELS

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
POSTGIS = Path("/usr/share/postgresql/15/extension/postgis.control")
USER = "postgres"  # who runs it where we are root, which it refuses to be run by
PATIENCE = 60.0
# Generous to it: nothing is waited for on disk, and it compiles no query anew.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "jit": "off",
    "autovacuum": "off",
}
TABLE = """
CREATE EXTENSION postgis;
CREATE EXTENSION pg_trgm;
CREATE TABLE volunteers (
    id text PRIMARY KEY, area text, kinds text[], at geography(Point, 4326), range_m real, phone_only boolean,
    slots int, nights boolean, languages text[], level int, asked timestamptz, likes text, packed bytea, person bytea
)"""
INDEXES = """
CREATE INDEX ON volunteers USING gist (at);
CREATE INDEX ON volunteers USING gin (kinds);
CREATE INDEX ON volunteers USING gin (likes gin_trgm_ops);
CREATE INDEX ON volunteers (area) WHERE phone_only;
ANALYZE volunteers"""
COPY = (
    "COPY volunteers (id, area, kinds, at, range_m, phone_only, slots, nights, languages, level, asked, likes, packed,"
    " person) FROM STDIN"
)
WHO = """
SELECT packed, person, asked, similarity(likes, %(said)s) AS alike FROM volunteers
WHERE kinds @> ARRAY[%(kind)s] AND (%(slots)s = 0 OR slots & %(slots)s <> 0) AND (nights OR NOT %(night)s)
    AND (%(language)s::text IS NULL OR languages @> ARRAY[%(language)s]) AND """
AT_THE_DOOR = """NOT phone_only AND level >= %(door)s
    AND ST_DWithin(at, %(point)s::geography, %(reach_m)s) AND ST_DWithin(at, %(point)s::geography, range_m)"""
BY_PHONE = "phone_only AND area = %(area)s AND level >= %(phone)s"
ORDER = " ORDER BY asked NULLS FIRST, alike DESC LIMIT %(most)s"


class Postgres:
    """The cluster, its one table, and a connection."""

    name = "PostgreSQL, PostGIS, pg_trgm"

    def __init__(self) -> None:
        if not PROGRAMS.exists() or not POSTGIS.exists():
            raise Missing("PostgreSQL 15 (apt-get install postgresql postgresql-15-postgis-3)")
        self._folder = Path(tempfile.mkdtemp(prefix="onedoor-bench-"))
        user = USER if os.geteuid() == 0 else None
        if user:
            shutil.chown(self._folder, user)
        data = self._folder / "data"
        made = [str(PROGRAMS / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(made, user=user, check=True, capture_output=True, cwd=self._folder)
        chosen = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        command = [str(PROGRAMS / "postgres"), "-D", str(data), "-k", str(self._folder), *chosen]
        self._server = subprocess.Popen(  # not by processes.start, which cannot run it as someone else
            command, user=user, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._connection = self._connected()
        self._connection.execute(TABLE)

    def _connected(self) -> "psycopg.Connection":
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return psycopg.connect(host=str(self._folder), user=USER, dbname="postgres", autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def add(self, rows: Sequence[Row]) -> None:
        """So many more volunteers."""
        with self._connection.cursor().copy(COPY) as copy:
            for row in rows:
                copy.write_row(_columns(row))

    def ready(self) -> None:
        """Index, and count what is there."""
        for statement in INDEXES.split(";"):
            self._connection.execute(statement.encode())

    def near(self, this: Asking, reach_km: float) -> list[Pair]:
        """By every rule a table can hold, each one's own range included."""
        need, place = this.need, this.request.place
        door, phone = (LEVELS.index(level) for level in this.levels)
        facts = {
            "kind": need.kind,
            "slots": need.slots,
            "night": need.night,
            "language": need.language,
            "said": " ".join(need.words),
            "door": door,
            "phone": phone,
            "area": this.request.area,
            "point": f"SRID=4326;POINT({place.lon} {place.lat})" if place else None,
            "reach_m": reach_km * 1000,
            "most": MOST,
        }
        ways = [AT_THE_DOOR, BY_PHONE] if need.by_phone else [AT_THE_DOOR]
        who = " UNION ALL ".join(WHO + way for way in ways)
        asked = f"SELECT packed, person FROM ({who}) AS found{ORDER}"  # noqa: S608 - of constants alone
        return [Pair(*row) for row in self._connection.execute(asked.encode(), facts, prepare=True, binary=True)]

    def close(self) -> None:
        """Stop the cluster and leave nothing of it."""
        self._connection.close()
        self._server.send_signal(signal.SIGINT)  # at once, without waiting for guests
        self._server.wait(PATIENCE)
        shutil.rmtree(self._folder)


def _columns(row: Row) -> tuple[object, ...]:
    one = row.volunteer
    point = f"SRID=4326;POINT({one.place.lon} {one.place.lat})" if one.place else None
    level, likes = LEVELS.index(one.check.level), " ".join(one.likes)
    facts = (one.id, one.area, list(one.kinds), point, one.range_km * 1000, one.phone_only, one.available, one.nights)
    return (*facts, list(one.languages), level, one.last_asked, likes, *row.packed)
