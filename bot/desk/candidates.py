"""Who could be asked for a request: narrowed in Redis, held to the hard rules, ranked with reasons."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk.telling import chat_of
from bot.model import ALL_DAY_EVERY_DAY, PARTS, AreaId, Person, Place, Reason, Request, Volunteer, slot
from bot.store.register import MOST_FROM_A_CELL
from bot.world import World
from matching import rank
from matching.types import Candidate, Need, Ranked

WEEK = timedelta(days=7)
ENOUGH, MOST_PAGES = 10, 25  # who may be asked, before nobody further down is looked at; and how far down that is


def need_of(world: World, request: Request, at: datetime, words: tuple[str, ...] = ()) -> Need:
    """What this request asks of a helper, as the ranker sees it.

    `words`: what the phrasebook finds in it, for a request that was never stored; a stored one brings its own.
    """
    return Need(
        kind=request.kind,
        point=(request.place.lat, request.place.lon) if request.place else None,
        slots=_slots(request, at),
        night=request.urgency == "now" and moments.is_quiet(at),
        by_phone=world.rules[request.kind].by_phone,
        language=request.language,
        words=words or world.access.features(request),
        begins=_begins(request, at),
        seed=request.id,
    )


def _slots(request: Request, at: datetime) -> int:
    """The parts of the week that would do. What is wanted today without a time: what is left of today."""
    when = request.when
    if when.day is None and when.part is None:
        soon = request.urgency in ("now", "today") and not moments.is_quiet(at)
        return _left_of(at) if soon else 0
    days = range(7) if when.day is None else [when.day.weekday()]
    parts = PARTS if when.part is None else (_part(when.part),)
    return sum(slot(day, part) for day in days for part in parts)


def _part(part: str) -> str:
    """What is wanted at night falls to those who are free in the evening."""
    return part if part in PARTS else PARTS[-1]


def _left_of(at: datetime) -> int:
    today = moments.local(at).weekday()
    return sum(slot(today, part) for part in PARTS[PARTS.index(moments.part_of(at)) :])


def _begins(request: Request, at: datetime) -> int:
    """The first part of the week that would do: of the day wanted, else from now on (at night, from the morning)."""
    morning = moments.next_morning(at) if moments.is_quiet(at) else at
    here = moments.local(morning)
    now = here.weekday() * len(PARTS) + PARTS.index(moments.part_of(morning))
    day, part = request.when.day, request.when.part
    if day is None or (day == here.date() and part is None):
        return now
    return day.weekday() * len(PARTS) + (PARTS.index(_part(part)) if part else 0)


def candidate_of(
    world: World,
    volunteer: Volunteer,
    person: Person,
    request: Request,
    need: Need,
    asking: list[Person],
    at: datetime,
) -> Candidate:
    """What the ranker may know of one volunteer for this request; `asking` are the people who wait for it."""
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
        checked=world.rules.check_enough(need.kind, volunteer.check.level, need.words, by_phone=volunteer.phone_only),
        active=_active(volunteer, person, at),
        free=taken < volunteer.weekly_limit,
        avoided=_avoided(volunteer, person, request, asking),
        is_requester=volunteer.id in (request.resident, request.asked_by, *(one.id for one in asking)),
        adult=not person.under_18,
        asked_already=volunteer.id in request.asked,
        likes=volunteer.likes,
        tasks=len(volunteer.tasks),
        hours_since_asked=None if asked is None else (at - asked).total_seconds() / 3600,
        accepted=accepted,
        declined=declined,
        helped_before=volunteer.helped.get(request.resident, 0),
    )


def _active(volunteer: Volunteer, person: Person, at: datetime) -> bool:
    """Approved, not resting, and somewhere we can still reach them."""
    resting = volunteer.paused_until is not None and volunteer.paused_until > at
    return volunteer.status == "approved" and not resting and chat_of(person) is not None


def _avoided(volunteer: Volunteer, person: Person, request: Request, asking: list[Person]) -> bool:
    wanted = {request.resident, request.asked_by} & {*volunteer.avoid, *person.avoid}
    return bool(wanted) or any(volunteer.id in one.avoid for one in asking)


def asking(world: World, request: Request) -> list[Person]:
    """The people who wait for it, through a request merged into it too."""
    every = (request, *world.register.followers_of(request.id))
    return world.register.all_of(Person, sorted({who for one in every for who in (one.resident, one.asked_by)}))


def may_search(world: World, request: Request) -> bool:
    """Whether volunteers may be asked for it by itself: someone under 18 is matched by a person or not at all."""
    resident = world.register.find(Person, request.resident)
    return not (resident and resident.under_18)


def ranked(world: World, request: Request, at: datetime, words: tuple[str, ...] = ()) -> list[tuple[Ranked, Volunteer]]:
    """Everyone who may be asked now, best first. `words`: features of what was said, held beside what people like.

    Only while too few are found are those further down the cells looked at: whom the rules bar stay where they are,
    and must not stand for ever before those who come after them.
    """
    need = need_of(world, request, at, words)
    by_id: dict[str, Volunteer] = {}
    fit: list[Candidate] = []
    for page in range(MOST_PAGES):
        near = _near(world, request, page)
        known = _known(world, request, near, need, at)
        by_id |= {volunteer.id: volunteer for volunteer, _ in known}
        fit += rank.may_be_asked(need, [candidate for _, candidate in known])
        if len(fit) >= ENOUGH or len(near) < MOST_FROM_A_CELL:
            break
    return [(one, by_id[one.id]) for one in world.order(need, fit)]


def left_out(world: World, request: Request, at: datetime, words: tuple[str, ...] = ()) -> list[tuple[Volunteer, str]]:
    """Everyone around, or of the area, who may not be asked now, each with the first hard rule in the way."""
    need = need_of(world, request, at, words)
    around = (*_near(world, request), *world.register.volunteers_in(request.area))
    everyone = list({volunteer.id: volunteer for volunteer in around}.values())
    rules = [(one, rank.why_not(need, candidate)) for one, candidate in _known(world, request, everyone, need, at)]
    return [(one, rule) for one, rule in rules if rule]


def _known(
    world: World, request: Request, volunteers: list[Volunteer], need: Need, at: datetime
) -> list[tuple[Volunteer, Candidate]]:
    """What may be known of each of these for this request."""
    waiting = asking(world, request)
    people = world.register.find_all(Person, [volunteer.id for volunteer in volunteers])
    return [
        (volunteer, candidate_of(world, volunteer, person, request, need, waiting, at))
        for volunteer, person in zip(volunteers, people, strict=True)
        if person
    ]


def _near(world: World, request: Request, page: int = 0) -> list[Volunteer]:
    """Around the request's place; for what needs no place (a chat by phone), around the middle of its area."""
    place = request.place or _middle(world, request.area)
    return world.register.near(request.kind, place, request.area, world.ladder.reach_km, page) if place else []


