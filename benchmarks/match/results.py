"""The part of `benchmarks/results.md` about matching: its own figures by size, and beside what else one might pick."""

from benchmarks.match.beside import Beside, compared
from benchmarks.match.command import WORDS
from benchmarks.match.loaded import country
from benchmarks.match.measure import Figures, measured

SIZES, LARGE = (10_000, 100_000), 1_000_000
REQUESTS, SEED = 1000, 1
BESIDE_VOLUNTEERS, BESIDE_REQUESTS = 100_000, 200


def lines(*, large: bool = False) -> list[str]:
    """Both tables. `large`: a million too, which takes some minutes and 3 GB."""
    by_size = [_measured(size) for size in (*SIZES, *([LARGE] if large else []))]
    found, missing = compared(BESIDE_VOLUNTEERS, BESIDE_REQUESTS, SEED)
    return [
        f"## Matching by number of volunteers ({REQUESTS} requests each)",
        "",
        *_sizes(by_size),
        "",
        f"## Matching beside others ({BESIDE_VOLUNTEERS:,} volunteers; the same requests and ranking, in one run)",
        "",
        "Each row is one of them next to Onedoor, request by request in turn; the ratio is its time over Onedoor's.",
        "",
        *_beside(found),
        "",
        *(f"Not installed here, so left out: {name}." for name in missing),
        "",
    ]


def _measured(size: int) -> Figures:
    with country(size, REQUESTS, SEED) as loaded:
        return measured(loaded)


def _sizes(found: list[Figures]) -> list[str]:
    head = "| | " + " | ".join(f"{one['volunteers']:,}" for one in found) + " |"
    facts = [dict(one) for one in found]
    rows = [f"| {words} | " + " | ".join(f"{one[name]:g}" for one in facts) + " |" for name, words in WORDS.items()]
    return [head, "| --- |" + " --- |" * len(found), *rows]


def _beside(found: list[Beside]) -> list[str]:
    head = (
        "| | requests | its median, ms | Onedoor's | ratio | its p99, ms | Onedoor's | ratio | answered, of which by "
        "Onedoor | rules broken, by Onedoor |"
    )
    rows = [
        f"| {one.name} | {one.requests} | {one.p50_ms} | {one.ours_p50_ms} | {one.p50_ms / one.ours_p50_ms:.1f} "
        f"| {one.p99_ms} | {one.ours_p99_ms} | {one.p99_ms / one.ours_p99_ms:.1f} "
        f"| {one.found}, {one.ours_found} | {one.rules_broken}, {one.ours_rules_broken} |"
        for one in found
    ]
    return [head, "| --- |" * 1 + " --- |" * 9, *rows]
