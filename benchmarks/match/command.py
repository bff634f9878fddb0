"""`bench match`: how long a request takes to match, and what a volunteer takes in memory."""

import json
import sys

from rich.console import Console
from rich.table import Table

from benchmarks.match.loaded import country
from benchmarks.match.measure import Figures, measured

WORDS = {
    "p50_ms": "a request, median (ms)",
    "p99_ms": "a request, 99th percentile (ms)",
    "floor_p50_ms": "the floor, median (ms)",
    "floor_p99_ms": "the floor, 99th percentile (ms)",
    "ratio_p99": "ratio of the 99th percentiles",
    "bytes_per_volunteer": "Redis memory for each volunteer (bytes)",
    "looked_at_median": "records looked at, median",
    "looked_at_most": "records looked at, most",
    "nobody_found": "requests nobody suits",
    "rules_broken": "hard rules broken",
}


def main(volunteers: int, requests: int, seed: int, *, as_json: bool = False) -> None:
    """Load, measure, print."""
    with country(volunteers, requests, seed) as loaded:
        found = measured(loaded)
    if as_json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    Console().print(_table(found))


def _table(found: Figures) -> Table:
    table = Table("", "", title=f"{found['volunteers']:,} volunteers, {found['requests']:,} requests")
    for name, value in found.items():
        if name in WORDS:
            table.add_row(WORDS[name], f"{value}")
    return table
