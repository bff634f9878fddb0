"""Opening hours as services write them ("Mon-Fri 9:30-17:00; Sat 10-12"), read well enough to say open or not."""

import re
from datetime import date, time
from typing import Final, NamedTuple

from matching.week import ANY_TIME, hours_in, slots_of

_ALWAYS: Final = re.compile(r"24\s*(?:hours|hrs|/\s*7)|day and night|always open|round the clock", re.IGNORECASE)
_NOT_WEEKLY: Final = re.compile(
    r"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th|fortnight\w*|month\w*|appointment|term)\b", re.IGNORECASE
)
_CLOCK: Final = r"\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?"
_SPAN: Final = re.compile(rf"({_CLOCK}\s*(?:-|–|to|until)\s*{_CLOCK})", re.IGNORECASE)


class Span(NamedTuple):
    """Open on these days (Monday is 0) from one hour of the day to another."""

    days: frozenset[int]
    opens: float
    closes: float


def spans_of(hours: str) -> tuple[Span, ...] | None:
    """When it is open, or None when these words do not say so for every week.

    >>> spans_of("Sat 10:00-13:00")
    (Span(days=frozenset({5}), opens=10.0, closes=13.0),)
    """
    if _ALWAYS.search(hours):
        return (Span(frozenset(range(7)), 0, 24),)
    if _NOT_WEEKLY.search(hours):
        return None
    pieces = _SPAN.split(hours)  # words, hours, words, hours... words
    days_follow = not _days(pieces[0]) and bool(_days(pieces[-1]))  # "10am to 4pm, Tuesdays"
    found: list[Span] = []
    for said, clock in zip(pieces[2 if days_follow else 0 :: 2], pieces[1::2], strict=False):
        opens, closes = hours_in(clock)
        days = _days(said) or (found[-1].days if found else frozenset(range(7)))
        found.append(Span(days, opens, closes if closes > opens else closes + 12))
    return tuple(found) or None


def _days(words: str) -> frozenset[int]:
    slots = slots_of(words)
    return frozenset(day for day in range(7) if slots & (0b111 << day * 3)) if slots else frozenset()


def open_during(hours: str, day: date, begins: time, ends: time) -> bool | None:
    """Whether it is open at some time between two clock times of a day; None when its hours do not say."""
    spans = spans_of(hours)
    if spans is None:
        return None
    start, end = begins.hour + begins.minute / 60, ends.hour + ends.minute / 60
    return any(day.weekday() in span.days and span.opens < end and span.closes > start for span in spans)


def open_some(hours: str, slots: int) -> bool | None:
    """Whether it is open on any day of these parts of the week; None when its hours do not say."""
    spans = spans_of(hours)
    if spans is None:
        return None
    days = {day for day in range(7) if (slots or ANY_TIME) & (0b111 << day * 3)}
    return any(days & span.days for span in spans)
