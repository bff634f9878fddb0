"""`check-phrases`: what an organiser should look at after editing the phrasebook."""

import sys
from collections.abc import Iterator
from pathlib import Path

from matching import checking
from matching.understand import CONFIG, Reader


def main(config_dir: Path | None = None) -> None:
    """Prints a line for each thing to look at; says so when there is none."""
    config_dir = config_dir or CONFIG
    lines = list(report(config_dir))
    sys.stdout.write("\n".join(lines or ["No phrase collides with another, and each wins where it should."]) + "\n")


def report(config_dir: Path) -> Iterator[str]:
    """A line for each phrase that collides or never wins, and one when learning is out of date."""
    tables = checking.books(config_dir)
    if checking.stale(config_dir):
        yield "The books have changed since they were learned from. Run: python run_bot.py learn"
    for phrase, kinds in checking.collisions(tables):
        yield f'"{phrase}" is sure of more than one kind: {", ".join(kinds)}.'
    for phrase, kind in checking.both_ways(tables):
        yield f'"{phrase}" is listed both for and against {kind}.'
    for phrase, kind, winner in checking.losers(tables, Reader.load(config_dir)):
        yield f'"{phrase}" is sure of {kind}, but said alone it is read as {winner}.'
