"""Invites: what a volunteer may answer, and what follows for everyone else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot import escalation, moments
from bot.desk import about, candidates, casework, holding, waves
from bot.desk.requests import moved_invite, tell_waiting
from bot.errors import AlreadyTaken, InviteOver, NoLongerFits, NotAllowed, NotFound
from bot.lifecycle import ACTIVE, INVITE, REQUEST, after
from bot.messages import Ref, Say
from bot.model import Invite, Line, LineId, PersonId, Request, Volunteer
from bot.store.change import Change, put, relying
from bot.world import World

TAKEN = ("accepted", "under_way", "finished")  # invites whose volunteer has said yes
AT_WORK = ("accepted", "under_way")


def own(world: World, invite_id: str, by: PersonId) -> tuple[Invite, Request, Volunteer]:
    """The invite, its request and its volunteer. Raises NotAllowed when it is someone else's, NotFound."""
    invite = world.register.invite(invite_id)
    if invite.volunteer != by:
        raise NotAllowed("this invite is someone else's")
    volunteer = world.register.volunteer(by)
    if volunteer is None:
        raise NotFound(by)
    return invite, world.register.request(invite.request), volunteer


def accept(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """A volunteer takes a place on a request; a late yes counts while nobody else has it.

    Relies on the request, the invite, the volunteer and both sides' people as read before the rules are looked at;
    `commit` refuses the Change if any of them moved. Raises AlreadyTaken, InviteOver, NoLongerFits: each one's
    docstring is what the log says.
    """
    invite, request, volunteer = own(world, invite_id, by)
    if invite.state in TAKEN or by in request.helpers:
        return Change()
    _must_be_free(invite, request)
    if invite.state != "open" and not candidates.may_search(world, request):
        raise InviteOver("a coordinator has it")
    people = [world.register.person(by), *candidates.asking(world, request)]
    rule = candidates.why_not(world, request, volunteer, at)
    if rule:
        raise NoLongerFits(rule)
    return _accepted(world, invite, request, volunteer, at) + relying(*people)


def _must_be_free(invite: Invite, request: Request) -> None:
    if request.state not in ACTIVE or request.state == "merged" or "accept" not in INVITE[invite.state]:
        raise InviteOver(invite.state)
    if request.places_left == 0 or request.state not in ("open", "held"):
        raise AlreadyTaken(request.code)
    if request.state == "held" and invite.state == "withdrawn":
        raise InviteOver("a coordinator has it")


def _accepted(world: World, invite: Invite, request: Request, volunteer: Volunteer, at: datetime) -> Change:
    helped = replace(request, helpers=(*request.helpers, volunteer.id))
    full = helped.places_left == 0
    if full:
        helped = replace(helped, state=after(REQUEST, helped.state, "fill"))
    change = put(helped, request) + moved_invite(invite, "accept") + put(_busier(volunteer, request, at), volunteer)
    change += about.noted(helped, volunteer.id, "accepted", at)
    only = None if full else volunteer.id  # while others are wanted, only their own further invites end
    change += waves.withdrawn(world, request, at, but=invite.id, only=only)
    change += waves.no_more(request) + holding.helper_found(world, helped, volunteer.id, at) if full else Change()
    found = Say("found", {"code": request.code, "kind": request.kind, "name": Ref(f"person:{volunteer.id}#name")})
    change += tell_waiting(world, helped, found, at)
    return change + reminders(world, helped, volunteer, at)


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


def reminders(world: World, request: Request, volunteer: Volunteer, at: datetime) -> Change:
    """What falls due once someone has it: a reminder before the agreed time for each, a check-in after it for all."""
    name = f"request:{request.id}"
    asked = escalation.check_in_due(world.ladder, request.when, request.urgency, at)
    lines = [Line(check_in_line(request), "check_in", name, asked)]
    begins = moments.begins(request.when)
    remind = moments.waking_before(begins, world.ladder.waits.remind_before) if begins else at
    if remind > at:
        facts = {"volunteer": str(volunteer.id)}
        lines.append(Line(remind_line(request, volunteer.id), "remind", name, remind, facts))
    return Change(lines=tuple(lines))


def check_in_line(request: Request) -> LineId:
    """The id of the line that asks the resident how it went."""
    return LineId(f"check_in.{request.id}")


def remind_line(request: Request, volunteer: PersonId) -> LineId:
    """The id of the line that reminds one helper."""
    return LineId(f"remind.{request.id}.{volunteer}")


def decline(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """Not this time: no reason asked. When nobody of the wave is left to answer, the next wave is due now."""
    invite, _, volunteer = own(world, invite_id, by)
    change, after_no = declined(world, [invite], volunteer, at)
    return change + put(after_no, volunteer) if change != Change() else change


def declined(world: World, invites: Iterable[Invite], volunteer: Volunteer, at: datetime) -> tuple[Change, Volunteer]:
    """These of a volunteer's invites answered with no, those still open; the volunteer as the caller must put them."""
    change = Change()
    for invite in (one for one in invites if one.state == "open"):
        request = world.register.request(invite.request)
        volunteer = replace(volunteer, replies=counted(volunteer, request.kind, declined=1))
        change += moved_invite(invite, "decline") + about.noted(request, volunteer.id, "declined", at)
        change += _asked_on(world, invite, request, at)
    return change, volunteer


def _asked_on(world: World, invite: Invite, request: Request, at: datetime) -> Change:
    """The next wave at once when nobody else may still answer; a coordinator who chose them hears of it.

    Relies on whoever else may answer, so that of two who say no in one instant the second is seen to be the last.
    """
    others = [one for one in world.register.invites_for(request.id) if one.state == "open" and one.id != invite.id]
    if request.state == "open":
        return relying(*others) if others else waves.due(world, request, at)
    say = Say("chosen-declined", {"code": request.code, "name": Ref(f"person:{invite.volunteer}#name")})
    return casework.news(world, request, say, at) if request.state == "held" else Change()
