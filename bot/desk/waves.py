"""Waves: whom to ask next, a few at a time, and what to do when nobody is left to ask."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk import candidates, cases
from bot.desk.telling import redraw, tell
from bot.lifecycle import INVITE, REQUEST, after
from bot.messages import Say
from bot.model import Event, Invite, InviteId, Line, LineId, Request, Service, Volunteer, new_id
from bot.store.change import Change, put, total
from bot.world import World
from matching.types import Ranked


def wave_line(request: Request) -> LineId:
    """The id of the line that brings the next wave."""
    return LineId(f"wave.{request.id}")


def due(world: World, request: Request, at: datetime) -> Change:
    """The diary line for the next wave, at this moment."""
    return Change(lines=(Line(wave_line(request), "wave", f"request:{request.id}", at),))


def begin(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """The first wave of a request being opened: now; or at eight, when it is night and it can wait."""
    if moments.is_quiet(at) and request.urgency != "now":
        return due(world, request, moments.next_morning(at)), request
    return ask(world, request, at)


def ask(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """Ask the next few, or with nobody left (or waves spent) hand it to a coordinator.

    The request is returned as it must be put; the caller puts it.
    """
    rung = world.ladder.waves[request.urgency]
    if request.wave >= rung.most:
        return exhausted(world, request, at)
    chosen = candidates.ranked(world, request, at)[: max(rung.size, request.places_left)]
    if not chosen:
        return exhausted(world, request, at)
    ends = _ends(request, at, rung.minutes)
    request = replace(request, wave=request.wave + 1, asked=(*request.asked, *(v.id for _, v in chosen)))
    invited = total(_invited(world, request, one, volunteer, at, ends) for one, volunteer in chosen)
    event = Event(f"request:{request.id}", at, "onedoor", "wave", {"wave": request.wave, "asked": len(chosen)})
    return invited + due(world, request, ends) + Change(events=(event,)), request


def _ends(request: Request, at: datetime, minutes: int) -> datetime:
    """When a wave is over: in waking time, but what cannot wait does not stop for the night."""
    return at + timedelta(minutes=minutes) if request.urgency == "now" else moments.waking(at, minutes)


def _invited(world: World, request: Request, one: Ranked, volunteer: Volunteer, at: datetime, ends: datetime) -> Change:
    invite = Invite(
        id=InviteId(new_id("i")),
        request=request.id,
        volunteer=volunteer.id,
        state="open",
        sent=at,
        ends=ends,
        wave=request.wave,
        distance_km=one.distance_km,
        reasons=candidates.reasons(one),
    )
    asked = put(replace(volunteer, last_asked=at), volunteer)
    return put(invite) + asked + tell(world, volunteer.id, None, at, card=f"invite:{invite.id}")


def invite_one(world: World, request: Request, volunteer: Volunteer, at: datetime) -> tuple[Change, Request]:
    """Ask one chosen volunteer, by a coordinator's hand; the caller has held them to the hard rules."""
    minutes = world.ladder.waves[request.urgency].minutes
    one = Ranked(volunteer.id, 0, None, ())
    request = replace(request, asked=tuple(dict.fromkeys((*request.asked, volunteer.id))))
    return _invited(world, request, one, volunteer, at, moments.waking(at, minutes)), request


def exhausted(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """Nobody suits, or none is left: honest words, the services that fit, and a case."""
    held = replace(request, state=after(REQUEST, request.state, "exhaust"))
    near = candidates.services(world, request.kind, request.place)
    say = Say("nobody-free", {"code": request.code, "kind": request.kind, "found": len(near)}, more=service_lines(near))
    told = redraw(world, f"request:{request.id}", at, request.asked_by, request.resident)
    told += tell(world, request.asked_by, say, at, must_hear=True)
    urgency = {"now": cases.NOW, "today": cases.TODAY}.get(request.urgency, cases.SOON)
    case = cases.open_case(
        world, request.area, "nobody", at, subject=request.resident, request=request.id, urgency=urgency
    )
    event = Event(f"request:{request.id}", at, "onedoor", "exhaust", {"asked": len(request.asked)})
    return told + case + Change(events=(event,)), held


def service_lines(services: list[Service]) -> tuple[Say, ...]:
    """A line for each service: what, where, when, and how to reach it."""
    return tuple(
        Say(
            "service-line",
            {
                "name": service.name,
                "place": service.place.label,
                "hours": service.hours,
                "phone": service.phone,
                "example": "yes" if service.example else "no",
            },
        )
        for service in services
    )


def expired(world: World, request: Request, at: datetime) -> Change:
    """Invites of this request whose time is over run out quietly; their cards say so."""
    return total(
        put(replace(invite, state=after(INVITE, invite.state, "expire")), invite)
        + redraw(world, f"invite:{invite.id}", at, invite.volunteer)
        for invite in world.register.invites_for(request.id)
        if invite.state == "open" and invite.ends <= at
    )
