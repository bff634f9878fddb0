"""What the sender is doing: asking, offering, chasing, cancelling, thanking, asking about the service, or chatting."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from matching.message import Message
from matching.phrasebook import Phrases, Span
from matching.types import INTENTS

LEVELS: Final = {"sure": 3.0, "likely": 1.2, "hint": 0.4, "against": -2.5}
_PREFER: Final = {"request": 1.0, "chatter": -0.5}


class IntentBook:
    """The phrases that give an intent away."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        """`book` is the `[intent]` table of `reading.toml`."""
        self.phrases: Phrases[tuple[str, str]] = Phrases(
            (phrase, (intent, level))
            for intent in INTENTS
            for level in LEVELS
            for phrase in book[intent].get(level, ())
        )

    def spans(self, message: Message) -> list[Span[tuple[str, str]]]:
        """The phrases found, of each intent's overlapping ones only the longest."""
        spans = self.phrases.find(message.tokens, message.edges)
        spans.sort(key=lambda s: (s.start - s.end, s.start, s.phrase))
        taken: dict[tuple[str, bool], set[int]] = {}
        kept = []
        for span in spans:
            covered = taken.setdefault((span.payload[0], span.payload[1] == "against"), set())
            places = range(span.start, span.end)
            if not covered.intersection(places):
                covered.update(places)
                kept.append(span)
        return kept


def ranked(spans: Sequence[Span[tuple[str, str]]], kind_score: float) -> list[tuple[str, float]]:
    """Intents by evidence; `kind_score` is how much any kind of help is spoken of at all."""
    weights: dict[str, list[float]] = {intent: [_PREFER.get(intent, 0.0)] for intent in INTENTS}
    for span in spans:
        weights[span.payload[0]].append(LEVELS[span.payload[1]] * (1.0 + 0.15 * min(span.end - span.start - 1, 3)))
    scores = {intent: _sum(found) for intent, found in weights.items()}
    scores["chatter"] -= min(kind_score, 6.0) * 0.4
    scores["request"] += min(kind_score, 6.0) * 0.3
    return sorted(scores.items(), key=lambda pair: (-pair[1], INTENTS.index(pair[0])))


def _sum(weights: list[float]) -> float:
    return sum(weight * 0.75**place for place, weight in enumerate(sorted(weights, key=abs, reverse=True)))
