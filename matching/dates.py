"""Dates as people in Britain name them: "tmrw", "nxt tues", "the 30th", "a week on Friday", "3/12".

A message names the date of the help, its deadline or its arrangement. Days that come round ("every Tuesday"), days that
have been ("since Monday") and ranges ("this weekend") are no date.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from matching.words import Token, word_set

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS: Final = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1, "couple": 2, "few": 3}
_FEASTS: Final = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "evening"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "years", "eve"): (12, 31),
    ("new", "years", "evening"): (12, 31),
    ("new", "years", "day"): (1, 1),
    ("new", "year", "day"): (1, 1),
    ("burns", "night"): (1, 25),
    ("valentines", "day"): (2, 14),
    ("st", "andrews", "day"): (11, 30),
    ("st", "davids", "day"): (3, 1),
    ("st", "patricks", "day"): (3, 17),
}
_PARTS_OF_DAY: Final = {
    "morning": "morning",
    "am": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "teatime": "evening",
    "night": "night",
    "tonight": "night",
    "bedtime": "night",
}
_AGAIN_AND_AGAIN: Final = frozenset({"every", "each", "most", "any", "alternate"})
_BEFORE_NOW: Final = frozenset({"last", "since", "yesterday"})
_PAST_VERBS: Final = word_set(
    "was were had did went came got fell rang phoned called said told sent left died passed asked applied put gave "
    "took lost broke happened started stopped saw met moved arrived turned wasnt didnt hadnt been wrote posted "
    "messaged emailed offered signed booked collected delivered dropped brought fixed helped"
)
_STILL_TO_COME: Final = word_set(
    "need needs can could will would want please is are going got to by for before until help someone anyone im its "
    "ill have has book booked starts start due id lift free appointment shall should wont cant"
)


class DateFound(NamedTuple):
    """A date, and the tokens that named it."""

    day: date
    start: int
    end: int
    rule: str


def find_date(tokens: Sequence[Token], today: date) -> DateFound | None:
    """The date this message is about, if it names one that is still to come."""
    found = [hit for hit in _all_dates(tokens, today) if hit.day >= today and not _set_aside(tokens, hit)]
    deadlines = [hit for hit in found if hit.start and tokens[hit.start - 1].norm in {"by", "before"}]
    return next(iter(deadlines or found), None)


def find_part(tokens: Sequence[Token]) -> str | None:
    """The part of the day named first, if any."""
    for token in tokens:
        part = _PARTS_OF_DAY.get(token.norm) or _PARTS_OF_DAY.get(token.norm.removesuffix("s"))
        if part:
            return part
    return None


def _all_dates(tokens: Sequence[Token], today: date) -> Iterator[DateFound]:
    index = 0
    while index < len(tokens):
        hit = next((hit for rule in _RULES if (hit := rule(tokens, index, today))), None)
        if hit:
            yield hit
        index = hit.end if hit else index + 1


def _words(tokens: Sequence[Token], index: int, count: int) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens[index : index + count])


def _near_days(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Today, tonight, tomorrow and their kin."""
    words = _words(tokens, index, 3)
    if words[:2] == ("day", "after") and words[2:3] == ("tomorrow",):
        return DateFound(today + timedelta(2), index, index + 3, "the day after tomorrow")
    if words[0] == "this" and len(words) > 1 and words[1] in _THIS:
        return DateFound(today, index, index + 2, f"this {words[1]}")
    ahead = _NEAR.get(words[0])
    return None if ahead is None else _or_a_week_after(tokens, index, today + timedelta(ahead), words[0])


