"""What Redis itself can tell of a volunteer, so that only those who may suit leave it: facts in the index's members.

A member is `<id>:<free><check><range><languages>`: the parts of the week as a bit each, nights and "by phone only" as
two more (6 hex digits); the check's place among the levels (1 digit); the range in whole kilometres, rounded up (2 hex
digits); and, where they are not just English, the languages, each between commas. `narrow.lua` reads it.
These are rules' facts, never instead of the rules: those are held to the record itself afterwards.
"""

import math
from dataclasses import dataclass

from bot.cells import NARROWEST_KM, grid, rings_within
from bot.model import ALL_DAY_EVERY_DAY, AreaId, Place, Volunteer
from bot.rules import LEVELS
from bot.store import keys

_NIGHTS, _BY_PHONE = 1 << 21, 1 << 22
_FURTHEST = 255
NEVER = 9  # above every level


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a request is for, as far as Redis can tell. `at_door` and `by_phone` are the least check of either."""

    kind: str
    area: AreaId
    around: Place
    reach_km: float
    placed: bool = False  # whether the request has a place, so that distance counts
    slots: int = 0  # any of these parts of the week; 0: no matter when
    night: bool = False
    language: str | None = None
    at_door: str = LEVELS[0]
    by_phone: str | None = LEVELS[0]  # None: it cannot be done by phone alone


def by_phone(area: str) -> str:
    """The cell of those of an area who help by phone, wherever they live."""
    return f"phone.{area}"


def member(volunteer: Volunteer) -> str:
    """The volunteer as an index holds them."""
    bits = volunteer.available & ALL_DAY_EVERY_DAY
    bits |= _NIGHTS * volunteer.nights | _BY_PHONE * volunteer.phone_only
    languages = "" if volunteer.languages == ("en",) else f",{','.join(volunteer.languages)},"
    reach = min(_FURTHEST, math.ceil(volunteer.range_km))
    return f"{volunteer.id}:{bits:06x}{LEVELS.index(volunteer.check.level)}{reach:02x}{languages}"


def phone_key(wanted: Wanted) -> str:
    """The index of those who may help by phone."""
    return keys.can_help(wanted.kind, by_phone(wanted.area))


def facts(wanted: Wanted) -> list[str | int | float]:
    """Where `narrow.lua` looks, and what it holds each member to."""
    x, y = grid(wanted.around.lat, wanted.around.lon)
    return [
        keys.can_help(wanted.kind, ""),
        x,
        y,
        rings_within(wanted.reach_km),
        wanted.slots,
        _NIGHTS * wanted.night,
        f",{wanted.language}," if wanted.language else "",
        LEVELS.index(wanted.at_door),
        NEVER if wanted.by_phone is None else LEVELS.index(wanted.by_phone),
        NARROWEST_KM if wanted.placed else 0,
    ]
