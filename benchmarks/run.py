"""Runs the benchmarks and writes `benchmarks/results.md`: how messages are understood, people asked and found."""

import json
import sys
from pathlib import Path

from benchmarks import score_understanding as scores
from benchmarks.match import results as matching
from benchmarks.simulate.command import LINES, Wanted, simulated
from matching.understand import Reader

HERE = Path(__file__).parent
LABELLED = HERE.parent / "tests" / "matching" / "data"
FILES = {
    "messages_dev.jsonl": "for development",
    "messages_own.jsonl": "our own, written to be harder",
    "messages_own_later.jsonl": "danger left unsaid as far as it will go",
    "messages_own_voices.jsonl": "our own, in other voices, kept back",
}

SEEDS = (1, 2, 3, 4)


def scored(reader: Reader, name: str, what: str) -> list[str]:
    """One labelled file's table."""
    lines = (LABELLED / name).read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines if line.strip()]
    pairs, median = scores.read_all(reader, labels)
    rows = [
        f"| {field} | {scores.share(pairs, field):.3f} | {target:.2f} | {len(scores.asked(pairs, field))} |"
        for field, target in scores.TARGETS.items()
    ]
    head = [f"## {name} ({what}; {len(labels)} messages)", "", "| | share | target | of |", "| --- | --- | --- | --- |"]
    return [*head, *rows, "", f"A message takes {median:.2f} ms at the median on this machine.", ""]


def fairness(seed: int) -> list[str]:
    """A month of one town both ways, in one run, with the ratio."""
    both = simulated(Wanted(days=30, seed=seed))
    nearest, onedoor = both["nearest"], both["onedoor"]
    rows = [
        f"| {words} | {nearest[name]:g} | {onedoor[name]:g} | {_ratio(onedoor[name], nearest[name])} |"
        for name, words in LINES.items()
    ]
    head = [f"### seed {seed}", "", "| | nearest first | Onedoor | ratio |", "| --- | --- | --- | --- |"]
    return [*head, *rows, ""]


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else ""


def main(*, large: bool = False) -> None:
    """Write the results. `large`: with a million volunteers too."""
    reader = Reader.load()
    tables = [line for name, what in FILES.items() for line in scored(reader, name, what)]
    tables += ["## Whom to ask first: 30 days of one simulated town, 150 volunteers, 8 requests a day", ""]
    tables += [line for seed in SEEDS for line in fairness(seed)]
    tables += matching.lines(large=large)
    text = "\n".join(["# Results", "", "Written by `make bench`.", "", *tables])
    (HERE / "results.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main(large="--large" in sys.argv)
