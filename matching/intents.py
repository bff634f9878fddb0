"""What the sender is doing: asking, offering, chasing, cancelling, thanking, asking about the service, or chatting."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from matching.kinds import fading_sum
from matching.message import Message
from matching.phrasebook import Entry, Phrases, Span, longest_only
from matching.types import INTENTS

LEVELS: Final = {"sure": 3.0, "likely": 1.2, "hint": 0.4, "against": -2.5}
_PREFER: Final = {"request": 1.0, "chatter": -0.5}


def add_intents(book: Mapping[str, Any], phrases: Phrases) -> None:
    """The phrases of the `[intent]` table of `reading.toml`, which give an intent away, join `phrases`."""
    for intent in INTENTS:
        for level in LEVELS:
            for text in book[intent].get(level, ()):
                phrases.add(Entry(text, "intent", intent, level))


def intent_spans(message: Message) -> list[Span]:
    """The phrases found, of each intent's overlapping ones only the longest."""
    return longest_only(message.spans("intent"), LEVELS)


def ranked(spans: Sequence[Span], kind_score: float) -> list[tuple[str, float]]:
    """Intents by evidence; `kind_score` is how much any kind of help is spoken of at all."""
    weights: dict[str, list[float]] = {intent: [_PREFER.get(intent, 0.0)] for intent in INTENTS}
    for span in spans:
        weights[span.about].append(LEVELS[span.level] * (1.0 + 0.15 * min(span.size - 1, 3)))
    scores = {intent: fading_sum(found, 0.75) for intent, found in weights.items()}
    scores["chatter"] -= min(kind_score, 6.0) * 0.4
    scores["request"] += min(kind_score, 6.0) * 0.3
    return sorted(scores.items(), key=lambda pair: -pair[1])
