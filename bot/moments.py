"""Days and times in plain words, in British time, the only one Onedoor speaks; and the quiet hours of a day."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.model import When

LONDON = ZoneInfo("Europe/London")
QUIET_FROM, QUIET_TO = time(21), time(8)
PART_HOURS: Mapping[str, tuple[int, int]] = {
    "morning": (8, 12),
    "afternoon": (12, 17),
    "evening": (17, 21),
    "night": (21, 24),
}


class Words(Protocol):
    """Gives the words of a text."""

    def __call__(self, text_id: str, /, **facts: object) -> str:
        """The words."""
        ...


def local(moment: datetime) -> datetime:
    """The same moment in British time: the one home of it."""
    return moment.astimezone(LONDON)


def part_of(moment: datetime) -> str:
    """The part of the day a moment lies in; the small hours are night."""
    hour = local(moment).hour
    return next((part for part, (start, end) in PART_HOURS.items() if start <= hour < end), "night")


def is_quiet(moment: datetime) -> bool:
    """Whether it is between 21:00 and 08:00."""
    at = local(moment).time()
    return at >= QUIET_FROM or at < QUIET_TO


def next_morning(moment: datetime) -> datetime:
    """The next 08:00 (UTC) at or after a moment."""
    here = local(moment)
    day = here.date() if here.time() <= QUIET_TO else here.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_TO, LONDON).astimezone(UTC)


def waking(moment: datetime, minutes: float) -> datetime:
    """The moment so many waking minutes on: the count stops at 21:00 and resumes at 08:00 (DST included)."""
    at = next_morning(moment) if is_quiet(moment) else moment
    left = timedelta(minutes=minutes)
    while True:
        evening = datetime.combine(local(at).date(), QUIET_FROM, LONDON).astimezone(UTC)
        if at + left <= evening:
            return (at + left).astimezone(UTC)
        left -= evening - at
        at = next_morning(evening + timedelta(seconds=1))


def waking_before(moment: datetime, minutes: float) -> datetime:
    """The moment so many waking minutes earlier: from 08:00 the count goes back to 21:00 of the day before, once."""
    left = timedelta(minutes=minutes)
    day = local(moment).date()
    morning = datetime.combine(day, QUIET_TO, LONDON).astimezone(UTC)
    if moment - left >= morning:
        return moment - left
    evening = datetime.combine(day - timedelta(days=1), QUIET_FROM, LONDON).astimezone(UTC)
    return evening - (left - (moment - morning))


def ends(when: When, opened: datetime) -> datetime | None:
    """When the agreed time is over (UTC), or None when no day was agreed."""
    if when.day is None:
        return None
    hour = PART_HOURS[when.part][1] if when.part else 19
    end = datetime.combine(when.day, time(hour if hour < 24 else 23, 0 if hour < 24 else 59), LONDON)
    return max(end.astimezone(UTC), opened)


def begins(when: When) -> datetime | None:
    """When the agreed part of a day begins (UTC), or None when no day was agreed."""
    if when.day is None:
        return None
    hour = PART_HOURS[when.part][0] if when.part else 9
    return datetime.combine(when.day, time(hour), LONDON).astimezone(UTC)


def written(when: When) -> str:
    """A When as a parameter: `2026-11-24/morning`, `2026-11-24/`, `/evening` or `/`."""
    return f"{when.day.isoformat() if when.day else ''}/{when.part or ''}"


def read(text: str) -> When:
    """The When that `written` wrote."""
    day, _, part = text.partition("/")
    return When(date.fromisoformat(day) if day else None, part or None)


def _when(value: str, now: datetime, words: Words) -> str:
    when = read(value)
    if when == When(local(now).date(), "night"):
        return words("day-tonight")
    part = words(f"part-{when.part}") if when.part else ""
    if when.day is None:
        return part or words("when-any")
    return " ".join(filter(None, (_day(when.day, now, words), part)))


def _day(day: date, now: datetime, words: Words) -> str:
    today = local(now).date()
    near = {today: "day-today", today + timedelta(days=1): "day-tomorrow"}
    if day in near:
        return words(near[day])
    return words("day-named", weekday=words(f"weekday-{day.weekday()}"), day=day.day, month=words(f"month-{day.month}"))


def _at(value: str, now: datetime, words: Words) -> str:
    here = local(datetime.fromisoformat(value))
    clock = f"{here:%H:%M}"
    if here.date() == local(now).date():
        return clock
    return words("at-day", day=_day(here.date(), now, words), clock=clock)


def _date(value: str, now: datetime, words: Words) -> str:
    return _day(date.fromisoformat(value), now, words)


def _age(value: str, now: datetime, words: Words) -> str:
    minutes = max(0, int((now - datetime.fromisoformat(value)).total_seconds() // 60))
    if minutes < 60:
        return words("age-minutes", n=minutes)
    if minutes < 48 * 60:
        return words("age-hours", n=minutes // 60)
    return words("age-days", n=minutes // (24 * 60))


# How a fact of this name is said.
SAID: Mapping[str, Callable[[str, datetime, Words], str]] = {"when": _when, "at": _at, "day": _date, "age": _age}
