"""Local services near a request: what hubs and groups run, the ones that can help then first."""

from datetime import datetime, time
from typing import NamedTuple

from bot import moments
from bot.messages import Say
from bot.model import Place, Service, When
from bot.world import World
from matching.opening import open_during
from matching.places import distance_km

MOST_NAMED = 3


class Near(NamedTuple):
    """A service, how far it is, and whether it is open at the time that counts (None: its hours do not say)."""

    service: Service
    km: float
    open: bool | None


def near(world: World, kind: str, place: Place | None, when: When, at: datetime) -> list[Near]:
    """Services of a kind around a place: open at the agreed time (else later today) first, then by distance."""
    if place is None:
        return []
    found = [
        Near(service, _km(place, service.place), _open(service.hours, when, at))
        for service in world.register.services_near(kind, place, world.ladder.reach_km)
    ]
    return sorted(found, key=lambda one: (one.open is False, one.km, one.service.id))


def _km(place: Place, other: Place) -> float:
    return distance_km((place.lat, place.lon), (other.lat, other.lon))


def _open(hours: str, when: When, at: datetime) -> bool | None:
    here = moments.local(at)
    if when.day is None:
        return open_during(hours, here.date(), here.time(), time(23, 59))
    begins, ends = moments.PART_HOURS[when.part] if when.part else (8, 21)
    return open_during(hours, when.day, time(begins), time(ends) if ends < 24 else time(23, 59))


def lines(found: list[Near]) -> tuple[Say, ...]:
    """A line for each of the few worth naming: what, where, when, and how to reach it."""
    return tuple(_line(one.service) for one in found[:MOST_NAMED])


def _line(service: Service) -> Say:
    facts = {"name": service.name, "place": service.place.label, "hours": service.hours, "phone": service.phone}
    return Say("service-line", facts | {"example": "yes" if service.example else "no"})
