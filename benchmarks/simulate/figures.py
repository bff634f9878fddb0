"""What is counted of a month."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from benchmarks.simulate.month import Month
from bot import moments

Figures = dict[str, float | int]


def counted(month: Month) -> Figures:
    """The figures of one policy. Shares are 0 to 1, `accept_*` minutes from opening to the first yes, night included.

    Never asked, and the Gini coefficient of invites, are of those who passed every hard rule for one request or more.
    """
    records = list(month.records.values())
    waits = [(record.accepted - record.asked.at).total_seconds() / 60 for record in records if record.accepted]
    waking = [minutes_awake(record.asked.at, record.accepted) for record in records if record.accepted]
    travel = [record.km for record in records if record.helped and record.km is not None]
    could = sorted(month.could_be_asked | set(month.invited))
    asked = [month.invited.get(one, 0) for one in could]
    return {
        "requests": len(records),
        "volunteers": len(month.town.volunteers),
        "could_be_asked": len(could),
        "invites": sum(asked),
        "accepted": len(waits),
        "helped": round(sum(record.helped for record in records) / max(1, len(records)), 4),
        "accept_median_min": round(median(waits), 1) if waits else 0.0,
        "accept_p95_min": round(share_of(waits, 0.95), 1),
        "accept_p95_waking_min": round(share_of(waking, 0.95), 1),
        "invites_per_request": round(sum(asked) / max(1, len(records)), 3),
        "never_asked": round(asked.count(0) / max(1, len(asked)), 4),
        "gini": round(gini(asked), 4),
        "travel_median_km": round(median(travel), 3) if travel else 0.0,
    }


def minutes_awake(begins: datetime, ends: datetime) -> float:
    """Minutes between two moments, less the quiet hours among them; 0 when all of it is night."""
    total, at = 0.0, begins
    while at < ends:
        step = min(ends, at + timedelta(minutes=5))
        total += 0 if moments.is_quiet(at) else (step - at).total_seconds() / 60
        at = step
    return total


def share_of(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def gini(counts: Sequence[int]) -> float:
    """How unevenly something is spread: 0 when all have the same, towards 1 when one has it all."""
    total, number = sum(counts), len(counts)
    if not total:
        return 0.0
    ranked = sum((place + 1) * each for place, each in enumerate(sorted(counts)))
    return 2 * ranked / (number * total) - (number + 1) / number