def _middle(world: World, area_id: AreaId) -> Place | None:
    spots = list(world.areas[area_id].places.values())
    if not spots:
        return None
    return Place("", sum(lat for lat, _ in spots) / len(spots), sum(lon for _, lon in spots) / len(spots))


def _judged(world: World, request: Request, volunteer: Volunteer, at: datetime) -> tuple[Need, Candidate]:
    """One volunteer and this request, as the rules see them. Raises NotFound for a volunteer who is nobody."""
    need, person = need_of(world, request, at), world.register.person(volunteer.id)
    return need, candidate_of(world, volunteer, person, request, need, asking(world, request), at)


def why_not(world: World, request: Request, volunteer: Volunteer, at: datetime) -> str | None:
    """The hard rule that stands between this volunteer and this request now, or None."""
    return rank.why_not(*_judged(world, request, volunteer, at))


def check_needed(world: World, request: Request, volunteer: Volunteer) -> str:
    """The least check this request needs of this volunteer."""
    words = world.access.features(request)
    return world.rules.needed(request.kind, words, by_phone=volunteer.phone_only)


def measured(world: World, request: Request, volunteer: Volunteer, at: datetime) -> Ranked:
    """One chosen volunteer as ranked, whether or not they were asked before; without reasons where a rule stands."""
    need, one = _judged(world, request, volunteer, at)
    one = replace(one, asked_already=False)
    return next(iter(rank.rank(need, [one])), Ranked(one.id, 0, rank.distance(need, one), ()))


def reasons(one: Ranked) -> tuple[Reason, ...]:
    """What a volunteer is told about why they were asked: at most two things, those most about them first."""
    told = [why for why in one.reasons if why.name in _TOLD]
    first = sorted(told, key=lambda why: _TOLD.index(why.name))[:2]
    return tuple(Reason(f"why-{why.name.replace('_', '-')}", dict(why.facts)) for why in first)


_TOLD = ("helped_before", "speaks", "likes", "car", "near", "by_phone", "free_then", "never_asked")
