"""`simulate`: a month of one town, nearest first and as Onedoor asks, side by side."""

import json
import sys
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.simulate.figures import Figures, counted
from benchmarks.simulate.house import moved_in, opened
from benchmarks.simulate.month import Month
from benchmarks.simulate.town import FIRST_DAY, drawn
from matching import rank

POLICIES = {"nearest": rank.nearest, "onedoor": rank.rank}
LINES = {
    "requests": "requests",
    "volunteers": "volunteers",
    "could_be_asked": "could have been asked at least once",
    "invites": "invites",
    "accepted": "requests someone said yes to",
    "helped": "share helped",
    "accept_median_min": "minutes to a yes, median",
    "accept_p95_min": "minutes to a yes, 95th percentile",
    "accept_p95_waking_min": "the same, quiet hours left out",
    "invites_per_request": "invites per request",
    "never_asked": "share never asked, of those who could have been",
    "gini": "Gini of invites",
    "travel_median_km": "travel, median (km)",
}


@dataclass(frozen=True)
class Wanted:
    """What is simulated."""

    days: int
    seed: int
    volunteers: int = 150
    per_day: float = 8
    policy: str = "both"


def simulated(wanted: Wanted) -> dict[str, Figures]:
    """Policy by policy, the figures of the same month."""
    town = drawn(wanted.seed, wanted.days, wanted.volunteers, wanted.per_day)
    names = list(POLICIES) if wanted.policy == "both" else [wanted.policy]
    found = {}
    with opened() as app:
        for name in names:
            month = Month(moved_in(app, town, POLICIES[name], FIRST_DAY), town, wanted.seed)
            month.play()
            found[name] = counted(month)
    return found


def main(wanted: Wanted, *, as_json: bool = False) -> None:
    """Print the figures: a table, or JSON."""
    found = simulated(wanted)
    if as_json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    table = Table("", *found, title=f"{wanted.days} days, seed {wanted.seed}")
    for name, words in LINES.items():
        table.add_row(words, *(f"{figures[name]:g}" for figures in found.values()))
    Console().print(table)
