"""`misleading`: which phrases mislead, as residents corrected them."""

import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.app import build
from bot.desk import learning
from config.settings import Settings
from matching.misleading import Misled, report


def main(settings: Settings, *, as_json: bool = False, console: Console | None = None) -> None:
    """Prints each phrase, the kinds it stood between, how often and when last. Nothing is written."""
    world = build(settings).world
    found = report(learning.kept(world, world.clock.now()))
    if as_json:
        sys.stdout.write(json.dumps([_plain(one) for one in found], ensure_ascii=False) + "\n")
        return
    out = console or Console()
    out.print(_table(found) if found else "Nobody has corrected a kind within a year.")


def _plain(one: Misled) -> dict[str, Any]:
    last = one.last.isoformat()
    return {"phrase": one.phrase, "wrong": one.wrong, "right": one.right, "times": one.times, "last": last}


def _table(found: list[Misled]) -> Table:
    table = Table("phrase", "taken for", "meant", "times", "last")
    for one in found:
        table.add_row(one.phrase, one.wrong, one.right, str(one.times), one.last.isoformat())
    return table
