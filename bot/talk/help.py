"""Helping: a volunteer's answers to invites, and the task from "on my way" to done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.access import of_person
from bot.desk import invites
from bot.messages import Param, Ref, Say
from bot.model import Invite, PersonId, Request, Session
from bot.store.change import Change
from bot.talk import details
from bot.talk.types import Heard, Reply, Step, say
from bot.world import World

if TYPE_CHECKING:
    from bot.app import App


def accept(app: "App", session: Session, heard: Heard) -> Reply:
    """Yes: the place is theirs if nobody was first; only now do they see name, contact and door."""
    change = invites.accept(app.world, heard.arg, heard.who, heard.at)
    invite = app.world.register.invite(heard.arg)
    request = app.world.register.request(invite.request)
    return Reply(session, change, (heard.card(f"invite:{invite.id}"), accepted(app, request)))


def accepted(app: "App", request: Request) -> Say:
    """What a helper needs to know, and nothing a private fact was not given for."""
    person = app.world.register.person(request.resident)
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind}
    more = [_given("task-name", person.id, "name") if "name" in person.sealed else say("task-no-name")]
    if "phone" in person.sealed and not person.chat_only:
        facts["contact"] = Ref(of_person(person.id, "phone"))
    if "door" in person.sealed and not person.door_by_self:
        facts["address"] = Ref(of_person(person.id, "door"))
    return Say("accepted", facts, (), tuple(more))


def _given(text_id: str, person: PersonId, name: str) -> Say:
    return Say(text_id, {name: Ref(of_person(person, name))})


def _pressed(act: Callable[[World, str, PersonId, datetime], Change], text_id: str) -> Step:
    """A step that does one thing to an invite, redraws its card and says one line."""

    def step(app: "App", session: Session, heard: Heard) -> Reply:
        change = act(app.world, heard.arg, heard.who, heard.at)
        return Reply(session, change, (heard.card(f"invite:{heard.arg}"), say(text_id)))

    return step


def as_answer(app: "App", session: Session, heard: Heard) -> Reply | None:
    """A plain yes or no typed by someone with an open invite (Telegram lets a press expire)."""
    if not (details.is_yes(heard.text) or details.is_no(heard.text)):
        return None
    waiting = [invite for invite in app.world.register.invites_of(heard.who) if invite.state == "open"]
    if len(waiting) == 1:
        return _answered(app, session, heard, waiting[0])
    if waiting:
        return Reply(
            session, says=(say("which-invite"), *(heard.card(f"invite:{one.id}", fresh=True) for one in waiting))
        )
    return None


def _answered(app: "App", session: Session, heard: Heard, invite: Invite) -> Reply:
    step = PRESSES["accept" if details.is_yes(heard.text) else "not-this-time"]
    return step(app, session, replace(heard, arg=invite.id))


PRESSES: dict[str, Step] = {
    "accept": accept,
    "not-this-time": _pressed(invites.decline, "declined-thanks"),
    "on-my-way": _pressed(invites.start, "go-well"),
    "done": _pressed(invites.finish, "done-thanks"),
    "hand-back": _pressed(invites.hand_back, "handed-back"),
    "not-there": _pressed(invites.no_show, "not-there-told"),
    "coordinator": _pressed(invites.need_coordinator, "coordinator-told"),
}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {}
