"""Requests: opening one, changing it, ending it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.desk import about, following, parting, waves
from bot.desk.telling import redraw, tell
from bot.lifecycle import INVITE, REQUEST, after
from bot.messages import Say
from bot.model import (
    AreaId,
    Invite,
    Line,
    LineId,
    PersonId,
    Place,
    Request,
    RequestId,
    Volunteer,
    When,
    new_id,
)
from bot.store.change import Change, put, total
from bot.store.indexes import LIVE_INVITES
from bot.world import World

LETTERS = "ABCDEFGHJKLMNPRSTUVWXY"  # no I, O, Q, Z: they sound or look like others on the phone


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request is opened with, once its resident has said yes. `private` is sealed: words, wishes, note.

    `beside` is a request opened in the same Change: another code is taken, and asking waits for the clock, since one
    Change cannot ask the same volunteer twice.
    """

    area: AreaId
    resident: PersonId
    asked_by: PersonId
    kind: str
    place: Place | None
    when: When = field(default_factory=When)
    urgency: str = "flexible"
    paid: str = ""
    language: str | None = None
    wants: int = 1
    consent: datetime | None = None
    private: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()  # see bot.desk.alike
    apart: tuple[RequestId, ...] = ()  # requests they said it is not the same as
    id: RequestId | None = None  # chosen early, so that the card of a draft becomes the request's own
    beside: Request | None = None


def new_code(world: World, area: AreaId, *but: str) -> str:
    """A code people can say on the phone, free among the area's open requests."""
    used = world.register.codes_in_use(area) | set(but)
    while True:
        code = f"{secrets.choice(LETTERS)}{secrets.randbelow(9) + 1}-{secrets.randbelow(90) + 10}"
        if code not in used:
            return code


def made(world: World, wanted: Wanted, state: str, at: datetime) -> tuple[Change, Request]:
    """A request in this state, stored and noted, with nobody asked yet."""
    request_id = wanted.id or RequestId(new_id("r"))
    request = Request(
        id=request_id,
        code=new_code(world, wanted.area, *((wanted.beside.code,) if wanted.beside else ())),
        area=wanted.area,
        resident=wanted.resident,
        asked_by=wanted.asked_by,
        kind=wanted.kind,
        state=state,
        opened=at,
        place=wanted.place,
        when=wanted.when,
        urgency=wanted.urgency,
        wants=wanted.wants,
        paid=wanted.paid,
        language=wanted.language,
        consent=wanted.consent,
        marks=wanted.marks,
        apart=wanted.apart,
        sealed=world.access.sealed(wanted.resident, f"request:{request_id}", wanted.private),
    )
    return about.noted(request, wanted.asked_by, "opened", at, code=request.code), request


def open_request(world: World, wanted: Wanted, at: datetime) -> tuple[Change, Request]:
    """Open a request and ask its first wave: at once, or at night at eight. Nobody to ask: a coordinator has it."""
    change, request = made(world, wanted, "open", at)
    if wanted.beside:
        return change + put(request) + waves.due(world, request, at), request
    asked, request = waves.begin(world, request, at)
    return change + put(request) + asked, request


def sent_along(request: Request, who: PersonId, kinds: Iterable[str], at: datetime) -> Change:
    """That a photo, a voice note... came with it: kept in its history, for the coordinator."""
    return total(about.noted(request, who, "sent", at, sent=kind) for kind in kinds)


def tell_waiting(world: World, request: Request, say: Say, at: datetime, *, must_hear: bool = True) -> Change:
    """News for whoever asked: the card brought up to date, and one short message, since edits do not ring a phone."""
    news = tell(world, request.asked_by, say, at, must_hear=must_hear)
    cards = about.redrawn(world, request, at)
    return cards + news + following.told(world, request, at)


def moved_invite(invite: Invite, happens: str) -> Change:
    """An invite moved on by its table."""
    return put(replace(invite, state=after(INVITE, invite.state, happens)), invite)


def closing(
    world: World, request: Request, happens: str, outcome: str, by: str, at: datetime
) -> tuple[Change, Request]:
    """End a request: its invites, its helpers' tasks and every diary line go with it. Raises NotPossible."""
    change, closed = ended(world, request, happens, outcome, by, at)
    return change + freed(world, closed, happy=outcome == "helped"), closed


def ended(world: World, request: Request, happens: str, outcome: str, by: str, at: datetime) -> tuple[Change, Request]:
    """`closing` without its helpers' tasks, for a caller who ends several requests in one Change (see `freed`)."""
    closed = replace(request, state=after(REQUEST, request.state, happens), outcome=outcome, closed=at, marks=())
    lines = about.no_lines(world, request)
    change, followers = parting.ended_with(world, request, happens, outcome, by, at)
    change += put(closed, request) + _all_invites_ended(world, request, at) + lines
    change += _kept_until(world, (request, *followers), at)
    change += about.redrawn(world, request, at)
    return change + about.noted(closed, by, happens, at, outcome=outcome), closed


def _kept_until(world: World, over: Iterable[Request], at: datetime) -> Change:
    """When those who waited for these are to be forgotten; a later request puts it off."""
    due = at + timedelta(minutes=world.ladder.waits.keep)
    people = dict.fromkeys(person for request in over for person in about.waiting_people(request))
    return Change(lines=tuple(Line(LineId(f"keep.{one}"), "keep", f"person:{one}", due) for one in people))


def _all_invites_ended(world: World, request: Request, at: datetime) -> Change:
    changes = []
    for invite in world.register.invites_for(request.id):
        if invite.state in LIVE_INVITES:
            happens = "withdraw" if invite.state == "open" else "end"
            changes += [moved_invite(invite, happens), redraw(world, f"invite:{invite.id}", at, invite.volunteer)]
    return total(changes)


def freed(world: World, *over: Request, happy: bool = False) -> Change:
    """Their helpers no longer have these among their tasks. `happy`: it went well, and they may like to meet again."""
    helpers = dict.fromkeys(helper for request in over for helper in request.helpers)
    return total(
        put(_without(volunteer, over, happy=happy), volunteer)
        for volunteer in world.register.all_of(Volunteer, helpers)
    )


def _without(volunteer: Volunteer, over: tuple[Request, ...], *, happy: bool) -> Volunteer:
    gone = {request.id for request in over}
    helped = dict(volunteer.helped)
    for request in over if happy else ():
        helped[request.resident] = helped.get(request.resident, 0) + 1
    return replace(volunteer, tasks=tuple(task for task in volunteer.tasks if task not in gone), helped=helped)


def cancel(world: World, request_id: str, by: PersonId, at: datetime) -> tuple[Change, Request]:
    """Whoever asked does not need it any more. Helpers on it are told at once. Raises NotPossible.

    Where they waited for the same through two requests, neither is needed.
    """
    request = world.register.request(request_id)
    if request.state == "merged" and request.merged:
        other = world.register.request(request.merged.into)
        request = other if following.together(request, other) else request
    change, closed = closing(world, request, "cancel", "cancelled", by, at)
    return change + helpers_told_off(world, request, at), closed


def helpers_told_off(world: World, request: Request, at: datetime) -> Change:
    """Whoever was going to help hears that it is not needed any more, and must hear it."""
    say = Say("task-cancelled", {"code": request.code, "kind": request.kind})
    return total(tell(world, helper, say, at, must_hear=True) for helper in request.helpers)
