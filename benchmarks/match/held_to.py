"""The hard rules once more, written apart from the ranker and in another way, so that one can be held to the other."""

import math
from datetime import datetime, timedelta

from bot.model import Person, Request, Volunteer
from bot.rules import LEVELS, Rules
from matching.types import Need


def broken(
    rules: Rules, request: Request, need: Need, volunteer: Volunteer, person: Person | None, at: datetime
) -> str | None:
    """What forbids asking this volunteer, or None."""
    if person is None or person.under_18:
        return "nobody, or a child"
    if {request.resident, request.asked_by} & {volunteer.id, *volunteer.avoid, *person.avoid}:
        return "themselves, or someone they avoid"
    if volunteer.status != "approved" or (volunteer.paused_until or at) > at:
        return "not there to be asked"
    if sum(at - moment < timedelta(days=7) for moment in volunteer.accepted_at) >= volunteer.weekly_limit:
        return "enough for this week"
    return _unfit(rules, request, need, volunteer) or _too_far(request, need, volunteer)


def _unfit(rules: Rules, request: Request, need: Need, volunteer: Volunteer) -> str | None:
    if request.kind not in volunteer.kinds or volunteer.id in request.asked:
        return "another kind, or asked before"
    least = rules.needed(request.kind, need.words, by_phone=volunteer.phone_only)
    if LEVELS.index(volunteer.check.level) < LEVELS.index(least):
        return "checked too little"
    if need.slots and not need.slots & volunteer.available:
        return "not free then"
    if need.night and not volunteer.nights:
        return "not at night"
    if request.language and request.language not in volunteer.languages:
        return "another language"
    return None


def _too_far(request: Request, need: Need, volunteer: Volunteer) -> str | None:
    if volunteer.phone_only or request.place is None or volunteer.place is None:
        return None if need.by_phone else "not by phone"
    north = math.radians(volunteer.place.lat - request.place.lat)
    middle = math.radians((volunteer.place.lat + request.place.lat) / 2)
    east = math.radians(volunteer.place.lon - request.place.lon) * math.cos(middle)
    km = 6371.0 * math.hypot(north, east)
    return "too far" if km > volunteer.range_km * 1.01 else None  # flat, so a hundredth is allowed for
