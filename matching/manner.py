"""How soon, for whom, and what to take care over."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from matching.message import Message
from matching.phrasebook import Phrases, Span
from matching.types import URGENCIES

_WITHIN_A_WEEK: Final = 7
_AGED: Final = re.compile(
    r"\b(?:i am|i'm|im|me|age|aged)\s*(?:only\s+|just\s+)?(1[0-7]|[6-9])(?!\d)(?!\s*(?:weeks?|months?|days?|mins?|hours?|miles?|st\b|pm|am|:|stone|%))",
    re.IGNORECASE,
)


class MannerBook:
    """The phrases of `reading.toml` about urgency, on whose behalf, and wishes."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        """`book` is `reading.toml` as read."""
        self.urgency: Phrases[str] = Phrases((p, level) for level in URGENCIES for p in book["urgency"][level])
        self._behalf: Phrases[bool] = Phrases((p, True) for p in book["on_behalf"]["sure"])
        for phrase in book["on_behalf"]["against"]:
            self._behalf.add(phrase, False)
        self._wishes: Phrases[None] = Phrases((p, None) for p in book["wishes"]["phrases"])

    def how_soon(self, message: Message, day: date | None, today: date) -> tuple[str, list[Span[str]]]:
        """One of now, today, week, flexible, and the phrases that say so."""
        spans = self.urgency.find(message.tokens, message.edges)
        said = {span.payload for span in spans}
        if "now" in said:
            return "now", [s for s in spans if s.payload == "now"]
        if day is not None:
            ahead = (day - today).days
            return ("today" if ahead == 0 else "week" if ahead <= _WITHIN_A_WEEK else "flexible"), []
        for level in ("today", "flexible", "week"):
            if level in said:
                return level, [s for s in spans if s.payload == level]
        return "flexible", []

    def for_another(self, message: Message) -> tuple[bool, list[Span[bool]]]:
        """Whether the sender speaks for someone else, and the phrases for and against."""
        spans = self._behalf.find(message.tokens, message.edges)
        against = {at for s in spans if not s.payload for at in range(s.start, s.end)}
        speaking = [s for s in spans if s.payload and not against.intersection(range(s.start, s.end))]
        return bool(speaking), speaking

    def wishes(self, message: Message) -> tuple[str, ...]:
        """The sender's own words about what to take care over, in the order written."""
        taken: set[int] = set()
        kept = []
        for span in sorted(self._wishes.find(message.tokens, message.edges), key=lambda s: s.start - s.end):
            places = set(range(span.start, span.end))
            if not places & taken:
                taken |= places
                kept.append(span)
        return tuple(message.words(s.start, s.end) for s in sorted(kept, key=lambda s: s.start))


def under_18(text: str) -> bool:
    """Whether the sender says they are younger than 18."""
    return bool(_AGED.search(text))
