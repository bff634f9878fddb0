"""A group's list as a file, imported, and joined by its links."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot.commands import import_volunteers
from bot.commands.import_volunteers import Options
from bot.model import Volunteer
from tests.support.town import DEVIZES, Town

HEADINGS = ["Name", "Mobile No.", "Post Code", "How can you help?", "Availability", "Miles", "Car?", "DBS", "Notes"]
ANN = [
    "Ann Example",
    "07700 900111",
    "SN10 1AA",
    "shopping; prescriptions",
    "weekday mornings",
    "5",
    "Y",
    "Basic",
    "I love horses",
]
BOB = ["Bob Exämple", "07700 900112", "Potterne", "dog walking", "weekends", "", "", "", ""]


def written(folder: Path, *rows: Sequence[str], name: str = "list.csv") -> Path:
    """A CSV file of these rows below the usual headings."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def run(town: Town, path: Path, **options: object) -> str:
    """Import it without asking; what was printed."""
    out = io.StringIO()
    chosen = Options(**({"yes": True} | options))  # type: ignore[arg-type]
    import_volunteers.main(town.app.settings, path, chosen, Console(file=out, width=200))
    return out.getvalue()


def listed(town: Town) -> dict[str, Volunteer]:
    """Every volunteer by name."""
    found = town.app.world.register.volunteers_in(DEVIZES)
    return {town.app.world.access.read(one.id, f"person:{one.id}#name") or "": one for one in found}


def token_of(report: str, row: int) -> str:
    """The code a row's person joins with, from the report."""
    line = next(line for line in report.splitlines() if line.startswith(f"│ {row} "))
    return line.split("join ")[1].split()[0]


def joined(town: Town, path: Path, sender: str, **options: object) -> list[str]:
    """The first row of a file is imported and joins under a new sender; the text ids they heard last."""
    token = token_of(run(town, path, **options), 2)
    town.says(sender, f"join {token}")
    return [one.text_id for one in town.presses(sender, "over-18")]
