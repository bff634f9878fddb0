"""Open requests that may be the same need as another: narrowed by index, the handful opened and held beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.desk import about
from bot.desk.cases import tells_of_danger
from bot.desk.people import parse_phone
from bot.model import Person, Request
from bot.world import World
from matching.sameness import Asked, Likeness, door_key, kinds_like, likeness

OPEN = ("open", "held", "matched", "under_way", "merged")
OWN, HOME, OTHER = "own", "home", "other"  # what whoever asks may be told of the other request
_AT_HOME = ("same_phone", "same_door")


@dataclass(frozen=True, slots=True)
class Twin:
    """An open request that is likely the same."""

    request: Request
    likeness: Likeness
    known: str  # OWN: it may be named to whoever asks; HOME: asked about and not named; OTHER: not spoken of


def marks(world: World, phones: Iterable[str], doors: Iterable[str]) -> tuple[str, ...]:
    """Keyed digests by which the same number or door is known again, without holding it."""
    numbers = filter(None, (parse_phone(one) for one in phones if one))
    found = [f"phone.{world.vault.digest('phone', one)}" for one in numbers]
    found += [f"door.{world.vault.digest('door', key)}" for key in map(door_key, doors) if key]
    return tuple(dict.fromkeys(found))


def asked(world: World, request: Request) -> Asked:
    """A stored request as matching compares it; its words are opened for that alone."""
    place, resident = request.place, world.register.find(Person, request.resident)
    return Asked(
        asker=request.asked_by,
        resident=request.resident,
        kind=request.kind,
        at=request.opened,
        point=(place.lat, place.lon) if place else None,
        day=request.when.day,
        part=request.when.part,
        words=world.access.compared_words(request),
        name=world.access.compared(resident, "name"),
        marks=frozenset(request.marks),
    )


def of_request(world: World, request: Request) -> list[Twin]:
    """What an open request is likely the same as, likeliest first, but for those it was said to be apart from."""
    if request.state not in OPEN:
        return []
    found = twins(world, asked(world, request), but=(request.id, *request.apart))
    mine = {request.id, about.leads(request)}
    return [one for one in found if request.id not in one.request.apart and about.leads(one.request) not in mine]


def twins(world: World, one: Asked, but: Iterable[str] = ()) -> list[Twin]:
    """Every open request likely the same, likeliest first."""
    ids = world.register.asked_alike(kinds_like(one.kind), one.point, one.marks, {one.asker, one.resident})
    near = [request for request in world.register.all_of(Request, sorted(ids - set(but))) if request.state in OPEN]
    held = [(request, likeness(one, asked(world, request))) for request in near]
    found = [Twin(request, like, _known(world, one, request, like)) for request, like in held if like.likely]
    return sorted(found, key=lambda twin: (-twin.likeness.score, twin.request.opened, twin.request.id))


def _known(world: World, one: Asked, request: Request, like: Likeness) -> str:
    if one.asker in (request.asked_by, request.resident):
        return OWN
    at_home = any(why.name in _AT_HOME for why in like.reasons)
    return HOME if at_home and not _guarded(world, request) else OTHER


def _guarded(world: World, request: Request) -> bool:
    """Whether someone near these people must not learn that they asked: after abuse, and wherever danger was spoken."""
    people = world.register.all_of(Person, {request.asked_by, request.resident})
    cases = [case for person in people for case in world.register.cases_of(person.id)]
    worrying = any(case.reason == "concern" or tells_of_danger(case) for case in cases)
    return worrying or any(person.hushed for person in people)
