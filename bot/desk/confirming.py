"""Done is done when the resident says so."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk import cases
from bot.desk.requests import closing, noted, waiting_people
from bot.desk.telling import redraw, tell
from bot.errors import NotAllowed
from bot.lifecycle import REQUEST, after
from bot.messages import Ref, Say
from bot.model import Line, LineId, PersonId, Request
from bot.store.change import Change, put, total
from bot.world import World


def must_wait_for(request: Request, who: PersonId) -> None:
    """Raises NotAllowed unless this is their request."""
    if who not in waiting_people(request):
        raise NotAllowed("this request is someone else's")


def confirm(world: World, request_id: str, by: PersonId, at: datetime) -> Change:
    """The resident says it is done: closed, the helpers told, and once, a day on, a gentle question."""
    request = world.register.request(request_id)
    must_wait_for(request, by)
    if request.state == "closed":
        return Change()
    change, closed = closing(world, request, "confirm", "helped", by, at)
    told = Say("closed-thanks", {"code": closed.code, "kind": closed.kind})
    later = at + timedelta(minutes=world.ladder.waits.invite_thanks)
    line = Line(LineId(f"would_help.{by}"), "would_help", f"person:{by}", later)
    return change + total(tell(world, helper, told, at) for helper in closed.helpers) + Change(lines=(line,))


def deny(world: World, request_id: str, by: PersonId, at: datetime) -> Change:
    """The resident says it was not done: open again, with a coordinator."""
    request = world.register.request(request_id)
    must_wait_for(request, by)
    held = replace(request, state=after(REQUEST, request.state, "deny"), outcome="", closed=None)
    case = cases.open_case(
        world, request.area, "not_done", at, subject=request.resident, request=request.id, urgency=cases.TODAY
    )
    lines = Change(drops=tuple((line.id, line.about) for line in world.diary.about(f"request:{request.id}")))
    change = put(held, request) + case + lines + noted(held, by, "deny", at)
    return change + redraw(world, f"request:{request.id}", at, *waiting_people(request))


def pass_thanks(world: World, by: PersonId, at: datetime) -> tuple[Change, bool]:
    """Thanks go to whoever helped with this person's last request; whether there was anyone."""
    latest = [*world.register.requests_of(by), *world.register.past_requests_of(by, 1)]
    helpers = latest[0].helpers if latest else ()
    say = Say("thanked", {"name": Ref(f"person:{by}#name")})
    told = total(tell(world, helper, say, at) for helper in helpers)
    return told, bool(helpers)
