"""Scores the reader on a labelled file, field by field.

    python benchmarks/score_understanding.py tests/matching/data/messages_dev.jsonl [--wrong FIELD]

The labels are those of `tests/matching/data/README.md`; where the guide says "softly" or "leniently", so does this.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from matching.places import name_key
from matching.types import Understanding
from matching.understand import Reader

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
"""The moment every labelled message was written."""

CRISIS_KINDS = {
    "medical": {"health"},
    "suicide": {"mental_health"},
    "abuse": {"safety"},
    "child": {"safety", "family"},
    "missing": {"safety"},
    "fire": {"emergency"},
}
SOON = {"now", "today"}
FIELDS = ("intent", "needs", "crisis", "urgency", "date", "place", "on_behalf")

Pair = tuple[dict[str, Any], Understanding]
Judge = Callable[[dict[str, Any], Understanding], bool]


def right_kinds(label: dict[str, Any]) -> set[str]:
    """The kinds that count as right: the first labelled, and for a crisis any that fits it."""
    return set(label["needs"][:1]) | CRISIS_KINDS.get(label["crisis"] or "", set())


def same_place(a: str, b: str) -> bool:
    """One contains the other, in any case."""
    one, other = name_key(a), name_key(b)
    return bool(one and other) and (one in other or other in one)


def same_urgency(label: str | None, ours: str | None) -> bool:
    """{now, today} against {week, flexible} against nothing."""
    return (label is None) == (ours is None) and (label in SOON) == (ours in SOON)


RIGHT: dict[str, Judge] = {
    "kind first": lambda m, u: bool(set(u.needs[:1]) & right_kinds(m)),
    "kind in three": lambda m, u: bool(set(u.needs) & right_kinds(m)),
    "intent": lambda m, u: u.intent == m["intent"],
    "urgency (soft)": lambda m, u: same_urgency(m["urgency"], u.urgency),
    "date where given": lambda m, u: str(u.date) == m["date"],
    "date over all": lambda m, u: (str(u.date) if u.date else None) == m["date"],
    "place where given": lambda m, u: bool(u.place) and same_place(m["place"], u.place or ""),
    "place falsely named": lambda m, u: u.place is not None,
    "on behalf found": lambda m, u: u.on_behalf,
    "on behalf falsely": lambda m, u: u.on_behalf,
    "danger found": lambda m, u: u.crisis is not None or u.concern,
    "right crisis": lambda m, u: u.crisis == m["crisis"],
    "crisis falsely": lambda m, u: u.crisis is not None,
    "concern falsely": lambda m, u: u.concern,
}
ASKED: dict[str, Callable[[dict[str, Any]], bool]] = {
    "kind first": lambda m: bool(m["needs"]),
    "kind in three": lambda m: bool(m["needs"]),
    "date where given": lambda m: m["date"] is not None,
    "place where given": lambda m: m["place"] is not None,
    "place falsely named": lambda m: m["place"] is None,
    "on behalf found": lambda m: m["on_behalf"],
    "on behalf falsely": lambda m: not m["on_behalf"],
    "danger found": lambda m: m["crisis"] is not None,
    "right crisis": lambda m: m["crisis"] is not None,
    "crisis falsely": lambda m: m["crisis"] is None,
    "concern falsely": lambda m: m["crisis"] is None,
}
TARGETS = {
    "kind first": 0.75,
    "kind in three": 0.93,
    "intent": 0.85,
    "urgency (soft)": 0.75,
    "date where given": 0.85,
    "date over all": 0.90,
    "place where given": 0.85,
    "place falsely named": 0.10,
    "on behalf found": 0.70,
    "on behalf falsely": 0.10,
    "danger found": 0.97,
    "right crisis": 0.85,
    "crisis falsely": 0.02,
    "concern falsely": 0.08,
}


def _always(_label: dict[str, Any]) -> bool:
    return True


def asked(pairs: Iterable[Pair], field: str) -> list[Pair]:
    """The messages on which this field is scored."""
    want = ASKED.get(field, _always)
    return [(label, ours) for label, ours in pairs if want(label)]


def share(pairs: Sequence[Pair], field: str) -> float:
    """The share of the messages scored for which the judge says yes."""
    relevant = asked(pairs, field)
    return sum(RIGHT[field](*pair) for pair in relevant) / len(relevant) if relevant else float("nan")


def read_all(reader: Reader, labels: Sequence[dict[str, Any]]) -> tuple[list[Pair], float]:
    """Every message read, and the median milliseconds one took."""
    pairs, times = [], []
    for label in labels:
        start = time.perf_counter()
        pairs.append((label, reader.read(label["text"], NOW)))
        times.append((time.perf_counter() - start) * 1000)
    return pairs, statistics.median(times)


def wrong(pairs: Sequence[Pair], field: str) -> Iterator[str]:
    """The messages a field gets wrong, with what was said and why, a line each."""
    bad = "falsely" in field
    for label, ours in asked(pairs, field):
        if RIGHT[field](label, ours) == bad:
            reasons = "; ".join(f"{e.what}<-{e.words!r}~{e.matched!r} {e.weight}" for e in ours.evidence)
            labelled = {name: label[name] for name in FIELDS}
            read = {name: getattr(ours, name) for name in (*FIELDS, "concern")}
            yield f"\n{label['id']}: {label['text']}\n   label {labelled}\n   ours  {read}\n   {reasons}"


def table(pairs: Sequence[Pair]) -> Iterator[str]:
    """Each field's score beside its target, a line each."""
    for field in RIGHT:
        count = len(asked(pairs, field))
        yield f"{field:22} {share(pairs, field):6.3f}   target {TARGETS[field]:.2f}   of {count}"


def main() -> None:
    """Prints the table, or with --wrong the messages one field gets wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", choices=sorted(RIGHT))
    options = parser.parse_args()
    labels = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
    start = time.perf_counter()
    reader = Reader.load()
    loaded = time.perf_counter() - start
    pairs, median = read_all(reader, labels)
    times = [f"{'median ms':22} {median:6.3f}   target 3.00", f"{'load seconds':22} {loaded:6.3f}   target 1.00"]
    lines = wrong(pairs, options.wrong) if options.wrong else [*table(pairs), *times]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
