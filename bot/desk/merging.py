"""One need asked for twice: put together into one request, and parted again."""

from dataclasses import replace
from datetime import datetime

from bot.desk import about, cases, following, parting, requests, waves
from bot.desk.holding import OVER_WITH_REQUEST, settled
from bot.desk.requests import Wanted, made, moved_invite
from bot.desk.telling import redraw, tell
from bot.errors import NotAllowed, NotPossible
from bot.lifecycle import INVITE, REQUEST, after
from bot.messages import Say
from bot.model import Merged, PersonId, Request
from bot.store.change import Change, put, relying, total
from bot.world import World
from matching.types import URGENCIES

MAYBE = "maybe_same"  # the reason of a case that asks whether two are one
_FURTHER = ("under_way", "matched")  # whoever is nearest to being helped keeps their helper


def leader(world: World, request: Request) -> Request:
    """The request itself, or the one it was put together with."""
    goes_on = about.leads(request)
    return request if goes_on == request.id else world.register.request(goes_on)


def joined(world: World, wanted: Wanted, other: str, at: datetime) -> tuple[Change, Request]:
    """A request opened as the same as one that is open: nobody is asked for it. Raises NotPossible."""
    keeper = leader(world, world.register.request(other))
    _must_be_open(keeper)
    change, request = made(world, wanted, "merged", at)
    state = "held" if request.on_behalf and request.consent is None else "open"
    request = replace(request, merged=Merged(keeper.id, state, keeper.urgency))
    return change + put(request) + _kept_on(world, keeper, request, at), request


def merge(world: World, one: str, other: str, by: PersonId, at: datetime) -> tuple[Change, Request, Request]:
    """Two open requests become one; returns the one that goes on, and the other. By who may see both.

    Whoever has a helper keeps them, else the older goes on. Raises NotAllowed, NotPossible.
    """
    pair = [leader(world, world.register.request(name)) for name in (one, other)]
    if pair[0].id == pair[1].id:
        raise NotPossible("they are one already")
    for request in pair:
        may_see(world, request, by)
        _must_be_open(request)
    keeper, gone = sorted(pair, key=_order)
    merged, change = _taken_out(world, gone, keeper, by, at)
    change += put(merged, gone) + _kept_on(world, keeper, merged, at) + _cases_over(world, keeper, gone, by, at)
    change += about.noted(merged, by, "merged", at, code=keeper.code) + about.noted(
        keeper, by, "joined", at, code=gone.code
    )
    if not following.together(keeper, gone):
        change += following.heard(world, gone, "request-merged", at)
    return change, keeper, gone


def may_see(world: World, request: Request, who: PersonId) -> None:
    """Raises NotAllowed unless they coordinate its area, or wait for it."""
    if not world.team.coordinates(who, request.area) and who not in about.waiting_people(request):
        raise NotAllowed("this request is someone else's")


def _must_be_open(request: Request) -> None:
    if "merge" not in REQUEST[request.state] and request.state not in _FURTHER:
        raise NotPossible(f"{request.code} is {request.state}")


def _order(request: Request) -> tuple[int, datetime]:
    rank = _FURTHER.index(request.state) if request.state in _FURTHER else len(_FURTHER)
    return rank, request.opened


def _taken_out(world: World, gone: Request, keeper: Request, by: PersonId, at: datetime) -> tuple[Request, Change]:
    """The other one as merged; its invites are taken back, its helpers thanked and free, and nothing falls due."""
    invites = world.register.invites_for(gone.id)
    asked = tuple(one.id for one in invites if one.state == "open")
    state = after(REQUEST, gone.state, "merge")
    before = "held" if gone.state == "held" else "open"
    merged = replace(gone, state=state, helpers=(), merged=Merged(keeper.id, before, keeper.urgency, asked))
    change = waves.withdrawn(world, gone, at) + requests.freed(world, gone)
    for one in invites:
        if one.volunteer in gone.helpers and "end" in INVITE[one.state]:
            change += moved_invite(one, "end") + redraw(world, f"invite:{one.id}", at, one.volunteer)
    say = Say("task-merged", {"code": gone.code, "kind": gone.kind})
    change += total(tell(world, helper, say, at, must_hear=True) for helper in gone.helpers)
    change += about.no_lines(world, gone)
    return merged, change + about.redrawn(world, gone, at)


def _kept_on(world: World, keeper: Request, merged: Request, at: datetime) -> Change:
    """The one that goes on, as urgent as the more urgent; whoever followed the other follows it now.

    It is written even where nothing of it changes, so that whoever ends it in the same instant sees who follows.
    """
    sooner = min(keeper.urgency, merged.urgency, key=URGENCIES.index)
    on = replace(keeper, urgency=sooner)
    change = put(on, keeper)
    if sooner != keeper.urgency and keeper.state == "open":
        change += waves.due(world, on, at)
    for one in world.register.followers_of(merged.id):
        if one.merged:
            change += put(replace(one, merged=replace(one.merged, into=keeper.id)), one)
    return change


def _cases_over(world: World, keeper: Request, gone: Request, by: PersonId, at: datetime) -> Change:
    """Cases about finding help for the one that is merged, and those that asked whether they are one, are over."""
    standing = {case.id: case for one in (gone, keeper) for case in world.register.cases_of(one.id)}.values()
    over = [one for one in standing if one.reason == MAYBE or _about_getting(one.reason, one.request, gone)]
    say = Say("case-merged", {"code": gone.code, "other": keeper.code})
    news = total(tell(world, one.owner, say, at) for one in over if one.owner not in (None, by))
    return news + total(settled(world, one, "duplicate", by, at) for one in over)


def _about_getting(reason: str, request: str | None, gone: Request) -> bool:
    return request == gone.id and reason in OVER_WITH_REQUEST


def unmerge(world: World, merged: str, by: PersonId, at: datetime) -> Change:
    """Two again, both as they were. Raises NotAllowed, NotPossible."""
    request = world.register.request(merged)
    may_see(world, request, by)
    change = parting.parted(world, request, by, at)
    keeper = leader(world, request)
    if request.merged and keeper.urgency != request.merged.urgency and keeper.urgency == request.urgency:
        change += put(replace(keeper, urgency=request.merged.urgency), keeper)
    if by != request.asked_by:
        change += following.heard(world, request, "request-unmerged", at)
    return change + about.noted(keeper, by, "parted", at, code=request.code)


def apart(world: World, one: str, other: str, by: PersonId, at: datetime) -> Change:
    """A coordinator says that they are two: nobody asks again, and the case that asked is over. Raises NotAllowed."""
    pair = [world.register.request(name) for name in (one, other)]
    for request in pair:
        may_see(world, request, by)
    first, second = pair
    if second.id in first.apart:
        return Change()
    asked = [case for case in world.register.cases_of(first.id) if case.reason == MAYBE]
    over = total(settled(world, case, "not_the_same", by, at) for case in asked)
    change = put(replace(first, apart=(*first.apart, second.id)), first) + relying(second)
    return change + over + about.noted(first, by, "apart", at, code=second.code)


def perhaps(world: World, request: Request, at: datetime) -> Change:
    """A coordinator is asked whether it was asked for already; whoever asked is told nothing."""
    return about.case(world, request, MAYBE, at, urgency=cases.TODAY)
