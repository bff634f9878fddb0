"""Whether two requests are one need asked for twice: who it is about, times what is needed, with readable reasons."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from rapidfuzz import fuzz

from matching.places import distance_km
from matching.types import Why
from matching.words import word_set

LIKELY: Final = 0.55
"""From here on it is worth asking."""

_ALIKE_KINDS: Final = frozenset(
    frozenset(pair.split())
    for pair in ("shopping food", "prescription health", "prescription shopping", "food money", "goods home")
)
_OF_A_HOME: Final = frozenset({"shopping", "food", "home", "goods", "pets", "emergency", "housing"})
_NAMES_ALIKE: Final = 86
_WORDS_ALIKE: Final = 70
_TELLING: Final = 4  # words that say something, so that two strangers' plain "shopping please" is not one person's
_FAR_KM: Final = 5.0
_SAYS_NOTHING: Final = word_set(
    "the and for with this that have has had can could would will please pls someone anyone somebody anybody help need "
    "needs get some from her his their she they them him you your our me mine my im its not but just who what when "
    "where there here today tomorrow morning afternoon evening thanks thank cheers love mate want like collect fetch "
    "pick shopping food prescription tablets walk dog lift"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as far as it tells whether another is the same. Private text is in it: it is never kept."""

    asker: str
    resident: str
    kind: str
    at: datetime
    """When it was asked."""
    point: tuple[float, float] | None = None
    day: date | None = None
    part: str | None = None
    words: str = ""
    name: str = ""
    """Of whoever is helped."""
    marks: frozenset[str] = field(default_factory=frozenset)
    """`phone.<digest>` and `door.<digest>`: equal where the number or the door is."""

    @property
    def on_behalf(self) -> bool:
        """Whether someone else asked."""
        return self.asker != self.resident


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two requests are one (0 to 1): `who` by itself, `score` in all; why, strongest first."""

    score: float
    who: float
    reasons: tuple[Why, ...]

    @property
    def likely(self) -> bool:
        """Whether it is worth asking."""
        return self.score >= LIKELY


def kinds_like(kind: str) -> tuple[str, ...]:
    """The kind, and those one need may be read as instead of it."""
    near = sorted(other for pair in _ALIKE_KINDS if kind in pair for other in pair if other != kind)
    return (kind, *near)


def likeness(one: Asked, other: Asked) -> Likeness:
    """Both who it is about and what is needed must speak for it; neither makes up for the other."""
    alike = _words_alike(one.words, other.words)
    who = sorted(filter(None, (sign(one, other, alike) for sign in _WHO)), key=lambda why: -why.points)
    need = [why for why in (part(one, other, alike) for part in _NEED) if why]
    share = 1.0
    for why in need:
        share *= why.points
    certain = who[0].points if who else 0.0
    return Likeness(round(certain * share, 3), certain, (*who, *need))


# ---- who it is about: the strongest sign counts
def _person(one: Asked, other: Asked, alike: float) -> Why | None:
    if one.resident == other.resident:
        return Why("same_person", 1.0)
    if one.asker != other.asker:
        return None
    if one.on_behalf and other.on_behalf and not _other_name(one, other):
        return Why("same_asker", 0.8)
    return None


def _phone(one: Asked, other: Asked, alike: float) -> Why | None:
    return _home("same_phone", one, other, 0.9) if _shared("phone.", one, other) else None


def _door(one: Asked, other: Asked, alike: float) -> Why | None:
    return _home("same_door", one, other, 0.85) if _shared("door.", one, other) and not _far(one, other) else None


def _shared(what: str, one: Asked, other: Asked) -> bool:
    return one.asker != other.asker and any(mark.startswith(what) for mark in one.marks & other.marks)


def _home(name: str, one: Asked, other: Asked, points: float) -> Why:
    """One home: a household shops once, but two people who live together each have their own prescription."""
    if _other_name(one, other):
        points = 0.7 if one.kind in _OF_A_HOME else 0.4
    return Why(name, points)


def _name(one: Asked, other: Asked, alike: float) -> Why | None:
    if not one.name or not other.name or _other_name(one, other) or one.asker == other.asker:
        return None
    return Why("same_name", 0.8 if alike >= _WORDS_ALIKE and _telling(one.words, other.words) else 0.65)


def _same_words(one: Asked, other: Asked, alike: float) -> Why | None:
    if one.asker == other.asker or alike < _WORDS_ALIKE or not _telling(one.words, other.words):
        return None
    return Why("same_words", 0.65)


def _other_name(one: Asked, other: Asked) -> bool:
    return bool(one.name and other.name) and fuzz.WRatio(one.name.casefold(), other.name.casefold()) < _NAMES_ALIKE


# ---- what is needed: each takes its share away
def _kind(one: Asked, other: Asked, alike: float) -> Why:
    if one.kind == other.kind:
        return Why("same_kind", 1.0)
    near = frozenset((one.kind, other.kind)) in _ALIKE_KINDS and alike >= _WORDS_ALIKE
    return Why("alike_kind", 0.8) if near else Why("other_kind", 0.0)


def _time(one: Asked, other: Asked, alike: float) -> Why | None:
    if one.day and other.day and one.day != other.day:
        return Why("other_day", 0.3)
    if one.part and other.part and one.part != other.part:
        return Why("other_time", 0.7)
    return Why("same_day", 1.0) if one.day and one.day == other.day else None


def _place(one: Asked, other: Asked, alike: float) -> Why | None:
    if one.point is None or other.point is None:
        return None
    return Why("far_apart", 0.5) if _far(one, other) else Why("same_place", 1.0)


def _far(one: Asked, other: Asked) -> bool:
    return one.point is not None and other.point is not None and distance_km(one.point, other.point) > _FAR_KM


def _apart(one: Asked, other: Asked, alike: float) -> Why:
    hours = abs((one.at - other.at).total_seconds()) / 3600
    share = 1.0 if hours <= 24 else 0.9 if hours <= 72 else 0.7
    return Why("hours_apart", share, (("hours", round(hours)),))


_Sign = Callable[[Asked, Asked, float], Why | None]
_WHO: Final[tuple[_Sign, ...]] = (_person, _phone, _door, _name, _same_words)
_NEED: Final[tuple[_Sign, ...]] = (_kind, _time, _place, _apart)


# ---- words
def _words_alike(one: str, other: str) -> float:
    """0 to 100; how much of the telling words of the shorter stand, nearly, in the other."""
    mine, theirs = _telling_words(one), _telling_words(other)
    return fuzz.token_set_ratio(" ".join(mine), " ".join(theirs)) if mine and theirs else 0.0


def _telling(one: str, other: str) -> bool:
    return min(len(set(_telling_words(one))), len(set(_telling_words(other)))) >= _TELLING


def _telling_words(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9']{3,}", text.casefold())
    return [word for word in (word.replace("'", "") for word in words) if word not in _SAYS_NOTHING]


# ---- doors
_ROADS: Final = {
    "rd": "road",
    "st": "street",
    "ave": "avenue",
    "cl": "close",
    "ln": "lane",
    "dr": "drive",
    "ct": "court",
}


def door_key(door: str) -> str:
    """A door in one spelling, or "" where it names no house: a number and a road.

    >>> door_key("14, Example Rd.") == door_key("14 example road")
    True
    """
    words = [_ROADS.get(word, word) for word in re.findall(r"[a-z0-9]+", door.casefold())]
    number = any(any(letter.isdigit() for letter in word) for word in words)
    return " ".join(words[:4]) if number and len(words) > 1 else ""
