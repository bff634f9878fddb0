"""Invites and tasks: what a volunteer may answer, and what follows for everyone else."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk import candidates, cases, waves
from bot.desk.requests import moved_invite, noted, tell_waiting, waiting_people
from bot.desk.telling import redraw
from bot.errors import AlreadyTaken, InviteOver, NoLongerFits, NotAllowed, NotFound
from bot.lifecycle import INVITE, REQUEST, after
from bot.messages import Button, Param, Ref, Say
from bot.model import Invite, Line, LineId, PersonId, Request, Volunteer
from bot.store.change import Change, put, total
from bot.world import World


def own(world: World, invite_id: str, by: PersonId) -> tuple[Invite, Request, Volunteer]:
    """The invite, its request and its volunteer. Raises NotAllowed when it is someone else's."""
    invite = world.register.invite(invite_id)
    if invite.volunteer != by:
        raise NotAllowed("this invite is someone else's")
    volunteer = world.register.volunteer(by)
    if volunteer is None:
        raise NotFound(by)
    return invite, world.register.request(invite.request), volunteer


def accept(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """A volunteer takes a place on a request.

    Relies on the request, the invite and the volunteer as read; `commit` refuses the Change if any of them moved.
    Raises AlreadyTaken, InviteOver, NoLongerFits: each one's docstring is what the log says.
    """
    invite, request, volunteer = own(world, invite_id, by)
    if invite.state in ("accepted", "under_way", "finished"):
        return Change()
    if invite.state == "withdrawn" or request.places_left == 0:
        raise AlreadyTaken(request.code)
    if invite.state != "open" or request.state not in ("open", "held"):
        raise InviteOver(invite.state)
    rule = candidates.why_not(world, request, volunteer, at)
    if rule:
        raise NoLongerFits(rule)
    return _accepted(world, invite, request, volunteer, at)


def _accepted(world: World, invite: Invite, request: Request, volunteer: Volunteer, at: datetime) -> Change:
    helped = replace(request, helpers=(*request.helpers, volunteer.id))
    full = helped.places_left == 0
    if full:
        helped = replace(helped, state=after(REQUEST, helped.state, "fill"))
    change = put(helped, request) + moved_invite(invite, "accept") + put(_busier(volunteer, request, at), volunteer)
    change += noted(helped, volunteer.id, "accepted", at)
    if full:
        change += _withdrawn(world, request, invite, at) + Change(drops=((waves.wave_line(request), _about(request)),))
    found = Say("found", {"code": request.code, "kind": request.kind, "name": Ref(f"person:{volunteer.id}#name")})
    change += tell_waiting(world, helped, found, at)
    return change + reminders(world, helped, volunteer, at)


def _about(request: Request) -> str:
    return f"request:{request.id}"


def _busier(volunteer: Volunteer, request: Request, at: datetime) -> Volunteer:
    lately = tuple(moment for moment in volunteer.accepted_at if moment > at - candidates.WEEK)
    return replace(
        volunteer,
        tasks=(*volunteer.tasks, request.id),
        accepted_at=(*lately, at),
        replies=counted(volunteer, request.kind, accepted=1),
    )


def counted(volunteer: Volunteer, kind: str, accepted: int = 0, declined: int = 0) -> dict[str, tuple[int, int]]:
    """The volunteer's answers by kind, with one more."""
    yes, no = volunteer.replies.get(kind, (0, 0))
    return {**volunteer.replies, kind: (yes + accepted, no + declined)}


def _withdrawn(world: World, request: Request, winner: Invite, at: datetime) -> Change:
    """The others' invites end; their cards change to "someone has it, thank you"."""
    return total(
        moved_invite(invite, "withdraw") + redraw(world, f"invite:{invite.id}", at, invite.volunteer)
        for invite in world.register.invites_for(request.id)
        if invite.state == "open" and invite.id != winner.id
    )


def reminders(world: World, request: Request, volunteer: Volunteer, at: datetime) -> Change:
    """What falls due once someone has it: a reminder before the agreed time, a check-in after it."""
    waits = world.ladder.waits
    end = moments.ends(request.when, at) or moments.waking(at, 24 * 60)
    lines = [Line(check_in_line(request), "check_in", _about(request), end + timedelta(minutes=waits.check_in_after))]
    begins = moments.begins(request.when)
    if begins and begins - timedelta(minutes=waits.remind_before) > at:
        remind = begins - timedelta(minutes=waits.remind_before)
        facts = {"volunteer": str(volunteer.id)}
        lines.append(Line(LineId(f"remind.{request.id}.{volunteer.id}"), "remind", _about(request), remind, facts))
    return Change(lines=tuple(lines))


def check_in_line(request: Request) -> LineId:
    """The id of the line that asks the resident how it went."""
    return LineId(f"check_in.{request.id}")


def decline(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """Not this time: no reason asked. When nobody of the wave is left to answer, the next wave is due now."""
    invite, request, volunteer = own(world, invite_id, by)
    if invite.state != "open":
        return Change()
    change = moved_invite(invite, "decline") + noted(request, by, "declined", at)
    change += put(replace(volunteer, replies=counted(volunteer, request.kind, declined=1)), volunteer)
    others = [one for one in world.register.invites_for(request.id) if one.state == "open" and one.id != invite.id]
    if not others and request.state == "open":
        change += waves.due(world, request, at if not moments.is_quiet(at) else moments.next_morning(at))
    return change


def start(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """On my way: whoever waits is told."""
    invite, request, _ = own(world, invite_id, by)
    if invite.state == "under_way":
        return Change()
    under_way = replace(request, state=after(REQUEST, request.state, "start"))
    coming = Say("coming", {"code": request.code, "name": Ref(f"person:{by}#name"), "kind": request.kind})
    change = put(under_way, request) + moved_invite(invite, "start") + noted(request, by, "start", at)
    return change + tell_waiting(world, under_way, coming, at)


def finish(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """Done, says the helper; done it is when the resident says so."""
    invite, request, volunteer = own(world, invite_id, by)
    if invite.state == "finished":
        return Change()
    finished = replace(request, state=after(REQUEST, request.state, "finish"))
    change = put(finished, request) + moved_invite(invite, "finish") + noted(request, by, "finish", at)
    change += freed_task(volunteer, request)
    ask_again = moments.waking(at, world.ladder.waits.unconfirmed)
    change += Change(
        drops=tuple((line.id, line.about) for line in world.diary.about(_about(request))),
        lines=(Line(LineId(f"unconfirmed.{request.id}"), "unconfirmed", _about(request), ask_again),),
    )
    return change + tell_waiting(world, finished, _please_confirm(request, by), at)


def _please_confirm(request: Request, by: PersonId) -> Say:
    from_text: dict[str, Param] = {"code": request.code, "kind": request.kind, "name": Ref(f"person:{by}#name")}
    return Say("please-confirm", from_text, (Button("yes-done", request.id), Button("not-done", request.id)))


def freed_task(volunteer: Volunteer, request: Request) -> Change:
    """The volunteer with this task no longer among theirs."""
    return put(replace(volunteer, tasks=tuple(task for task in volunteer.tasks if task != request.id)), volunteer)


def hand_back(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """The helper cannot after all; no blame. Others are asked at once, and whoever waits is told."""
    invite, request, volunteer = own(world, invite_id, by)
    state = after(INVITE, invite.state, "hand_back")
    helpers = tuple(helper for helper in request.helpers if helper != by)
    reopened = replace(
        request,
        helpers=helpers,
        state="open" if request.state == "open" else after(REQUEST, request.state, "hand_back"),
    )
    change = put(replace(invite, state=state), invite) + freed_task(volunteer, request)
    change += Change(drops=tuple((line.id, line.about) for line in world.diary.about(_about(request))))
    change += noted(request, by, "hand_back", at)
    asked, reopened = waves.begin(world, reopened, at)
    fell = Say("fell-through", {"code": request.code, "kind": request.kind})
    return change + put(reopened, request) + asked + tell_waiting(world, reopened, fell, at)


def no_show(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """They weren't there: somebody checks that the resident is well, within half an hour."""
    _, request, _ = own(world, invite_id, by)
    held = replace(request, state=after(REQUEST, request.state, "no_show"))
    due = at + timedelta(minutes=world.ladder.waits.welfare)
    case = cases.open_case(
        world, request.area, "not_there", at, subject=request.resident, request=request.id, urgency=cases.NOW, due=due
    )
    return (
        put(held, request)
        + case
        + noted(request, by, "no_show", at)
        + redraw(world, f"request:{request.id}", at, *waiting_people(request))
    )


def need_coordinator(world: World, invite_id: str, by: PersonId, at: datetime, words: str = "") -> Change:
    """A helper wants a person: a case, with what they said."""
    _, request, _ = own(world, invite_id, by)
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
    return case + noted(request, by, "helper_asks", at)
