"""Done is done when the resident says so; and thanks, passed on."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.access import of_person
from bot.desk import about, cases, following, holding
from bot.desk.requests import closing, new_code
from bot.desk.telling import tell
from bot.errors import NotAllowed
from bot.lifecycle import REQUEST, WITH_HELPER, after
from bot.messages import Ref, Say
from bot.model import Line, LineId, PersonId, Request
from bot.store.change import Change, put, total
from bot.world import World


def must_wait_for(request: Request, who: PersonId) -> None:
    """Raises NotAllowed unless this is their request."""
    if who not in about.waiting_people(request):
        raise NotAllowed("this request is someone else's")


def confirm(world: World, request_id: str, by: PersonId, at: datetime) -> Change:
    """The resident says it is done: closed, the helpers told, and once, a day on, a gentle question."""
    request = world.register.request(request_id)
    must_wait_for(request, by)
    if request.state == "closed":
        return Change()
    change, closed = closing(world, request, "confirm", "helped", by, at)
    told = Say("closed-thanks", {"code": closed.code, "kind": closed.kind})
    change += total(tell(world, helper, told, at) for helper in closed.helpers)
    change += holding.request_ended(world, closed, at)
    return change + _would_help_one_day(world, by, at)


def _would_help_one_day(world: World, who: PersonId, at: datetime) -> Change:
    """Whether it is asked at all is decided when it falls due."""
    later = at + timedelta(minutes=world.ladder.waits.invite_thanks)
    return Change(lines=(Line(LineId(f"would_help.{who}"), "would_help", f"person:{who}", later),))


def deny(world: World, request_id: str, by: PersonId, at: datetime) -> Change:
    """The resident says it was not done: held for a coordinator, who decides how it goes on. Raises NotPossible."""
    request = world.register.request(request_id)
    must_wait_for(request, by)
    if request.state == "held":
        return Change()
    held = replace(request, state=after(REQUEST, request.state, "deny"), outcome="", closed=None)
    if held.code in world.register.codes_in_use(held.area) and request.state == "closed":
        held = replace(held, code=new_code(world, held.area))
    case = about.case(world, request, "not_done", at, urgency=cases.TODAY)
    lines = about.no_lines(world, request)
    change = put(held, request) + case + lines + about.noted(held, by, "deny", at)
    change += following.told(world, held, at)
    return change + about.redrawn(world, request, at)


# ---- thanks
def thankable(world: World, who: PersonId) -> Request | None:
    """The latest request someone helped them with, or is helping with; None when there is none."""
    own = [*reversed(world.register.requests_of(who)), *world.register.past_requests_of(who, 3)]
    helped = [one for one in own if one.helpers]
    done = [one for one in helped if one.state in ("finished", "closed")]
    return next(iter(done or [one for one in helped if one.state in WITH_HELPER]), None)


def pass_thanks(world: World, request: Request, by: PersonId, at: datetime, *, named: bool) -> Change:
    """Thanks go to whoever helped with this, once; with the name only where it was given and may be said."""
    must_wait_for(request, by)
    if any(event.what == "thanked" for event in world.register.history(f"request:{request.id}")):
        return Change()
    person = world.register.person(by)
    name = named and "name" in person.sealed and not request.on_behalf
    facts = {"kind": request.kind, "code": request.code}
    say = Say("thanked", {**facts, "name": Ref(of_person(by, "name"))}) if name else Say("thanked-unnamed", facts)
    told = total(tell(world, helper, say, at) for helper in request.helpers)
    # Written as it was, so that of two presses in one instant the second sees that they were passed on.
    return told + about.noted(request, by, "thanked", at) + put(request, request)
