"""Someone under 18: what they have asked for waits for a coordinator, and nobody is matched with them by itself."""

from dataclasses import replace
from datetime import datetime

from bot.desk import cases, requests, waves
from bot.desk.telling import redraw
from bot.lifecycle import REQUEST, after
from bot.model import PersonId, Request
from bot.store.change import Change, put, total
from bot.world import World


def held(world: World, who: PersonId, at: datetime) -> Change:
    """Their open requests are held, nobody else is asked; where someone said yes already a coordinator decides."""
    return total(_held(world, request, at) for request in world.register.requests_of(who) if request.resident == who)


def _held(world: World, request: Request, at: datetime) -> Change:
    case = cases.open_case(
        world, request.area, "under_18", at, subject=request.resident, request=request.id, urgency=cases.TODAY
    )
    if request.state != "open":
        return case
    waiting = replace(request, state=after(REQUEST, request.state, "hold"))
    asked = waves.withdrawn(world, request, at) + waves.no_more(request)
    card = redraw(world, f"request:{request.id}", at, *requests.waiting_people(request))
    return case + put(waiting, request) + asked + card + requests.noted(waiting, "onedoor", "hold", at)
