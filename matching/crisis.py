"""Danger: looked for before anything else, and never argued away by the rest of the message."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from matching.message import Message, found_outside
from matching.phrasebook import Phrases, Span
from matching.types import CRISES

_LEVELS: Final = {"sure": 3.0, "concern": 2.0, "maybe": 1.0}
_CRISIS_AT: Final = 3.0
_CONCERN_AT: Final = 2.0


class Danger(NamedTuple):
    """What danger was found: the kind when sure, whether there is at least concern, and the phrases."""

    crisis: str | None
    concern: bool
    spans: Sequence[Span[tuple[str, str]]]
    lookalikes: int


class CrisisBook:
    """The phrases of `crisis.toml`."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        """`book` is `crisis.toml` as read."""
        tables = book["crisis"]
        self.phrases: Phrases[tuple[str, str]] = Phrases(
            (phrase, (kind, level)) for kind in CRISES for level in _LEVELS for phrase in tables[kind].get(level, ())
        )
        for kind in CRISES:
            for pair in tables[kind].get("together", ()):
                for phrase in pair:
                    self.phrases.add(phrase, (kind, "part"))
        self._together = {kind: [frozenset(pair) for pair in tables[kind].get("together", ())] for kind in CRISES}
        self._lookalikes: Phrases[str] = Phrases(
            (phrase, "lookalike")
            for phrases in [book["everywhere"]["lookalikes"], *(tables[kind]["lookalikes"] for kind in CRISES)]
            for phrase in phrases
        )

    def look(self, message: Message) -> Danger:
        """What danger this message speaks of."""
        lookalikes = self._lookalikes.find(message.tokens, message.edges)
        spans = found_outside(message, self.phrases, lookalikes)
        scores = {kind: self._score(kind, spans) for kind in CRISES}
        worst = max(CRISES, key=lambda kind: scores[kind])
        crisis = worst if scores[worst] >= _CRISIS_AT else None
        concern = crisis is None and max(scores.values()) >= _CONCERN_AT
        return Danger(crisis, concern, spans, len(lookalikes))

    def _score(self, kind: str, spans: Sequence[Span[tuple[str, str]]]) -> float:
        mine = [span for span in spans if span.payload[0] == kind]
        said = frozenset(span.phrase for span in mine)
        best = {span.phrase: _LEVELS.get(span.payload[1], 0.0) for span in mine if span.payload[1] != "part"}
        paired = any(pair <= said for pair in self._together[kind])
        return _top(list(best.values())) + (3.0 if paired else 0.0)


def _top(weights: list[float]) -> float:
    """The strongest phrase in full, up to two more at half."""
    ordered = sorted(weights, reverse=True)[:3]
    return ordered[0] + 0.5 * sum(ordered[1:]) if ordered else 0.0
