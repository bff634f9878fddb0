"""The parts of a week: what "weekday mornings and all day Saturday" means, and how to name it again.

A week is 21 bits, three to a day: Monday morning is 1, Monday afternoon 2, Monday evening 4, Tuesday morning 8...
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

ANY_TIME: Final = (1 << 21) - 1
MORNING, AFTERNOON, EVENING = 0b001, 0b010, 0b100
_WHOLE_DAY: Final = MORNING | AFTERNOON | EVENING
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART_NAMES: Final = (("morning", MORNING), ("afternoon", AFTERNOON), ("evening", EVENING))
_EVERY_DAY: Final = frozenset(range(7))
_WEEKDAYS: Final = frozenset(range(5))
_WEEKEND: Final = frozenset((5, 6))

_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
_HOUR: Final = r"\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?"
_SAID: Final = {
    "between": rf"{_DAY}\s*(?:-|to|till?|until|through)\s*{_DAY}",
    "day": _DAY,
    "any": r"any\s?(?:time|day)|anything|whenever|flexible|always|all week|all times?|every\s?day|daily|seven days",
    "weekdays": r"week\s?days?|in the week|school days",
    "weekend": r"week\s?ends?",
    "hours": rf"{_HOUR}\s*(?:-|to|till?|until|and)\s*{_HOUR}",
    "after": rf"(?:after|from)\s+(?:{_HOUR}|work|school|tea)",
    "before": rf"(?:before|until|till)\s+(?:{_HOUR}|noon|lunch)",
    "morning": r"morn(?:ing)?s?|a\.?m\.?",
    "afternoon": r"after\s?noons?|lunch\s?times?|p\.?m\.?",
    "evening": r"evenings?|eves?|nights?|tea\s?times?",
    "daytime": r"day\s?times?|during the day|school hours|all day",
    "not": r"not|except|excluding|but|apart from|never|no",
    "also": r"and|or|plus",
}
_TOKEN: Final = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{words})(?!\w))" for kind, words in _SAID.items())
    + r"|(?P<comma>[,/&+])|(?P<stop>[;\n])",
    re.IGNORECASE,
)


class _Heard(NamedTuple):
    """One thing said: days, or parts of a day; `also` when "and" or a comma came just before it."""

    days: frozenset[int] | None
    parts: int
    also: bool


@dataclass
class _Said:
    """What is being put together: days and parts that belong to each other, and what they followed from."""

    slots: int = 0
    days: set[int] = field(default_factory=set)
    parts: int = 0
    days_first: bool = True

    def hear(self, heard: _Heard) -> None:
        """Days gather, then parts close on them ("Mon, Wed mornings"), or the other way round ("mornings, Mon-Wed")."""
        both = bool(self.days and self.parts)
        turns = both and (heard.days is not None) == self.days_first
        apart = heard.also and not both and bool(self.days if heard.days is None else self.parts)
        if turns or apart:
            self.close()
        if not self.days and not self.parts:
            self.days_first = heard.days is not None
        self.days |= heard.days or set()
        self.parts |= heard.parts

    def close(self) -> None:
        """Days with no part are whole days; parts with no day are of every day."""
        if self.days or self.parts:
            self.slots |= _slots(self.days or _EVERY_DAY, self.parts or _WHOLE_DAY)
        self.days, self.parts = set(), 0


def _slots(days: "frozenset[int] | set[int]", parts: int) -> int:
    return sum(parts << (day * 3) for day in days)


def slots_of(text: str) -> int | None:
    """The parts of the week these words name, or None when they name none.

    >>> bin(slots_of("tuesday mornings") or 0)
    '0b1000'
    """
    wanted, unwanted, denied, also, heard_any = _Said(), _Said(), False, False, False
    for match in _TOKEN.finditer(text.replace("–", "-").replace("—", "-")):
        kind = match.lastgroup or ""
        if kind == "stop":
            (unwanted if denied else wanted).close()
            continue
        if kind in ("not", "also", "comma"):
            denied = denied or kind == "not"
            also = True
            continue
        (unwanted if denied else wanted).hear(_Heard(*_meant(kind, match.group()), also))
        also, heard_any = False, True
    wanted.close()
    unwanted.close()
    return ((wanted.slots or ANY_TIME) & ~unwanted.slots) if heard_any else None


def _meant(kind: str, words: str) -> tuple[frozenset[int] | None, int]:
    days = {"any": _EVERY_DAY, "weekdays": _WEEKDAYS, "weekend": _WEEKEND}
    parts = {"morning": MORNING, "afternoon": AFTERNOON, "evening": EVENING, "daytime": MORNING | AFTERNOON}
    if kind in days:
        return days[kind], 0
    if kind in parts:
        return None, parts[kind]
    if kind in ("day", "between"):
        return _days_of(words), 0
    return None, _parts_of(kind, words)


def _days_of(words: str) -> frozenset[int]:
    """One day, or days from one to another, which may run over Sunday ("fri to mon")."""
    first, *rest = [_DAYS.index(name[:3].lower()) for name in re.findall(_DAY, words, re.IGNORECASE)]
    last = rest[0] if rest else first
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _parts_of(kind: str, words: str) -> int:
    """Hours as the parts of a day they touch: "9-12" is the morning, "after 5" the evening."""
    hours = hours_in(words)
    if kind == "hours" and len(hours) == 2:
        return _touched(hours[0], hours[1] if hours[1] > hours[0] else hours[1] + 12)
    if kind == "before":
        return _touched(8, hours[0] if hours else 12)
    return _touched(hours[0] if hours else 17, 21)


def hours_in(words: str) -> list[float]:
    """Clock times as hours of the day; without am or pm, small ones are taken for the afternoon or evening.

    >>> hours_in("9:30 to 5")
    [9.5, 17.0]
    """
    found = re.findall(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?", words, re.IGNORECASE)
    return [_hour(int(hour), int(minute or 0), half.lower()) for hour, minute, half in found]


def _hour(hour: int, minute: int, half: str) -> float:
    late = half == "pm" if half else 1 <= hour <= 6
    return hour % 12 + 12 * late + minute / 60 if hour <= 12 and (half or hour < 12) else hour + minute / 60


def _touched(start: float, end: float) -> int:
    """The parts with two hours of it; of a shorter time, the one it is most in."""
    spans = ((MORNING, 6, 12), (AFTERNOON, 12, 17), (EVENING, 17, 24))
    within = {part: min(end, ends) - max(start, begins) for part, begins, ends in spans}
    return sum(part for part, hours in within.items() if hours >= 2) or max(within, key=lambda part: within[part])


def named(slots: int) -> tuple[str, ...]:
    """The fewest names for these parts of a week, as codes: `any`, `weekdays`, `evenings`, `sat`, `mon_morning`...

    >>> named(slots_of("evenings and weekends"))
    ('weekends', 'evenings')
    """
    if slots & ANY_TIME == ANY_TIME:
        return ("any",)
    found: list[str] = []
    left = slots & ANY_TIME
    for name, bits in _NAMES:
        if bits & slots == bits and bits & left:
            found.append(name)
            left &= ~bits
    return tuple(found)


def written(slots: int) -> str:
    """These parts of a week in words that `slots_of` reads as the same parts."""
    return "; ".join("any time" if name == "any" else name.replace("_", " ") for name in named(slots))


def _names() -> Iterator[tuple[str, int]]:
    """Names with their bits, the widest first."""
    yield "weekdays", _slots(_WEEKDAYS, _WHOLE_DAY)
    yield "weekends", _slots(_WEEKEND, _WHOLE_DAY)
    yield from ((f"{name}s", _slots(_EVERY_DAY, part)) for name, part in _PART_NAMES)
    yield from ((f"weekday_{name}s", _slots(_WEEKDAYS, part)) for name, part in _PART_NAMES)
    yield from ((day, _slots({number}, _WHOLE_DAY)) for number, day in enumerate(_DAYS))
    for number, day in enumerate(_DAYS):
        yield from ((f"{day}_{name}", _slots({number}, part)) for name, part in _PART_NAMES)


_NAMES: Final[Sequence[tuple[str, int]]] = tuple(_names())
BY_NAME: Final = {"any": ANY_TIME, **dict(_NAMES)}
"""Every name `named` gives, with its bits."""
