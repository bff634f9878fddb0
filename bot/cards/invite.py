"""An invite's card, and the task it becomes; name, number and door only while the task is theirs."""

from typing import TYPE_CHECKING

from bot.cards.facts import facts, when
from bot.cards.task import paid, task
from bot.desk.invites import AT_WORK
from bot.messages import Button, Param, Say
from bot.model import Invite, Person, Request

if TYPE_CHECKING:
    from bot.app import App

ENDED = ("cancelled", "closed")


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """What is asked, the task once they said yes, or what became of it; for that volunteer alone."""
    invite = app.world.register.find(Invite, record_id)
    request = app.world.register.find(Request, invite.request) if invite else None
    if invite is None or request is None or invite.volunteer != viewer.id:
        return None
    if invite.state == "open":
        return _asked(invite, request)
    if invite.state in AT_WORK:
        return task(app, invite, request)
    buttons = (Button("coordinator", invite.id),) if invite.state == "finished" else ()
    return Say(_over(invite, request), {"kind": request.kind, "code": request.code}, buttons)


def _over(invite: Invite, request: Request) -> str:
    """How it ended, as the volunteer sees it."""
    if invite.state == "withdrawn" and request.state in ENDED and not request.helpers:
        return "invite-not-needed"
    if request.state == "merged" and invite.state in ("withdrawn", "ended"):
        return "invite-merged"
    if invite.state == "withdrawn" and request.places_left:
        return "invite-over"
    if invite.state == "ended" and request.state == "cancelled":
        return "invite-cancelled"
    return f"invite-{invite.state.replace('_', '-')}"


def _asked(invite: Invite, request: Request) -> Say:
    asked = facts(request) | {"km": _km(invite), "at": invite.ends.isoformat(), "wants": request.wants}
    buttons = (Button("accept", invite.id), Button("not-this-time", invite.id), Button("pause", invite.id))
    reasons = tuple(Say(reason.text_id, dict(reason.params)) for reason in invite.reasons)
    soon = when(request.when, request.urgency)
    lines = (*_where(invite, request), soon, *_several(request), *paid(request), *reasons)
    return Say("invite", asked, buttons, (*lines, Say("invite-answer-by", {"at": invite.ends.isoformat()})))


def _km(invite: Invite) -> int:
    """Whole kilometres, at least one; 0 where there is no distance."""
    return 0 if invite.distance_km is None else max(1, round(invite.distance_km))


def _where(invite: Invite, request: Request) -> tuple[Say, ...]:
    if request.place is None or not request.place.label:
        return ()
    return (Say("invite-where", {"place": request.place.label, "km": _km(invite)}),)


def _several(request: Request) -> tuple[Say, ...]:
    facts: dict[str, Param] = {"wants": request.wants, "found": len(request.helpers)}
    return (Say("invite-several", facts),) if request.wants > 1 else ()
