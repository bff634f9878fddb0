"""Days as people in Britain name them: "tmrw", "nxt tues", "the 30th", "a week on Friday", "3/12"."""

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
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "couple": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
}
_UNITS: Final = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
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
_NEAR: Final = {"today": 0, "tonight": 0, "tomorrow": 1, "morra": 1, "morrow": 1}
_THIS: Final = word_set("morning afternoon evening aft")
_SAT_DOWN: Final = word_set("i im ive he she they we you it its been was were is are am just dog cat have had kids be")
_SAT_WHERE: Final = word_set("in on here there down with by outside waiting round watching next up behind staring nav")
_SUN_NOT: Final = word_set("the a bit shine shining cream tan is was up set rise lounger newspaper")
_BEFORE_ORDINAL: Final = word_set("the on by before till until from for due til and or gone")
_RANKED: Final = word_set(
    "floor stair stairs step night time baby child kid year week one birthday visit day row door house person class "
    "attempt try go place team generation party anniversary month hour grade degree storey"
)
_ORDINAL: Final = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)$")
_NUMERIC: Final = re.compile(r"^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?$")
_LONG_GONE: Final = timedelta(60)
"""A day and month further back than this is next year's."""


class DateFound(NamedTuple):
    """A date, and the tokens that named it."""

    day: date
    start: int
    end: int
    rule: str


def days_named(tokens: Sequence[Token], today: date) -> Iterator[DateFound]:
    """Every day named, in order, whether or not it matters."""
    index = 0
    while index < len(tokens):
        hit = next((hit for rule in _RULES if (hit := rule(tokens, index, today))), None)
        if hit:
            yield hit
        index = hit.end if hit else index + 1


def word(tokens: Sequence[Token], index: int) -> str:
    """The word at a place, "" outside the message."""
    return tokens[index].norm if 0 <= index < len(tokens) else ""


def _words(tokens: Sequence[Token], index: int, count: int) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens[max(index, 0) : index + count])


