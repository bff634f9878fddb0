"""Before the first invite, once, each skippable: what to call you, a number, the door; and how it is paid for."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import people
from bot.messages import Button, Say
from bot.model import Person, Session
from bot.talk import details, drafts, opening
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App


def name(app: "App", session: Session, heard: Heard) -> Reply:
    """What to call you."""
    person = (
        heard.person if heard.action == "skip" else app.world.access.with_private(heard.person, name=heard.text[:80])
    )
    return _next(app, session, heard, person, details.ask_phone(heard), "phone")


def phone(app: "App", session: Session, heard: Heard) -> Reply:
    """A number, or this chat only."""
    if heard.action == "chat-only":
        return _next(app, session, heard, replace(heard.person, chat_only=True), details.ask_door(), "door")
    number = people.parse_phone(heard.contact or heard.text)
    if number is None:
        return Reply(session, says=(say("ask-phone-again", Button("chat-only")),))
    person, known = people.with_phone(app.world, heard.person, number)
    reply = _next(app, session, heard, person, details.ask_door(), "door")
    return replace(reply, change=reply.change + known)


def door(app: "App", session: Session, heard: Heard) -> Reply:
    """The door, or I'll tell them myself. With it the details are asked for good."""
    if heard.action == "door-by-self":
        person = replace(heard.person, door_by_self=True)
    else:
        person = app.world.access.with_private(heard.person, door=heard.text[:300])
    return _on(app, session, replace(heard, person=replace(person, details_asked=True)))


def paid(app: "App", session: Session, heard: Heard) -> Reply:
    """How it is paid for; never a card or PIN."""
    if heard.arg not in details.WAYS_TO_PAY:
        return Reply(session, says=(details.ask_paid(),))
    return _on(app, drafts.kept(session, "paid", replace(drafts.of(session), paid=heard.arg)), heard)


def _next(app: "App", session: Session, heard: Heard, person: Person, ask: Say, step: str) -> Reply:
    return Reply(replace(session, step=step), details.saved(app, heard, person), (ask,))


def _on(app: "App", session: Session, heard: Heard) -> Reply:
    """Back to the draft: the next question, or open it."""
    reply = opening.ready(app, session, heard, drafts.of(session))
    return replace(reply, change=reply.change + details.saved(app, heard, heard.person))


PRESSES: dict[str, Step] = {"skip": name, "chat-only": phone, "door-by-self": door, "paid": paid}
STEPS: dict[str, Step] = {"name": name, "phone": phone, "door": door, "paid": paid}
COMMANDS: dict[str, Step] = {}
