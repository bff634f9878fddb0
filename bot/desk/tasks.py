"""Tasks: from a volunteer's yes to done, handing back, nobody there, and asking for a coordinator."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk import about, candidates, cases, following, waves
from bot.desk.invites import AT_WORK, TAKEN, own, remind_line
from bot.desk.requests import moved_invite, tell_waiting
from bot.errors import InviteOver
from bot.lifecycle import REQUEST, after
from bot.messages import Button, Param, Ref, Say
from bot.model import Case, Invite, Line, LineId, PersonId, Request, Volunteer
from bot.store.change import Change, put, relying
from bot.world import World

# While helpers are still wanted or a coordinator holds it, a helper's steps move their own invite alone.
_NOT_MOVED = ("open", "held", "under_way")


def mine(
    world: World, invite_id: str, by: PersonId, states: tuple[str, ...] = AT_WORK
) -> tuple[Invite, Request, Volunteer]:
    """The helper's own task, in one of these states. Raises InviteOver when it is not (any more)."""
    invite, request, volunteer = own(world, invite_id, by)
    if invite.state not in states:
        raise InviteOver(invite.state)
    return invite, request, volunteer


def start(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """On my way: whoever waits is told."""
    invite, request, _ = mine(world, invite_id, by)
    if invite.state == "under_way":
        return Change()
    state = request.state if request.state in _NOT_MOVED else after(REQUEST, request.state, "start")
    under_way = replace(request, state=state)
    coming = Say("coming", {"code": request.code, "name": Ref(f"person:{by}#name"), "kind": request.kind})
    change = put(under_way, request) + moved_invite(invite, "start") + about.noted(request, by, "start", at)
    return change + _not_reminded(request, by) + tell_waiting(world, under_way, coming, at)


def _not_reminded(request: Request, helper: PersonId) -> Change:
    return Change(drops=((remind_line(request, helper), f"request:{request.id}"),))


def finish(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """Done, says the helper; done it is when the resident says so. With several helpers, when the last one says it."""
    invite, request, volunteer = mine(world, invite_id, by, TAKEN)
    if invite.state == "finished":
        return Change()
    change = (
        moved_invite(invite, "finish")
        + about.noted(request, by, "finish", at)
        + put(freed(volunteer, request), volunteer)
    )
    others = [one for one in world.register.invites_for(request.id) if one.state in AT_WORK and one.id != invite.id]
    if others:
        return change + _not_reminded(request, by) + relying(request, *others)
    finished = replace(request, state=after(REQUEST, request.state, "finish"))
    ask_again = moments.waking(at, world.ladder.waits.unconfirmed)
    line = Line(LineId(f"unconfirmed.{request.id}"), "unconfirmed", f"request:{request.id}", ask_again)
    change += put(finished, request) + waves.withdrawn(world, request, at) + about.no_lines(world, request)
    return change + Change(lines=(line,)) + tell_waiting(world, finished, _please_confirm(request, by), at)


def _please_confirm(request: Request, by: PersonId) -> Say:
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind, "name": Ref(f"person:{by}#name")}
    return Say("please-confirm", facts, (Button("yes-done", request.id), Button("not-done", request.id)))


def freed(volunteer: Volunteer, request: Request) -> Volunteer:
    """The volunteer with this task no longer among theirs."""
    return replace(volunteer, tasks=tuple(task for task in volunteer.tasks if task != request.id))


def hand_back(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """The helper cannot after all; no blame. Others are asked at once, and whoever waits is told.

    Where a coordinator holds the request, it stays with them.
    """
    invite, request, volunteer = mine(world, invite_id, by)
    change, reopened = given_back(world, invite, request, at)
    change += put(freed(volunteer, request), volunteer)
    asked, asked_on = waves.begin(world, reopened, at)
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind}
    change += tell_waiting(world, asked_on, Say(fell_through(reopened, asked_on, at), facts), at)
    return change + asked + put(asked_on, request)


def fell_through(reopened: Request, asked_on: Request, at: datetime) -> str:
    """The honest words: a coordinator has it, nobody is left to ask (said next), others are asked by and by, or now."""
    if reopened.state == "held":
        return "fell-through-held"
    if asked_on.state == "held":
        return "fell-through-nobody"
    return "fell-through-night" if waves.waits_for_morning(asked_on, at) else "fell-through"


def given_back(world: World, invite: Invite, request: Request, at: datetime) -> tuple[Change, Request]:
    """The task handed back: the request as the caller must put it, with nobody new asked yet.

    Of someone under 18 it is held: a coordinator finds who may help.
    """
    helpers = tuple(helper for helper in request.helpers if helper != invite.volunteer)
    change = moved_invite(invite, "hand_back") + about.noted(request, invite.volunteer, "hand_back", at)
    change += (
        _not_reminded(request, invite.volunteer)
        if helpers or request.state == "held"
        else about.no_lines(world, request)
    )
    reopened = waves.again(world, replace(request, helpers=helpers))
    if request.state in ("open", "held"):
        return change, reopened
    if not candidates.may_search(world, request):
        held, reopened = waves.for_a_person(world, reopened, at)
        return change + held, reopened
    return change, replace(reopened, state=after(REQUEST, request.state, "hand_back"))


def no_show(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """They weren't there: somebody checks within half an hour that the resident is well. Once is enough."""
    _, request, _ = mine(world, invite_id, by)
    if _standing(world, request, "not_there"):
        return Change()
    state = "held" if request.state == "held" else after(REQUEST, request.state, "no_show")
    due = at + timedelta(minutes=world.ladder.waits.welfare)
    case = about.case(world, request, "not_there", at, urgency=cases.NOW, due=due)
    held = replace(request, state=state)
    change = put(held, request) + case + about.noted(request, by, "no_show", at) + following.told(world, held, at)
    change += waves.withdrawn(world, request, at) + about.no_lines(world, request)
    change += Change(lines=(Line(LineId(f"welfare.{request.id}"), "welfare", f"request:{request.id}", due),))
    return change + tell_waiting(world, request, _are_you_all_right(request, by), at)


def _are_you_all_right(request: Request, by: PersonId) -> Say:
    """What settles most of these at once: they were in the garden, or asleep."""
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind, "name": Ref(f"person:{by}#name")}
    return Say("are-they-all-right" if request.on_behalf else "are-you-all-right", facts)


def _standing(world: World, request: Request, reason: str) -> Case | None:
    """The request's unresolved case of this reason."""
    return next((case for case in world.register.cases_of(request.id) if case.reason == reason), None)


def need_coordinator(world: World, invite_id: str, by: PersonId, at: datetime, words: str = "") -> Change:
    """A helper wants a person: a case at once, and what it is about when they say so."""
    _, request, _ = mine(world, invite_id, by, TAKEN)
    case = cases.open_case(
        world,
        request.area,
        "helper_asks",
        at,
        subject=request.resident,
        request=request.id,
        urgency=cases.TODAY,
        words=words,
    )
    return case + about.noted(request, by, "helper_asks", at)
