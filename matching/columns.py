"""A group's own spreadsheet, whatever its headings: which column holds what, and what its cells mean."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from matching.week import slots_of

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    field: tuple(heading.strip() for heading in headings.split(","))
    for field, headings in {
        "name": "name, full name, volunteer name, volunteer, your name, who, what is your name, what is your full"
        " name, name of volunteer",
        "first_name": "first name, forename, given name, christian name",
        "last_name": "last name, surname, family name",
        "phone": "phone, phone number, mobile, mobile number, mob, telephone, tel, contact number, whatsapp, your"
        " phone number, your mobile number, what is your phone number, what is your mobile number, best number"
        " to ring you on",
        "email": "email, email address, e mail, mail, your email, your email address, what is your email address",
        "postcode": "postcode, post code, home postcode, postal code, your postcode, what is your postcode",
        "place": "village, town, place, location, area, where you live, where, home, parish, address, lives in, lives,"
        " where do you live, which village are you in, which town or village do you live in, what area do you"
        " live in, based in, where are you based",
        "kinds": "can help with, help offered, how can you help, offers, skills, tasks, type of help, roles,"
        " activities, what can you do, would like to help with, interested in, what can you help with, i can"
        " help with, helps with, can do, how would you like to help, what would you like to help with, what"
        " are you happy to do, which tasks are you happy to do, what help can you offer",
        "available": "availability, available, when available, days available, days, times, when, free,"
        " when are you free, when can you help, when are you available, what days and times can you do,"
        " which days suit you, which days can you help, days and times, free when",
        "range": "how far, distance, radius, travel distance, willing to travel, miles, km, how far would you go, how"
        " far can you travel, how far are you willing to travel, how many miles can you travel",
        "car": "car, has car, own car, driver, drives, access to a car, transport, vehicle, do you drive, can you"
        " drive, do you have a car, do you have access to a car, are you a driver, can drive, car owner",
        "languages": "languages, language, languages spoken, other languages, speaks, what languages do you speak,"
        " which languages do you speak, do you speak any other languages",
        "phone_only": "by phone only, phone only, telephone only, remote only, can you help by phone only,"
        " could you only help by phone",
        "nights": "nights, night calls, at night, overnight, can you help at night, could you help at night",
        "check": "dbs, dbs check, dbs level, check, checks, vetting, crb, id checked, id seen, checked, dbs checked,"
        " do you have a dbs check, do you have a current dbs check, have you been dbs checked, dbs certificate",
        "checked_on": "date of check, check date, dbs date, date checked, date of dbs, checked on, dbs issued, when was"
        " your dbs check",
        "born": "date of birth, dob, born, birthday, what is your date of birth",
        "age": "age, age group, over 18, 18 or over, are you over 18, are you 18 or over, how old are you",
        "limit": "times a week, max per week, how often, times per week, tasks per week, how many times a week, how"
        " many times a week can you help, how often can you help",
        "words": "notes, comments, about, about you, anything else, other information, interests, hobbies, tell us"
        " about yourself, anything else we should know, anything else you would like to tell us",
    }.items()
}
"""Each field, and headings people give it."""

NEAR_ENOUGH: Final = 72.0  # of 100: below it a heading is not taken for a field
Shape = Callable[[str], object]  # what a cell of a field looks like: something true when it does
_SHAPES: Final[Mapping[str, Shape]] = {
    "phone": re.compile(r"^\+?[\d\s()./-]{9,20}$").match,
    "email": re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$").match,
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*(?:\d[A-Z]{2})?$", re.IGNORECASE).search,
    "range": re.compile(r"\d").search,
    "limit": re.compile(r"\d").search,
    "born": re.compile(r"\d{2}").search,
    "checked_on": re.compile(r"\d{2}").search,
    "available": slots_of,
}
_TELLING: Final = (
    "phone",
    "email",
    "postcode",
    "available",
    "kinds",
)  # cells that say what they are, whatever stands above
_YES: Final = frozenset(("y", "yes", "true", "x", "1", "✓", "✔", "☑", "ok", "yep", "tick", "ticked"))
_NO: Final = frozenset(("", "n", "no", "false", "0", "-", "none", "n/a", "na", "☐", "nope"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (counted from 0) holds which field; `ticks` are columns headed by a kind of help and ticked."""

    fields: Mapping[str, int]
    ticks: Mapping[int, str]
    headings: tuple[str, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings nothing was made of."""
        used = {*self.fields.values(), *self.ticks}
        return tuple(heading for number, heading in enumerate(self.headings) if heading and number not in used)


def understood(headings: Sequence[str], rows: Sequence[Sequence[str]], kind_of: Callable[[str], str | None]) -> Columns:
    """What each column holds, by its heading and by what its cells look like. `kind_of` names a heading's kind."""
    columns = [_cells(rows, number) for number in range(len(headings))]
    shapes = {**_SHAPES, "kinds": kind_of}
    scores = [
        (_score(heading, field, columns[number], shapes.get(field)), number, field)
        for number, heading in enumerate(headings)
        for field in HEADINGS
        if heading.strip()
    ]
    fields: dict[str, int] = {}
    for score, number, field in sorted(scores, key=lambda one: (-one[0], one[1])):
        if score >= NEAR_ENOUGH and field not in fields and number not in fields.values():
            fields[field] = number
    ticks = {
        number: kind
        for number, heading in enumerate(headings)
        if _is_ticked(columns[number]) and _may_be_ticks(number, fields) and (kind := kind_of(heading))
    }
    kept = {field: number for field, number in fields.items() if number not in ticks}
    return Columns(kept, ticks, tuple(headings))


def _may_be_ticks(number: int, fields: Mapping[str, int]) -> bool:
    """Ticks under "Transport" offer lifts; under "Car" or "DBS" they say something else."""
    field = next((name for name, column in fields.items() if column == number), None)
    return field is None or field in ("kinds", "place", "words")


def _cells(rows: Iterable[Sequence[str]], number: int) -> list[str]:
    return [row[number].strip() for row in rows if number < len(row) and row[number].strip()]


def _is_ticked(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cell.casefold() in _YES | _NO for cell in cells)


def _score(heading: str, field: str, cells: Sequence[str], shape: Shape | None) -> float:
    """0 to 100: how like one of the field's headings, and how much the cells look as they should."""
    words = plain(heading)
    likeness = max(_likeness(words, known) for known in HEADINGS[field])
    if shape is None or not cells:
        return likeness
    share = sum(bool(shape(cell)) for cell in cells) / len(cells)
    if share >= 0.6:
        return max(likeness, 85 * share) if field in _TELLING else likeness
    return likeness if field == "kinds" else likeness * (0.5 + share)


def _likeness(words: str, known: str) -> float:
    return 0.65 * fuzz.token_sort_ratio(words, known) + 0.35 * fuzz.token_set_ratio(words, known)


def plain(heading: str) -> str:
    """A heading as it is compared: lower case words, without what stands in brackets.

    >>> plain("Mobile No. (inc. code)")
    'mobile number'
    """
    words = re.sub(r"\(.*?\)|\[.*?\]", " ", heading.casefold())
    words = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", words)  # d.o.b.
    words = re.sub(r"\b(?:no|num|nr)\b\.?", "number", words)
    return " ".join(re.findall(r"[^\W_]+", words))


def heading_row(rows: Sequence[Sequence[str]], most: int = 10) -> int:
    """Which of the first rows is the one with the headings: titles and notes may stand above it."""

    def likely(row: Sequence[str]) -> float:
        names = [plain(cell) for cell in row if cell.strip()]
        known = [max(_likeness(name, one) for field in HEADINGS.values() for one in field) for name in names]
        return sum(score for score in known if score >= NEAR_ENOUGH)

    return max(range(min(most, len(rows))), key=lambda number: (likely(rows[number]), -number))


# ---- what cells mean
def says_yes(cell: str) -> bool:
    """A tick, a yes, or any words that are not a no."""
    return cell.strip().casefold() not in _NO


def kilometres(cell: str, heading: str) -> float | None:
    """A distance; in miles unless the cell or the heading says kilometres. None when there is no number."""
    found = re.search(r"\d+(?:\.\d+)?", cell)
    if found is None:
        return None
    metric = re.search(r"\bkm|kilomet", f"{cell} {heading}", re.IGNORECASE)
    return round(min(max(float(found[0]) * (1 if metric else 1.609), 0.5), 50), 1)


_LEVELS: Final = (
    ("dbs_enhanced_barred", r"barred"),
    ("dbs_enhanced", r"enhanced"),
    ("dbs_basic", r"basic|standard|\bdbs\b|\bcrb\b|disclosure"),
    ("identity", r"\bid\b|identity|passport|driving licen[cs]e|photo"),
    ("word", r"\bword\b|vouched|known to|recommended|referee|reference"),
)
_NOT_YET: Final = re.compile(
    r"\b(?:no|none|not|pending|applied|awaiting|waiting|expired|tbc|n/a)\b|^\W*$", re.IGNORECASE
)


def check_level(cell: str, heading: str) -> str:
    """The check a cell records, as its code; `none` where there is none yet. A bare yes means what the heading says."""
    if _NOT_YET.search(cell):
        return "none"
    words = f"{heading} {cell}" if cell.strip().casefold() in _YES or day(cell) else cell
    return next((level for level, pattern in _LEVELS if re.search(pattern, words, re.IGNORECASE)), "none")


def day(cell: str) -> date | None:
    """A date as British people write it (12/3/2024, 12 Mar 24) or as ISO; None when it is none."""
    iso = re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", cell)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})\b", cell)
    if numbers:
        return _date(_year(numbers[3]), int(numbers[2]), int(numbers[1]))
    named = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{2,4})\b", cell, re.IGNORECASE)
    if named and named[2].casefold() in _MONTHS:
        return _date(_year(named[3]), _MONTHS.index(named[2].casefold()) + 1, int(named[1]))
    return None


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (1900 if year > 40 else 2000)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def is_adult(age: str, born: str, today: date) -> bool | None:
    """Whether they are 18 or over, from a birthday, an age or a yes; None when the sheet does not say."""
    birthday = day(born)
    if birthday:
        return (today.year - birthday.year) - ((today.month, today.day) < (birthday.month, birthday.day)) >= 18
    number = re.search(r"\d+", age)
    if number:
        return int(number[0]) >= 18
    return says_yes(age) if age.strip() else None
