"""Waves: whom to ask next, a few at a time, and what to do when nobody is left to ask."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk import about, candidates, cases, following, services
from bot.desk.telling import redraw, tell
from bot.lifecycle import INVITE, REQUEST, after
from bot.messages import Param, Say
from bot.model import Invite, InviteId, Line, LineId, PersonId, Request, Volunteer, new_id
from bot.store.change import Change, put, total
from bot.world import World
from matching.types import Ranked


def wave_line(request: Request) -> LineId:
    """The id of the line that brings the next wave."""
    return LineId(f"wave.{request.id}")


def due(world: World, request: Request, at: datetime) -> Change:
    """The diary line for the next wave, at this moment; at night it waits until eight, unless the request cannot."""
    at = moments.next_morning(at) if waits_for_morning(request, at) else at
    return Change(lines=(Line(wave_line(request), "wave", f"request:{request.id}", at),))


def no_more(request: Request) -> Change:
    """No further wave falls due."""
    return Change(drops=((wave_line(request), f"request:{request.id}"),))


def waits_for_morning(request: Request, at: datetime) -> bool:
    """Whether nobody new is asked before eight."""
    return moments.is_quiet(at) and request.urgency != "now"


def begin(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """The first wave. What cannot wait at night goes to a coordinator as well as to volunteers who chose nights."""
    asked, request = ask(world, request, at)
    if not moments.is_quiet(at) or request.urgency != "now" or request.state != "open":
        return asked, request
    case = about.case(world, request, "night", at, urgency=cases.NOW)
    return asked + case, request


def ask(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """Ask the next few, or with nobody left (or waves spent) hand it to a coordinator.

    Does nothing unless helpers are still wanted. The request is returned as it must be put; the caller puts it.
    """
    if request.state != "open" or request.places_left == 0:
        return Change(), request
    if not candidates.may_search(world, request):
        return for_a_person(world, request, at)
    if waits_for_morning(request, at):
        return due(world, request, at), request
    rung = world.ladder.waves[request.urgency]
    chosen = candidates.ranked(world, request, at, most=max(rung.size, request.places_left))
    if not chosen or request.wave >= rung.most:
        return _none_left(world, request, at)
    until = ends(request, at, rung.minutes)
    request = replace(request, wave=request.wave + 1, asked=(*request.asked, *(v.id for _, v in chosen)))
    invited = total(_invited(world, request, one, volunteer, at, until) for one, volunteer in chosen)
    noted = about.noted(request, "onedoor", "wave", at, wave=request.wave, asked=len(chosen))
    return invited + due(world, request, until) + noted, request


def for_a_person(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """Of someone under 18: held, with a case; nobody is asked but by a coordinator. The caller puts the request."""
    held = replace(request, state=after(REQUEST, request.state, "hold"))
    case = about.case(world, request, "under_18", at, urgency=cases.TODAY)
    card = about.redrawn(world, request, at)
    return case + card + about.noted(request, "onedoor", "hold", at), held


def ends(request: Request, at: datetime, minutes: int) -> datetime:
    """When a wave is over: in waking time, but what cannot wait does not stop for the night."""
    return at + timedelta(minutes=minutes) if request.urgency == "now" else moments.waking(at, minutes)


def _invited(
    world: World, request: Request, one: Ranked, volunteer: Volunteer, at: datetime, until: datetime
) -> Change:
    invite = Invite(
        id=InviteId(new_id("i")),
        request=request.id,
        volunteer=volunteer.id,
        state="open",
        sent=at,
        ends=until,
        wave=request.wave,
        distance_km=one.distance_km,
        reasons=candidates.reasons(one),
    )
    asked = put(replace(volunteer, last_asked=at), volunteer)
    return put(invite) + asked + tell(world, volunteer.id, None, at, card=f"invite:{invite.id}", use_by=until)


def invite_one(world: World, request: Request, volunteer: Volunteer, at: datetime) -> tuple[Change, Request]:
    """Ask one chosen volunteer, by a coordinator's hand; the caller has held them to the hard rules."""
    minutes = world.ladder.waves[request.urgency].minutes
    one, until = candidates.measured(world, request, volunteer, at), ends(request, at, minutes)
    request = replace(request, asked=tuple(dict.fromkeys((*request.asked, volunteer.id))))
    runs_out = due(world, request, until) if request.state == "held" else Change()
    return _invited(world, request, one, volunteer, at, until) + runs_out, request


def _none_left(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """Nobody more to ask. While someone asked may still say yes, that is waited for; nobody is told "nobody" yet."""
    pending = [one.ends for one in world.register.invites_for(request.id) if one.state == "open" and one.ends > at]
    if pending:
        return due(world, request, max(pending)), request
    return exhausted(world, request, at)


def exhausted(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """Nobody suits, or none is left: honest words, the services that fit, and a case."""
    held = replace(request, state=after(REQUEST, request.state, "exhaust"))
    near = services.near(world, request.kind, request.place, request.when, at)
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind, "found": len(near)}
    say = Say("nobody-more" if request.helpers else "nobody-free", facts, more=services.lines(near))
    told = about.redrawn(world, request, at)
    told += tell(world, request.asked_by, say, at, must_hear=True) + following.told(world, held, at)
    urgency = {"now": cases.NOW, "today": cases.TODAY}.get(request.urgency, cases.SOON)
    case = about.case(world, request, "nobody", at, urgency=urgency)
    return told + case + about.noted(request, "onedoor", "exhaust", at, asked=len(request.asked)), held


def again(world: World, request: Request) -> Request:
    """The request to be asked about anew, its waves counted from the start.

    Those who lost it to someone quicker never said no, so they may be asked again; whoever answered in any way, or
    has it now, may not, whatever became of another invite of theirs.
    """
    sent = world.register.invites_for(request.id)
    latest = {one.volunteer: one.state for one in sent}
    spent = {one.volunteer for one in sent if one.state not in ("withdrawn", "expired")}
    asked = tuple(one for one in request.asked if one in spent or latest.get(one) != "withdrawn")
    return replace(request, wave=0, asked=asked)


def expired(world: World, request: Request, at: datetime) -> Change:
    """Invites of this request whose time is over run out quietly; their cards say so."""
    return total(
        put(replace(invite, state=after(INVITE, invite.state, "expire")), invite)
        + redraw(world, f"invite:{invite.id}", at, invite.volunteer)
        for invite in world.register.invites_for(request.id)
        if invite.state == "open" and invite.ends <= at
    )


def withdrawn(
    world: World, request: Request, at: datetime, *, but: InviteId | None = None, only: PersonId | None = None
) -> Change:
    """Invites nobody has answered end, one person's or everyone's; their cards say why."""
    return total(
        put(replace(invite, state=after(INVITE, invite.state, "withdraw")), invite)
        + redraw(world, f"invite:{invite.id}", at, invite.volunteer)
        for invite in world.register.invites_for(request.id)
        if invite.state == "open" and invite.id != but and only in (None, invite.volunteer)
    )
