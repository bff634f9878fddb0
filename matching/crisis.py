"""Danger: looked for before anything else, and never argued away by the rest of the message."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from matching.message import Message, outside
from matching.phrasebook import Entry, Phrases, Span, longest_only
from matching.types import CRISES

_LEVELS: Final = {"sure": 3.0, "concern": 2.0, "maybe": 1.0}
_TOGETHER: Final = 3.0
_CRISIS_AT: Final = 3.0
_CONCERN_AT: Final = 2.0
_PART: Final = "part"


class Danger(NamedTuple):
    """What danger the phrases speak of: the kind when they say it plainly, the phrases, how many only sound like it."""

    plainly: str | None
    hinted: bool
    """Whether at least one phrase says that there may be danger."""
    spans: Sequence[Span]
    lookalikes: int


class CrisisBook:
    """The phrases of `crisis.toml`."""

    def __init__(self, book: Mapping[str, Any], phrases: Phrases) -> None:
        """`book` is `crisis.toml` as read; its phrases join `phrases`."""
        tables = book["crisis"]
        self._together = {kind: [frozenset(pair) for pair in tables[kind].get("together", ())] for kind in CRISES}
        for kind in CRISES:
            for level in _LEVELS:
                for text in tables[kind].get(level, ()):
                    phrases.add(Entry(text, "danger", kind, level))
            for text in {text for pair in self._together[kind] for text in pair}:
                phrases.add(Entry(text, "danger", kind, _PART))
            for text in tables[kind]["lookalikes"]:
                phrases.add(Entry(text, "lookalike", kind, ""))
        for text in book["everywhere"]["lookalikes"]:
            phrases.add(Entry(text, "lookalike", "", ""))

    def look(self, message: Message) -> Danger:
        """What danger this message speaks of, by its phrases."""
        lookalikes = message.spans("lookalike")
        spans = outside(message.spans("danger"), lookalikes)
        if not spans:
            return Danger(plainly=None, hinted=False, spans=(), lookalikes=len(lookalikes))
        scores = {kind: self._score(kind, spans) for kind in CRISES}
        worst = max(CRISES, key=lambda kind: scores[kind])
        plainly = worst if scores[worst] >= _CRISIS_AT else None
        return Danger(plainly, scores[worst] >= _CONCERN_AT, spans, len(lookalikes))

    def _score(self, kind: str, spans: Sequence[Span]) -> float:
        """The strongest phrase in full, up to two more at half, and a pair said together."""
        mine = [span for span in spans if span.about == kind]
        said = frozenset(span.phrase for span in mine)
        counted = longest_only((span for span in mine if span.level != _PART), _LEVELS)
        best = {span.phrase: _LEVELS[span.level] for span in counted}
        first, *others = [*sorted(best.values(), reverse=True), 0.0]
        paired = any(pair <= said for pair in self._together[kind])
        return first + 0.5 * sum(others[:2]) + (_TOGETHER if paired else 0.0)
