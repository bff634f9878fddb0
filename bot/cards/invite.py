"""An invite's card, and the task it becomes."""

from typing import TYPE_CHECKING

from bot.cards.facts import facts
from bot.messages import Button, Param, Say
from bot.model import Invite, Person, Request

if TYPE_CHECKING:
    from bot.app import App


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """What is asked, or what became of it; never a name, a contact or a door."""
    invite = app.world.register.find(Invite, record_id)
    request = app.world.register.find(Request, invite.request) if invite else None
    if invite is None or request is None:
        return None
    if invite.state == "open":
        return _open_invite(invite, request)
    short: dict[str, Param] = {"kind": request.kind, "code": request.code}
    return Say(f"invite-{invite.state.replace('_', '-')}", short, _task_buttons(invite))


def _open_invite(invite: Invite, request: Request) -> Say:
    asked = facts(request) | {"km": None if invite.distance_km is None else max(1, round(invite.distance_km))}
    asked["at"] = invite.ends.isoformat()
    reasons = tuple(Say(reason.text_id, dict(reason.params)) for reason in invite.reasons)
    buttons = (Button("accept", invite.id), Button("not-this-time", invite.id), Button("pause", invite.id))
    return Say("invite", asked, buttons, reasons)


_TASK_BUTTONS = {
    "accepted": ("on-my-way", "done", "not-there", "hand-back", "coordinator"),
    "under_way": ("done", "not-there", "hand-back", "coordinator"),
}


def _task_buttons(invite: Invite) -> tuple[Button, ...]:
    return tuple(Button(name, invite.id) for name in _TASK_BUTTONS.get(invite.state, ()))
