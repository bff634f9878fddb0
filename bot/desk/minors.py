"""Someone under 18: what they have asked for waits for a coordinator, and nobody is matched with them by itself."""

from datetime import datetime

from bot.desk import about, cases, waves
from bot.model import PersonId, Request
from bot.store.change import Change, put, total
from bot.world import World


def held(world: World, who: PersonId, at: datetime) -> Change:
    """Their open requests are held, nobody else is asked; where someone said yes already a coordinator decides."""
    return total(_held(world, request, at) for request in world.register.requests_of(who) if request.resident == who)


def _held(world: World, request: Request, at: datetime) -> Change:
    if request.state != "open":
        return about.case(world, request, "under_18", at, urgency=cases.TODAY)
    change, waiting = waves.for_a_person(world, request, at)
    return change + put(waiting, request) + waves.withdrawn(world, request, at) + waves.no_more(request)
