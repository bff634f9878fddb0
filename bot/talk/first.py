"""Before the first invite, once, each skippable: what to call you, a number, the door; and how it is paid for."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import people
from bot.messages import Button
from bot.model import Session
from bot.talk import details, details_ask, drafts, opening
from bot.talk.drafts import Draft
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App


def name(app: "App", session: Session, heard: Heard) -> Reply:
    """What to call you."""
    if heard.action == "skip" or details.is_skip(heard.text):
        return _on(app, session, heard)
    said, draft = details.name_said(heard.text), drafts.of(session)
    if details.is_a_name(said):
        return _on(app, session, replace(heard, person=app.world.access.with_private(heard.person, name=said)))
    if "name-again" in draft.asked:
        return _on(app, session, heard)
    once_more = details_ask.question(app, heard, draft, "name")
    return Reply(drafts.kept(session, "name", _once(draft, "name-again")), says=once_more)


def phone(app: "App", session: Session, heard: Heard) -> Reply:
    """A number, or this chat only."""
    if heard.action == "chat-only" or details.is_skip(heard.text):
        return _on(app, session, replace(heard, person=replace(heard.person, chat_only=True)))
    number = details.phone_said(heard.contact or heard.text)
    if number is None:
        return _number_again(app, session, heard)
    person, known = people.with_phone(app.world, heard.person, number)
    reply = _on(app, session, replace(heard, person=person))
    return replace(reply, change=reply.change + known)


def _number_again(app: "App", session: Session, heard: Heard) -> Reply:
    """Once more; after that this chat will do."""
    draft = drafts.of(session)
    if "phone-again" in draft.asked:
        return _on(app, session, replace(heard, person=replace(heard.person, chat_only=True)))
    again = say("ask-phone-again", Button("chat-only"))
    return Reply(drafts.kept(session, session.step, _once(draft, "phone-again")), says=(again,))


def _once(draft: Draft, question: str) -> Draft:
    return replace(draft, asked=(*draft.asked, question))


def door(app: "App", session: Session, heard: Heard) -> Reply:
    """The door, or I'll tell them myself."""
    if heard.action == "door-by-self" or details.is_skip(heard.text):
        return _on(app, session, replace(heard, person=replace(heard.person, door_by_self=True)))
    person = app.world.access.with_private(heard.person, door=heard.text[: details.LONGEST_DOOR])
    return _on(app, session, replace(heard, person=person))


def paid(app: "App", session: Session, heard: Heard) -> Reply:
    """How it is paid for; never a card or PIN. Not sure is an answer too: they settle it with whoever comes."""
    draft = drafts.of(session)
    way = heard.arg if heard.arg in details.WAYS_TO_PAY else details.paid_said(heard.text)
    if way:
        return _ready(app, session, heard, replace(draft, paid=way))
    if details.is_skip(heard.text) or "paid-again" in draft.asked:
        return _ready(app, session, heard, draft)
    return Reply(drafts.kept(session, "paid", _once(draft, "paid-again")), says=(details_ask.paid(draft.kind),))


def skip(app: "App", session: Session, heard: Heard) -> Reply:
    """No name."""
    return name(app, session, heard) if session.step == "name" else _not_asked_now(app, session, heard)


def chat_only(app: "App", session: Session, heard: Heard) -> Reply:
    """No number."""
    return phone(app, session, heard) if session.step == "phone" else _not_asked_now(app, session, heard)


def door_by_self(app: "App", session: Session, heard: Heard) -> Reply:
    """They tell whoever comes."""
    return door(app, session, heard) if session.step == "door" else _not_asked_now(app, session, heard)


def paid_pressed(app: "App", session: Session, heard: Heard) -> Reply:
    """One of the ways to pay."""
    return paid(app, session, heard) if session.step == "paid" else _not_asked_now(app, session, heard)


def _not_asked_now(app: "App", session: Session, heard: Heard) -> Reply:
    """An old button: what was answered since stands; the question in hand, if there is one, is put again."""
    again = details_ask.question(app, heard, drafts.of(session), session.step) if drafts.held(session) else ()
    return Reply(session, says=(say("answered-already"), *again))


def _on(app: "App", session: Session, heard: Heard) -> Reply:
    """Back to the draft: the next question, or open it."""
    return _ready(app, session, heard, drafts.of(session))


def _ready(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    return details.keep(app, heard, opening.ready(app, session, heard, draft))


PRESSES: dict[str, Step] = {
    "skip": skip,
    "chat-only": chat_only,
    "door-by-self": door_by_self,
    "paid": paid_pressed,
}
STEPS: dict[str, Step] = {"name": name, "phone": phone, "door": door, "paid": paid}
COMMANDS: dict[str, Step] = {}
