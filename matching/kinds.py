"""Which kinds of help a message is about, from the phrasebook's evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Any, Final, NamedTuple

from matching.message import Message, outside
from matching.phrasebook import Entry, Phrases, Span, longest_only
from matching.types import KINDS
from matching.words import word_set

LEVELS: Final = {"sure": 3.0, "likely": 1.5, "hint": 0.5, "against": -2.0}
"""What one phrase of each list is worth before its length, rarity and clause are weighed."""

_DISMISSALS: Final = (
    "not",
    "not about",
    "isnt about",
    "dont need",
    "dont want",
    "doesnt need",
    "doesnt want",
    "no need for",
    "not after",
    "not looking for",
    "instead of",
    "rather than",
    "nothing to do with",
    "used to",
    "we had",
    "weve had",
    "already have",
    "already got",
    "apart from",
    "no longer need",
)
_ASKING: Final = word_set(
    "need needs please anyone someone want wants help looking could can offer borrow lend who where advice support"
)


class Hit(NamedTuple):
    """One phrase that speaks for (or against) one kind."""

    kind: str
    span: Span
    weight: float


class KindBook:
    """The phrasebook's part about kinds."""

    def __init__(self, book: Mapping[str, Any], phrases: Phrases) -> None:
        """`book` is `kinds.toml` as read; its phrases join `phrases`."""
        entries = [
            Entry(text, "kind", kind, level) for kind in KINDS for level in LEVELS for text in book[kind].get(level, ())
        ]
        shared = Counter(entry.phrase for entry in entries)
        self._rarity = {phrase: 1.0 / sqrt(count) for phrase, count in shared.items()}
        for entry in entries:
            phrases.add(entry, loose=True)
        for text in book["idioms"]:
            phrases.add(Entry(text, "idiom", "", ""))
        for text in _DISMISSALS:
            phrases.add(Entry(text, "dismissal", "", ""))

    def hits(self, message: Message) -> list[Hit]:
        """Every phrase that counts, weighed."""
        spans = outside(message.spans("kind"), message.spans("idiom"))
        dismissed = {span.end for span in message.spans("dismissal")}
        asking = {token.clause for token in message.tokens if token.norm in _ASKING}
        longest = _longest_over(spans)
        hits = []
        for span in longest_only(spans, LEVELS):
            weight = self._weight(span, longest, dismissed)
            asked = message.tokens[span.start].clause in asking
            hits.append(Hit(span.about, span, weight * (1.25 if asked else 1.0)))
        return hits

    def _weight(self, span: Span, longest: Mapping[int, int], dismissed: set[int]) -> float:
        weight = LEVELS[span.level] * self._rarity[span.phrase] * (1.0 + 0.25 * min(span.size - 1, 3))
        if max(longest[at] for at in span.places) > span.size:
            weight *= 0.4
        if span.start in dismissed or span.start - 1 in dismissed:
            weight *= -0.4
        return weight


def _longest_over(spans: Sequence[Span]) -> dict[int, int]:
    """For each token, the length of the longest phrase lying over it."""
    longest: dict[int, int] = defaultdict(int)
    for span in spans:
        for at in span.places:
            longest[at] = max(longest[at], span.size)
    return longest


def ranked(hits: Sequence[Hit]) -> list[tuple[str, float]]:
    """Kinds by the sum of their evidence, the strongest counting most; every kind is listed."""
    weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for hit in hits:
        weights[hit.kind].setdefault(hit.span.phrase, hit.weight)
    scores = {kind: fading_sum(found.values(), 0.8) for kind, found in weights.items()}
    return sorted(scores.items(), key=lambda pair: -pair[1])


def fading_sum(weights: Iterable[float], fade: float) -> float:
    """The weights summed, the strongest in full and each next one counting less."""
    total, share = 0.0, 1.0
    for weight in sorted(weights, key=abs, reverse=True):
        total += weight * share
        share *= fade
    return total
