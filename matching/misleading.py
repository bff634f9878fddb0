"""Which phrases mislead: what spoke for a kind that turned out wrong, counted. No one's own words are in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matching.types import Understanding


@dataclass(frozen=True, slots=True)
class Correction:
    """Someone said that one kind was meant instead of another."""

    id: str
    wrong: str
    right: str
    on: date
    phrases: tuple[str, ...]
    """What spoke for the wrong kind: phrases and words of our own books, never anyone's words."""


@dataclass(frozen=True, slots=True)
class Misled:
    """A phrase that spoke for the wrong kind, the two kinds, how often, and the day it did so last."""

    phrase: str
    wrong: str
    right: str
    times: int
    last: date


def spoke_for(meant: Understanding, kind: str) -> tuple[str, ...]:
    """The phrases of the phrasebook that spoke for a kind; where none did, the words of our examples that did."""
    for_it = [one for one in meant.evidence if one.weight > 0]
    phrases = [one.matched for one in for_it if one.what == f"kind:{kind}"]
    learned = [one.words for one in for_it if one.what == f"learned:{kind}"]
    return tuple(dict.fromkeys(phrases or learned))


def report(corrections: Iterable[Correction]) -> list[Misled]:
    """Each phrase with each pair of kinds it stood between, the most frequent first."""
    days: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for one in corrections:
        for phrase in one.phrases:
            days[phrase, one.wrong, one.right].append(one.on)
    found = [Misled(*said, len(on), max(on)) for said, on in days.items()]
    return sorted(found, key=lambda one: (-one.times, -one.last.toordinal(), one.phrase, one.wrong, one.right))
