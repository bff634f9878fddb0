"""How soon, for whom, and what to take care over."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from matching.message import Message
from matching.phrasebook import Entry, Phrases, Span, longest_only
from matching.types import URGENCIES

_WITHIN_A_WEEK: Final = 7
_AGED: Final = re.compile(
    r"\b(?:i am|i'm|im|me|age|aged)\s*(?:only\s+|just\s+)?(?:1[0-7]|[6-9])(?!\d)"
    r"(?!\s*(?:weeks?|wks?|months?|days?|mins?|hours?|hrs?|miles?|st\b|pm|am\b|:|stone|%|feet|foot|ft|p\b|k\b))",
    re.IGNORECASE,
)

_AT_SCHOOL: Final = re.compile(r"\b(?:i am|i'm|im)\s+in\s+(?:yr|year)\s*(?:[3-9]|1[0-2])(?!\d)", re.IGNORECASE)


def add_manner(book: Mapping[str, Any], phrases: Phrases) -> None:
    """The phrases of `reading.toml` about urgency, on whose behalf, and wishes join `phrases`."""
    for level in URGENCIES:
        for text in book["urgency"][level]:
            phrases.add(Entry(text, "urgency", level, ""))
    for level in ("sure", "against"):
        for text in book["on_behalf"][level]:
            phrases.add(Entry(text, "behalf", "", level))
    for text in book["wishes"]["phrases"]:
        phrases.add(Entry(text, "wish", "", ""))


def how_soon(message: Message, day: date | None, today: date) -> tuple[str, list[Span]]:
    """One of now, today, week, flexible, and the phrases that say so."""
    spans = message.spans("urgency")
    said = {span.about for span in spans}
    if "now" in said:
        level = "now"
    elif day is not None:
        ahead = (day - today).days
        return ("today" if ahead == 0 else "week" if ahead <= _WITHIN_A_WEEK else "flexible"), []
    else:
        level = next((level for level in ("today", "flexible", "week") if level in said), "flexible")
    return level, [span for span in spans if span.about == level]


def for_another(message: Message) -> list[Span]:
    """The phrases that say the sender speaks for someone else, less those explained away."""
    spans = message.spans("behalf")
    against = {at for span in spans if span.level == "against" for at in span.places}
    return [span for span in spans if span.level != "against" and against.isdisjoint(span.places)]


def wishes(message: Message) -> tuple[str, ...]:
    """The sender's own words about what to take care over, in the order written."""
    kept = longest_only(message.spans("wish"), {"": 1.0})
    return tuple(message.words(span) for span in sorted(kept, key=lambda span: span.start))


def under_18(text: str) -> bool:
    """Whether the sender says they are younger than 18."""
    return bool(_AGED.search(text) or _AT_SCHOOL.search(text))
