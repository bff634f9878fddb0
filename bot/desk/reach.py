"""People who can no longer be reached: what waited for them, and what they had promised, goes to a person."""

from dataclasses import replace
from datetime import datetime

from bot.desk import about, cases, duty, waves
from bot.desk.telling import chat_of, redraw
from bot.lifecycle import INVITE, after
from bot.model import Invite, Person, Request
from bot.store.change import Change, put, relying, total
from bot.world import World


def lost(world: World, person: Person, platform: str, at: datetime) -> Change:
    """A platform refused us for good: noted, and what follows, once."""
    if platform in person.unreachable:
        return Change()
    gone = replace(person, unreachable=(*person.unreachable, platform))
    return put(gone, person) + _follows(world, gone, at)


def blocked(world: World, person: Person, at: datetime) -> Change:
    """They closed their chat to us; `person` as this turn sees them. What follows, once; the turn puts the person."""
    before = world.register.find(Person, person.id)
    if before is None or set(person.unreachable) <= set(before.unreachable):
        return Change()
    return _follows(world, person, at)


def _follows(world: World, person: Person, at: datetime) -> Change:
    """Nothing while another chat of theirs is open."""
    if chat_of(person):
        return Change()
    asked = [request for request in world.register.requests_of(person.id) if request.asked_by == person.id]
    waits = _nobody_to_tell(world, person, asked, at) if asked else Change()
    return (
        waits
        + cases_left(world, person, at)
        + total(_left(world, person, invite, at) for invite in world.register.invites_of(person.id))
    )


def _nobody_to_tell(world: World, person: Person, asked: list[Request], at: datetime) -> Change:
    """They wait for help, and news of it cannot reach them: a coordinator rings."""
    request = asked[0].id if len(asked) == 1 else None
    area = person.area or asked[0].area
    return cases.open_case(world, area, "blocked", at, subject=person.id, request=request, urgency=cases.TODAY)


def cases_left(world: World, person: Person, at: datetime, *but: str) -> Change:
    """Cases they had as a coordinator are in the queue again, and others are told; `but`: those settled here anyhow."""
    held = [case for case in duty.held_by(world, person.id) if case.id not in but]
    return total(cases.put_back(world, case, case, "onedoor", at, gone=person.id) for case in held)


def _left(world: World, person: Person, invite: Invite, at: datetime) -> Change:
    """An invite they cannot answer runs out, and others are asked; a task they had may not be done."""
    request = world.register.request(invite.request)
    if invite.state == "open":
        ended = put(replace(invite, state=after(INVITE, invite.state, "expire")), invite)
        return ended + redraw(world, f"invite:{invite.id}", at, person.id) + _next(world, request, invite, at)
    if invite.state == "finished":
        return Change()
    urgency = cases.NOW if request.urgency == "now" else cases.TODAY
    return about.case(world, request, "helper_gone", at, urgency=urgency)


def _next(world: World, request: Request, gone: Invite, at: datetime) -> Change:
    """With nobody else left to answer, the next wave is due."""
    others = [one for one in world.register.invites_for(request.id) if one.state == "open" and one.id != gone.id]
    if request.state != "open":
        return Change()
    return relying(*others) if others else waves.due(world, request, at)
