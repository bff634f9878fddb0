"""How answers about a time are read: a day, a part of a day, any time, how soon."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import moments
from bot.model import When
from bot.talk.details_words import any_of, says
from bot.talk.types import Heard

if TYPE_CHECKING:
    from bot.app import App


def when_said(app: "App", heard: Heard, words: str) -> When | None:
    """A button's day or a time in their own words; None when no time is in it."""
    today = moments.local(heard.at).date()
    fixed = {"today": When(today), "tomorrow": When(today + timedelta(days=1)), "any": When()}
    if words in fixed:
        return fixed[words]
    if says(_ANY_TIME, words):
        return When()
    when = _when_in(app, heard, words)
    return None if when == When() else when


def _when_in(app: "App", heard: Heard, words: str) -> When:
    """The day and part of the day in some words."""
    meant = app.reader.read(wanted_time(words), moments.local(heard.at))
    return When(meant.date, meant.part or part_at(words))


_DAY = r"(?:today|tonight|tomorrow|tmrw|tomoz|2moro|(?:mon|tue|wed|thu|fri|sat|sun)\w*)"
_PART = "(?:morning|afternoon|evening)"
_NOT_THEN = re.compile(
    rf"\b(?:not|instead of|rather than)\s+(?:(?:on|this|till|until)\s+)?{_DAY}\b"
    rf"|\bgood\s+{_PART}\b|^\W*{_PART}(?:\s+(?:all|everyone|love|there)|\s*[,.!])",
    re.IGNORECASE,
)
_ANY_TIME = any_of("any ?(?:time|day)", "when ?ever", "no rush", "(?:i )?dont mind", "not fussed")
_CLOCK = re.compile(r"\b(1[0-2]|[1-9])(?:[:.]?[0-5]\d)?\s?(am|pm)\b|\b(1\d|2[0-3]):[0-5]\d\b", re.IGNORECASE)


def part_at(words: str) -> str | None:
    """The part of the day a clock time in the words lies in ("at 3pm"), or None."""
    found = _CLOCK.search(words)
    if found is None:
        return None
    hour = int(found[3]) if found[3] else int(found[1]) % 12 + (12 if found[2].lower() == "pm" else 0)
    return next((part for part, (start, end) in moments.PART_HOURS.items() if start <= hour < end), None)


def wanted_time(words: str) -> str:
    """The words without a time they do not mean: in "not tomorrow, friday" only Friday, in "good morning" none."""
    rest = _NOT_THEN.sub(" ", words)
    return rest if rest.strip(" ,.!") else words


def when_meant(app: "App", heard: Heard, before: When) -> When:
    """The time a correction names, else the time before. A part alone ("morning please") keeps the day."""
    when = _when_in(app, heard, heard.text)
    return before if when == When() else When(when.day or before.day, when.part)


def urgency_of(when: When, at: datetime) -> str:
    """How soon, from the day alone."""
    if when.day is None:
        return "flexible"
    days = (when.day - moments.local(at).date()).days
    return "today" if days <= 0 else "week" if days <= 7 else "flexible"