def _near(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Today, tonight, tomorrow and their kin; Scots "the day" is today where nothing follows it."""
    words = _words(tokens, index, 3)
    if words == ("day", "after", "tomorrow"):
        return DateFound(today + timedelta(2), index, index + 3, "the day after tomorrow")
    if words[0] == "this" and words[1:2] and words[1] in _THIS:
        return DateFound(today, index, index + 2, f"this {words[1]}")
    if words[:2] == ("the", "day") and _ends_clause(tokens, index + 1):
        return DateFound(today, index, index + 2, "the day")
    ahead = _NEAR.get(words[0])
    return None if ahead is None else _or_a_week_after(tokens, index, today + timedelta(ahead), words[0])


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 >= len(tokens) or tokens[index + 1].clause != tokens[index].clause


def _or_a_week_after(tokens: Sequence[Token], index: int, day: date, rule: str) -> DateFound:
    """The day, or a week on from it: "a week tomorrow", "tomorrow week"."""
    week_before = index >= 2 and _words(tokens, index - 2, 2) in {("a", "week"), ("week", "on"), ("week", "from")}
    week_after = word(tokens, index + 1) == "week"
    if week_before or week_after:
        return DateFound(day + timedelta(7), index, index + 1 + week_after, f"a week {rule}")
    return DateFound(day, index, index + 1, rule)


def _weekday(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """A day of the week still to come; "next" is next week's; "Thursday 3rd" is the 3rd."""
    number = weekday_number(tokens, index)
    if number is None:
        return None
    before = word(tokens, index - 1)
    ahead = (number - today.weekday()) % 7
    if before == "next":
        ahead = 7 - today.weekday() + number
    elif ahead == 0 and before != "this":
        ahead = 7
    dated = _day_of_month(tokens, index + 1, today) if _ORDINAL.match(word(tokens, index + 1)) else None
    if dated:
        return dated._replace(start=index)
    return _or_a_week_after(tokens, index, today + timedelta(ahead), WEEKDAYS[number])


def weekday_number(tokens: Sequence[Token], index: int) -> int | None:
    """0 for Monday. "Sat" and "sun" are days only where a day is meant."""
    name = word(tokens, index)
    if index < len(tokens) and tokens[index].text.lower().endswith(("'s", "’s")):
        name = name.removesuffix("s")
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    before, after = word(tokens, index - 1), word(tokens, index + 1)
    if name == "sat" and before not in _SAT_DOWN and after not in _SAT_WHERE and index:
        return 5
    if name == "sun" and before not in _SUN_NOT and after not in _SUN_NOT and index:
        return 6
    return None


def _in_so_long(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Such as "in 3 days", "in a fortnight", "in a couple of weeks"."""
    words = _words(tokens, index, 5)
    if words[0] not in {"in", "within"} or len(words) < 3:
        return None
    unit_at = 3 if words[2] == "of" and len(words) > 3 else 2
    unit = _UNITS.get(words[unit_at])
    number = _NUMBERS.get(words[1]) or (int(words[1]) if words[1].isdecimal() and len(words[1]) < 3 else None)
    if not unit or not number:
        return None
    return DateFound(today + timedelta(number * unit), index, index + unit_at + 1, "in so long")


def _day_of_month(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Such as "30th", "the 3rd of December", "Dec 3", "3 dec"."""
    first = word(tokens, index)
    ordinal = _ORDINAL.match(first)
    if ordinal or (first.isdecimal() and len(first) <= 2):
        day = int(ordinal[1] if ordinal else first)
        after = index + (2 if word(tokens, index + 1) == "of" else 1)
        month = _MONTH_NUMBERS.get(word(tokens, after))
        if month:
            return _dated(today, month, day, index, after + 1)
        return _this_or_next_month(today, day, index) if ordinal and _dates(tokens, index) else None
    month = _MONTH_NUMBERS.get(first)
    number = re.match(r"^(\d{1,2})(?:st|nd|rd|th)?$", word(tokens, index + 1)) if month else None
    return _dated(today, month, int(number[1]), index, index + 2) if month and number else None


def _dates(tokens: Sequence[Token], index: int) -> bool:
    """Whether "3rd" here dates something rather than ranking it ("3rd night", "my 70th birthday")."""
    before = word(tokens, index - 1)
    if word(tokens, index + 1) in _RANKED:
        return False
    return before in _BEFORE_ORDINAL or weekday_number(tokens, index - 1) is not None or _ends_clause(tokens, index)


def _this_or_next_month(today: date, day: int, index: int) -> DateFound | None:
    month_on = today.replace(day=1) + timedelta(32)
    for year, month in ((today.year, today.month), (month_on.year, month_on.month)):
        made = _date_or_none(year, month, day)
        if made and made >= today:
            return DateFound(made, index, index + 1, "day of the month")
    return None


def _dated(today: date, month: int, day: int, start: int, end: int) -> DateFound | None:
    made = _date_or_none(today.year, month, day)
    if made and made < today - _LONG_GONE:
        made = _date_or_none(today.year + 1, month, day)
    return DateFound(made, start, end, "day and month") if made else None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    """Such as "3/12", "03.12.26": day first, as Britain writes it."""
    match = _NUMERIC.match(tokens[index].text)
    if not match or ("." in match[0] and not match[3]):
        return None
    day, month = int(match[1]), int(match[2])
    if match[3]:
        made = _date_or_none(int(match[3]) + (2000 if len(match[3]) == 2 else 0), month, day)
        return DateFound(made, index, index + 1, "numbers") if made else None
    a_share = day <= month <= 4 or (day, month) in {(24, 7), (9, 10), (10, 10)}
    return None if a_share else _dated(today, month, day, index, index + 1)


def _feast(tokens: Sequence[Token], index: int, today: date) -> DateFound | None:
    for count in (3, 2):
        feast = _FEASTS.get(_words(tokens, index, count))
        if feast:
            return _dated(today, *feast, index, index + count)
    return None


_RULES: Final = (_feast, _near, _weekday, _in_so_long, _numeric, _day_of_month)
