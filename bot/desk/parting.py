"""What becomes of a request that was put together with another, when the other ends or the two are parted again."""

from dataclasses import replace
from datetime import datetime

from bot.desk import about, cases, following, waves
from bot.desk.telling import redraw
from bot.errors import NotPossible
from bot.lifecycle import INVITE, REQUEST, after
from bot.model import Invite, Request
from bot.store.change import Change, put, total
from bot.world import World


def parted(world: World, merged: Request, by: str, at: datetime) -> Change:
    """By itself again, as it was: invites taken back are open again, and the next wave goes on from there.

    Nobody is invited a second time. One that was held is held, with a case. Raises NotPossible when it was not merged.
    """
    if merged.merged is None:
        raise NotPossible("it was not merged")
    happens = "unmerge" if merged.merged.state == "open" else "unmerge_held"
    state = after(REQUEST, merged.state, happens)
    alone = replace(merged, state=state, merged=None, apart=(*merged.apart, merged.merged.into))
    reopened, ends = _reopened(world, merged.merged.invites, alone, at)
    change = put(alone, merged) + reopened + about.noted(alone, by, "unmerged", at)
    change += about.redrawn(world, alone, at)
    if state == "open":
        return change + waves.due(world, alone, ends or at)
    return change + about.case(world, alone, "unmerged", at, urgency=cases.TODAY)


def _reopened(world: World, invites: tuple[str, ...], request: Request, at: datetime) -> tuple[Change, datetime | None]:
    """The invites that merging took back are open again, and until when; None where there are none."""
    back = [one for one in world.register.all_of(Invite, invites) if "reopen" in INVITE[one.state]]
    ends = waves.ends(request, at, world.ladder.waves[request.urgency].minutes)
    change = total(
        put(replace(one, state=after(INVITE, one.state, "reopen"), ends=ends), one)
        + redraw(world, f"invite:{one.id}", at, one.volunteer)
        for one in back
    )
    return change, ends if back else None


def ended_with(
    world: World, request: Request, happens: str, outcome: str, by: str, at: datetime
) -> tuple[Change, list[Request]]:
    """What follows when a request ends for those merged into it: they end so too, and those are returned.

    But where it is called off, whoever else asked may need it still: theirs is parted from it and goes on.
    """
    change, ended = Change(), []
    for follower in world.register.followers_of(request.id):
        if happens == "cancel" and not following.together(request, follower):
            change += parted(world, follower, by, at) + following.heard(world, follower, "followed-cancelled", at)
            continue
        state = after(REQUEST, follower.state, happens)
        closed = replace(follower, state=state, outcome=outcome, closed=at, marks=())
        change += put(closed, follower) + about.noted(closed, by, happens, at, outcome=outcome)
        change += about.redrawn(world, closed, at)
        if not following.together(request, follower):
            change += following.heard(world, follower, "followed-closed", at)
        ended.append(closed)
    return change, ended
