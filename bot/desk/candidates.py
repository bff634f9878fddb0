"""Who could be asked for a request: narrowed in Redis, held to the hard rules, ranked with reasons."""

from datetime import datetime, timedelta

from bot import moments
from bot.model import ALL_DAY_EVERY_DAY, PARTS, Person, PersonId, Place, Reason, Request, Service, Volunteer, When, slot
from bot.world import World
from matching import rank
from matching.types import Candidate, Need, Ranked

WEEK = timedelta(days=7)
MOST_SERVICES = 3


def need_of(world: World, request: Request, at: datetime) -> Need:
    """What this request asks of a helper, as the ranker sees it."""
    return Need(
        kind=request.kind,
        point=(request.place.lat, request.place.lon) if request.place else None,
        slots=_slots(request.when),
        night=request.urgency == "now" and moments.is_quiet(at),
        by_phone=world.rules[request.kind].by_phone,
        language=request.language,
    )


def _slots(when: When) -> int:
    if when.day is None and when.part is None:
        return 0
    days = range(7) if when.day is None else [when.day.weekday()]
    parts = PARTS if when.part not in PARTS else (when.part,)
    return sum(slot(day, part) for day in days for part in parts)


def candidate_of(world: World, volunteer: Volunteer, person: Person, request: Request, at: datetime) -> Candidate:
    """What the ranker may know of one volunteer for this request."""
    accepted, declined = volunteer.replies.get(request.kind, (0, 0))
    taken = sum(moment > at - WEEK for moment in volunteer.accepted_at)
    asked = volunteer.last_asked
    return Candidate(
        id=volunteer.id,
        kinds=volunteer.kinds,
        point=(volunteer.place.lat, volunteer.place.lon) if volunteer.place else None,
        range_km=volunteer.range_km,
        phone_only=volunteer.phone_only,
        available=volunteer.available & ALL_DAY_EVERY_DAY,
        nights=volunteer.nights,
        languages=volunteer.languages,
        car=volunteer.car,
        checked=world.rules.check_enough(request.kind, volunteer.check.level),
        active=volunteer.status == "approved" and not (volunteer.paused_until and volunteer.paused_until > at),
        free=taken < volunteer.weekly_limit,
        avoided=_avoided(volunteer, person, request, world),
        is_requester=volunteer.id in (request.resident, request.asked_by),
        adult=not person.under_18,
        asked_already=volunteer.id in request.asked,
        likes=volunteer.likes,
        tasks=len(volunteer.tasks),
        hours_since_asked=None if asked is None else (at - asked).total_seconds() / 3600,
        accepted=accepted,
        declined=declined,
        helped_before=volunteer.helped.get(request.resident, 0),
    )


def _avoided(volunteer: Volunteer, person: Person, request: Request, world: World) -> bool:
    people = {request.resident, request.asked_by}
    asked = world.register.find_all(Person, sorted(people))
    return bool(people & {*volunteer.avoid, *person.avoid}) or any(one and volunteer.id in one.avoid for one in asked)


def ranked(world: World, request: Request, at: datetime) -> list[tuple[Ranked, Volunteer]]:
    """Everyone who may be asked now, best first."""
    near = _near(world, request)
    people = world.register.find_all(Person, [volunteer.id for volunteer in near])
    known = [(volunteer, person) for volunteer, person in zip(near, people, strict=True) if person]
    candidates = [candidate_of(world, volunteer, person, request, at) for volunteer, person in known]
    by_id = {volunteer.id: volunteer for volunteer, _ in known}
    return [(one, by_id[PersonId(one.id)]) for one in rank.rank(need_of(world, request, at), candidates)]


def _near(world: World, request: Request) -> list[Volunteer]:
    if request.place is None:
        return []
    return world.register.near(request.kind, request.place, request.area, world.ladder.reach_km)


def why_not(world: World, request: Request, volunteer: Volunteer, at: datetime) -> str | None:
    """The hard rule that stands between this volunteer and this request now, or None."""
    person = world.register.person(volunteer.id)
    return rank.why_not(need_of(world, request, at), candidate_of(world, volunteer, person, request, at))


def reasons(one: Ranked) -> tuple[Reason, ...]:
    """What a volunteer is told about why they were asked: at most the two strongest that say something."""
    told = [why for why in one.reasons if f"{why.name}" in _TOLD]
    strongest = sorted(told, key=lambda why: -why.points)[:2]
    return tuple(Reason(f"why-{why.name.replace('_', '-')}", dict(why.facts)) for why in strongest)


_TOLD = ("near", "free_then", "speaks", "car", "likes", "helped_before", "never_asked", "by_phone")


def services(world: World, kind: str, place: Place | None) -> list[Service]:
    """Local services for a kind, nearest first, the few worth naming."""
    if place is None:
        return []
    return world.register.services_near(kind, place, world.ladder.reach_km)[:MOST_SERVICES]