def _scots_days(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Scots "the morra" is tomorrow, "the day" today where nothing follows it."""
    words = _words(tokens, index, 3)
    if words[:2] == ("the", "morra"):
        return DateFound(today + timedelta(1), index, index + 2, "the morra")
    ends = len(words) == 2 or tokens[index + 2].clause != tokens[index].clause if len(words) > 1 else False
    return DateFound(today, index, index + 2, "the day") if words[:2] == ("the", "day") and ends else None


_NEAR: Final = {"today": 0, "tonight": 0, "tomorrow": 1, "morra": 1}
_THIS: Final = frozenset({"morning", "afternoon", "evening", "aft"})


def _or_a_week_after(tokens: Sequence[Token], index: int, day: date, rule: str) -> DateFound:
    """The day, or a week on from it: "a week tomorrow", "tomorrow week"."""
    week_before = index >= 2 and _words(tokens, index - 2, 2) in {("a", "week"), ("week", "on"), ("week", "from")}
    week_after = _words(tokens, index + 1, 1) == ("week",)
    if week_before or week_after:
        return DateFound(day + timedelta(7), index, index + 1 + week_after, f"a week {rule}")
    return DateFound(day, index, index + 1, rule)


def _weekday(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    number = _weekday_number(tokens, index)
    if number is None:
        return None
    ahead = (number - today.weekday()) % 7
    before = _words(tokens, max(0, index - 1), 1)[0] if index else ""
    if ahead == 0 and before != "this":
        ahead = 7
    return _or_a_week_after(tokens, index, today + timedelta(ahead), WEEKDAYS[number])


def _weekday_number(tokens: Sequence[Token], index: int) -> int | None:
    """0 for Monday. "Sat" and "sun" are days only where a day is meant."""
    word = tokens[index].norm
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    if word not in {"sat", "sun", "satur"}:
        return None
    before = tokens[index - 1].norm if index else ""
    after = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    leads = {"on", "this", "next", "by", "for", "until", "last", "every", "before", "come", "and", "or", "friday"}
    follows = {"morning", "afternoon", "night", "evening", "am", "or", "and", "at", "sun", "10am", "pm", "lunchtime"}
    upper = tokens[index].text[0].isupper() and index > 0 and tokens[index - 1].sentence == tokens[index].sentence
    if before in leads or (after in follows and before not in {"i", "im", "just", "been", "was"}) or upper:
        return 5 if word.startswith("sat") else 6
    return None


def _in_so_long(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Such as "in 3 days", "in a fortnight", "in two weeks time"."""
    words = _words(tokens, index, 5)
    if words[0] not in {"in", "within"} or len(words) < 2:
        return None
    unit_at = next((at for at in (2, 3) if at < len(words) and words[at] in _UNITS), None)
    if unit_at is None:
        return None
    number = _NUMBERS.get(words[1]) or (int(words[1]) if words[1].isdecimal() and len(words[1]) < 3 else None)
    if unit_at == 3 and words[2] != "of":
        return None
    if not number or (index and tokens[index - 1].norm in {"first", "seen", "been", "eaten"}):
        return None
    return DateFound(today + timedelta(number * _UNITS[words[unit_at]]), index, index + unit_at + 1, "in so long")


_UNITS: Final = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_ORDINAL: Final = re.compile(r"^(\d{1,2})(st|nd|rd|th)$")
_NUMERIC: Final = re.compile(r"^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?$")


def _day_of_month(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Such as "30th", "the 3rd of December", "Dec 3", "3 dec"."""
    words = _words(tokens, index, 4)
    ordinal = _ORDINAL.match(words[0])
    day = int(ordinal[1]) if ordinal else int(words[0]) if words[0].isdecimal() and len(words[0]) <= 2 else None
    if day is not None:
        after = 2 if words[1:2] == ("of",) else 1
        month = _MONTH_NUMBERS.get(words[after]) if after < len(words) else None
        if month:
            return _dated(today, month, day, index, index + after + 1)
        return _this_or_next_month(today, day, index) if ordinal and not _counts_something(tokens, index) else None
    month = _MONTH_NUMBERS.get(words[0])
    number = re.match(r"^(\d{1,2})(st|nd|rd|th)?$", words[1]) if month and len(words) > 1 else None
    return _dated(today, month, int(number[1]), index, index + 2) if month and number else None


def _counts_something(tokens: Sequence[Token], index: int) -> bool:
    """Whether "3rd" here ranks something ("3rd floor", "my 70th birthday") rather than dates it."""
    after = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    before = tokens[index - 1].norm if index else ""
    ranked = {
        "floor",
        "birthday",
        "time",
        "party",
        "baby",
        "child",
        "kid",
        "week",
        "year",
        "one",
        "day",
        "stage",
    }
    return after in ranked or before in {"my", "his", "her", "our", "their", "a", "since", "last"}


def _this_or_next_month(today: date, day: int, index: int) -> DateFound | None:
    month_on = today.replace(day=1) + timedelta(32)
    for year, month in ((today.year, today.month), (month_on.year, month_on.month)):
        made = _date_or_none(year, month, day)
        if made and made >= today:
            return DateFound(made, index, index + 1, "day of the month")
    return None


def _dated(today: date, month: int, day: int, start: int, end: int) -> DateFound | None:
    made = _date_or_none(today.year, month, day)
    if made and made < today - timedelta(60):
        made = _date_or_none(today.year + 1, month, day)
    return DateFound(made, start, end, "day and month") if made else None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Such as "3/12", "03.12.26", day first as Britain writes it."""
    match = _NUMERIC.match(tokens[index].text)
    if not match or ("." in match[0] and not match[3]):
        return None
    day, month = int(match[1]), int(match[2])
    if match[3]:
        made = _date_or_none(int(match[3]) + (2000 if len(match[3]) == 2 else 0), month, day)
        return DateFound(made, index, index + 1, "numbers") if made else None
    if _words(tokens, index - 1, 1) == ("age",) or (day < 4 and month < 5 and "/" in match[0]):
        return None
    return _dated(today, month, day, index, index + 1)


def _feast(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    for count in (3, 2):
        feast = _FEASTS.get(_words(tokens, index, count))
        if feast:
            return _dated(today, *feast, index, index + count)
    return None


_RULES: Final = (_feast, _scots_days, _near_days, _weekday, _in_so_long, _numeric, _day_of_month)


def _set_aside(tokens: Sequence[Token], hit: DateFound) -> bool:
    """Whether this day comes round again and again, or has been, or starts a range."""
    words = _words(tokens, max(0, hit.start - 3), hit.start - max(0, hit.start - 3))
    last = words[-1] if words else ""
    if last in _AGAIN_AND_AGAIN or last in _BEFORE_NOW or words[-2:] in {("since", "last"), ("on", "a"), ("of", "a")}:
        return True
    if tokens[hit.start].norm in WEEKDAYS:
        return _comes_round(tokens, hit) or _has_been(tokens, hit)
    return False


def _comes_round(tokens: Sequence[Token], hit: DateFound) -> bool:
    text = tokens[hit.start].text.lower()
    after = tokens[hit.end].norm if hit.end < len(tokens) else ""
    afterwards = tokens[hit.end + 1].norm if hit.end + 1 < len(tokens) else ""
    plural = text.endswith("days") or after in {"mornings", "afternoons", "evenings", "nights"}
    return plural or (after == "to" and afterwards in WEEKDAYS)


def _has_been(tokens: Sequence[Token], hit: DateFound) -> bool:
    """Whether the clause around the day tells of the past."""
    clause = [token.norm for token in tokens if token.clause == tokens[hit.start].clause]
    past = any(word in _PAST_VERBS for word in clause)
    return past and not any(word in _STILL_TO_COME for word in clause)
