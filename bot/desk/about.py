"""One request: who waits for it, a line in its history, its card brought up to date, a case about it."""

from datetime import datetime

from bot.desk import cases
from bot.desk.telling import redraw
from bot.model import Event, PersonId, Request, RequestId
from bot.store.change import Change
from bot.world import World


def waiting_people(request: Request) -> tuple[PersonId, ...]:
    """Whoever waits for news of it."""
    return tuple(dict.fromkeys((request.asked_by, request.resident)))


def leads(request: Request) -> RequestId:
    """The request that goes on for it: itself, or the one it was put together with."""
    return request.merged.into if request.state == "merged" and request.merged else request.id


def noted(request: Request, who: str, what: str, at: datetime, **facts: str | float) -> Change:
    """A line in the request's history."""
    return Change(events=(Event(f"request:{request.id}", at, who, what, facts),))


def redrawn(world: World, request: Request, at: datetime) -> Change:
    """Its card brought up to date with whoever waits for it."""
    return redraw(world, f"request:{request.id}", at, *waiting_people(request))


def no_lines(world: World, request: Request) -> Change:
    """Nothing falls due for it any more."""
    return Change(drops=tuple((line.id, line.about) for line in world.diary.about(f"request:{request.id}")))


def case(
    world: World, request: Request, reason: str, at: datetime, *, urgency: int = cases.SOON, due: datetime | None = None
) -> Change:
    """A case about it and whoever it is for."""
    return cases.open_case(
        world, request.area, reason, at, subject=request.resident, request=request.id, urgency=urgency, due=due
    )
