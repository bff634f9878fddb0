"""Runs the benchmarks and writes `benchmarks/results.md`: how well messages are understood, by the labelled files."""

import json
from pathlib import Path

from benchmarks import score_understanding as scores
from matching.understand import Reader

HERE = Path(__file__).parent
LABELLED = HERE.parent / "tests" / "matching" / "data"
FILES = {"messages_dev.jsonl": "for development", "messages_own.jsonl": "our own, written to be harder"}


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


def main() -> None:
    """Write the results."""
    reader = Reader.load()
    tables = [line for name, what in FILES.items() for line in scored(reader, name, what)]
    text = "\n".join(["# Results", "", "Written by `make bench`.", "", *tables])
    (HERE / "results.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
