"""Which kinds of help a message is about, from the phrasebook's evidence."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from matching.message import Message, found_outside
from matching.phrasebook import Phrases, Span
from matching.types import KINDS

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
_ASKING: Final = frozenset(
    [
        "need",
        "needs",
        "please",
        "anyone",
        "someone",
        "want",
        "wants",
        "help",
        "looking",
        "could",
        "can",
        "offer",
        "borrow",
        "lend",
        "who",
        "where",
        "advice",
        "support",
    ]
)


class Hit(NamedTuple):
    """One phrase that speaks for (or against) one kind."""

    kind: str
    span: Span[Any]
    weight: float


class KindBook:
    """The phrasebook's part about kinds."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        """`book` is `kinds.toml` as read."""
        entries = [
            (phrase, (kind, level)) for kind in KINDS for level in LEVELS for phrase in book[kind].get(level, ())
        ]
        shared = Counter(phrase for phrase, _ in entries)
        self._rarity = {phrase: 1.0 / count**0.5 for phrase, count in shared.items()}
        self.phrases: Phrases[tuple[str, str]] = Phrases(entries, loose=True)
        self._idioms: Phrases[str] = Phrases((phrase, "idiom") for phrase in book["idioms"])
        self._dismissals: Phrases[str] = Phrases((phrase, "not") for phrase in _DISMISSALS)

    def hits(self, message: Message) -> list[Hit]:
        """Every phrase that counts, weighed."""
        idioms = self._idioms.find(message.tokens, message.edges)
        spans = found_outside(message, self.phrases, idioms)
        dismissed = {span.end for span in self._dismissals.find(message.tokens, message.edges)}
        longest = _longest_over(spans)
        return [
            Hit(span.payload[0], span, self._weight(message, span, longest, dismissed))
            for span in _best_per_kind(spans)
        ]

    def _weight(self, message: Message, span: Span[Any], longest: Mapping[int, int], dismissed: set[int]) -> float:
        length = span.end - span.start
        weight = LEVELS[span.payload[1]] * self._rarity[span.phrase] * (1.0 + 0.25 * min(length - 1, 3))
        if max(longest[at] for at in range(span.start, span.end)) > length:
            weight *= 0.4
        if any(at in dismissed for at in range(span.start - 1, span.start + 1)):
            weight *= -0.4
        asks = any(
            token.norm in _ASKING for token in message.tokens if token.clause == message.tokens[span.start].clause
        )
        return weight * (1.25 if asks else 1.0)


def _longest_over(spans: Sequence[Span[Any]]) -> dict[int, int]:
    """For each token, the length of the longest phrase lying over it."""
    longest: dict[int, int] = defaultdict(int)
    for span in spans:
        for at in range(span.start, span.end):
            longest[at] = max(longest[at], span.end - span.start)
    return longest


def _best_per_kind(spans: Sequence[Span[Any]]) -> list[Span[Any]]:
    """Of one kind's overlapping phrases only the longest and surest, so that no word is counted twice."""
    ordered = sorted(spans, key=lambda s: (s.start - s.end, -abs(LEVELS[s.payload[1]]), s.start, s.phrase))
    taken: dict[tuple[str, bool], set[int]] = defaultdict(set)
    kept = []
    for span in ordered:
        covered = taken[(span.payload[0], span.payload[1] == "against")]
        places = range(span.start, span.end)
        if not covered.intersection(places):
            covered.update(places)
            kept.append(span)
    return kept


def ranked(hits: Sequence[Hit]) -> list[tuple[str, float]]:
    """Kinds by the sum of their evidence, the strongest counting most; every kind is listed."""
    weights: dict[str, list[float]] = {kind: [] for kind in KINDS}
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if (hit.kind, hit.span.phrase) not in seen:
            seen.add((hit.kind, hit.span.phrase))
            weights[hit.kind].append(hit.weight)
    scores = {kind: _sum(found) for kind, found in weights.items()}
    return sorted(scores.items(), key=lambda pair: (-pair[1], KINDS.index(pair[0])))


def _sum(weights: list[float]) -> float:
    ordered = sorted(weights, key=abs, reverse=True)
    return sum(weight * 0.8**place for place, weight in enumerate(ordered))
