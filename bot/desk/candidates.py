"""Who could be asked for a request: narrowed in Redis, held to the hard rules, ranked with reasons."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk.telling import chat_of
from bot.model import ALL_DAY_EVERY_DAY, PARTS, AreaId, Person, PersonId, Place, Reason, Request, Volunteer, slot
from bot.rules import reaches
from bot.store.narrowing import Wanted
from bot.store.register import MOST_FROM_A_CELL
from bot.store.seen import Offer, Seen, Someone
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


@dataclass(frozen=True, slots=True)
class Asking:
    """A request at one moment, and whatever of it is the same for every candidate."""

    request: Request
    need: Need
    at: datetime
    levels: tuple[str, str]  # the least check of whoever comes by, and of whoever helps by phone alone
    waiting: frozenset[PersonId]
    shunned: frozenset[PersonId]  # whom those who wait asked to avoid

    @classmethod
    def of(cls, world: World, request: Request, at: datetime, words: tuple[str, ...] = ()) -> "Asking":
        """As it stands in the store. `words`: as in `need_of`."""
        need = need_of(world, request, at, words)
        checks = world.rules.needed(need.kind, need.words), world.rules.needed(need.kind, need.words, by_phone=True)
        people = asking(world, request)
        waiting = frozenset((request.resident, request.asked_by, *(one.id for one in people)))
        return cls(request, need, at, checks, waiting, frozenset(one for person in people for one in person.avoid))


def candidate_of(this: Asking, volunteer: Volunteer | Offer, person: Person | Someone) -> Candidate:
    """What the ranker may know of one volunteer for this request."""
    accepted, declined = volunteer.replies.get(this.request.kind, (0, 0))
    taken = sum(moment > this.at - WEEK for moment in volunteer.accepted_at) if volunteer.accepted_at else 0
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
        checked=reaches(volunteer.check.level, this.levels[volunteer.phone_only]),
        active=_active(volunteer, person, this.at),
        free=taken < volunteer.weekly_limit,
        avoided=_avoided(this, volunteer, person),
        is_requester=volunteer.id in this.waiting,
        adult=not person.under_18,
        asked_already=volunteer.id in this.request.asked,
        likes=volunteer.likes,
        tasks=len(volunteer.tasks),
        hours_since_asked=None if asked is None else (this.at - asked).total_seconds() / 3600,
        accepted=accepted,
        declined=declined,
        helped_before=volunteer.helped.get(this.request.resident, 0),
    )


def _active(volunteer: Volunteer | Offer, person: Person | Someone, at: datetime) -> bool:
    """Approved, not resting, and somewhere we can still reach them."""
    resting = volunteer.paused_until is not None and volunteer.paused_until > at
    return volunteer.status == "approved" and not resting and chat_of(person) is not None


def _avoided(this: Asking, volunteer: Volunteer | Offer, person: Person | Someone) -> bool:
    if volunteer.id in this.shunned:
        return True
    return not (this.waiting.isdisjoint(volunteer.avoid) and this.waiting.isdisjoint(person.avoid))


def asking(world: World, request: Request) -> list[Person]:
    """The people who wait for it, through a request merged into it too."""
    every = (request, *world.register.followers_of(request.id))
    return world.register.all_of(Person, sorted({who for one in every for who in (one.resident, one.asked_by)}))


def may_search(world: World, request: Request) -> bool:
    """Whether volunteers may be asked for it by itself: someone under 18 is matched by a person or not at all."""
    resident = world.register.find(Person, request.resident)
    return not (resident and resident.under_18)


def ranked(
    world: World, request: Request, at: datetime, words: tuple[str, ...] = (), most: int | None = None
) -> list[tuple[Ranked, Volunteer]]:
    """The best `most` (or all) who may be asked now. `words`: features of what was said, held beside what people like.

    Only while too few are found are those further down the cells looked at: whom the rules bar stay where they are,
    and must not stand for ever before those who come after them.
    """
    this = Asking.of(world, request, at, words)
    found: dict[str, Seen] = {}
    candidates: list[Candidate] = []
    best: list[Ranked] = []
    for page in range(MOST_PAGES):
        around = near(world, this, page)
        found |= {one.offer.id: one for one in around}
        candidates += [candidate_of(this, one.offer, one.person) for one in around]
        best = world.order(this.need, candidates)
        if len(best) >= ENOUGH or len(around) < MOST_FROM_A_CELL:
            break
    return [(one, found[one.id].whole()) for one in best[:most]]


def left_out(world: World, request: Request, at: datetime, words: tuple[str, ...] = ()) -> list[tuple[Volunteer, str]]:
    """Everyone around, or of the area, who may not be asked now, each with the first hard rule in the way."""
    this = Asking.of(world, request, at, words)
    around = [one.whole() for one in near(world, this, everyone=True)]
    all_of_them = list({one.id: one for one in (*around, *world.register.volunteers_in(request.area))}.values())
    people = world.register.find_all(Person, [one.id for one in all_of_them])
    rules = [
        (one, rank.why_not(this.need, candidate_of(this, one, person)))
        for one, person in zip(all_of_them, people, strict=True)
        if person
    ]
    return [(one, rule) for one, rule in rules if rule]


def near(world: World, this: Asking, page: int = 0, *, everyone: bool = False) -> list[Seen]:
    """Around the request's place; for what needs no place (a chat by phone), around the middle of its area."""
    request, need = this.request, this.need
    place = request.place or _middle(world, request.area)
    if place is None:
        return []
    wanted = Wanted(request.kind, request.area, place, world.ladder.reach_km)
    if not everyone:
        wanted = replace(
            wanted,
            placed=need.point is not None,
            slots=need.slots,
            night=need.night,
            language=need.language,
            at_door=this.levels[0],
            by_phone=this.levels[1] if need.by_phone else None,
        )
    return world.register.near(wanted, page)


def _middle(world: World, area_id: AreaId) -> Place | None:
    spots = list(world.areas[area_id].places.values())
    if not spots:
        return None
    return Place("", sum(lat for lat, _ in spots) / len(spots), sum(lon for _, lon in spots) / len(spots))


def _judged(world: World, request: Request, volunteer: Volunteer, at: datetime) -> tuple[Need, Candidate]:
    """One volunteer and this request, as the rules see them. Raises NotFound for a volunteer who is nobody."""
    this = Asking.of(world, request, at)
    return this.need, candidate_of(this, volunteer, world.register.person(volunteer.id))


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
